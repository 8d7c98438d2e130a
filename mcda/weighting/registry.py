"""WEIGHTING_METHODS of weighing: from points, swings, an order or comparisons to weights; elicit() runs one on answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from criteria.errors import Finding, Text, WeightsError, raise_errors
from mcda.model.weights import GroupedWeights, Weights
from mcda.weighting.ahp import ahp
from mcda.weighting.answers import (
    Elicited,
    Judgement,
    covering,
    is_number,
    misformed,
    named_numbers,
    names,
    once,
    part,
)
from mcda.weighting.best_worst import best_worst
from mcda.words import phrase


@dataclass(frozen=True)
class WeightingMethod:
    """A way of weighing, described: what is asked, and the function that turns answers into weights."""

    key: str
    name: Text
    gloss: Text
    reference: str
    weigh: Callable[[Any], Elicited]


def elicit(way: str, answers: Any) -> Elicited:
    """Weights from `answers`, the JSON of the way's answers file.

    Raises WeightsError with a finding for each answer that cannot be used; no answer is ever repaired.
    """
    if way not in WEIGHTING_METHODS:
        raise WeightsError.of("elicit.unknown", key=way, known=list(WEIGHTING_METHODS))
    return WEIGHTING_METHODS[way].weigh(answers)


def points(answers: Any) -> Elicited:
    """Shares in proportion to the points, {"points": {criterion: number}}; non-negative, one above zero."""
    given = named_numbers(answers, "points")
    findings = [
        Finding.of("weights.number", criterion=key, value=repr(number))
        for key, number in given.items()
        if not is_number(number)
    ]
    raise_errors(findings, WeightsError)
    return Elicited(Weights.of(given))


def swing(answers: Any) -> Elicited:
    """Points for the swing of each criterion from its worst to its best, the first of them 100 by custom.

    Only the proportions count (von Winterfeldt & Edwards 1986), so another first number is accepted.
    """
    return points(answers)


def ranking(answers: Any) -> Elicited:
    """Rank-order centroid of {"order": [first, [tied, tied], …, last]}; optional "criteria" must all be in it.

    w_k = (1/n) Σ_{i=k..n} 1/i (Barron & Barrett 1996); tied criteria share the mean of their positions.
    """
    tiers = _tiers(answers)
    keys = [key for tier in tiers for key in tier]
    once(keys, "order")
    if "criteria" in answers:
        raise_errors(covering(keys, names(answers), "order"), WeightsError)
    shares = centroid(len(keys))
    found: dict[str, float] = {}
    for tier in tiers:
        tied = shares[len(found) : len(found) + len(tier)]
        found.update(dict.fromkeys(tier, sum(tied) / len(tied)))
    return Elicited(Weights.of(found))


def centroid(n: int) -> list[float]:
    """The n rank-order centroid weights, first to last."""
    return [sum(1 / i for i in range(k, n + 1)) / n for k in range(1, n + 1)]


def _tiers(answers: Any) -> list[list[str]]:
    expected = phrase("weighting.expected_order")
    order = part(answers, "order", expected)
    if not isinstance(order, (list, tuple)) or not order:
        raise misformed("order", order, expected)
    tiers = [list(tier) if isinstance(tier, (list, tuple)) else [tier] for tier in order]
    if not all(tier and all(isinstance(key, str) for key in tier) for tier in tiers):
        raise misformed("order", order, expected)
    return tiers


def compose(inside: Mapping[str, Weights], groups: Weights) -> GroupedWeights:
    """A hierarchy from the bottom up: weights inside each group, then weights of the groups.

    Raises WeightsError if a group has no weights inside, or weights stand for no group.
    """
    return GroupedWeights.of(
        groups.as_dict(), {key: weights.as_dict() for key, weights in inside.items()}
    )


WEIGHTING_METHODS: dict[str, WeightingMethod] = {
    way.key: way
    for way in (
        WeightingMethod(
            "points",
            phrase("weighting.points"),
            phrase("weighting.points_says"),
            "Direct rating: von Winterfeldt & Edwards (1986), Cambridge University Press",
            points,
        ),
        WeightingMethod(
            "swing",
            phrase("weighting.swing"),
            phrase("weighting.swing_says"),
            "von Winterfeldt & Edwards (1986), Cambridge University Press",
            swing,
        ),
        WeightingMethod(
            "ranking",
            phrase("weighting.ranking"),
            phrase("weighting.ranking_says"),
            "Rank-order centroid: Barron & Barrett (1996), Management Science 42(11), 1515-1523",
            ranking,
        ),
        WeightingMethod(
            "ahp",
            phrase("weighting.ahp"),
            phrase("weighting.ahp_says"),
            "Saaty (1990), EJOR 48(1), 9-26",
            ahp,
        ),
        WeightingMethod(
            "best_worst",
            phrase("weighting.best_worst"),
            phrase("weighting.best_worst_says"),
            "Best-worst method, linear model: Rezaei (2016), Omega 64, 126-130",
            best_worst,
        ),
    )
}

__all__ = [
    "WEIGHTING_METHODS",
    "Elicited",
    "Judgement",
    "WeightingMethod",
    "centroid",
    "compose",
    "elicit",
]
