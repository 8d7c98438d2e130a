"""What is asked of one participant, screen by screen, and what was put there as answers; nothing is drawn here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcda.group.model.views import Seated
from mcda.group.model.workshop import GROUPS, Workshop
from mcda.weighting.model import ParsedNotes, Ratio, Step
from mcda.weighting.registry import WEIGHTING_METHODS

Notes = Mapping[str, Mapping[str, Any]]  # block → name of a note → what was put there


@dataclass(frozen=True)
class Screen:
    """One step of a weighting method: its block, its key, the items weighed there in the order they are shown."""

    block: str
    part: str
    keys: tuple[str, ...]


def blocks_of(workshop: Workshop, order: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What is weighed against each other, in the participant's own order: inside each group, then the groups."""
    group_of = {key: group for group, keys in workshop.criteria.items() for key in keys}
    groups = tuple(dict.fromkeys(group_of[key] for key in order))
    inside = {group: tuple(k for k in order if group_of[k] == group) for group in groups}
    asked = {group: keys for group, keys in inside.items() if len(keys) > 1}
    if len(groups) > 1:
        asked[GROUPS] = groups
    return asked


def screens(workshop: Workshop, order: Sequence[str]) -> tuple[Screen, ...]:
    """Every question in the order it is asked."""
    method = WEIGHTING_METHODS[workshop.method_key]
    return tuple(
        Screen(block, step.key, keys)
        for block, keys in blocks_of(workshop, order).items()
        for step in method.steps(keys, lambda _: None)
        if not step.is_implied
    )


def step_of(workshop: Workshop, screen: Screen, notes: Notes) -> Step:
    """What is asked on a screen, as far as what was answered before tells."""
    steps = WEIGHTING_METHODS[workshop.method_key].steps(
        screen.keys, notes.get(screen.block, {}).get
    )
    return next(step for step in steps if step.key == screen.part)


def parsed(workshop: Workshop, block: str, keys: Sequence[str], notes: Notes) -> ParsedNotes:
    """How far one block is answered, and the answers once they suffice."""
    return WEIGHTING_METHODS[workshop.method_key].parse(keys, notes.get(block, {}).get)


def answers_of(workshop: Workshop, order: Sequence[str], notes: Notes) -> dict[str, Any]:
    """The answers of all blocks that are answered, as they are submitted."""
    found = {
        block: parsed(workshop, block, keys, notes).answers
        for block, keys in blocks_of(workshop, order).items()
    }
    return {block: answers for block, answers in found.items() if answers is not None}


def is_answered(workshop: Workshop, screen: Screen, notes: Notes) -> bool:
    """Whether this question has its answer, whatever stands open elsewhere."""
    method, note = WEIGHTING_METHODS[workshop.method_key], notes.get(screen.block, {}).get
    return method.is_answered(screen.keys, screen.part, note)


def may_be_left_out(workshop: Workshop, screen: Screen, notes: Notes) -> bool:
    """Whether the answers of the block suffice without this one, which only tests the others."""
    return parsed(workshop, screen.block, screen.keys, notes).answers is not None


def screens_about(workshop: Workshop, order: Sequence[str], criterion: str) -> tuple[int, ...]:
    """The questions in which a criterion is weighed; the ones of its group where it is alone in that."""
    group = next(group for group, keys in workshop.criteria.items() if criterion in keys)
    asked = screens(workshop, order)
    for block, item in ((group, criterion), (GROUPS, group)):
        found = tuple(
            at
            for at, screen in enumerate(asked)
            if screen.block == block and item in screen_items(workshop, screen)
        )
        if found:
            return found
    return ()


def screen_items(workshop: Workshop, screen: Screen) -> frozenset[str]:
    """What one step can be about: the two of a pair, or all that are weighed there."""
    ratios = [q for q in step_of(workshop, screen, {}).questions if isinstance(q, Ratio)]
    return frozenset(key for each in ratios for key in (each.one, each.other)) or frozenset(
        screen.keys
    )


def first_open(workshop: Workshop, order: Sequence[str], notes: Notes) -> int:
    """The first question that has no answer and needs one; their number if there is none."""
    asked = screens(workshop, order)
    for at, screen in enumerate(asked):
        answered = is_answered(workshop, screen, notes)
        if not answered and not may_be_left_out(workshop, screen, notes):
            return at
    return len(asked)


def notes_kept(seated: Seated) -> dict[str, dict[str, Any]]:
    """What the store kept for this round: what was begun last, else what was submitted."""
    begun = seated.unfinished.get("notes")
    if isinstance(begun, Mapping):
        return {str(block): dict(own) for block, own in begun.items() if isinstance(own, Mapping)}
    if seated.submitted is None or seated.submitted.method_key != seated.workshop.method_key:
        return {}
    return notes_from(seated.workshop, seated.seat.order, seated.submitted.answers)


def former_notes(seated: Seated) -> dict[str, dict[str, Any]]:
    """What counted in the last round before this one, back in the form; empty if another way was asked there."""
    if seated.before is None or not seated.has_comparable_answers:
        return {}
    return notes_from(seated.workshop, seated.seat.order, seated.before.answers)


def notes_from(
    workshop: Workshop, order: Sequence[str], answers: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Answers that were submitted, back in the form; what is no longer asked is left out."""
    method = WEIGHTING_METHODS[workshop.method_key]
    return {
        block: method.notes_from(keys, answers[block])
        for block, keys in blocks_of(workshop, order).items()
        if block in answers
    }
