"""EDAS: far above the average where it counts, little below it elsewhere."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from criteria.errors import Finding
from mcda.methods.engine import on_values
from mcda.methods.matrix_products import Score, product, rows_of
from mcda.methods.needs import about, differing_alternatives
from mcda.model.decision_matrix import Array, DecisionMatrix


def positive_averages(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """Averages above zero."""
    return about("need.average", matrix, matrix.clipped.sum(axis=0) <= 0)


NEEDS = (differing_alternatives, positive_averages)


def scores(matrix: DecisionMatrix, weights: Array) -> Array:
    return on_values("EDAS", matrix, weights)


def kernel(matrix: DecisionMatrix) -> Score:
    mean = matrix.clipped.mean(axis=0)
    lead = (matrix.clipped - mean) / mean * matrix.directions
    above, below = rows_of(np.maximum(lead, 0)), rows_of(np.maximum(-lead, 0))
    return partial(_above_and_below, above=above, below=below)


def _above_and_below(weights: Array, above: Array, below: Array) -> Array:
    gains, losses = product(weights, above), product(weights, below)
    gains /= gains.max(axis=1, keepdims=True)
    losses /= losses.max(axis=1, keepdims=True)
    gains -= losses
    gains += 1
    gains /= 2
    return gains
