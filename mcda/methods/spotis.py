"""SPOTIS: weighted distance from the best end of fixed bounds, or from an expected point; lower is better."""

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
    matrix: DecisionMatrix, weights: Array, bounds: Array | None, esp: Array | None
) -> Array:
    limits = limits_of(matrix, bounds)
    return run(engine().SPOTIS(limits, esp), clipped_to(matrix, limits), weights, matrix)


def kernel(matrix: DecisionMatrix, bounds: Array | None, esp: Array | None) -> Score:
    limits = limits_of(matrix, bounds)
    point = best_ends(matrix, limits) if esp is None else esp
    return partial(weighted_sum, columns=rows_of(distances_from(point, matrix, limits)))
