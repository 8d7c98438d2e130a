"""Parameters of a method: what may be set, in which range, and what stands where nothing is set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from criteria.errors import AppError, MethodError
from mcda.methods.promethee import SHAPES
from mcda.model.decision_matrix import Array, DecisionMatrix

Complaint = Callable[[str], AppError]


@dataclass(frozen=True)
class Parameter:
    """A setting of a method.

    kind: number (in a range) | choice (one of several words) | shapes (one, or one a criterion) |
    per_criterion (a threshold a criterion) | point (a reading a criterion, or None) |
    intervals (a low and a high reading a criterion, or None).
    """

    key: str
    kind: str
    default: Any
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

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
            return None if given is None else self._readings(complain, given, matrix)
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
        if len(names) != m or not all(name in SHAPES for name in names):
            raise complain(f"1 or {m} × ({' / '.join(SHAPES)})")
        return names

    def _thresholds(self, complain: Complaint, given: Any, matrix: DecisionMatrix) -> Array:
        """One number a criterion; the default where a criterion has none."""
        m = len(matrix.criteria)
        default = default_thresholds(self.key, matrix)
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

    def _readings(self, complain: Complaint, given: Any, matrix: DecisionMatrix) -> Array:
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


def default_thresholds(key: str, matrix: DecisionMatrix) -> Array:
    """PROMETHEE's q, p and s where none are given: 0, half the width of the scale, and a third of the width.

    With p the whole width no difference would be cut, and the order would be the additive one again.
    """
    width = np.array([1.0 if scale is None else scale.high - scale.low for scale in matrix.ends])
    return width * {"q": 0.0, "p": 1 / 2, "s": 1 / 3}[key]


def consistent(settings: dict[str, Any], given: Mapping[str, Any], matrix: DecisionMatrix) -> None:
    """Raises MethodError where two settings contradict each other; lifts a default p to a q above it."""
    if "preference" in settings:
        _consistent_thresholds(settings, given, matrix)
    if "bounds" in settings:
        _consistent_bounds(settings, matrix)
    if "n1" in settings and settings["n1"] >= settings["n2k"]:
        raise MethodError.of("parameter.n1_n2k", n1=settings["n1"], n2k=settings["n2k"])


def _consistent_thresholds(
    settings: dict[str, Any], given: Mapping[str, Any], matrix: DecisionMatrix
) -> None:
    shapes = np.array(settings["preference"])
    if given.get("p") is None:
        settings["p"] = np.maximum(settings["p"], settings["q"])
    contrary = np.isin(shapes, ("level", "linear")) & (settings["p"] < settings["q"])
    if contrary.any():
        at = int(np.argmax(contrary))
        raise MethodError.of(
            "parameter.p_below_q",
            criterion=matrix.criteria[at],
            p=float(settings["p"][at]),
            q=float(settings["q"][at]),
        )
    flat = (shapes == "gaussian") & (settings["s"] <= 0)
    if flat.any():
        raise MethodError.of("parameter.s_zero", criterion=matrix.criteria[int(np.argmax(flat))])


def _consistent_bounds(settings: Mapping[str, Any], matrix: DecisionMatrix) -> None:
    bounds = settings["bounds"]
    if bounds is not None and (bounds[:, 0] >= bounds[:, 1]).any():
        at = int(np.argmax(bounds[:, 0] >= bounds[:, 1]))
        raise MethodError.of(
            "parameter.bounds",
            criterion=matrix.criteria[at],
            low=float(bounds[at, 0]),
            high=float(bounds[at, 1]),
        )
    limits = matrix.limits if bounds is None else bounds
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
