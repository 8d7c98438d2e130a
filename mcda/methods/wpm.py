"""Weighted product: of values from 1 to 100 where every criterion has a scale, else of normalised values."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from criteria.errors import Finding
from mcda.methods.engine import on_table
from mcda.methods.matrix_products import Score, logs_of, product
from mcda.methods.needs import about, fitting_normalisation
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix


def positive_or_scaled(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """Every value above zero, unless every criterion has a scale."""
    return None if matrix.is_scaled else about("need.positive", matrix, matrix.lowest <= 0)


def fitting_or_scaled(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    """Values that its normalisation can take, unless every criterion has a scale."""
    return None if matrix.is_scaled else fitting_normalisation(matrix, settings)


NEEDS = (positive_or_scaled, fitting_or_scaled)


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    return on_table("WPM", _table(matrix, normalisation), weights)


def kernel(matrix: DecisionMatrix, normalisation: str) -> Score:
    return partial(_powers, logs=logs_of(_table(matrix, normalisation)))


def _table(matrix: DecisionMatrix, normalisation: str) -> Array:
    return matrix.scaled_1_100 if matrix.is_scaled else normalised(matrix, normalisation)


def _powers(weights: Array, logs: Array) -> Array:
    scores = product(weights, logs)
    return np.exp(scores, out=scores)
