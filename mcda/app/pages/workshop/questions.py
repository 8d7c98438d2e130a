"""One question on a phone: what is compared, from worst to best, and large things to tap; nothing is preset."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from mcda.app.pages.workshop import group_answers
from mcda.app.state import participant
from mcda.app.widgets.plain_text import plain
from mcda.group.model.screens import BEST, TO_OTHERS, WORST, Screen, compared, notes_from
from mcda.group.model.workshop import GROUPS, Workshop
from mcda.report.tables import formatting
from mcda.weighting import parsing
from mcda.words import Say

TENS = tuple(range(0, 101, 10))
STEPS = tuple(range(1, 10))
ODD = (
    9,
    7,
    5,
    3,
    1,
    -3,
    -5,
    -7,
    -9,
)  # the named steps of Saaty's scale; below zero the second is stronger


def name(say: Say, workshop: Workshop, key: str) -> str:
    return plain(say.of(workshop.names[key]))


def span(say: Say, workshop: Workshop, key: str) -> str:
    """From worst to best in the criterion's unit."""
    study = workshop.opened_study
    return plain(formatting.span(say, study.catalogue[key], study.scales[key]))


def described(say: Say, workshop: Workshop, key: str) -> str:
    """A criterion with its range and what the room said before, or a group as all its criteria."""
    if key not in workshop.criteria:
        lines = [f"**{name(say, workshop, key)}**", span(say, workshop, key)]
        return "  \n".join(filter(None, [*lines, group_answers.of_criterion(say, key)]))
    inside = [
        f"- {name(say, workshop, each)}{say('punctuation.colon')}{span(say, workshop, each)}"
        for each in workshop.criteria[key]
    ]
    return "\n".join([f"**{name(say, workshop, key)}**", "", *inside, ""])


def title(say: Say, workshop: Workshop, block: str) -> str:
    return say("phone.groups") if block == GROUPS else name(say, workshop, block)


def question(say: Say, screen: Screen) -> None:
    """The question and its answers; what is tapped is kept at once."""
    ASKED[participant.in_hand().seated.workshop.way](say, screen)


def points(say: Say, screen: Screen) -> None:
    st.title(say("phone.points"), anchor=False)
    for key in screen.keys:
        _one_of(say, screen, key, key, TENS)


def swing(say: Say, screen: Screen) -> None:
    """The step that comes first is 100; the others are held against it."""
    workshop = participant.in_hand().seated.workshop
    st.title(say("phone.swing"), anchor=False)
    first = _which(say, screen, parsing.FIRST, screen.keys)
    if first in screen.keys:
        st.markdown(say("phone.against", name=name(say, workshop, first)))
        for key in screen.keys:
            if key != first:
                _one_of(say, screen, key, key, TENS, described_above=False)


def ranking(say: Say, screen: Screen) -> None:
    st.title(say("phone.ranking"), anchor=False)
    for key in screen.keys:
        _one_of(say, screen, key, key, range(1, len(screen.keys) + 1))


def ahp(say: Say, screen: Screen) -> None:
    """One pair: who is the stronger, and how much."""
    workshop, own = participant.in_hand().seated.workshop, _own(screen)
    one, other = screen.part.split("~")
    st.title(say("phone.pair"), anchor=False)
    for key in (one, other):
        st.markdown(described(say, workshop, key))
    now = own.get(screen.part)
    between = (
        () if now is None or now in ODD else (now,)
    )  # a step between two, as a mend may set it
    names = {key: name(say, workshop, key) for key in (one, other)}
    before = former(screen, screen.part)
    if before is not None:
        st.markdown(say("phone.former", answer=ratio(say, before, names[one], names[other])))
    chosen = st.radio(
        say("phone.pair"),
        sorted((*ODD, *between), reverse=True),
        format_func=lambda step: ratio(say, step, names[one], names[other]),
        index=None if now is None else sorted((*ODD, *between), reverse=True).index(now),
        label_visibility="collapsed",
        width="stretch",
        **_kept(screen, screen.part),
    )
    _adopt(screen, screen.part, chosen)


def ratio(say: Say, step: int, one: str, other: str) -> str:
    """A judgement in words: below zero the other one is the stronger."""
    if step == 1:
        return say("phone.equal")
    stronger = one if step > 0 else other
    return say("phone.stronger", name=stronger, much=say(f"phone.nine_{abs(step)}"))


def best_worst(say: Say, screen: Screen) -> None:
    """The best; the worst; the best against the others; the others against the worst."""
    workshop, own = participant.in_hand().seated.workshop, _own(screen)
    best, worst = own.get(parsing.BEST), own.get(parsing.WORST)
    if screen.part == BEST:
        st.title(say("phone.best"), anchor=False)
        _which(say, screen, parsing.BEST, screen.keys)
    elif screen.part == WORST:
        st.title(say("phone.worst"), anchor=False)
        _which(say, screen, parsing.WORST, [key for key in screen.keys if key != best])
    elif best is None or worst is None:
        st.title(say("phone.ends_first"), anchor=False)
    else:
        end, words = (
            (best, "phone.best_to") if screen.part == TO_OTHERS else (worst, "phone.to_worst")
        )
        st.title(say(words, name=name(say, workshop, end)), anchor=False)
        st.markdown(say("phone.nine"))
        for key, note in compared(screen, participant.in_hand().notes).items():
            _one_of(say, screen, key, note, STEPS)


def _which(say: Say, screen: Screen, note: str, keys: Sequence[str]) -> str | None:
    """One of several, each with its range."""
    workshop, now = participant.in_hand().seated.workshop, _own(screen).get(note)
    before = former(screen, note)
    if before in keys:
        st.markdown(say("phone.former", answer=name(say, workshop, before)))
    chosen: str | None = st.radio(
        say("phone.choose"),
        keys,
        format_func=lambda key: _line(say, workshop, key),
        index=list(keys).index(now) if now in keys else None,
        label_visibility="collapsed",
        width="stretch",
        **_kept(screen, note),
    )
    _adopt(screen, note, chosen)
    return chosen


def _line(say: Say, workshop: Workshop, key: str) -> str:
    """A thing and its range in one line; for a group, the ranges of all its criteria."""
    inside = workshop.criteria.get(key)
    whole = (
        span(say, workshop, key)
        if inside is None
        else say.join(
            [f"{name(say, workshop, each)} {span(say, workshop, each)}" for each in inside],
            last=False,
        )
    )
    return say("phone.line", name=name(say, workshop, key), range=whole)


def _one_of(
    say: Say,
    screen: Screen,
    key: str,
    note: str,
    options: Sequence[int],
    described_above: bool = True,
) -> None:
    """A thing, and a row of numbers to tap."""
    workshop, now = participant.in_hand().seated.workshop, _own(screen).get(note)
    known = options if now is None or now in options else sorted((*options, now))
    head = described(say, workshop, key) if described_above else f"**{name(say, workshop, key)}**"
    before = former(screen, note)
    if before is not None:
        head += f"  \n{say('phone.former', answer=f'{before:g}')}"
    st.markdown(head)
    chosen = st.pills(
        name(say, workshop, key),
        known,
        default=now,
        format_func=lambda number: f"{number:g}",
        label_visibility="collapsed",
        wrap=True,
        width="stretch",
        **_kept(screen, note),
    )
    _adopt(screen, note, chosen)


def former(screen: Screen, note: str) -> Any:
    """What this participant put here in the round before, None if nothing."""
    hand = participant.in_hand()
    before = hand.seated.before
    if before is None or before.way != hand.seated.workshop.way:
        return None
    notes = notes_from(hand.seated.workshop, hand.seated.seat.order, before.answers)
    return notes.get(screen.block, {}).get(note)


def _own(screen: Screen) -> Any:
    return participant.in_hand().notes.get(screen.block, {})


def _adopt(screen: Screen, note: str, shown: Any) -> None:
    """What the browser still shows although the server that was told is gone: it counts as tapped."""
    if shown is not None and shown != _own(screen).get(note):
        participant.put(screen.block, {note: shown})


def _kept(screen: Screen, note: str) -> dict[str, Any]:
    """What makes a widget tell at once what was tapped."""
    number = participant.in_hand().seated.round.number
    key = f"_{number}/{screen.block}/{note}"
    return {"key": key, "on_change": participant.answer, "args": (screen.block, note, key)}


ASKED: dict[str, Callable[[Say, Screen], None]] = {
    "points": points,
    "swing": swing,
    "ranking": ranking,
    "ahp": ahp,
    "best_worst": best_worst,
}
