"""Who leads where scores lie closer together than the error of the values, and by which source another one would.

Nothing is drawn for it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcda.methods.registry import rank
from mcda.model.decision_matrix import Array
from mcda.robustness.score_shifts import Shifts
from mcda.robustness.study_robustness import all_ends, intervals_of, variables_of
from mcda.robustness.uncertain_values import Intervals, at_the_ends, drawn_matrix
from mcda.study.factory import unverified_criteria
from mcda.study.result_cache import result_of
from mcda.study.study import Study

NODES = 32  # shares of the way from low to high at which a score is computed


def leading_group(study: Study) -> tuple[str, ...]:
    """The first, and all whose score lies within the error of the values from its own, best first.

    The error is one standard deviation of the difference of the two scores, as the uncertain values that differ
    between them move within their intervals (`intervals_of`); weights stay. A value that has bounds alone is taken at
    the bound that brings the two together. Only the first where scores are no sum over criteria.
    """
    return result_of(study, "leading_group", lambda: _leading_group(study))


@dataclass(frozen=True)
class BySource:
    """Who ranks first (keys of alternatives) as the study is, by either source of a criterion, and without lists.

    `ends` holds by criterion, whose values come of two sources, the first by the lower ends and by the higher;
    `without_lists` is the first without the criteria of unverified lists, None where there are none.
    """

    first: str
    ends: dict[str, tuple[str, str]]
    without_lists: str | None


def first_by_source(study: Study) -> BySource:
    """Who ranks first by each choice of source; weights, method and all other values stay."""
    return result_of(study, "first_by_source", lambda: _first_by_source(study))


def _first_by_source(study: Study) -> BySource:
    matrix, values, scenario = study.filled.matrix, intervals_of(study), study.scenario
    ends: dict[str, tuple[str, str]] = {}
    if values is not None:
        common = np.bincount(values.shares)[values.shares] > 1
        for j in np.unique(values.columns[common]):
            cells = values.only(common & (values.columns == j))
            low, high = (
                next(iter(rank(table, study.weights, scenario.method, **scenario.parameters))).key
                for table in (drawn_matrix(matrix, cells, end) for end in (cells.low, cells.high))
            )
            ends[matrix.criteria[int(j)]] = low, high
    weighed = {key for key, share in study.weights.as_dict().items() if share > 0}
    lists = weighed & {*unverified_criteria(study.stage, study.catalogue, study.evidence)}
    without_lists = None
    if lists and lists < weighed:
        verified = study
        for key in sorted(lists):
            verified = verified.without(key)
        without_lists = next(iter(verified.ranking)).key
    return BySource(next(iter(study.ranking)).key, ends, without_lists)


def _leading_group(study: Study) -> tuple[str, ...]:
    ranking = study.ranking
    lines = list(ranking)
    if ranking.parts is None:
        return (lines[0].key,)
    matrix = study.filled.matrix
    scores = {line.key: line.score for line in lines}
    first = matrix.alternatives.index(lines[0].key)
    weights = np.array([study.weights[key] for key in matrix.criteria])
    up, down = _bounded(study, weights)
    gap = scores[lines[0].key] - np.array([scores[key] for key in matrix.alternatives])
    near = gap - up - down[first] <= _error(study, weights, first)
    near[first] = True
    return tuple(line.key for line in lines if near[matrix.alternatives.index(line.key)])


def _error(study: Study, weights: Array, first: int) -> Array:
    """The standard deviation of the difference between each score and that of one alternative (n)."""
    matrix, values = study.filled.matrix, intervals_of(study)
    if values is None:
        return np.zeros(matrix.shape[0])
    way = np.repeat((np.arange(NODES) + 0.5)[:, None] / NODES, values.shares.max() + 1, axis=1)
    shifts = Shifts(matrix, values)
    columns, gains = shifts.by_column(shifts.at(way))
    share = np.full(matrix.shape, -1)
    share[values.rows, values.columns] = values.shares
    variance = np.zeros(matrix.shape[0])
    for j, gain in zip(columns, gains, strict=True):
        own = gain.var(axis=0)
        apart = own + own[first]
        together = (gain - gain[:, [first]]).var(axis=0)
        same: NDArray[np.bool_] = (share[:, j] == share[first, j]) & (share[first, j] >= 0)
        variance += weights[j] ** 2 * np.where(same, together, apart)
    found: Array = np.sqrt(variance)
    return found


def _bounded(study: Study, weights: Array) -> tuple[Array, Array]:
    """How much each score could rise, and fall, by values that have bounds alone (n each)."""
    matrix, evidence = study.filled.matrix, study.assumed_evidence
    low, high = all_ends(study)
    for i, j in np.argwhere(low < high):
        one = evidence.observation(variables_of(study)[j], matrix.alternatives[i])
        if one.uncertainty != "bounds":
            low[i, j] = high[i, j] = matrix.values[i, j]
    ends = at_the_ends(matrix, Intervals.of(matrix, low, high))
    gains = np.stack([(end.normalised - matrix.normalised) * weights for end in ends])
    return gains.max(axis=0).clip(min=0).sum(axis=1), -gains.min(axis=0).clip(max=0).sum(axis=1)
