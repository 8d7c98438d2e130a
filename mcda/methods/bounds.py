"""Bounds of the criteria that a user may give a method: values inside them, points between them, distances in them."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from criteria.errors import Finding, MethodError
from mcda.methods.needs import about
from mcda.model.decision_matrix import Array, DecisionMatrix


def within_bounds(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    """Values within the bounds given.

    Those of scales stop at the ends already.
    """
    if settings["bounds"] is None:
        return None
    low, high = settings["bounds"].T
    return about("need.bounds", matrix, (matrix.lowest < low) | (matrix.highest > high))


def consistent(settings: dict[str, Any], _: Mapping[str, Any], matrix: DecisionMatrix) -> None:
    """Raises MethodError where a low bound is not below the high one, or a point lies outside the bounds."""
    bounds = settings["bounds"]
    if bounds is not None and (bounds[:, 0] >= bounds[:, 1]).any():
        at = int(np.argmax(bounds[:, 0] >= bounds[:, 1]))
        raise MethodError.of(
            "parameter.bounds",
            criterion=matrix.criteria[at],
            low=float(bounds[at, 0]),
            high=float(bounds[at, 1]),
        )
    limits = limits_of(matrix, bounds)
    for key in ("esp", "ref_ideal"):
        point = settings.get(key)
        if point is None:
            continue
        ends = np.column_stack((point, point)) if point.ndim == 1 else point
        outside = (ends[:, 0] < limits[:, 0]) | (ends[:, 1] > limits[:, 1])
        outside |= ends[:, 0] > ends[:, 1]
        if outside.any():
            at = int(np.argmax(outside))
            raise MethodError.of(
                "parameter.outside",
                parameter=key,
                criterion=matrix.criteria[at],
                found=point[at].tolist(),
                low=float(limits[at, 0]),
                high=float(limits[at, 1]),
            )


def limits_of(matrix: DecisionMatrix, bounds: Array | None) -> Array:
    """M × 2 low and high of each criterion: as given, else the ends of its scale or the data's."""
    return matrix.limits if bounds is None else bounds


def clipped_to(matrix: DecisionMatrix, limits: Array) -> Array:
    """N × m values, stopped at the limits."""
    return np.clip(matrix.clipped, limits[:, 0], limits[:, 1])


def best_ends(matrix: DecisionMatrix, limits: Array) -> Array:
    """M best ends of the limits."""
    return np.where(matrix.directions == 1, limits[:, 1], limits[:, 0])


def distances_from(point: Array, matrix: DecisionMatrix, limits: Array) -> Array:
    """N × m distances from a point, in parts of the width between the limits."""
    return np.abs((clipped_to(matrix, limits) - point) / (limits[:, 0] - limits[:, 1]))
