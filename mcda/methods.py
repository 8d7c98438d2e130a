"""METHODS, each described in methods.toml and scored in scoring.py; rank() runs one on a matrix and weights."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from criteria.criterion import Curve
from criteria.finding import Finding, MethodTrouble, Text, Trouble, WeightsTrouble
from mcda.needs import NEEDS, Need
from mcda.outranking import SHAPES
from mcda.problem import Array, DecisionMatrix
from mcda.ranking import Ranking
from mcda.scoring import SCORES
from mcda.weights import Weights


@dataclass(frozen=True)
class Parameter:
    """A setting of a method: a number in a range, one of several words, or one number a criterion."""

    key: str
    kind: str  # number | choice | per_criterion | shapes
    default: Any
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    def setting(self, method: str, given: Any, matrix: DecisionMatrix) -> Any:
        """The checked value; raises MethodTrouble."""

        def complain(expected: str) -> Trouble:
            return MethodTrouble.of(
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
            names = (given,) * len(matrix.criteria) if isinstance(given, str) else tuple(given)
            if len(names) != len(matrix.criteria) or not set(names) <= set(SHAPES):
                raise complain(f"1 or {len(matrix.criteria)} × ({' / '.join(SHAPES)})")
            return names
        if self.kind == "per_criterion":
            return self._per_criterion(complain, given, matrix)
        try:
            number = float(given)
        except (TypeError, ValueError):
            raise complain(self.range) from None
        if not self.fits(number):
            raise complain(self.range)
        return number

    def _per_criterion(
        self, complain: Callable[[str], Trouble], given: Any, matrix: DecisionMatrix
    ) -> Array:
        if isinstance(given, Mapping):
            default = default_thresholds(self.key, matrix)
            given = [given.get(key, default[j]) for j, key in enumerate(matrix.criteria)]
        try:
            numbers = (
                default_thresholds(self.key, matrix)
                if given is None
                else np.asarray(given, dtype=float)
            )
        except (TypeError, ValueError):
            raise complain(f"{len(matrix.criteria)} × {self.range}") from None
        if numbers.ndim == 0:
            numbers = np.full(len(matrix.criteria), float(numbers))
        if numbers.shape != (len(matrix.criteria),) or not all(
            self.fits(number) for number in numbers
        ):
            raise complain(f"{len(matrix.criteria)} × {self.range}")
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


@dataclass(frozen=True)
class Method:
    """A ranking method, described; pure, callable any number of times."""

    key: str
    name: Text
    gloss: Text
    family: str
    formula: str
    reference: str
    higher_is_better: bool
    parameters: tuple[Parameter, ...]
    needs: tuple[str, ...]
    score: Callable[..., Array]

    def settings(self, matrix: DecisionMatrix, given: Mapping[str, Any]) -> dict[str, Any]:
        """Every parameter with its checked value, the default where none is given; raises MethodTrouble."""
        known = {parameter.key: parameter for parameter in self.parameters}
        strangers = sorted(set(given) - set(known))
        if strangers:
            raise MethodTrouble.of(
                "parameter.unknown", method=self.key, keys=strangers, known=sorted(known) or "—"
            )
        found = {
            key: parameter.setting(self.key, given.get(key, parameter.default), matrix)
            for key, parameter in known.items()
        }
        if "p" in found and "q" in found and (found["p"] < found["q"]).any():
            at = int(np.argmax(found["p"] < found["q"]))
            raise MethodTrouble.of(
                "parameter.p_below_q",
                criterion=matrix.criteria[at],
                p=float(found["p"][at]),
                q=float(found["q"][at]),
            )
        return found

    def unmet(
        self, matrix: DecisionMatrix, settings: Mapping[str, Any] | None = None
    ) -> tuple[Finding, ...]:
        """Why this method cannot rank this table: a finding for each need that is not met."""
        settings = self.settings(matrix, {}) if settings is None else settings
        answers = (NEEDS[need](matrix, settings) for need in self.needs)
        return tuple(finding for finding in answers if finding is not None)


def default_thresholds(key: str, matrix: DecisionMatrix) -> Array:
    """PROMETHEE's q, p and s where none are given: 0, the width of the scale, and a third of that width."""
    width = np.array([1.0 if scale is None else scale.high - scale.low for scale in matrix.ends])
    return width * {"q": 0.0, "p": 1.0, "s": 1 / 3}[key]


def rank(
    matrix: DecisionMatrix,
    weights: Weights | ArrayLike,
    method: str = "additive",
    *,
    scales: ArrayLike | None = None,
    curves: list[Curve] | None = None,
    **parameters: Any,
) -> Ranking:
    """Rank the alternatives of an n × m matrix by m weights.

    `scales` (m × 2, worst and best) and `curves` (`linear` or `log`) give the matrix fixed reference scales.
    Raises MethodTrouble if the method or a parameter is unknown or the table does not meet the method's needs,
    WeightsTrouble if the weights do not fit; never returns a score that is not finite.
    """
    chosen = method_named(method)
    if scales is not None or curves is not None:
        matrix = DecisionMatrix.of(
            matrix.values,
            matrix.directions,
            matrix.alternatives,
            matrix.criteria,
            scales=scales,
            curves=curves,
        )
    shares = weights if isinstance(weights, Weights) else Weights.of(weights, matrix.criteria)
    if shares.criteria != matrix.criteria:
        shares = _fitted(shares, matrix)
    settings = chosen.settings(matrix, parameters)
    unmet = chosen.unmet(matrix, settings)
    if unmet:
        raise MethodTrouble(*unmet)
    with np.errstate(all="ignore"):  # what is not finite is answered below, in words
        scores = chosen.score(matrix, shares.array, **settings)
    if not np.isfinite(scores).all():
        raise MethodTrouble.of("method.not_finite", method=chosen.name)
    return Ranking(chosen, settings, matrix, shares, scores)


def _fitted(weights: Weights, matrix: DecisionMatrix) -> Weights:
    if weights.criteria == tuple(f"C{j + 1}" for j in range(len(matrix.criteria))):
        return Weights(matrix.criteria, weights.shares)  # weights given without names: by position
    if set(weights.criteria) != set(matrix.criteria):
        raise WeightsTrouble.of(
            "weights.stranger",
            keys=sorted(set(weights.criteria) ^ set(matrix.criteria)),
            known=matrix.criteria,
        )
    return Weights.of(weights.as_dict(), matrix.criteria)


def method_named(key: str) -> Method:
    if key not in METHODS:
        raise MethodTrouble.of("method.unknown", key=key, known=list(METHODS))
    return METHODS[key]


def _read_methods() -> dict[str, Method]:
    entries = tomllib.loads(files("mcda").joinpath("methods.toml").read_text("utf-8"))
    return {
        key: Method(
            key=key,
            name=Text(**entry["name"]),
            gloss=Text(**entry["gloss"]),
            family=entry["family"],
            formula=entry["formula"],
            reference=entry["reference"],
            higher_is_better=entry.get("higher_is_better", True),
            parameters=tuple(
                Parameter(
                    **{**p, "default": p.get("default"), "choices": tuple(p.get("choices", ()))}
                )
                for p in entry.get("parameter", ())
            ),
            needs=tuple(entry.get("needs", ())),
            score=SCORES[key],
        )
        for key, entry in entries.items()
    }


METHODS: Mapping[str, Method] = _read_methods()
__all__ = ["METHODS", "Method", "Need", "Parameter", "default_thresholds", "method_named", "rank"]
