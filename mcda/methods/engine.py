"""pymcdm, the engine of a single ranking: the one door to its methods, and how a table is put to them."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from inspect import signature
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcda.methods.normalisation import OWN, library, normalised
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.model.ranking import Ranking


@dataclass(frozen=True, eq=False)
class Call:
    """What pymcdm was asked: the class of the method, what it was made with by pymcdm's names, n × m table, m weights.

    `directions` holds m times 1 or -1. Among the settings a function stands under its name: `as_is`, or that of pymcdm's
    normalisation.
    """

    name: str
    settings: Mapping[str, Any]
    table: Array
    weights: Array
    directions: NDArray[np.int64]

    def scores(self) -> Array:
        """N scores of pymcdm alone, without what this project puts round it. Raises what pymcdm raises."""
        known = {"as_is": as_is, **vars(library("normalizations"))}
        settings = {
            key: known[value] if isinstance(value, str) and value in known else value
            for key, value in self.settings.items()
        }
        method = getattr(library("methods"), self.name)(**settings)
        scores: Array = method(self.table, self.weights, self.directions, validation=False)
        return scores


_CALLS: ContextVar[list[Call] | None] = ContextVar("calls", default=None)


def engine() -> Any:
    """Methods of pymcdm, imported at the first ranking; while `call_of` listens, with a note of what they are asked."""
    methods, calls = library("methods"), _CALLS.get()
    return methods if calls is None else _Noted(methods, calls)


def call_of(found: Ranking) -> Call | None:
    """What pymcdm was asked for this ranking; None where it was not asked, or more than once."""
    calls: list[Call] = []
    token = _CALLS.set(calls)
    try:
        found.method.score(found.matrix, found.weights.array, **found.parameters)
    finally:
        _CALLS.reset(token)
    return calls[0] if len(calls) == 1 else None


class _Noted:
    """Stands for the methods of pymcdm and notes each question."""

    def __init__(self, methods: Any, calls: list[Call]) -> None:
        self._methods, self._calls = methods, calls

    def __getattr__(self, name: str) -> Callable[..., Callable[..., Array]]:
        made = getattr(self._methods, name)

        def construct(*values: Any, **named: Any) -> Callable[..., Array]:
            method = made(*values, **named)
            given = signature(made).bind(*values, **named).arguments
            settings = {key: _name(value) for key, value in given.items()}

            def score(
                table: Array, weights: Array, directions: NDArray[np.int64], validation: bool
            ) -> Array:
                self._calls.append(Call(name, settings, table, weights, directions))
                scores: Array = method(table, weights, directions, validation=validation)
                return scores

            return score

        return construct


def _name(value: Any) -> Any:
    """A setting; of a function its name, of a normalisation of our own that of pymcdm's which it mends."""
    if not callable(value):
        return value
    mended = next((name for name, function in OWN.items() if function is value), None)
    return f"{mended}_normalization" if mended else value.__name__


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
