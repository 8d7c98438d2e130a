"""What several methods need of a table before they run; each need answers with a finding, or with nothing.

What one method alone needs stands in its own file. The first line of a need's docstring is what docs/methods.md says.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from criteria.errors import Finding
from mcda.methods.normalisation import unfit
from mcda.model.decision_matrix import Array, DecisionMatrix


def columns_at(matrix: DecisionMatrix, at_fault: Any) -> list[str]:
    """Keys of the criteria where the m flags are true."""
    return [key for key, bad in zip(matrix.criteria, at_fault, strict=True) if bad]


def rows_at(matrix: DecisionMatrix, at_fault: Any) -> list[str]:
    """Keys of the alternatives where the n flags are true."""
    return [key for key, bad in zip(matrix.alternatives, at_fault, strict=True) if bad]


def about(code: str, matrix: DecisionMatrix, at_fault: Any) -> Finding | None:
    """A finding that names the criteria where the m flags are true; None if none is."""
    columns = columns_at(matrix, at_fault) if np.any(at_fault) else []
    return Finding.of(code, criteria=columns) if columns else None


def differing_alternatives(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """Alternatives that differ."""
    if (matrix.lowest < matrix.highest).any():
        return None
    return Finding.of("need.difference", criteria=list(matrix.criteria))


def nonnegative_values(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """No negative value, and no criterion that is all zero."""
    return about("need.nonnegative", matrix, matrix.lowest < 0) or about(
        "need.nonzero", matrix, matrix.highest <= 0
    )


def nonnegative_terms(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    """No negative value under `max` and `vector`.

    Methods that raise to a power: a negative share has none. Only these two can leave one.
    """
    if settings["normalisation"] not in ("max", "vector"):
        return None
    return about("need.nonnegative", matrix, matrix.lowest < 0)


def ratio_values(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """No negative value, and no zero where less is better.

    What x / max and min / x need.
    """
    return unsuited("linear", matrix, matrix.lowest, matrix.highest)


def fitting_normalisation(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    """Values that its normalisation can take.

    No division by zero and no direction turned by a sign, an optimal row of one's own included.
    """
    low, high = matrix.lowest, matrix.highest
    esp = settings.get("esp")
    if esp is not None:
        low, high = np.minimum(low, esp), np.maximum(high, esp)
    return unsuited(settings["normalisation"], matrix, low, high)


def unsuited(name: str, matrix: DecisionMatrix, low: Array, high: Array) -> Finding | None:
    """What keeps a normalisation from columns with these m smallest and largest values."""
    bad = unfit(name, low, high, matrix.directions)
    if not bad.any():
        return None
    if name == "enhanced_accuracy":
        return about("need.varying", matrix, bad)
    if name == "logarithmic":
        return about("need.above_one", matrix, bad)
    divisors = bad & (matrix.directions == -1) & (low <= 0) & (name not in ("max", "vector"))
    return (
        about("need.divisor", matrix, divisors)
        or about("need.nonnegative", matrix, bad & (low < 0) & (high > 0))
        or about("need.nonzero", matrix, bad)
    )
