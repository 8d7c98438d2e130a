"""Weighting methods by the names that people type and scripts call; stores and saved studies keep the keys of 1.0."""

from typing import Any

from criteria.errors import WeightsError
from mcda.weighting import registry
from mcda.weighting.answers import Elicited
from mcda.weighting.model import WeightingMethod

OLD_NAMES = {"points": "direct_rating", "ranking": "rank_order"}
WEIGHTING_METHODS = {
    OLD_NAMES.get(key, key): method for key, method in registry.WEIGHTING_METHODS.items()
}


def method_named(name: str) -> WeightingMethod:
    """Raises WeightsError for a name that is not known, or no longer."""
    if name in OLD_NAMES:
        raise WeightsError.of("elicit.renamed", key=name, name=OLD_NAMES[name])
    if name not in WEIGHTING_METHODS:
        raise WeightsError.of("elicit.unknown", key=name, known=list(WEIGHTING_METHODS))
    return WEIGHTING_METHODS[name]


def elicit(method: str, answers: Any) -> Elicited:
    """Weights from `answers`, the JSON of the method's answers file.

    `WEIGHTING_METHODS` names the methods; docs/commands.md shows the answers of each. Weights sum to one.
    Raises WeightsError with a finding for each answer that cannot be used, and for a method that is not known.

    >>> elicit("direct_rating", {"points": {"price": 40, "memory": 60}}).weights
    Weights(price 0.400, memory 0.600)
    """
    return method_named(method).weigh(answers)
