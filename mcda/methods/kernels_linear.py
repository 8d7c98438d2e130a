"""Methods that are one matrix product of the weights with something prepared once from the matrix."""

from collections.abc import Callable, Sequence
from functools import partial
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mcda.methods.normalisation import normalisation_named, normalised
from mcda.methods.promethee import net_flows
from mcda.methods.registry import default_thresholds
from mcda.methods.scoring import span
from mcda.model.decision_matrix import Array, DecisionMatrix

Score = Callable[[Array], Array]
QUIET = 500_000  # multiplications; from about a million BLAS wakes its own threads, which cost more than they save
NEVER = -1e300


def product(weights: Array, columns: Array) -> Array:
    """Weights (S × m) times columns (m × n), cut small enough that BLAS keeps to the calling thread."""
    m, n = columns.shape
    if len(weights) == 1:  # a matrix times one vector wakes them far earlier
        single: Array = (weights.T * columns).sum(axis=0, keepdims=True)
        return single
    out = np.empty((len(weights), n))
    cells = max(1, QUIET // m)
    width = min(
        n, max(isqrt(cells), cells // len(weights), 1)
    )  # BLAS copies columns once for all rows of a cut
    rows = max(4, cells // width)
    for start in range(0, len(weights), rows):
        part = slice(start, start + rows)
        for left in range(0, n, width):
            across = slice(left, left + width)
            np.matmul(weights[part], columns[:, across], out=out[part, across])
    return out


def bounds_of(matrix: DecisionMatrix, bounds: ArrayLike | None) -> Array:
    """M × 2 low and high of each criterion: as given, else the ends of its scale or the data's."""
    return matrix.limits if bounds is None else np.asarray(bounds, dtype=float)


def ideal_end(matrix: DecisionMatrix, bounds: Array) -> Array:
    return np.where(matrix.directions == 1, bounds[:, 1], bounds[:, 0])


def rows_of(table: Array) -> Array:
    """M × n and contiguous, as `product` reads it."""
    return np.ascontiguousarray(table.T)


def _sum(weights: Array, columns: Array) -> Array:
    return product(weights, columns)


def additive(matrix: DecisionMatrix) -> Score:
    return partial(_sum, columns=rows_of(matrix.normalised))


def wsm(matrix: DecisionMatrix, normalisation: str = "sum") -> Score:
    return partial(_sum, columns=rows_of(normalised(matrix, normalisation)))


def mabac(matrix: DecisionMatrix, normalisation: str = "minmax") -> Score:
    r = normalised(matrix, normalisation)
    border = np.exp(np.log1p(r).mean(axis=0))  # the product of all rows would underflow
    return partial(_sum, columns=rows_of(r + 1 - border))


def mairca(matrix: DecisionMatrix, normalisation: str = "minmax") -> Score:
    return partial(_sum, columns=rows_of((1 - normalised(matrix, normalisation)) / matrix.shape[0]))


def moora(matrix: DecisionMatrix, normalisation: str = "vector") -> Score:
    ratios = normalised(matrix, normalisation, directed=False)
    return partial(_sum, columns=rows_of(ratios * matrix.directions))


def _distance(matrix: DecisionMatrix, bounds: Array, point: Array) -> Array:
    observations = np.clip(matrix.clipped, bounds[:, 0], bounds[:, 1])
    return np.abs((observations - point) / (bounds[:, 0] - bounds[:, 1]))


def spotis(
    matrix: DecisionMatrix, bounds: ArrayLike | None = None, esp: ArrayLike | None = None
) -> Score:
    ends = bounds_of(matrix, bounds)
    point = ideal_end(matrix, ends) if esp is None else np.asarray(esp, dtype=float)
    return partial(_sum, columns=rows_of(_distance(matrix, ends, point)))


def balanced_spotis(
    matrix: DecisionMatrix,
    bounds: ArrayLike | None = None,
    esp: ArrayLike | None = None,
    alpha: float = 0.5,
) -> Score:
    ends = bounds_of(matrix, bounds)
    best = ideal_end(matrix, ends)
    point = best if esp is None else np.asarray(esp, dtype=float)
    mixed = (1 - alpha) * _distance(matrix, ends, best) + alpha * _distance(matrix, ends, point)
    return partial(_sum, columns=rows_of(mixed))


def rafsi(
    matrix: DecisionMatrix,
    ideal: ArrayLike | None = None,
    anti_ideal: ArrayLike | None = None,
    n1: float = 1,
    n2k: float = 6,
) -> Score:
    given = [None if end is None else np.asarray(end, dtype=float) for end in (ideal, anti_ideal)]
    low, high = span(matrix, *given).T
    observations = np.clip(matrix.clipped, low, high)
    # as pymcdm puts it, so that both cancel alike near the anti-ideal
    mapped = (n2k - n1) / (high - low) * observations + (n1 * high - n2k * low) / (high - low)
    harmonic = 2 / (1 / n1 + 1 / n2k)
    up, down = mapped / (n1 + n2k), harmonic / (2 * mapped)
    return partial(_sum, columns=rows_of(np.where(matrix.directions == 1, up, down)))


def promethee_ii(
    matrix: DecisionMatrix,
    preference: str | Sequence[str] = "linear",
    q: Any = None,
    p: Any = None,
    s: Any = None,
) -> Score:
    m = matrix.shape[1]
    shapes = (preference,) * m if isinstance(preference, str) else tuple(preference)
    limits = {
        key: default_thresholds(key, matrix) if given is None else np.broadcast_to(given, m)
        for key, given in (("q", q), ("p", p), ("s", s))
    }
    flows = net_flows(matrix.clipped * matrix.directions, shapes, **limits)
    return partial(_sum, columns=rows_of(flows))


# the same, then a number of each sample's own


def logs_of(table: Array) -> Array:
    """M × n logarithms; of zero a number so low that any weight makes it vanish, yet 0 to the power 0 is 1."""
    logs = np.full(table.shape, NEVER)
    with np.errstate(
        invalid="ignore"
    ):  # a negative base has no real power: its scores are not finite
        np.log(table, out=logs, where=table != 0)
    return rows_of(logs)


def _powers(weights: Array, logs: Array) -> Array:
    scores = product(weights, logs)
    return np.exp(scores, out=scores)


def wpm(matrix: DecisionMatrix, normalisation: str = "sum") -> Score:
    """As the method: values from 1 to 100 where every criterion has a scale, else the readings' ratios."""
    table = matrix.scaled_1_100 if matrix.is_scaled else normalised(matrix, normalisation)
    return partial(_powers, logs=logs_of(table))


def _part_of(weights: Array, columns: Array, whole: Array) -> Array:
    scores = product(weights, columns)
    scores /= (weights @ whole)[:, None]
    return scores


def aras(matrix: DecisionMatrix, normalisation: str = "sum", esp: ArrayLike | None = None) -> Score:
    x = matrix.clipped
    best = np.where(matrix.directions == 1, x.max(axis=0), x.min(axis=0))
    optimum = best if esp is None else np.asarray(esp, dtype=float)
    function, costs = normalisation_named(normalisation), matrix.directions == -1
    rows = zip(np.vstack((optimum, x)).T, costs, strict=True)
    extended = np.column_stack([function(column, bool(cost)) for column, cost in rows])
    return partial(_part_of, columns=rows_of(extended[1:]), whole=extended[0])


def _between(weights: Array, columns: Array, ideal: Array, anti: Array) -> Array:
    """MARCOS: f(K⁻) and f(K⁺) do not depend on the alternative, so the utility is a multiple of its sum."""
    best, worst = weights @ ideal, weights @ anti
    factor = (1 / best + 1 / worst) / (1 + worst / best + best / worst)
    scores = product(weights, columns)
    scores *= factor[:, None]
    return scores


def marcos(matrix: DecisionMatrix) -> Score:
    x, up = matrix.clipped, matrix.directions == 1
    best = np.where(up, x.max(axis=0), x.min(axis=0))
    worst = np.where(up, x.min(axis=0), x.max(axis=0))
    table, ideal, anti = (np.where(up, y / best, best / y) for y in (x, best, worst))
    return partial(_between, columns=rows_of(table), ideal=ideal, anti=anti)


def _above_least(weights: Array, columns: Array) -> Array:
    scores = product(weights, columns)
    scores -= scores.min(axis=1, keepdims=True)
    return scores


def ocra(matrix: DecisionMatrix) -> Score:
    x = matrix.clipped
    least, most = x.min(axis=0), x.max(axis=0)
    gain = np.where(matrix.directions == 1, x - least, most - x)
    return partial(_above_least, columns=rows_of(gain / least))
