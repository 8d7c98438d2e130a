"""The weighting methods; elicit() runs one on answers, compose() puts a hierarchy together."""

from collections.abc import Mapping
from typing import Any

from criteria.errors import WeightsError
from mcda.model.weights import GroupedWeights, Weights
from mcda.weighting.ahp import PairwiseComparison
from mcda.weighting.answers import Elicited
from mcda.weighting.best_worst import BestWorst
from mcda.weighting.model import WeightingMethod
from mcda.weighting.points import DirectRating
from mcda.weighting.rank_order import RankOrder
from mcda.weighting.swing import Swing

WEIGHTING_METHODS: dict[str, WeightingMethod] = {
    method.key: method
    for method in (DirectRating(), Swing(), RankOrder(), PairwiseComparison(), BestWorst())
}


def elicit(method_key: str, answers: Any) -> Elicited:
    """Weights from `answers`, the JSON of the method's answers file.

    Raises WeightsError with a finding for each answer that cannot be used; no answer is ever repaired.
    """
    if method_key not in WEIGHTING_METHODS:
        raise WeightsError.of("elicit.unknown", key=method_key, known=list(WEIGHTING_METHODS))
    return WEIGHTING_METHODS[method_key].weigh(answers)


def compose(inside: Mapping[str, Weights], groups: Weights) -> GroupedWeights:
    """A hierarchy from the bottom up: weights inside each group, then weights of the groups.

    Raises WeightsError if a group has no weights inside, or weights stand for no group.
    """
    return GroupedWeights.of(
        groups.as_dict(), {key: weights.as_dict() for key, weights in inside.items()}
    )
