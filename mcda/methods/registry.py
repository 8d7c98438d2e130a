"""METHODS: each is an entry of methods.toml and the file of its key beside it; rank() runs one on a matrix and weights."""

import tomllib
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from criteria.errors import Finding, MethodError, WeightsError
from criteria.model import Curve
from criteria.text import Text
from mcda.methods.families import clones_of
from mcda.methods.limitations import limitations, read_counts, tables_counted
from mcda.methods.matrix_products import score_one
from mcda.methods.normalisation import NORMALISATIONS
from mcda.model.decision_matrix import DecisionMatrix, required
from mcda.model.method import Method, no_rule
from mcda.model.parameter import Parameter
from mcda.model.ranking import Ranking
from mcda.model.weights import Weights


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
    WeightsError if the weights do not fit; never returns a score that is not finite. Scores are computed by pymcdm
    (Kizielewicz, Shekhovtsov, Sałabun 2023, SoftwareX 22, 101368) except where docs/methods.md says otherwise.

    >>> from mcda import DecisionMatrix
    >>> matrix = DecisionMatrix.of([[300, 6], [450, 8], [380, 8]], directions=["min", "max"])
    >>> rank(matrix, [0.4, 0.6], method="topsis").ranks.tolist()
    [3, 2, 1]
    """
    required(matrix)
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


def _method(key: str, entry: Mapping[str, Any]) -> Method:
    """The words of an entry with what `mcda/methods/KEY.py` holds: NEEDS, kernel, `consistent` if parameters can clash.

    `scores` puts one ranking to pymcdm, but for the tables that `ours` names; a method that pymcdm has wrong has none,
    and is its kernel.
    """
    code = import_module(f"mcda.methods.{key}")
    return Method(
        key=key,
        name=Text(**entry["name"]),
        gloss=Text(**entry["gloss"]),
        family=entry["family"],
        formula=entry["formula"],
        reference=entry["reference"],
        higher_is_better=entry.get("higher_is_better", True),
        parameters=_parameters(entry),
        needs=code.NEEDS,
        score=getattr(code, "scores", partial(score_one, code.kernel)),
        kernel=code.kernel,
        limitations=limitations(
            Text(**entry["limitations"]), _COUNTS.get(key, {}), _TABLES, _LIMITATION_WORDS
        ),
        consistent=getattr(code, "consistent", no_rule),
        in_default_menu=entry.get("default", False),
        clones=clones_of(key),
        most=entry.get("most"),
        ours=Text(**entry["ours"]) if "ours" in entry else None,
    )


def _parameters(entry: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """Those of the entry; `normalisation` names the publication's own, and all others may be chosen as well."""
    listed = [
        Parameter(
            **{
                **given,
                "default": given.get("default"),
                "choices": tuple(given.get("choices", ())),
                "label": Text(**given["label"]) if "label" in given else None,
            }
        )
        for given in entry.get("parameter", ())
    ]
    if "normalisation" in entry:
        choices = tuple(entry.get("normalisations", NORMALISATIONS))
        listed.insert(
            0, Parameter("normalisation", "choice", entry["normalisation"], choices=choices)
        )
    return tuple(listed)


_ENTRIES = tomllib.loads(files("mcda.methods").joinpath("methods.toml").read_text("utf-8"))
NOT_OFFERED: Mapping[str, Text] = {
    key: Text(**reason) for key, reason in _ENTRIES.pop("not_offered").items()
}
_LIMITATION_WORDS = {
    name: Text(**words) for name, words in _ENTRIES.pop("limitation_words").items()
}
_COUNTS = read_counts()
_TABLES = tables_counted(_COUNTS)
METHODS: Mapping[str, Method] = {key: _method(key, entry) for key, entry in _ENTRIES.items()}
__all__ = ["METHODS", "NOT_OFFERED", "Method", "method_named", "rank"]
