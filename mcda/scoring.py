"""Scores of each method, through pymcdm: one short function a method, matrix and weights in, scores out."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from mcda.outranking import net_flows
from mcda.problem import Array, DecisionMatrix


@cache
def engine() -> Any:
    """Pymcdm's methods, imported at the first ranking: the import costs more than Streamlit's own."""
    import pymcdm.methods

    return pymcdm.methods


@cache
def normalisation_named(name: str) -> Callable[..., Array]:
    import pymcdm.normalizations

    function: Callable[..., Array] = getattr(pymcdm.normalizations, f"{name}_normalization")
    return function


def additive(matrix: DecisionMatrix, weights: Array) -> Array:
    """1 - the weighted distance from the best end of fixed scales (SPOTIS, Dezert et al. 2020)."""
    values, bounds = matrix.curved
    distance: Array = engine().SPOTIS(bounds)(values, weights, matrix.directions, validation=False)
    return 1 - distance


def topsis(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    method = engine().TOPSIS(normalisation_named(normalisation))
    scores: Array = method(matrix.readings, weights, matrix.directions, validation=False)
    return scores


def vikor(matrix: DecisionMatrix, weights: Array, v: float) -> Array:
    scores: Array = engine().VIKOR(v=v)(
        matrix.readings, weights, matrix.directions, validation=False
    )
    return scores


def promethee_ii(
    matrix: DecisionMatrix,
    weights: Array,
    preference: tuple[str, ...],
    q: Array,
    p: Array,
    s: Array,
) -> Array:
    """Net flows by sorting: pymcdm's own object answers once and keeps every n × n table."""
    flows: Array = net_flows(matrix.readings * matrix.directions, preference, q, p, s) @ weights
    return flows


def wpm(matrix: DecisionMatrix, weights: Array) -> Array:
    """Weighted product: of values from 1 to 100 where every criterion has a scale, else of the readings' ratios."""
    if matrix.is_scaled:
        upward = np.ones_like(matrix.directions)
        scores: Array = engine().WPM(as_is)(matrix.floored, weights, upward, validation=False)
        return scores
    ratios: Array = engine().WPM()(matrix.readings, weights, matrix.directions, validation=False)
    return ratios


def as_is(column: Array, cost: bool = False) -> Array:  # noqa: ARG001 - pymcdm's signature
    return column


SCORES: dict[str, Callable[..., Array]] = {
    "additive": additive,
    "topsis": topsis,
    "vikor": vikor,
    "promethee_ii": promethee_ii,
    "wpm": wpm,
}
