"""RIM: nearness to a reference ideal that may be an interval (Cables, Lamata & Verdegay 2016).

Without bounds they are the scales', or the column's own range; without an ideal it is the best bound. Without bounds a
constant column counts for nothing: it has no width to be near in.
"""

from functools import partial

import numpy as np

from mcda.methods.bounds import best_ends, clipped_to, consistent, limits_of, within_bounds
from mcda.methods.engine import engine, run
from mcda.methods.matrix_products import Score, nearness, rows_of
from mcda.methods.needs import differing_alternatives
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (differing_alternatives, within_bounds)
__all__ = ["NEEDS", "consistent", "kernel", "scores"]


def scores(
    matrix: DecisionMatrix, weights: Array, bounds: Array | None, ref_ideal: Array | None
) -> Array:
    limits = limits_of(matrix, bounds)
    counts = _counts(matrix, bounds)
    best = best_ends(matrix, limits)
    ideal = np.column_stack((best, best)) if ref_ideal is None else ref_ideal
    method = engine().RIM(limits, ideal)
    return run(method, clipped_to(matrix, limits), weights * counts, matrix)


def _counts(matrix: DecisionMatrix, bounds: Array | None) -> Array:
    """M numbers: 1 of a criterion that has a width, 0 of another."""
    return np.array([bounds is not None or end is not None for end in matrix.ends], dtype=float)


def kernel(matrix: DecisionMatrix, bounds: Array | None, ref_ideal: Array | None) -> Score:
    limits = limits_of(matrix, bounds)
    best = best_ends(matrix, limits)
    x, (c, d) = clipped_to(matrix, limits), (best, best) if ref_ideal is None else ref_ideal.T
    gap = np.minimum(np.abs(x - c), np.abs(x - d))
    reach = np.abs(np.where(x < c, limits[:, 0] - c, d - limits[:, 1]))
    inside = (c <= x) & (x <= d)
    r = np.where(inside, 1.0, 1 - gap / np.where(inside | (reach == 0), 1, reach))
    counts = _counts(matrix, bounds)
    return partial(nearness, far=rows_of((r - 1) ** 2 * counts), near=rows_of(r**2 * counts))
