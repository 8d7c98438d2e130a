"""RIM: nearness to a reference ideal that may be an interval (Cables, Lamata & Verdegay 2016), by its publication.

Without bounds they are the scales', or the column's own range; without an ideal it is the best bound. pymcdm loops
over the cells.
"""

from functools import partial

import numpy as np

from mcda.methods.bounds import best_ends, clipped_to, consistent, limits_of, within_bounds
from mcda.methods.matrix_products import Score, nearness, rows_of
from mcda.methods.needs import differing_alternatives
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (differing_alternatives, within_bounds)
__all__ = ["NEEDS", "consistent", "kernel"]


def kernel(matrix: DecisionMatrix, bounds: Array | None, ref_ideal: Array | None) -> Score:
    """Without bounds a constant column counts for nothing: it has no width to be near in."""
    limits = limits_of(matrix, bounds)
    best = best_ends(matrix, limits)
    x, (c, d) = clipped_to(matrix, limits), (best, best) if ref_ideal is None else ref_ideal.T
    gap = np.minimum(np.abs(x - c), np.abs(x - d))
    reach = np.abs(np.where(x < c, limits[:, 0] - c, d - limits[:, 1]))
    inside = (c <= x) & (x <= d)
    r = np.where(inside, 1.0, 1 - gap / np.where(inside | (reach == 0), 1, reach))
    counts = np.array([bounds is not None or end is not None for end in matrix.ends])
    return partial(nearness, far=rows_of((r - 1) ** 2 * counts), near=rows_of(r**2 * counts))
