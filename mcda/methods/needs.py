"""What a method needs of a table before it runs; each need answers with a finding, or with nothing."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from criteria.errors import Finding
from mcda.methods.normalisation import normalised, unfit
from mcda.methods.scoring import span
from mcda.model.decision_matrix import Array, DecisionMatrix

Need = Callable[[DecisionMatrix, Mapping[str, Any]], Finding | None]


def _columns(matrix: DecisionMatrix, at_fault: Any) -> list[str]:
    return [key for key, bad in zip(matrix.criteria, at_fault, strict=True) if bad]


def _rows(matrix: DecisionMatrix, at_fault: Any) -> list[str]:
    return [key for key, bad in zip(matrix.alternatives, at_fault, strict=True) if bad]


def _about(code: str, matrix: DecisionMatrix, at_fault: Any) -> Finding | None:
    columns = _columns(matrix, at_fault) if np.any(at_fault) else []
    return Finding.of(code, criteria=columns) if columns else None


def positive_readings(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    return _about("need.above_zero", matrix, matrix.lowest <= 0)


def positive_or_scaled(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    return None if matrix.is_scaled else _about("need.positive", matrix, matrix.lowest <= 0)


def nonnegative_readings(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    return _about("need.nonnegative", matrix, matrix.lowest < 0) or _about(
        "need.nonzero", matrix, matrix.highest <= 0
    )


def nonzero_columns(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    return _unsuited("vector", matrix, matrix.lowest, matrix.highest)


def fitting_normalisation(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    """No division by zero and no direction turned by a sign, an optimal row of one's own included."""
    low, high = matrix.lowest, matrix.highest
    esp = settings.get("esp")
    if esp is not None:
        low, high = np.minimum(low, esp), np.maximum(high, esp)
    return _unsuited(settings["normalisation"], matrix, low, high)


def fitting_or_scaled(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    return None if matrix.is_scaled else fitting_normalisation(matrix, settings)


def ratio_readings(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """What x / max and min / x need."""
    return _unsuited("linear", matrix, matrix.lowest, matrix.highest)


def _unsuited(name: str, matrix: DecisionMatrix, low: Array, high: Array) -> Finding | None:
    bad = unfit(name, low, high, matrix.directions)
    if not bad.any():
        return None
    if name == "enhanced_accuracy":
        return _about("need.varying", matrix, bad)
    if name == "logarithmic":
        return _about("need.above_one", matrix, bad)
    divisors = bad & (matrix.directions == -1) & (low <= 0) & (name not in ("max", "vector"))
    return (
        _about("need.divisor", matrix, divisors)
        or _about("need.nonnegative", matrix, bad & (low < 0) & (high > 0))
        or _about("need.nonzero", matrix, bad)
    )


def nonnegative_terms(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    """Methods that raise to a power: a negative share has none. Only max and vector can leave one."""
    if settings["normalisation"] not in ("max", "vector"):
        return None
    return _about("need.nonnegative", matrix, matrix.lowest < 0)


def positive_averages(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    return _about("need.average", matrix, matrix.clipped.sum(axis=0) <= 0)


def differing_alternatives(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    if (matrix.lowest < matrix.highest).any():
        return None
    return Finding.of("need.difference", criteria=list(matrix.criteria))


def costs_everywhere(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """COPRAS divides by each alternative's sum of costs."""
    costs = matrix.directions == -1
    if not costs.any():
        return None
    free = ~matrix.clipped[:, costs].any(axis=1)
    if not free.any():
        return None
    return Finding.of(
        "need.costs", alternatives=_rows(matrix, free), criteria=_columns(matrix, costs)
    )


def worth_at_worst(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """MARCOS divides by the worst of each column summed, which is zero if all worst readings are gains of zero."""
    if (matrix.directions == -1).any() or (matrix.lowest > 0).any():
        return None
    return Finding.of("need.anti_ideal", criteria=list(matrix.criteria))


def none_worst_everywhere(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    """CoCoSo divides by the smallest sum, which is zero for an alternative that is worst on every criterion."""
    if fitting_normalisation(matrix, settings) is not None:
        return None
    empty = ~normalised(matrix, settings["normalisation"]).any(axis=1)
    return Finding.of("need.worst", alternatives=_rows(matrix, empty)) if empty.any() else None


def none_best_everywhere(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """Of sPROBID, which divides by the distance from the best quarter, zero for one that equals all of it."""
    best = np.where(matrix.directions == 1, matrix.highest, matrix.lowest)
    is_best = matrix.clipped == best
    quarter = max(1, len(matrix.alternatives) // 4)
    ideal = is_best.all(axis=1)
    if not ideal.any() or (is_best.sum(axis=0) < quarter).any():
        return None
    return Finding.of("need.best", alternatives=_rows(matrix, ideal))


def within_bounds(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    """Values beyond bounds that were given; those of scales stop at the ends already."""
    if settings.get("bounds") is not None:
        low, high = settings["bounds"].T
    elif settings.get("ideal") is not None or settings.get("anti_ideal") is not None:
        low, high = span(matrix, settings["ideal"], settings["anti_ideal"]).T
        if (low == high).any():
            return _about("need.span", matrix, low == high)
    else:
        return None
    return _about("need.bounds", matrix, (matrix.lowest < low) | (matrix.highest > high))


NEEDS: dict[str, Need] = {
    "positive_readings": positive_readings,
    "positive_or_scaled": positive_or_scaled,
    "nonnegative_readings": nonnegative_readings,
    "nonzero_columns": nonzero_columns,
    "fitting_normalisation": fitting_normalisation,
    "fitting_or_scaled": fitting_or_scaled,
    "ratio_readings": ratio_readings,
    "nonnegative_terms": nonnegative_terms,
    "positive_averages": positive_averages,
    "differing_alternatives": differing_alternatives,
    "costs_everywhere": costs_everywhere,
    "worth_at_worst": worth_at_worst,
    "none_worst_everywhere": none_worst_everywhere,
    "none_best_everywhere": none_best_everywhere,
    "within_bounds": within_bounds,
}
