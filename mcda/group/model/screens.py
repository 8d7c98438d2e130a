"""What is asked of one participant, screen by screen, and what was put there as answers; nothing is drawn here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mcda.group.model.views import Seated
from mcda.group.model.workshop import GROUPS, Workshop
from mcda.weighting import parsing

Notes = Mapping[str, Mapping[str, Any]]  # block → name of a note → what was put there


@dataclass(frozen=True)
class Screen:
    """One question: the block it belongs to, the things weighed there, in the order they are shown."""

    block: str
    part: str  # "all", one of the parts of best-worst, or a pair as given.pair() names it
    keys: tuple[str, ...]


ALL, BEST, WORST, TO_OTHERS, TO_WORST = "all", "best", "worst", "to_others", "to_worst"


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
    parts = PARTS[workshop.method_key]
    return tuple(
        Screen(block, part, keys)
        for block, keys in blocks_of(workshop, order).items()
        for part in parts(keys)
    )


PARTS: dict[str, Callable[[Sequence[str]], tuple[str, ...]]] = {
    "points": lambda _: (ALL,),
    "swing": lambda _: (ALL,),
    "ranking": lambda _: (ALL,),
    "ahp": lambda keys: tuple(parsing.pair(*two) for two in parsing.pairs(keys)),
    # of two, the one that is not the best is the worst
    "best_worst": lambda keys: (
        (BEST, WORST, TO_OTHERS, TO_WORST) if len(keys) > 2 else (BEST, TO_OTHERS)
    ),
}


def given_in(workshop: Workshop, block: str, keys: Sequence[str], notes: Notes) -> parsing.Given:
    """How far one block is answered, and the answers once they suffice."""
    return parsing.GIVEN[workshop.method_key](keys, notes.get(block, {}).get)


def answers_of(workshop: Workshop, order: Sequence[str], notes: Notes) -> dict[str, Any]:
    """The answers of all blocks that are answered, as they are submitted."""
    found = {
        block: given_in(workshop, block, keys, notes).answers
        for block, keys in blocks_of(workshop, order).items()
    }
    return {block: answers for block, answers in found.items() if answers is not None}


def is_answered(method_key: str, screen: Screen, notes: Notes) -> bool:
    """Whether this question has its answer, whatever stands open elsewhere."""
    own = notes.get(screen.block, {})
    if screen.part == ALL:
        return parsing.GIVEN[method_key](screen.keys, own.get).answers is not None
    if screen.part in (BEST, WORST):
        return own.get(parsing.BEST if screen.part == BEST else parsing.WORST) in screen.keys
    if screen.part in (TO_OTHERS, TO_WORST):
        return all(own.get(name) is not None for name in compared(screen, notes).values())
    return own.get(screen.part) is not None


def compared(screen: Screen, notes: Notes) -> dict[str, str]:
    """For best-worst: each thing that is compared on this screen, and the name of its note."""
    own = notes.get(screen.block, {})
    best, worst = own.get(parsing.BEST), own.get(parsing.WORST)
    if screen.part == TO_OTHERS:
        return {key: f"b/{best}/{key}" for key in screen.keys if key != best}
    return {key: f"w/{worst}/{key}" for key in screen.keys if key not in (best, worst)}


def may_be_left_out(workshop: Workshop, screen: Screen, notes: Notes) -> bool:
    """A pair that only tests what the others have told already."""
    if workshop.method_key != "ahp":
        return False
    return given_in(workshop, screen.block, screen.keys, notes).answers is not None


def first_open(workshop: Workshop, order: Sequence[str], notes: Notes) -> int:
    """The first question that has no answer and needs one; their number if there is none."""
    asked = screens(workshop, order)
    for at, screen in enumerate(asked):
        answered = is_answered(workshop.method_key, screen, notes)
        if not answered and not may_be_left_out(workshop, screen, notes):
            return at
    return len(asked)


def notes_kept(seated: Seated) -> dict[str, dict[str, Any]]:
    """What the store kept of this round: what was begun last, else what was submitted."""
    begun = seated.unfinished.get("notes")
    if isinstance(begun, Mapping):
        return {str(block): dict(own) for block, own in begun.items() if isinstance(own, Mapping)}
    if seated.submitted is None or seated.submitted.method_key != seated.workshop.method_key:
        return {}
    return notes_from(seated.workshop, seated.seat.order, seated.submitted.answers)


def notes_from(
    workshop: Workshop, order: Sequence[str], answers: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Answers that were submitted, back in the form; what is no longer asked is left out."""
    again = AGAIN[workshop.method_key]
    return {
        block: again(keys, answers[block])
        for block, keys in blocks_of(workshop, order).items()
        if block in answers
    }


def _points_again(keys: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
    return {key: answers["points"][key] for key in keys if key in answers["points"]}


def _swing_again(keys: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
    notes = _points_again(keys, answers)
    first = next((key for key, number in notes.items() if number == 100), None)
    return notes if first is None else {parsing.FIRST: first, **notes}


def _order_again(keys: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
    tiers = [tier if isinstance(tier, list) else [tier] for tier in answers["order"]]
    kept = [[key for key in tier if key in keys] for tier in tiers]
    return {key: number for number, tier in enumerate(filter(None, kept), start=1) for key in tier}


def _pairs_again(keys: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
    at = {key: i for i, key in enumerate(answers["criteria"])}
    notes: dict[str, Any] = {}
    for one, other in parsing.pairs([key for key in keys if key in at]):
        ratio = answers["matrix"][at[one]][at[other]]
        if ratio is not None:
            notes[parsing.pair(one, other)] = step_of(float(ratio))
    return notes


def _ends_again(keys: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
    best, worst = answers["best"], answers["worst"]
    if best not in keys or worst not in keys:
        return {}
    over = {f"b/{best}/{k}": n for k, n in answers["best_to_others"].items() if k != best}
    ends = (best, worst)
    under = {f"w/{worst}/{k}": n for k, n in answers["others_to_worst"].items() if k not in ends}
    return {parsing.BEST: best, parsing.WORST: worst, **over, **under}


AGAIN: dict[str, Callable[[Sequence[str], Mapping[str, Any]], dict[str, Any]]] = {
    "points": _points_again,
    "swing": _swing_again,
    "ranking": _order_again,
    "ahp": _pairs_again,
    "best_worst": _ends_again,
}


def step_of(ratio: float) -> int:
    """The nearest step of the scale from 1 to 9; below zero where the second of a pair is the stronger."""
    step = min(9, max(1, round(max(ratio, 1 / ratio))))
    return step if ratio >= 1 or step == 1 else -step
