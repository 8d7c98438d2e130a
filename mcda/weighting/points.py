"""Direct rating: 0 to 100 points each, or 100 points to distribute; weights follow in proportion."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from criteria.errors import Finding, WeightsError, raise_errors
from mcda.model.decision_matrix import Array
from mcda.model.weights import Weights
from mcda.weighting.answers import Elicited, is_number, named_numbers
from mcda.weighting.model import Answers, Note, Number, ParsedNotes, Step, WeightingMethod


class DirectRating(WeightingMethod):
    """Answers: {"points": {criterion: number}}, non-negative, one above zero."""

    key = "points"
    reference = "Direct rating: von Winterfeldt & Edwards (1986), Cambridge University Press"

    def weigh(self, answers: Any) -> Elicited:
        given = named_numbers(answers, "points")
        findings = [
            Finding.of("weights.number", criterion=key, value=repr(number))
            for key, number in given.items()
            if not is_number(number)
        ]
        raise_errors(findings, WeightsError)
        return Elicited(Weights.of(given))

    def steps(self, items: Sequence[str], _: Note) -> tuple[Step, ...]:
        return (Step("all", "phone.points", tuple(Number(i, i, "points", 100) for i in items)),)

    def parse(self, items: Sequence[str], note: Note) -> ParsedNotes:
        """A number each, one of them above zero."""
        return parse_points(items, {item: note(item) for item in items})

    def notes_from(self, items: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
        return {item: answers["points"][item] for item in items if item in answers["points"]}

    def from_row(self, items: Sequence[str], row: Mapping[str, Any]) -> Answers:
        return {"points": {item: row[item] for item in items if row[item] is not None}}

    def simulated(self, items: Sequence[str], weights: Array, _: random.Random) -> Answers:
        """Points to the nearest five, the largest 100, as people give them."""
        scaled = np.maximum(5 * np.round(20 * weights / weights.max()), 0)
        return {"points": {key: int(p) for key, p in zip(items, scaled, strict=True)}}


def parse_points(items: Sequence[str], numbers: dict[str, float | None]) -> ParsedNotes:
    """One number an item, in the order of `items`."""
    left = tuple(item for item in items if numbers[item] is None)
    count = len(items) - len(left)
    if left:
        return ParsedNotes(None, count, len(items), left)
    if not any(numbers.values()):
        return ParsedNotes(None, count, len(items), remark="forms.all_zero")
    return ParsedNotes({"points": numbers}, count, len(items))
