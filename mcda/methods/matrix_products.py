"""Arithmetic that kernels share: products of weights and prepared tables, and what is made of one or two of them.

A kernel is a `partial` of a module's own function, so that it travels to another process as its arrays and a name.
"""

from collections.abc import Callable
from math import isqrt
from typing import Any

import numpy as np

from mcda.model.decision_matrix import Array, DecisionMatrix

Score = Callable[[Array], Array]  # weights (S × m) → scores (S × n)
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


def score_one(
    kernel: Callable[..., Score], matrix: DecisionMatrix, weights: Array, **settings: Any
) -> Array:
    """N scores under one vector of m weights, of a method that is its kernel."""
    scores: Array = kernel(matrix, **settings)(weights[None])[0]
    return scores


def weighted_sum(weights: Array, columns: Array) -> Array:
    """The kernel of every method that is one product."""
    return product(weights, columns)


def nearness(weights: Array, far: Array, near: Array) -> Array:
    """D⁻ / (D⁺ + D⁻) of Euclidean distances: squared weights times squared differences."""
    squares = weights**2
    ideal, anti = product(squares, far), product(squares, near)
    np.sqrt(ideal, out=ideal)
    np.sqrt(anti, out=anti)
    ideal += anti
    return np.divide(anti, ideal, out=anti)


def rows_of(table: Array) -> Array:
    """M × n and contiguous, as `product` reads it."""
    return np.ascontiguousarray(table.T)


def logs_of(table: Array) -> Array:
    """M × n logarithms; of zero a number so low that any weight makes it vanish, yet 0 to the power 0 is 1."""
    logs = np.full(table.shape, NEVER)
    with np.errstate(
        invalid="ignore"
    ):  # a negative base has no real power: its scores are not finite
        np.log(table, out=logs, where=table != 0)
    return rows_of(logs)


def gains_and_costs(matrix: DecisionMatrix, r: Array) -> tuple[Array, Array]:
    """(gains, costs), m × n each: an n × m table with zeros in the columns of the other direction."""
    up = matrix.directions == 1
    return rows_of(np.where(up, r, 0.0)), rows_of(np.where(up, 0.0, r))
