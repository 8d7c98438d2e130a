"""The five relations between mountains and cities (3.2) as a profile: what a candidate gives, takes up, lacks, owes, sells."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mcda.model.decision_matrix import Array
from mcda.study.profiles import profiles_of
from mcda.study.result_cache import result_of
from mcda.study.study import Study

RELATIONS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class RelationValue:
    """One relation of one candidate: 0 ≤ low ≤ value ≤ high ≤ 1, and the criteria that it is the mean of.

    `value` is None where one of these is not known, or where no criterion with a weight speaks to the relation.
    """

    relation: int
    criteria: tuple[str, ...]
    share: float
    value: float | None
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class RelationProfiles:
    """Alternatives × relations: values (NaN: not known) with the two ends each lies between; criteria and shares.

    `shares` is each relation's part of the whole weight, that of what speaks to no relation under None.
    """

    alternatives: tuple[str, ...]
    criteria: Mapping[int, tuple[str, ...]]
    shares: Mapping[int | None, float]
    values: Array
    low: Array
    high: Array

    def of(self, key: str) -> tuple[RelationValue, ...]:
        """The profile of one alternative, a value for each relation."""
        row = self.alternatives.index(key)
        return tuple(
            RelationValue(
                relation,
                self.criteria[relation],
                self.shares[relation],
                None if np.isnan(self.values[row, j]) else float(self.values[row, j]),
                float(self.low[row, j]),
                float(self.high[row, j]),
            )
            for j, relation in enumerate(RELATIONS)
        )

    def medians(self, study: Study) -> Array:
        """The median of each relation over the ranked candidates whose value is known; NaN where there is none."""
        return self.quantiles(study, 0.5)

    def quantiles(self, study: Study, share: float) -> Array:
        """The same for a quantile (linear between two candidates) at a share from 0 to 1."""
        rows = [self.alternatives.index(line.key) for line in study.ranking]
        columns = [column[~np.isnan(column)] for column in self.values[rows].T]
        return np.array([np.quantile(each, share) if len(each) else np.nan for each in columns])


def relation_profiles(study: Study) -> RelationProfiles:
    """The profile of every alternative of a study, also of those that are not ranked.

    v = Σ wⱼ uⱼ / Σ wⱼ over the criteria j that speak to the relation at the study's stage and have a weight: u is the
    normalised value (0 worst, 1 best end of the study's scale), w the weight. What is filled in for a missing value is
    left out: v is then not known, and its ends are the same mean over the bounds of what is missing.
    """
    return result_of(study, "relation_profiles", lambda: _relation_profiles(study))


def _relation_profiles(study: Study) -> RelationProfiles:
    profiles, weights = profiles_of(study), study.weights
    relation_of = {
        key: study.stage.relation_of(study.catalogue[key])
        for key in profiles.criteria
        if weights[key] > 0
    }
    criteria = {
        relation: tuple(key for key, found in relation_of.items() if found == relation)
        for relation in RELATIONS
    }
    inside = np.zeros((len(profiles.criteria), len(RELATIONS)))
    for j, relation in enumerate(RELATIONS):
        total = sum(weights[key] for key in criteria[relation])
        for key in criteria[relation]:
            inside[profiles.criteria.index(key), j] = weights[key] / total
    known = ~np.isnan(profiles.normalised)
    spoken = inside.any(axis=0)
    values = np.where(known, profiles.normalised, 0.0) @ inside
    unknown = (~known).astype(float) @ (inside > 0) > 0
    return RelationProfiles(
        profiles.alternatives,
        criteria,
        {
            relation: sum((weights[key] for key, r in relation_of.items() if r == relation), 0.0)
            for relation in (*RELATIONS, None)
        },
        np.where(unknown | ~spoken, np.nan, values),
        profiles.low @ inside,
        np.where(spoken, profiles.high @ inside, 1.0),
    )
