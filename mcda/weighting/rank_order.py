"""Rank order: the criteria in order of importance, ties allowed; weights are the centroid of all that keep it."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from criteria.errors import WeightsError, raise_errors
from mcda.model.decision_matrix import Array
from mcda.model.weights import Weights
from mcda.weighting.answers import Elicited, covering, misformed, names, once, part
from mcda.weighting.model import Answers, Note, Number, ParsedNotes, Step, WeightingMethod
from mcda.words import phrase


class RankOrder(WeightingMethod):
    """Answers: {"order": [first, [tied, tied], …, last]}; optional "criteria" must all be in it."""

    key = "ranking"
    reference = "Rank-order centroid: Barron & Barrett (1996), Management Science 42(11), 1515-1523"

    def weigh(self, answers: Any) -> Elicited:
        """w_k = (1/n) Σ_{i=k..n} 1/i (Barron & Barrett 1996); tied criteria share the mean of their positions.

        That is the centre of all weights in that order where of tied criteria either may weigh more: a tie leaves
        their order open and does not make their weights equal.
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

    def steps(self, items: Sequence[str], _: Note) -> tuple[Step, ...]:
        return (
            Step("all", "phone.ranking", tuple(Number(i, i, "rank", len(items)) for i in items)),
        )

    def parse(self, items: Sequence[str], note: Note) -> ParsedNotes:
        """A number each; the same number is a tie."""
        numbers = {item: note(item) for item in items}
        left = tuple(item for item in items if numbers[item] is None)
        if left:
            return ParsedNotes(None, len(items) - len(left), len(items), left)
        order = [tier[0] if len(tier) == 1 else tier for tier in _by_number(numbers)]
        return ParsedNotes({"order": order}, len(items), len(items))

    def notes_from(self, items: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
        tiers = [tier if isinstance(tier, list) else [tier] for tier in answers["order"]]
        kept = [[key for key in tier if key in items] for tier in tiers]
        return {key: at for at, tier in enumerate(filter(None, kept), start=1) for key in tier}

    def from_row(self, items: Sequence[str], row: Mapping[str, Any]) -> Answers:
        """1 is the most important; the same number is a tie."""
        numbers = {item: row[item] for item in items if row[item] is not None}
        return {"order": _by_number(numbers)}

    def simulated(self, items: Sequence[str], weights: Array, _: random.Random) -> Answers:
        return {"order": [items[j] for j in np.argsort(-weights, kind="stable")]}


def centroid(n: int) -> list[float]:
    """The n rank-order centroid weights, first to last."""
    return [sum(1 / i for i in range(k, n + 1)) / n for k in range(1, n + 1)]


def _by_number(numbers: Mapping[str, float]) -> list[list[str]]:
    """Those with the smallest number first, those with the same number together."""
    return [
        [key for key, at in numbers.items() if at == number]
        for number in sorted(set(numbers.values()))
    ]


def _tiers(answers: Any) -> list[list[str]]:
    expected = phrase("weighting.expected_order")
    order = part(answers, "order", expected)
    if not isinstance(order, (list, tuple)) or not order:
        raise misformed("order", order, expected)
    tiers = [list(tier) if isinstance(tier, (list, tuple)) else [tier] for tier in order]
    if not all(tier and all(isinstance(key, str) for key in tier) for tier in tiers):
        raise misformed("order", order, expected)
    return tiers
