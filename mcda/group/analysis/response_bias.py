"""A quiet note to the facilitator: how many weighed all alike, and whether what came first weighed more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from mcda.group.privacy.publication import PublishedRound
from mcda.model.decision_matrix import Array

ALIKE = 0.02  # shares this near to each other are even: two points in a hundred
LEVEL = 0.05  # of the test whether the order shown goes with the weights
RESAMPLES = 1_999  # of its signs, where there are too many to try all


@dataclass(frozen=True)
class Leanings:
    """Figures of a round, over everyone: none of them proves a bias, each says where to look.

    `even`: the share of people whose weights are all but even in every block they weighed. `order`: the mean rank
    correlation between the place at which a criterion was shown and the weight it got (below zero: what came early
    weighs more), and `order_p` the probability of one so far from zero if the order did not matter. `anchored`: how many of the later answers in a block repeat its first,
    of those given in points; None for other ways of weighing.
    """

    even: float
    order: float
    order_p: float
    anchored: float | None

    @property
    def order_matters(self) -> bool:
        """Whether the order shown goes with the weights more than it would by chance in 95 of 100 rooms."""
        return self.order_p <= LEVEL


def leanings(shown: PublishedRound) -> Leanings:
    """What the answers of a round lean to."""
    groups = [
        [shown.criteria.index(key) for key in keys if key in shown.criteria]
        for keys in shown.workshop.criteria.values()
    ]
    columns = [group for group in groups if group]
    even = [_is_even(row, columns) for row in shown.weights]
    order = [
        order_effect(row, _positions(shown.criteria, seen), columns)
        for row, seen in zip(shown.weights, shown.orders, strict=True)
    ]
    known = np.array([value for value in order if value is not None])
    return Leanings(
        float(np.mean(even)),
        float(known.mean()) if len(known) else 0.0,
        _by_chance(known),
        anchored(shown.answers, shown.orders)
        if shown.round.method_key in ("points", "swing")
        else None,
    )


def _by_chance(correlations: Array) -> float:
    """The p-value of a mean correlation (n,): each order was as likely as its reverse, which turns the sign.

    The test of Fisher (1935) that flips signs: exact up to eleven people, of 1,999 drawn flips beyond.
    """
    if len(correlations) < 2:
        return 1.0
    found = stats.permutation_test(
        (correlations,),
        np.mean,
        permutation_type="samples",
        n_resamples=RESAMPLES + 1,
        rng=np.random.default_rng(1),
        vectorized=True,
    )
    return float(found.pvalue)


def _is_even(weights: Array, groups: Sequence[Sequence[int]]) -> bool:
    """All groups alike, and all criteria alike inside each."""
    totals = np.array([weights[list(group)].sum() for group in groups])
    inside = [
        weights[list(group)] / total
        for group, total in zip(groups, totals, strict=True)
        if total > 0
    ]
    return all(float(np.ptp(shares)) <= ALIKE for shares in (totals, *inside))


def order_effect(weights: Array, position: Array, groups: Sequence[Sequence[int]]) -> float | None:
    """The mean, over groups of two or more, of Spearman's correlation of position shown and weight inside the group.

    None where nothing can be said: every group of one, or weighed all alike.
    """
    found = [
        _spearman(position[list(group)], weights[list(group)])
        for group in groups
        if len(group) > 1 and np.ptp(weights[list(group)]) > 1e-12
    ]
    return float(np.mean(found)) if found else None


def anchored(answers: Sequence[Mapping[str, Any]], orders: Sequence[Sequence[str]]) -> float | None:
    """The share of later answers in points that repeat the first one of their block, as shown; None if none are."""
    repeated: list[bool] = []
    for blocks, seen in zip(answers, orders, strict=True):
        for block in blocks.values():
            points = block.get("points", {})
            shown = [key for key in seen if key in points]
            repeated += [points[key] == points[shown[0]] for key in shown[1:]]
    return float(np.mean(repeated)) if repeated else None


def _positions(criteria: Sequence[str], seen: Sequence[str]) -> Array:
    return np.array([seen.index(key) if key in seen else len(seen) for key in criteria], float)


def _spearman(one: Array, other: Array) -> float:
    return float(pd.Series(one).rank().corr(pd.Series(other).rank()))
