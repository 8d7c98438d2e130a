"""Methods that are two matrix products of the weights, put together element by element."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from mcda.methods.kernels_linear import bounds_of, ideal_end, logs_of, product, rows_of
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

Score = Callable[[Array], Array]


def _sum_and_product(weights: Array, columns: Array, logs: Array, l: float) -> Array:  # noqa: E741 - pymcdm's name
    scores = product(weights, columns)
    scores *= l
    scores += (1 - l) * np.exp(product(weights, logs))
    return scores


def waspas(matrix: DecisionMatrix, normalisation: str = "linear", l: float = 0.5) -> Score:  # noqa: E741
    r = normalised(matrix, normalisation)
    return partial(_sum_and_product, columns=rows_of(r), logs=logs_of(r), l=l)


def _nearness(weights: Array, far: Array, near: Array) -> Array:
    """D⁻ / (D⁺ + D⁻) of Euclidean distances: squared weights times squared differences."""
    squares = weights**2
    ideal, anti = product(squares, far), product(squares, near)
    np.sqrt(ideal, out=ideal)
    np.sqrt(anti, out=anti)
    ideal += anti
    return np.divide(anti, ideal, out=anti)


def topsis(matrix: DecisionMatrix, normalisation: str = "vector") -> Score:
    r = normalised(matrix, normalisation)
    far, near = (r - r.max(axis=0)) ** 2, (r - r.min(axis=0)) ** 2
    return partial(_nearness, far=rows_of(far), near=rows_of(near))


def rim(
    matrix: DecisionMatrix, bounds: ArrayLike | None = None, ref_ideal: ArrayLike | None = None
) -> Score:
    """Without bounds a constant column counts for nothing: it has no width to be near in."""
    ends = bounds_of(matrix, bounds)
    best = ideal_end(matrix, ends)
    wanted = np.column_stack((best, best)) if ref_ideal is None else np.asarray(ref_ideal, float)
    x, (c, d) = np.clip(matrix.clipped, ends[:, 0], ends[:, 1]), wanted.T
    gap = np.minimum(np.abs(x - c), np.abs(x - d))
    reach = np.abs(np.where(x < c, ends[:, 0] - c, d - ends[:, 1]))
    inside = (c <= x) & (x <= d)
    r = np.where(inside, 1.0, 1 - gap / np.where(inside | (reach == 0), 1, reach))
    counts = np.array([bounds is not None or end is not None for end in matrix.ends])
    return partial(_nearness, far=rows_of((r - 1) ** 2 * counts), near=rows_of(r**2 * counts))


def _share_of_distance(weights: Array, far: Array, near: Array) -> Array:
    ideal, anti = product(weights, far), product(weights, near)
    ideal += anti
    return np.divide(anti, ideal, out=anti)


def ervd(
    matrix: DecisionMatrix,
    ref_point: ArrayLike | None = None,
    lambd: float = 2.25,
    alpha: float = 0.88,
) -> Score:
    """Gains and losses against a reference point (the column means where none is given)."""
    x = matrix.clipped
    point = x.mean(axis=0) if ref_point is None else np.asarray(ref_point, dtype=float)
    r = normalised(matrix, "sum", directed=False)
    gain = (r - point / x.sum(axis=0)) * matrix.directions
    felt = np.where(gain > 0, 1.0, -lambd) * np.abs(gain) ** alpha
    far, near = felt.max(axis=0) - felt, felt - felt.min(axis=0)
    return partial(_share_of_distance, far=rows_of(far), near=rows_of(near))


def _above_and_below(weights: Array, above: Array, below: Array) -> Array:
    gains, losses = product(weights, above), product(weights, below)
    gains /= gains.max(axis=1, keepdims=True)
    losses /= losses.max(axis=1, keepdims=True)
    gains -= losses
    gains += 1
    gains /= 2
    return gains


def edas(matrix: DecisionMatrix) -> Score:
    mean = matrix.clipped.mean(axis=0)
    lead = (matrix.clipped - mean) / mean * matrix.directions
    return partial(
        _above_and_below, above=rows_of(np.maximum(lead, 0)), below=rows_of(np.maximum(-lead, 0))
    )


def _root(weights: Array, gains: Array, costs: Array) -> Array:
    scores = np.log(2 + product(weights, gains))
    scores /= 2 + product(weights, costs)
    return np.exp(scores, out=scores)


def _gains_and_costs(matrix: DecisionMatrix, r: Array) -> tuple[Array, Array]:
    up = matrix.directions == 1
    return rows_of(np.where(up, r, 0.0)), rows_of(np.where(up, 0.0, r))


def ram(matrix: DecisionMatrix, normalisation: str = "sum") -> Score:
    gains, costs = _gains_and_costs(matrix, normalised(matrix, normalisation, directed=False))
    return partial(_root, gains=gains, costs=costs)


def _proportional(weights: Array, gains: Array, costs: Array) -> Array:
    """COPRAS (Zavadskas et al. 1994): S⁺ + Σ S⁻ / (S⁻ Σ 1/S⁻), over its largest.

    pymcdm 1.4.0 leaves out the two sums, which turns the costs into gains.
    """
    scores, burden = product(weights, gains), product(weights, costs)
    if costs.any():
        light = ~burden.any(axis=1)  # no cost carries any weight in these draws: no relief
        burden[light] = 1
        inverse = 1 / burden
        relief = burden.sum(axis=1, keepdims=True) * inverse / inverse.sum(axis=1, keepdims=True)
        relief[light] = 0
        scores += relief
    scores /= scores.max(axis=1, keepdims=True)
    return scores


def copras(matrix: DecisionMatrix) -> Score:
    gains, costs = _gains_and_costs(matrix, matrix.clipped / matrix.clipped.sum(axis=0))
    return partial(_proportional, gains=gains, costs=costs)
