"""Swing weighting: the improvement from worst to best that comes first is 100, the others get points against it."""

from collections.abc import Mapping, Sequence
from typing import Any

from mcda.weighting.model import Choice, Note, Number, ParsedNotes, Question, Statement, Step
from mcda.weighting.points import DirectRating, parse_points

FIRST = "~first"  # a note that is no criterion's own; the tilde keeps it apart from any key


class Swing(DirectRating):
    """Answers as of direct rating: only the proportions count, so another first number than 100 is accepted."""

    key = "swing"
    reference = "von Winterfeldt & Edwards (1986), Cambridge University Press"

    def steps(self, items: Sequence[str], note: Note) -> tuple[Step, ...]:
        asked = Choice(FIRST, tuple(items), "forms.first_swing")
        content: list[Question | Statement] = [asked]
        first = note(FIRST)
        if first in items:
            content.append(Statement(first, "forms.against", "phone.against"))
            content += [Number(i, i, "points", 100) for i in items if i != first]
        return (Step("all", "phone.swing", tuple(content)),)

    def parse(self, items: Sequence[str], note: Note) -> ParsedNotes:
        """The first is 100, whatever was noted for it before; the others a number each."""
        first = note(FIRST)
        if first not in items:
            return ParsedNotes(None, 0, len(items), tuple(items))
        return parse_points(items, {item: 100.0 if item == first else note(item) for item in items})

    def notes_from(self, items: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
        notes = super().notes_from(items, answers)
        first = next((item for item, number in notes.items() if number == 100), None)
        return notes if first is None else {FIRST: first, **notes}
