"""METHODS, each described in methods*.toml and scored in scoring.py; rank() runs one on a matrix and weights."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from criteria.errors import Finding, MethodError, Text, WeightsError
from criteria.model import Curve
from mcda.methods.families import clones_of
from mcda.methods.needs import NEEDS, Need
from mcda.methods.normalisation import NORMALISATIONS
from mcda.methods.parameters import Parameter, consistent, default_thresholds
from mcda.methods.scoring import SCORES
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.model.ranking import Ranking
from mcda.model.weights import Weights


@dataclass(frozen=True)
class Method:
    """A ranking method, described; pure, callable any number of times.

    `vices` says what to beware of; `clones` names the methods that must rank alike with some setting
    (families.py says which); `most` is the largest number of alternatives it is offered for.
    """

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
    vices: Text
    in_default_menu: bool = False
    clones: tuple[str, ...] = ()
    most: int | None = None

    def settings(self, matrix: DecisionMatrix, given: Mapping[str, Any]) -> dict[str, Any]:
        """Every parameter with its checked value, the default where none is given; raises MethodError."""
        known = {parameter.key: parameter for parameter in self.parameters}
        strangers = sorted(set(given) - set(known))
        if strangers:
            raise MethodError.of(
                "parameter.unknown", method=self.key, keys=strangers, known=sorted(known) or "—"
            )
        found = {
            key: parameter.setting(self.key, given.get(key, parameter.default), matrix)
            for key, parameter in known.items()
        }
        consistent(found, given, matrix)
        return found

    def unmet(
        self, matrix: DecisionMatrix, settings: Mapping[str, Any] | None = None
    ) -> tuple[Finding, ...]:
        """Why this method cannot rank this table: a finding for each need that is not met."""
        settings = self.settings(matrix, {}) if settings is None else settings
        answers = (NEEDS[need](matrix, settings) for need in self.needs)
        found = tuple(finding for finding in answers if finding is not None)
        if self.most is not None and len(matrix.alternatives) > self.most:
            found += (Finding.of("need.few", found=len(matrix.alternatives), expected=self.most),)
        return found


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
    Raises MethodError if the method or a parameter is unknown or the table does not meet the method's needs,
    WeightsError if the weights do not fit; never returns a score that is not finite.
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
        raise MethodError(*unmet)
    with np.errstate(all="ignore"):  # what is not finite is answered below, in words
        scores = chosen.score(matrix, shares.array, **settings)
    if not np.isfinite(scores).all():
        raise MethodError(*_why_not_finite(chosen, settings, matrix, shares))
    return Ranking(chosen, settings, matrix, shares, scores)


def _why_not_finite(
    method: Method, settings: Mapping[str, Any], matrix: DecisionMatrix, weights: Weights
) -> tuple[Finding, ...]:
    """What the criteria that carry weight lack: a need may be met only by one that carries none."""
    kept = np.flatnonzero(weights.array)
    m = len(matrix.criteria)
    carrying = DecisionMatrix.of(
        matrix.values[:, kept],
        matrix.directions[kept],
        matrix.alternatives,
        [matrix.criteria[j] for j in kept],
        scales=[matrix.scales[j] for j in kept],
        beyond=matrix.beyond,
    )
    theirs = {
        key: value[kept] if isinstance(value, np.ndarray) and len(value) == m else value
        for key, value in settings.items()
    }
    return method.unmet(carrying, theirs) or (Finding.of("method.not_finite", method=method.name),)


def _fitted(weights: Weights, matrix: DecisionMatrix) -> Weights:
    if weights.criteria == tuple(f"C{j + 1}" for j in range(len(matrix.criteria))):
        return Weights(matrix.criteria, weights.shares)  # weights given without names: by position
    if set(weights.criteria) != set(matrix.criteria):
        raise WeightsError.of(
            "weights.stranger",
            keys=sorted(set(weights.criteria) ^ set(matrix.criteria)),
            known=matrix.criteria,
        )
    return Weights.of(weights.as_dict(), matrix.criteria)


def method_named(key: str) -> Method:
    if key in NOT_OFFERED:
        raise MethodError.of("method.not_offered", key=key, reason=NOT_OFFERED[key])
    if key not in METHODS:
        raise MethodError.of("method.unknown", key=key, known=list(METHODS))
    return METHODS[key]


def _read_methods() -> dict[str, Method]:
    entries: dict[str, dict[str, Any]] = {}
    for file in FILES:
        entries |= tomllib.loads(files("mcda.methods").joinpath(file).read_text("utf-8"))
    return {
        key: Method(
            key=key,
            name=Text(**entry["name"]),
            gloss=Text(**entry["gloss"]),
            family=entry["family"],
            formula=entry["formula"],
            reference=entry["reference"],
            higher_is_better=entry.get("higher_is_better", True),
            parameters=_parameters(entry),
            needs=tuple(entry.get("needs", ())),
            score=SCORES[key],
            vices=Text(**entry["vices"]),
            in_default_menu=entry.get("default", False),
            clones=clones_of(key),
            most=entry.get("most"),
        )
        for key, entry in entries.items()
    }


def _parameters(entry: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """Those of the entry; `normalisation` names the publication's own, and all others may be chosen as well."""
    listed = [
        Parameter(**{**p, "default": p.get("default"), "choices": tuple(p.get("choices", ()))})
        for p in entry.get("parameter", ())
    ]
    if "normalisation" in entry:
        choices = tuple(entry.get("normalisations", NORMALISATIONS))
        listed.insert(
            0, Parameter("normalisation", "choice", entry["normalisation"], choices=choices)
        )
    return tuple(listed)


def _read_not_offered() -> dict[str, Text]:
    text = files("mcda.methods").joinpath("methods_not_offered.toml").read_text("utf-8")
    return {key: Text(**reason) for key, reason in tomllib.loads(text).items()}


FILES = ("methods.toml", "methods_more.toml")  # the default menu, and all the others
NOT_OFFERED: Mapping[str, Text] = _read_not_offered()
METHODS: Mapping[str, Method] = _read_methods()
__all__ = [
    "METHODS",
    "NOT_OFFERED",
    "Method",
    "Need",
    "Parameter",
    "default_thresholds",
    "method_named",
    "rank",
]
