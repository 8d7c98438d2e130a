"""RIM: nearness to a reference ideal that may be an interval, by its publication (pymcdm loops over the cells)."""

from functools import partial

import numpy as np

from mcda.methods.bounds import best_ends, clipped_to, consistent, limits_of, within_bounds
from mcda.methods.matrix_products import Score, nearness, rows_of
from mcda.methods.needs import differing_alternatives
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (differing_alternatives, within_bounds)
__all__ = ["NEEDS", "consistent", "kernel", "scores"]


def scores(
    matrix: DecisionMatrix, weights: Array, bounds: Array | None, ref_ideal: Array | None
) -> Array:
    """Closeness to a reference ideal that may be an interval (Cables, Lamata & Verdegay 2016), 0 to 1.

    Without bounds they are the scales', or the column's own range, where a constant column counts for nothing;
    without an ideal it is the best bound.
    """
    limits = limits_of(matrix, bounds)
    (low, high), (first, last) = limits.T, _ideal(matrix, limits, ref_ideal).T
    x = clipped_to(matrix, limits)
    near = 1 - np.maximum(_part(first - x, first - low), _part(x - last, high - last))
    if bounds is None:
        weights = np.where([scale is None for scale in matrix.ends], 0.0, weights)
    lacks = np.sqrt((((near - 1) * weights) ** 2).sum(axis=1))
    has = np.sqrt(((near * weights) ** 2).sum(axis=1))
    closeness: Array = has / (has + lacks)
    return closeness


def _ideal(matrix: DecisionMatrix, limits: Array, ref_ideal: Array | None) -> Array:
    """M × 2: the ideal range, the best end alone where none is given."""
    best = best_ends(matrix, limits)
    return np.column_stack((best, best)) if ref_ideal is None else ref_ideal


def _part(distance: Array, width: Array) -> Array:
    """Distance as a part of the width, zero inside the ideal and where there is no width."""
    part = np.zeros_like(distance)
    np.divide(distance, width, out=part, where=(distance > 0) & (width > 0))
    return part


def kernel(matrix: DecisionMatrix, bounds: Array | None, ref_ideal: Array | None) -> Score:
    """Without bounds a constant column counts for nothing: it has no width to be near in."""
    limits = limits_of(matrix, bounds)
    x, (c, d) = clipped_to(matrix, limits), _ideal(matrix, limits, ref_ideal).T
    gap = np.minimum(np.abs(x - c), np.abs(x - d))
    reach = np.abs(np.where(x < c, limits[:, 0] - c, d - limits[:, 1]))
    inside = (c <= x) & (x <= d)
    r = np.where(inside, 1.0, 1 - gap / np.where(inside | (reach == 0), 1, reach))
    counts = np.array([bounds is not None or end is not None for end in matrix.ends])
    return partial(nearness, far=rows_of((r - 1) ** 2 * counts), near=rows_of(r**2 * counts))
