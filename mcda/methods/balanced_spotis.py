"""Balanced SPOTIS: part distance from an expected point, part distance from the best bounds; lower is better."""

from functools import partial

from mcda.methods.bounds import (
    best_ends,
    clipped_to,
    consistent,
    distances_from,
    limits_of,
    within_bounds,
)
from mcda.methods.engine import engine, run
from mcda.methods.matrix_products import Score, rows_of, weighted_sum
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (within_bounds,)
__all__ = ["NEEDS", "consistent", "kernel", "scores"]


def scores(
    matrix: DecisionMatrix,
    weights: Array,
    bounds: Array | None,
    esp: Array | None,
    alpha: float,
) -> Array:
    """α × distance from an expected point + (1 - α) × distance from the best bounds.

    Where no point is expected it is the best bounds, and the answer is SPOTIS's.
    """
    limits = limits_of(matrix, bounds)
    point = best_ends(matrix, limits) if esp is None else esp
    method = engine().BalancedSPOTIS(limits, point, alpha=alpha)
    return run(method, clipped_to(matrix, limits), weights, matrix)


def kernel(matrix: DecisionMatrix, bounds: Array | None, esp: Array | None, alpha: float) -> Score:
    limits = limits_of(matrix, bounds)
    best = best_ends(matrix, limits)
    point = best if esp is None else esp
    from_best, from_point = (distances_from(p, matrix, limits) for p in (best, point))
    return partial(weighted_sum, columns=rows_of((1 - alpha) * from_best + alpha * from_point))
