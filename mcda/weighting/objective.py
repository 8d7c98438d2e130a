"""OBJECTIVE: weights that the values alone suggest, whatever anyone finds important; described in objective.toml."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

from criteria.errors import MethodError
from criteria.text import Text
from mcda.methods.needs import fitting_normalisation
from mcda.methods.normalisation import normalisation_named
from mcda.model.decision_matrix import Array, DecisionMatrix, required
from mcda.model.ranking import NOISE
from mcda.model.weights import Weights

NAMED = (
    *("minmax", "max", "sum", "vector", "logarithmic"),
    *("linear", "nonlinear", "enhanced_accuracy", "zavadskas_turskis"),
)
ROUNDING = 1e-12  # a difference so small is none


@dataclass(frozen=True)
class Objective:
    """A way to read weights off a table, described; pure."""

    key: str
    name: Text
    gloss: Text
    formula: str
    reference: str
    normalisation: str
    needs: str  # any | non_negative | positive values after normalisation
    alternatives: int
    factors: tuple[str, ...]


def objective_weights(
    method: str, matrix: DecisionMatrix, normalisation: str | None = None
) -> Weights:
    """Weights of the m criteria from the n × m values alone.

    `normalisation` replaces the step with which the publication begins: "none" leaves the values as they are,
    directions ignored; the other names are pymcdm's, by direction. The shares inside entropy belong to its formula.
    A criterion whose values do not differ gets no weight, and the others stand as if it were absent; if only
    one differs, it has all the weight (equal weights excepted).

    Raises MethodError naming the criteria that the method cannot take: zeros or negative values where it
    divides or takes logarithms, values that do not differ, criteria that all move alike. `OBJECTIVE[method].reference`
    is the publication.

    >>> from mcda import DecisionMatrix
    >>> matrix = DecisionMatrix.of([[300, 6], [450, 8], [380, 8]], directions=["min", "max"])
    >>> objective_weights("entropy", matrix)
    Weights(C1 0.610, C2 0.390)
    """
    required(matrix)
    if method not in OBJECTIVE:
        raise MethodError.of("objective.unknown", key=method, known=list(OBJECTIVE))
    objective = OBJECTIVE[method]
    if normalisation not in (None, "none", *NAMED):
        raise MethodError.of(
            "parameter.value",
            method=objective.name,
            parameter="normalisation",
            found=repr(normalisation),
            expected=" / ".join(("none", *NAMED)),
        )
    if method == "equal":
        return Weights.of(np.ones(len(matrix.criteria)), matrix.criteria)
    if objective.factors:
        factors = [objective_weights(key, matrix, normalisation) for key in objective.factors]
        return Weights.of(np.prod([weights.array for weights in factors], axis=0), matrix.criteria)
    n = len(matrix.alternatives)
    if n < objective.alternatives:
        raise MethodError.of(
            "objective.few", method=objective.name, found=n, expected=objective.alternatives
        )
    varying = _varying(matrix.clipped)
    if not varying.any():
        raise MethodError.of("need.varying", criteria=matrix.criteria)
    shares = varying.astype(float)
    with np.errstate(all="ignore"):  # what is not finite is answered in words
        values = _values(objective, _only(matrix, varying), normalisation)
        if varying.sum() > 1:
            shares[varying] = FORMULAS[method](values)
    if not np.isfinite(shares).all() or not shares.sum() > 0:
        raise MethodError.of("objective.alike", method=objective.name, criteria=matrix.criteria)
    return Weights.of(shares, matrix.criteria)


def _varying(values: Array) -> NDArray[np.bool_]:
    """Which columns differ by more than rounding."""
    spread: NDArray[np.bool_] = np.ptp(values, axis=0) > NOISE * np.abs(values).max(axis=0)
    return spread


def _only(matrix: DecisionMatrix, columns: NDArray[np.bool_]) -> DecisionMatrix:
    return DecisionMatrix.of(
        matrix.clipped[:, columns],
        matrix.directions[columns],
        matrix.alternatives,
        [key for key, kept in zip(matrix.criteria, columns, strict=True) if kept],
    )


def _values(objective: Objective, matrix: DecisionMatrix, normalisation: str | None) -> Array:
    """N × m values that the formula can take; raises MethodError naming the criteria that it cannot."""

    def refuse(code: str, at_fault: ArrayLike, norm: str = "") -> None:
        columns = np.asarray(at_fault)
        if columns.any():
            raise MethodError.of(
                code,
                method=objective.name,
                criteria=[key for key, bad in zip(matrix.criteria, columns, strict=True) if bad],
                normalisation=norm,
            )

    observations, costs = matrix.clipped, matrix.directions == -1
    name = normalisation or objective.normalisation
    if name in NAMED:
        unmet = fitting_normalisation(matrix, {"normalisation": name})
        if unmet is not None:
            raise MethodError(unmet)
        function = normalisation_named(name)
        values = np.column_stack(
            [function(column, cost) for column, cost in zip(observations.T, costs, strict=True)]
        )
    elif name == "smallest_over":  # MEREC turns benefits round: the best value is the smallest
        refuse("objective.positive", (observations <= 0).any(axis=0))
        values = np.where(
            costs, observations / observations.max(axis=0), observations.min(axis=0) / observations
        )
    elif name == "inverse":
        refuse("objective.positive", costs & (observations <= 0).any(axis=0))
        values = np.where(costs, observations.min(axis=0) / observations, observations)
    else:
        values = observations
    refuse("objective.not_finite", ~np.isfinite(values).all(axis=0) | ~_varying(values), name)
    if objective.needs == "non_negative":
        refuse("objective.negative", (values < 0).any(axis=0))
    elif objective.needs == "positive":
        refuse("objective.positive", (values <= 0).any(axis=0))
    if objective.key == "cilos" and len(matrix.criteria) > 1:
        refuse("objective.no_loss", ~_losses(values).any(axis=0))
    return values


# the formulas: n × m values of which no column is constant, to m shares that need not sum to one;
# pymcdm's own stop at zeros, turn NaN where columns are alike and take n² steps for Gini


def _entropy(values: Array) -> Array:
    """1 - entropy as a sum of terms none of which is negative: a nearly constant column keeps its digits."""
    ratio = values / values.mean(axis=0)  # n p; xlogy: 0 ln 0 = 0
    shares: Array = (xlogy(ratio, ratio) - (ratio - 1)).mean(axis=0) / np.log(len(values))
    return shares


def _near_one(values: Array, axis: int | None = None) -> Array:
    """Values over a power of two, so that squares neither vanish nor overflow and no digit changes.

    The power is one for the table, or with `axis` 0 one a column, where a formula looks at each by itself.
    """
    power = np.frexp(np.abs(values).max(axis=axis, keepdims=True))[1]
    sized: Array = np.ldexp(values, -power)
    return sized


def _deviation(values: Array) -> Array:
    deviation: Array = _near_one(values).std(axis=0, ddof=1)
    return deviation


def _variance(values: Array) -> Array:
    variance: Array = _near_one(values).var(axis=0, ddof=1)
    return variance


def _gini(values: Array) -> Array:
    n = len(values)
    rise = (
        2 * np.arange(1, n + 1) - n - 1
    )  # how often each of the sorted values is added, less taken away
    shares: Array = rise @ np.sort(values, axis=0) / (n * values.sum(axis=0))
    return shares


def _critic(values: Array) -> Array:
    apart = 1 - np.corrcoef(_near_one(values, axis=0), rowvar=False)
    conflict: Array = np.where(apart > ROUNDING, apart, 0.0).sum(axis=0)
    return _deviation(values) * conflict


def _angle(values: Array) -> Array:
    """The arccos of the formula as an arctan, which loses no digits where the angle is small."""
    sized = _near_one(values, axis=0)
    angle: Array = np.arctan2(sized.std(axis=0), sized.mean(axis=0))
    return angle


def _merec(values: Array) -> Array:
    logs = np.abs(np.log(values))
    m = values.shape[1]
    whole = logs.sum(axis=1, keepdims=True)
    effects = np.log1p((whole - logs) / m) - np.log1p(whole / m)
    shares: Array = np.abs(effects).sum(axis=0)
    return shares


def _cilos(values: Array) -> Array:
    """The balance q of P q = diag(Σ_i p_ij) q: one only, where every criterion loses somewhere."""
    losses = _losses(values)
    shares: Array = np.abs(np.linalg.svd(losses - np.diag(losses.sum(axis=0)))[2][-1])
    return shares


def _losses(values: Array) -> Array:
    """M × m: which share of its best criterion j loses where criterion i is at its best.

    Where several alternatives share that best, their mean stands for them: to take the first would make the
    weights depend on the order of alternatives.
    """
    best = values.max(axis=0)
    chosen = (values == best).astype(float)
    losses = 1 - (chosen / chosen.sum(axis=0)).T @ values / best
    return np.where(losses > ROUNDING, losses, 0.0)


def _lopcow(values: Array) -> Array:
    sized = _near_one(values, axis=0)
    mean_square = np.sqrt((sized**2).mean(axis=0))
    shares = np.abs(np.log(mean_square / sized.std(axis=0, ddof=1)))
    return np.where(shares > ROUNDING, shares, 0.0)


FORMULAS: dict[str, Callable[[Array], Array]] = {
    "entropy": _entropy,
    "standard_deviation": _deviation,
    "variance": _variance,
    "gini": _gini,
    "critic": _critic,
    "angle": _angle,
    "merec": _merec,
    "cilos": _cilos,
    "lopcow": _lopcow,
}


def _read_objective() -> dict[str, Objective]:
    entries = tomllib.loads(files("mcda.weighting").joinpath("objective.toml").read_text("utf-8"))
    return {
        key: Objective(
            key=key,
            name=Text(**entry["name"]),
            gloss=Text(**entry["gloss"]),
            formula=entry["formula"],
            reference=entry["reference"],
            normalisation=entry.get("normalisation", "none"),
            needs=entry.get("needs", "any"),
            alternatives=entry.get("alternatives", 2),
            factors=tuple(entry.get("factors", ())),
        )
        for key, entry in entries.items()
    }


OBJECTIVE: dict[str, Objective] = _read_objective()
__all__ = ["OBJECTIVE", "Objective", "objective_weights"]
