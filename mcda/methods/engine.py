"""pymcdm, the engine of a single ranking: the one door to its methods, and how a table is put to them."""

from typing import Any

import numpy as np

from mcda.methods.normalisation import library, normalised
from mcda.model.decision_matrix import Array, DecisionMatrix


def engine() -> Any:
    """Methods of pymcdm, imported at the first ranking."""
    return library("methods")


def correlations() -> Any:
    """Pymcdm's measures of how far two rankings agree, imported when first asked for."""
    return library("correlations")


def run(method: Any, table: Array, weights: Array, matrix: DecisionMatrix) -> Array:
    """N scores of a method of pymcdm, in its own direction."""
    scores: Array = method(table, weights, matrix.directions, validation=False)
    return scores


def on_values(name: str, matrix: DecisionMatrix, weights: Array) -> Array:
    """Scores of a method of pymcdm that has its own way with the values."""
    return run(getattr(engine(), name)(), matrix.clipped, weights, matrix)


def on_normalised(
    name: str, matrix: DecisionMatrix, weights: Array, normalisation: str, **settings: float
) -> Array:
    """Scores of a method of pymcdm that sees the matrix through a normalisation only, computed once a matrix."""
    return on_table(name, normalised(matrix, normalisation), weights, **settings)


def on_table(name: str, table: Array, weights: Array, **settings: float) -> Array:
    """Scores of a method of pymcdm on an n × m table that is normalised already, more is better."""
    upward = np.ones(table.shape[1], dtype=np.int64)
    method = getattr(engine(), name)(as_is, **settings)
    scores: Array = method(table, weights, upward, validation=False)
    return scores


def as_is(column: Array, cost: bool = False) -> Array:  # noqa: ARG001 - pymcdm's signature
    """The normalisation that changes nothing."""
    return column
