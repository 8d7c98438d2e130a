"""PROBID: near the best, second best … of each criterion, far from the worst ones, and apart from the average.

1 / (1 + R²) + distance from the average (Wang, Rangaiah & Wang 2021). R divides the distances from the better half of
the ideal solutions, the k-th best by k, by those from the worse half counted from the worst; both hold the middle one.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from criteria.errors import Finding
from mcda.methods.engine import on_values
from mcda.methods.matrix_products import Score, product, rows_of
from mcda.methods.needs import differing_alternatives, unsuited
from mcda.model.decision_matrix import Array, DecisionMatrix

PAIRS = 262_144  # distances held at once


def nonzero_columns(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """No criterion that is all zero."""
    return unsuited("vector", matrix, matrix.lowest, matrix.highest)


NEEDS = (differing_alternatives, nonzero_columns)


def scores(matrix: DecisionMatrix, weights: Array) -> Array:
    return on_values("PROBID", matrix, weights)


def kernel(matrix: DecisionMatrix) -> Score:
    r, ideals = ordered_ideals(matrix)
    n = len(r)
    k, half = np.arange(1, n + 1), (n + 1) // 2
    near, far = np.where(k <= half, 1 / k, 0.0), np.where(k >= half, 1 / (n - k + 1), 0.0)
    apart = rows_of((r - ideals.mean(axis=0)) ** 2)
    return partial(ideal_average, table=r, ideals=ideals, near=near, far=far, apart=apart)


def ordered_ideals(matrix: DecisionMatrix) -> tuple[Array, Array]:
    """The table over the length of each column, and each of its columns sorted from best to worst."""
    r = matrix.clipped / np.sqrt((matrix.clipped**2).sum(axis=0))
    up = np.sort(r, axis=0)
    return r, np.where(matrix.directions == 1, up[::-1], up)


def ideal_average(
    weights: Array, table: Array, ideals: Array, near: Array, far: Array, apart: Array | None
) -> Array:
    """PROBID and sPROBID: weighted sums of the distances of every alternative from every ordered ideal.

    O(n² m) a sample; pairs are made a few alternatives at a time, so memory stays small.
    """
    squares = weights**2
    n, m = table.shape
    good, bad = np.empty((len(weights), n)), np.empty((len(weights), n))
    step = max(1, PAIRS // (n * max(len(weights), m)))
    for start in range(0, n, step):
        part = slice(start, start + step)
        gaps = (table[part, None, :] - ideals) ** 2
        distance = product(squares, rows_of(gaps.reshape(-1, m)))
        by_pair = np.sqrt(distance, out=distance).reshape(len(weights), -1, n)
        good[:, part], bad[:, part] = by_pair @ near, by_pair @ far
    if apart is None:
        return bad / good
    return 1 / (1 + (good / bad) ** 2) + np.sqrt(product(squares, apart))
