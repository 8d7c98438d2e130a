"""What a method needs of a table before it runs; each need answers with a finding, or with nothing."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from criteria.finding import Finding
from mcda.problem import DecisionMatrix

Need = Callable[[DecisionMatrix, Mapping[str, Any]], Finding | None]


def _columns(matrix: DecisionMatrix, at_fault: Any) -> list[str]:
    return [key for key, bad in zip(matrix.criteria, at_fault, strict=True) if bad]


def positive_readings(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    columns = _columns(matrix, (matrix.readings <= 0).any(axis=0))
    return Finding.of("need.positive", criteria=columns) if columns else None


def positive_or_scaled(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    return None if matrix.is_scaled else positive_readings(matrix, settings)


def varying_columns(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    columns = _columns(matrix, np.ptp(matrix.readings, axis=0) == 0)
    return Finding.of("need.varying", criteria=columns) if columns else None


def fitting_normalisation(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    """Sum and logarithm divide by readings; vector and max divide by a length that must not be zero."""
    name = settings["normalisation"]
    if name in ("sum", "logarithmic", "linear", "nonlinear", "zavadskas_turskis"):
        return positive_readings(matrix, settings)
    if name in ("vector", "max"):
        columns = _columns(
            matrix,
            matrix.readings.max(axis=0) <= 0 if name == "max" else ~matrix.readings.any(axis=0),
        )
        return Finding.of("need.nonzero", criteria=columns) if columns else None
    if name == "enhanced_accuracy":
        return varying_columns(matrix, settings)
    return None


NEEDS: dict[str, Need] = {
    "positive_readings": positive_readings,
    "positive_or_scaled": positive_or_scaled,
    "varying_columns": varying_columns,
    "fitting_normalisation": fitting_normalisation,
}
