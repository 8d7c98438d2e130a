"""Parameter: what of a ranking method may be set, in which range, and what stands where nothing is set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from criteria.errors import AppError, MethodError
from criteria.text import Text
from mcda.model.decision_matrix import Array, DecisionMatrix

Complaint = Callable[[str], AppError]


@dataclass(frozen=True)
class Parameter:
    """A setting of a method.

    `label`: what a number is called where it is set.
    `of_width`: the default of a threshold, as a part of the width of its criterion's scale (or of its column).
    `unset`: what stands where a point or an interval is not given, as docs/methods.md says it.
    kind: number (in a range) | choice (one of several words) | shapes (one, or one a criterion) |
    per_criterion (a threshold a criterion) | point (a value a criterion, or None) |
    intervals (a low and a high value a criterion, or None).
    """

    key: str
    kind: str
    default: Any
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    label: Text | None = None
    of_width: float = 0.0
    unset: str = "the scales, else the data's range"

    def setting(self, method: str, given: Any, matrix: DecisionMatrix) -> Any:
        """The checked value; raises MethodError."""

        def complain(expected: str) -> AppError:
            return MethodError.of(
                "parameter.value",
                method=method,
                parameter=self.key,
                found=repr(given),
                expected=expected,
            )

        if self.kind == "choice":
            if given not in self.choices:
                raise complain(" / ".join(self.choices))
            return given
        if self.kind == "shapes":
            return self._shapes(complain, given, matrix)
        if self.kind in ("point", "intervals"):
            return None if given is None else self._values(complain, given, matrix)
        if self.kind == "per_criterion":
            return self._thresholds(complain, given, matrix)
        try:
            number = float(given)
        except (TypeError, ValueError):
            raise complain(self.range) from None
        if not self.fits(number):
            raise complain(self.range)
        return number

    def _shapes(self, complain: Complaint, given: Any, matrix: DecisionMatrix) -> tuple[str, ...]:
        m = len(matrix.criteria)
        try:
            names = (given,) * m if isinstance(given, str) else tuple(given)
        except TypeError:
            names = ()
        if len(names) != m or not all(name in self.choices for name in names):
            raise complain(f"1 or {m} × ({' / '.join(self.choices)})")
        return names

    def _thresholds(self, complain: Complaint, given: Any, matrix: DecisionMatrix) -> Array:
        """One number a criterion; the default where a criterion has none."""
        m = len(matrix.criteria)
        widths = [1.0 if scale is None else scale.high - scale.low for scale in matrix.ends]
        default = np.array(widths) * self.of_width
        if given is None:
            return default
        if isinstance(given, Mapping):
            if not set(given) <= set(matrix.criteria):
                raise complain(f"{' / '.join(matrix.criteria)}: {self.range}")
            given = [given.get(key) for key in matrix.criteria]
        elif np.ndim(given) == 0:
            given = [given] * m
        try:
            numbers = np.array(
                [default[j] if x is None else float(x) for j, x in enumerate(given) if j < m]
            )
        except (TypeError, ValueError):
            raise complain(f"{m} × {self.range}") from None
        if len(given) != m or not all(self.fits(number) for number in numbers):
            raise complain(f"{m} × {self.range}")
        return numbers

    def _values(self, complain: Complaint, given: Any, matrix: DecisionMatrix) -> Array:
        m = len(matrix.criteria)
        shape = (m,) if self.kind == "point" else (m, 2)
        expected = f"{m} × {'x' if self.kind == 'point' else '[low, high]'}"
        if isinstance(given, Mapping):
            if set(given) != set(matrix.criteria):
                raise complain(expected)
            given = [given[key] for key in matrix.criteria]
        try:
            numbers = np.array(given, dtype=float)
        except (TypeError, ValueError):
            raise complain(expected) from None
        if numbers.shape != shape or not np.isfinite(numbers).all():
            raise complain(expected)
        return numbers

    def fits(self, number: float) -> bool:
        return (
            bool(np.isfinite(number))
            and (self.low or 0) <= number
            and (self.high is None or number <= self.high)
        )

    @property
    def range(self) -> str:
        return f"{self.low or 0:g} … {'' if self.high is None else format(self.high, 'g')}".strip()
