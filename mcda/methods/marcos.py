"""MARCOS: weighted shares of the best seen, set against an ideal and an anti-ideal alternative."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from criteria.errors import Finding
from mcda.methods.engine import on_values
from mcda.methods.matrix_products import Score, product, rows_of
from mcda.methods.needs import ratio_values
from mcda.model.decision_matrix import Array, DecisionMatrix


def nonzero_anti_ideal(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """One criterion whose worst value counts for something.

    The method divides by the worst of each column summed, which is zero if all worst values are gains of zero.
    """
    if (matrix.directions == -1).any() or (matrix.lowest > 0).any():
        return None
    return Finding.of("need.anti_ideal", criteria=list(matrix.criteria))


NEEDS = (ratio_values, nonzero_anti_ideal)


def scores(matrix: DecisionMatrix, weights: Array) -> Array:
    return on_values("MARCOS", matrix, weights)


def kernel(matrix: DecisionMatrix) -> Score:
    x, up = matrix.clipped, matrix.directions == 1
    best = np.where(up, x.max(axis=0), x.min(axis=0))
    worst = np.where(up, x.min(axis=0), x.max(axis=0))
    table, ideal, anti = (np.where(up, y / best, best / y) for y in (x, best, worst))
    return partial(_between, columns=rows_of(table), ideal=ideal, anti=anti)


def _between(weights: Array, columns: Array, ideal: Array, anti: Array) -> Array:
    """f(K⁻) and f(K⁺) do not depend on the alternative, so the utility is a multiple of its sum."""
    best, worst = weights @ ideal, weights @ anti
    factor = (1 / best + 1 / worst) / (1 + worst / best + best / worst)
    scores = product(weights, columns)
    scores *= factor[:, None]
    return scores
