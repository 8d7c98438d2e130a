"""A closed round in one minute: where people agree, where they differ, what parts their groups, what that changes.

Everything is computed from what may be shown of the round, and counts people.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from mcda.group.analysis.consensus import QUARTILES
from mcda.group.analysis.disagreement import Divide
from mcda.group.analysis.rank_shares import ranks_of_people
from mcda.group.analysis.summary import Summary
from mcda.model.decision_matrix import Array
from mcda.study.workshop_outcome import rounded

LISTED = 3  # criteria in a list
NAMED = 5  # candidates in a list
TOP = 10  # ranks of which it is told
OWN_FIRST = 5  # of each group, whose ranks are compared
MOST_ROWS = 8  # candidates of a list of first five
ALIKE = 1 / 3  # of the median: as near lie the weights of those who weigh a criterion alike
MOST_PEOPLE = 3 / 4  # of all weigh it alike
NEARLY_ALL = 4 / 5  # of all have a candidate among their first ten


@dataclass(frozen=True)
class AlikeCriterion:
    """A criterion that people weigh alike: how many of them give it a share between `low` and `high`.

    `heads` is None where single answers may not be counted; then half of the people lie between the two.
    """

    criterion: str
    heads: int | None
    low: float
    high: float


@dataclass(frozen=True)
class TopCandidate:
    """A candidate that nearly everybody has among the first ten: how many people do."""

    alternative: str
    heads: int


@dataclass(frozen=True)
class DividedCriterion:
    """A criterion on which people differ, and what that does to the first ten under the weights of all participants.

    `low` and `high`: between which shares half of the people lie, or the means of the groups where no more may be told.
    `moved` of the first ten change their rank when the criterion's weight goes from `low` to `high` and the others keep
    their proportions; `furthest` is the one that moves most, with its two ranks, None where none does.
    """

    criterion: str
    low: float
    high: float
    moved: int
    furthest: tuple[str, int, int] | None


@dataclass(frozen=True)
class FirstFive:
    """Who ranks first to fifth under some weights, in order; more where several share the fifth rank, at most eight."""

    ranks: tuple[int, ...]
    alternatives: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class OneMinute:
    """The four parts; `parting` is None where only one group may be shown or nothing parts them.

    `first_of_all` is by the weights of all participants, `first_of_cells` by the mean weights of each cell.
    """

    heads: int
    alike: tuple[AlikeCriterion, ...]
    in_top: tuple[TopCandidate, ...]
    divided: tuple[DividedCriterion, ...]
    parting: Divide | None
    first_of_all: FirstFive
    first_of_cells: tuple[FirstFive, ...]


def one_minute(summary: Summary) -> OneMinute:
    """What is told of a round in a minute."""
    shown = summary.shown
    first, *of_cells = _first_fives(summary)
    parting = next((divide for divide in summary.divides if divide.next is not None), None)
    return OneMinute(
        shown.heads,
        _alike(summary),
        _in_top(summary),
        divided(summary)[:LISTED],
        parting,
        first,
        tuple(of_cells),
    )


def middle_half(summary: Summary, criterion: str) -> tuple[float, float]:
    """Between which shares half of the people lie, where that may be told; else the means of the groups."""
    shown, found = summary.shown, summary.spread
    at = shown.criteria.index(criterion)
    if criterion in shown.dots:
        low, _, high = rounded(np.quantile(rounded(shown.weights[:, at]), QUARTILES))
        return float(low), float(high)
    if found.everyone is not None:
        return float(found.everyone[0, at]), float(found.everyone[2, at])
    means = [float(mean[at]) for mean in found.cell_means]
    return min(means), max(means)


def _alike(summary: Summary) -> tuple[AlikeCriterion, ...]:
    """Among the criteria of at least the mean weight, those that most people weigh alike, the most people first."""
    shown, told = summary.shown, summary.spread
    found = []
    for at, key in enumerate(shown.criteria):
        if told.mean[at] < 1 / len(shown.criteria):
            continue
        if key in shown.dots:
            shares = rounded(shown.weights[:, at])
            middle = float(np.median(shares))
            low, high = rounded([(1 - ALIKE) * middle, (1 + ALIKE) * middle])
            heads = int(((shares >= low) & (shares <= high)).sum())
            if heads >= MOST_PEOPLE * shown.heads:
                each = AlikeCriterion(key, heads, float(low), float(high))
                found.append((float(-heads), -told.mean[at], each))
        elif told.everyone is not None:
            low, middle, high = told.everyone[:, at]
            if high - low <= 2 * ALIKE * middle:
                each = AlikeCriterion(key, None, float(low), float(high))
                found.append((-shown.heads / 2, -told.mean[at], each))
    return tuple(each for *_, each in sorted(found, key=lambda entry: entry[:2])[:LISTED])


def _in_top(summary: Summary) -> tuple[TopCandidate, ...]:
    keys = summary.study.filled.matrix.alternatives
    heads = np.round(summary.people_in_top(TOP) * summary.shown.heads).astype(int)
    least = ceil(NEARLY_ALL * summary.shown.heads)
    order = np.argsort(-heads, kind="stable")
    return tuple(
        TopCandidate(keys[row], int(heads[row])) for row in order[:NAMED] if heads[row] >= least
    )


def divided(summary: Summary) -> tuple[DividedCriterion, ...]:
    """All criteria, those first whose spread moves the first ten most; one whose spread is not known is left out."""
    shown, study = summary.shown, summary.study
    keys, criteria = study.filled.matrix.alternatives, study.filled.matrix.criteria
    everybody: Array = _of_all(summary)
    ends = [middle_half(summary, key) for key in criteria]
    turned = [_with_share(everybody, j, share) for j, pair in enumerate(ends) for share in pair]
    ranks = ranks_of_people(study, np.array([everybody, *turned]))
    first = np.flatnonzero(ranks[0] <= TOP)
    found = []
    for j, (key, (low, high)) in enumerate(zip(criteria, ends, strict=True)):
        if not high > low:
            continue
        under_low, under_high = ranks[1 + 2 * j, first], ranks[2 + 2 * j, first]
        steps = np.abs(under_high - under_low)
        most = int(np.argmax(steps))
        furthest = (
            (keys[first[most]], int(under_low[most]), int(under_high[most]))
            if steps[most]
            else None
        )
        each = DividedCriterion(key, low, high, int((steps > 0).sum()), furthest)
        found.append((-int(steps.sum()), low - high, shown.criteria.index(key), each))
    return tuple(each for *_, each in sorted(found, key=lambda entry: entry[:3]))


def _with_share(weights: Array, at: int, share: float) -> Array:
    """The weights with another share of one criterion; the others keep their proportions."""
    turned = weights.copy()
    turned[at] = 0.0
    rest = turned.sum()
    turned = turned * (1 - share) / rest if rest > 0 else np.full_like(turned, 0.0)
    turned[at] = share
    return turned


def _of_all(summary: Summary) -> Array:
    """Everybody's weights, in the order of the study's criteria."""
    return summary.weights().whole(summary.study.filled.matrix.criteria).array


def _first_fives(summary: Summary) -> list[FirstFive]:
    """Of all participants, then of each cell."""
    shown, study = summary.shown, summary.study
    matrix = study.filled.matrix
    columns = [shown.criteria.index(key) for key in matrix.criteria]
    means = [mean[columns] for mean in summary.spread.cell_means]
    weights: Array = np.array([_of_all(summary), *(mean / mean.sum() for mean in means)])
    found = []
    for ranks in ranks_of_people(study, weights):
        rows = np.argsort(ranks, kind="stable")
        rows = rows[ranks[rows] <= OWN_FIRST][:MOST_ROWS]
        names = tuple(matrix.alternatives[row] for row in rows)
        found.append(FirstFive(tuple(int(ranks[row]) for row in rows), names))
    return found
