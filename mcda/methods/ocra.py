"""OCRA: leads over the last in costs and in gains, in parts of the smallest value."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from criteria.errors import Finding
from mcda.methods.engine import on_values
from mcda.methods.matrix_products import Score, product, rows_of
from mcda.methods.needs import about
from mcda.model.decision_matrix import Array, DecisionMatrix


def positive_values(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """Every value above zero."""
    return about("need.above_zero", matrix, matrix.lowest <= 0)


NEEDS = (positive_values,)


def scores(matrix: DecisionMatrix, weights: Array) -> Array:
    return on_values("OCRA", matrix, weights)


def kernel(matrix: DecisionMatrix) -> Score:
    x = matrix.clipped
    least, most = x.min(axis=0), x.max(axis=0)
    gain = np.where(matrix.directions == 1, x - least, most - x)
    return partial(_above_least, columns=rows_of(gain / least))


def _above_least(weights: Array, columns: Array) -> Array:
    scores = product(weights, columns)
    scores -= scores.min(axis=1, keepdims=True)
    return scores
