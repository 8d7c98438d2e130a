"""Scores of each method, through pymcdm: one short function a method, matrix and weights in, scores out."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from mcda.methods import definitions
from mcda.methods.normalisation import normalisation_named, normalised
from mcda.methods.promethee import net_flows
from mcda.model.decision_matrix import Array, DecisionMatrix


@cache
def engine() -> Any:
    """Pymcdm's methods, imported at the first ranking: the import costs more than Streamlit's own."""
    import pymcdm.methods

    return pymcdm.methods


def additive(matrix: DecisionMatrix, weights: Array) -> Array:
    """1 - the weighted distance from the best end of fixed scales (SPOTIS, Dezert et al. 2020)."""
    values, bounds = matrix.transformed
    distance: Array = engine().SPOTIS(bounds)(values, weights, matrix.directions, validation=False)
    return 1 - distance


def promethee_ii(
    matrix: DecisionMatrix,
    weights: Array,
    preference: tuple[str, ...],
    q: Array,
    p: Array,
    s: Array,
) -> Array:
    """Net flows by sorting: pymcdm's own object answers once and keeps every n × n table."""
    flows: Array = net_flows(matrix.clipped * matrix.directions, preference, q, p, s) @ weights
    return flows


def wpm(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    """Weighted product: of values from 1 to 100 where every criterion has a scale, else of the readings' ratios."""
    table = matrix.scaled_1_100 if matrix.is_scaled else normalised(matrix, normalisation)
    return _prepared("WPM", table, weights)


def _on_normalised(
    name: str, matrix: DecisionMatrix, weights: Array, normalisation: str, **settings: float
) -> Array:
    """A method of pymcdm that sees the matrix through a normalisation only, which is computed once."""
    return _prepared(name, normalised(matrix, normalisation), weights, **settings)


def _prepared(name: str, table: Array, weights: Array, **settings: float) -> Array:
    upward = np.ones(table.shape[1], dtype=np.int64)
    method = getattr(engine(), name)(as_is, **settings)
    scores: Array = method(table, weights, upward, validation=False)
    return scores


def as_is(column: Array, cost: bool = False) -> Array:  # noqa: ARG001 - pymcdm's signature
    return column


def _on_readings(name: str, matrix: DecisionMatrix, weights: Array) -> Array:
    """A method of pymcdm that has its own way with the readings."""
    return _run(getattr(engine(), name)(), matrix.clipped, weights, matrix)


def _run(method: Any, table: Array, weights: Array, matrix: DecisionMatrix) -> Array:
    scores: Array = method(table, weights, matrix.directions, validation=False)
    return scores


def aras(matrix: DecisionMatrix, weights: Array, normalisation: str, esp: Array | None) -> Array:
    """Utility degrees K_i: the weighted sum over that of an optimal row, the best readings unless `esp` is given."""
    method = engine().ARAS(normalisation_named(normalisation), esp=esp)
    return _run(method, matrix.clipped, weights, matrix)


def ram(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    """(2 + S+) ^ (1 / (2 + S-)) of ratios that leave costs as they are."""
    table = normalised(matrix, normalisation, directed=False)
    return _run(engine().RAM(as_is), table, weights, matrix)


def _bounded(matrix: DecisionMatrix, bounds: Array | None) -> tuple[Array, Array]:
    """Readings, stopped at the bounds, and the bounds: those given, else the scales' or the data's."""
    limits = matrix.limits if bounds is None else bounds
    return np.clip(matrix.clipped, limits[:, 0], limits[:, 1]), limits


def spotis(
    matrix: DecisionMatrix, weights: Array, bounds: Array | None, esp: Array | None
) -> Array:
    """Weighted distance from the best bounds, or from an expected point: lower is better."""
    observations, limits = _bounded(matrix, bounds)
    return _run(engine().SPOTIS(limits, esp), observations, weights, matrix)


def balanced_spotis(
    matrix: DecisionMatrix,
    weights: Array,
    bounds: Array | None,
    esp: Array | None,
    alpha: float,
) -> Array:
    """α × distance from an expected point + (1 - α) × distance from the best bounds: lower is better.

    Where no point is expected it is the best bounds, and the answer is SPOTIS's.
    """
    observations, limits = _bounded(matrix, bounds)
    best = np.where(matrix.directions == 1, limits[:, 1], limits[:, 0])
    method = engine().BalancedSPOTIS(limits, best if esp is None else esp, alpha=alpha)
    return _run(method, observations, weights, matrix)


def rafsi(
    matrix: DecisionMatrix,
    weights: Array,
    ideal: Array | None,
    anti_ideal: Array | None,
    n1: float,
    n2k: float,
) -> Array:
    """Values mapped from anti-ideal … ideal to n1 … n2k, then summed."""
    ends = span(matrix, ideal, anti_ideal)
    observations = np.clip(matrix.clipped, ends[:, 0], ends[:, 1])
    return _run(
        engine().RAFSI(ends[:, 1], ends[:, 0], n1=n1, n2k=n2k), observations, weights, matrix
    )


def span(matrix: DecisionMatrix, ideal: Array | None, anti_ideal: Array | None) -> Array:
    """M × 2 low and high ends between anti-ideal and ideal, whichever is the larger; the limits' where not given."""
    low, high = matrix.limits.T
    rising = matrix.directions == 1
    best = np.where(rising, high, low) if ideal is None else ideal
    worst = np.where(rising, low, high) if anti_ideal is None else anti_ideal
    return np.sort(np.column_stack((worst, best)), axis=1)


SCORES: dict[str, Callable[..., Array]] = {
    "additive": additive,
    "topsis": partial(_on_normalised, "TOPSIS"),
    "vikor": definitions.vikor,
    "promethee_ii": promethee_ii,
    "wpm": wpm,
    "wsm": partial(_on_normalised, "WSM"),
    "waspas": partial(_on_normalised, "WASPAS"),
    "edas": partial(_on_readings, "EDAS"),
    "mabac": definitions.mabac,
    "mairca": partial(_on_normalised, "MAIRCA"),
    "marcos": partial(_on_readings, "MARCOS"),
    "aras": aras,
    "cocoso": partial(_on_normalised, "COCOSO"),
    "codas": definitions.codas,
    "copras": definitions.copras,
    "moora": definitions.moora,
    "ocra": partial(_on_readings, "OCRA"),
    "probid": definitions.probid,
    "sprobid": definitions.sprobid,
    "ram": ram,
    "rim": definitions.rim,
    "lmaw": definitions.lmaw,
    "ervd": definitions.ervd,
    "rafsi": rafsi,
    "spotis": spotis,
    "balanced_spotis": balanced_spotis,
}
__all__ = ["SCORES", "engine", "normalisation_named", "normalised", "span"]
