"""Profiles: every alternative's normalised values, some of them unknown, and how far apart two profiles lie."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.study.missing_values import fill
from mcda.study.study import Study


@dataclass(frozen=True, eq=False)
class Profiles:
    """Alternatives × criteria: normalised values, NaN where not known, and the two ends each lies between."""

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    normalised: Array
    low: Array
    high: Array

    def row(self, key: str) -> int:
        return self.alternatives.index(key)


@dataclass(frozen=True)
class Neighbour:
    """A profile close to another: how far apart they lie, over how many criteria that both know."""

    key: str
    distance: float
    compared: int


def profiles_of(study: Study) -> Profiles:
    """The profiles of all alternatives, also of those that are not ranked, on the criteria that are.

    What is filled in for a missing value is left out: it is nobody's own. Its ends are its bounds, else the scale's.
    """
    criteria = study.filled.matrix.criteria
    evidence = study.assumed_evidence
    whole = fill(
        evidence,
        evidence.alternatives,
        study.catalogue,
        {key: study.scales[key] for key in criteria},
        beyond=study.scenario.beyond,
    )
    matrix = whole.matrix
    low, high = matrix.values.copy(), matrix.values.copy()
    unknown = np.zeros(matrix.shape, dtype=bool)
    rows = {key: i for i, key in enumerate(matrix.alternatives)}
    for j, criterion in enumerate(criteria):
        for key, observation in evidence.observations[study.catalogue[criterion].variable].items():
            if key in rows and observation.value is not None:
                i = rows[key]
                low[i, j] = observation.value if observation.low is None else observation.low
                high[i, j] = observation.value if observation.high is None else observation.high
    for gap in whole.missing_values:
        cell = rows[gap.alternative], criteria.index(gap.criterion)
        unknown[cell], low[cell], high[cell] = True, gap.low, gap.high
    ends = np.array([_normalised(matrix, values) for values in (low, high)])
    return Profiles(
        matrix.alternatives,
        matrix.criteria,
        np.where(unknown, np.nan, matrix.normalised),
        ends.min(axis=0),
        ends.max(axis=0),
    )


def _normalised(matrix: DecisionMatrix, values: Array) -> Array:
    return DecisionMatrix.of(
        values,
        matrix.directions,
        matrix.alternatives,
        matrix.criteria,
        scales=matrix.scales,
        beyond=matrix.beyond,
    ).normalised


def distances(normalised: Array, row: int) -> tuple[Array, NDArray[np.int64]]:
    """How far each row lies from one row, and over how many columns: d = √(Σ (aⱼ − bⱼ)² / n).

    The sum runs over the n columns that both rows know, each counting once whatever its weight; NaN is not known.
    Two rows without such a column have no distance (NaN).
    """
    gaps = normalised - normalised[row]
    compared = np.count_nonzero(~np.isnan(gaps), axis=1)
    sums = np.nansum(gaps**2, axis=1)
    found = np.full(len(gaps), np.nan)
    np.divide(sums, compared, out=found, where=compared > 0)
    return np.sqrt(found), compared


def nearest(profiles: Profiles, key: str, among: Collection[str], most: int) -> list[Neighbour]:
    """The profiles closest to one, itself left out, the closest first; equally close ones in the table's order."""
    apart, compared = distances(profiles.normalised, profiles.row(key))
    order = np.argsort(apart, kind="stable")  # NaN last
    found = [
        Neighbour(profiles.alternatives[i], float(apart[i]), int(compared[i]))
        for i in order
        if compared[i] and profiles.alternatives[i] != key and profiles.alternatives[i] in among
    ]
    return found[:most]
