"""RAFSI: values mapped from anti-ideal … ideal to one interval, gains in proportion and costs inversely, then added."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from criteria.errors import Finding, MethodError
from mcda.methods.bounds import clipped_to
from mcda.methods.engine import engine, run
from mcda.methods.matrix_products import Score, rows_of, weighted_sum
from mcda.methods.needs import about
from mcda.model.decision_matrix import Array, DecisionMatrix


def within_bounds(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    """Values within the bounds given.

    Here between the anti-ideal and the ideal, which must differ; those of scales stop at the ends already.
    """
    if settings["ideal"] is None and settings["anti_ideal"] is None:
        return None
    low, high = span(matrix, settings["ideal"], settings["anti_ideal"]).T
    if (low == high).any():
        return about("need.span", matrix, low == high)
    return about("need.bounds", matrix, (matrix.lowest < low) | (matrix.highest > high))


NEEDS = (within_bounds,)


def consistent(settings: dict[str, Any], _: Mapping[str, Any], __: DecisionMatrix) -> None:
    """Raises MethodError where the interval has no width."""
    if settings["n1"] >= settings["n2k"]:
        raise MethodError.of("parameter.n1_n2k", n1=settings["n1"], n2k=settings["n2k"])


def scores(
    matrix: DecisionMatrix,
    weights: Array,
    ideal: Array | None,
    anti_ideal: Array | None,
    n1: float,
    n2k: float,
) -> Array:
    """Values mapped from anti-ideal … ideal to n1 … n2k, then summed."""
    ends = span(matrix, ideal, anti_ideal)
    method = engine().RAFSI(ends[:, 1], ends[:, 0], n1=n1, n2k=n2k)
    return run(method, clipped_to(matrix, ends), weights, matrix)


def span(matrix: DecisionMatrix, ideal: Array | None, anti_ideal: Array | None) -> Array:
    """M × 2 low and high ends between anti-ideal and ideal, whichever is the larger; the limits' where not given."""
    low, high = matrix.limits.T
    rising = matrix.directions == 1
    best = np.where(rising, high, low) if ideal is None else ideal
    worst = np.where(rising, low, high) if anti_ideal is None else anti_ideal
    return np.sort(np.column_stack((worst, best)), axis=1)


def kernel(
    matrix: DecisionMatrix,
    ideal: Array | None,
    anti_ideal: Array | None,
    n1: float,
    n2k: float,
) -> Score:
    ends = span(matrix, ideal, anti_ideal)
    low, high = ends.T
    # as pymcdm puts it, so that both cancel alike near the anti-ideal
    slope, offset = (n2k - n1) / (high - low), (n1 * high - n2k * low) / (high - low)
    mapped = slope * clipped_to(matrix, ends) + offset
    harmonic = 2 / (1 / n1 + 1 / n2k)
    up, down = mapped / (n1 + n2k), harmonic / (2 * mapped)
    return partial(weighted_sum, columns=rows_of(np.where(matrix.directions == 1, up, down)))
