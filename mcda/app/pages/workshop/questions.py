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
from mcda.words import Translator

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


def name(t: Translator, workshop: Workshop, key: str) -> str:
    return plain(t.text(workshop.names[key]))


def span(t: Translator, workshop: Workshop, key: str) -> str:
    """From worst to best in the criterion's unit."""
    study = workshop.opened_study
    return plain(formatting.span(t, study.catalogue[key], study.scales[key]))


def described(t: Translator, workshop: Workshop, key: str) -> str:
    """A criterion with its range and what the room said before, or a group as all its criteria."""
    if key not in workshop.criteria:
        lines = [f"**{name(t, workshop, key)}**", span(t, workshop, key)]
        return "  \n".join(filter(None, [*lines, group_answers.of_criterion(t, key)]))
    inside = [
        f"- {name(t, workshop, each)}{t('punctuation.colon')}{span(t, workshop, each)}"
        for each in workshop.criteria[key]
    ]
    return "\n".join([f"**{name(t, workshop, key)}**", "", *inside, ""])


def title(t: Translator, workshop: Workshop, block: str) -> str:
    return t("phone.groups") if block == GROUPS else name(t, workshop, block)


def question(t: Translator, screen: Screen) -> None:
    """The question and its answers; what is tapped is kept at once."""
    ASKED[participant.in_hand().seated.workshop.method_key](t, screen)


def points(t: Translator, screen: Screen) -> None:
    st.title(t("phone.points"), anchor=False)
    for key in screen.keys:
        _one_of(t, screen, key, key, TENS)


def swing(t: Translator, screen: Screen) -> None:
    """The step that comes first is 100; the others are held against it."""
    workshop = participant.in_hand().seated.workshop
    st.title(t("phone.swing"), anchor=False)
    first = _which(t, screen, parsing.FIRST, screen.keys)
    if first in screen.keys:
        st.markdown(t("phone.against", name=name(t, workshop, first)))
        for key in screen.keys:
            if key != first:
                _one_of(t, screen, key, key, TENS, described_above=False)


def ranking(t: Translator, screen: Screen) -> None:
    st.title(t("phone.ranking"), anchor=False)
    for key in screen.keys:
        _one_of(t, screen, key, key, range(1, len(screen.keys) + 1))


def ahp(t: Translator, screen: Screen) -> None:
    """One pair: who is the stronger, and how much."""
    workshop, own = participant.in_hand().seated.workshop, _own(screen)
    one, other = screen.part.split("~")
    st.title(t("phone.pair"), anchor=False)
    for key in (one, other):
        st.markdown(described(t, workshop, key))
    now = own.get(screen.part)
    between = (
        () if now is None or now in ODD else (now,)
    )  # a step between two, as a mend may set it
    names = {key: name(t, workshop, key) for key in (one, other)}
    before = former(screen, screen.part)
    if before is not None:
        st.markdown(t("phone.former", answer=ratio(t, before, names[one], names[other])))
    chosen = st.radio(
        t("phone.pair"),
        sorted((*ODD, *between), reverse=True),
        format_func=lambda step: ratio(t, step, names[one], names[other]),
        index=None if now is None else sorted((*ODD, *between), reverse=True).index(now),
        label_visibility="collapsed",
        width="stretch",
        **_kept(screen, screen.part),
    )
    _adopt(screen, screen.part, chosen)


def ratio(t: Translator, step: int, one: str, other: str) -> str:
    """A judgement in words: below zero the other one is the stronger."""
    if step == 1:
        return t("phone.equal")
    stronger = one if step > 0 else other
    return t("phone.stronger", name=stronger, much=t(f"phone.nine_{abs(step)}"))


def best_worst(t: Translator, screen: Screen) -> None:
    """The best; the worst; the best against the others; the others against the worst."""
    workshop, own = participant.in_hand().seated.workshop, _own(screen)
    best, worst = own.get(parsing.BEST), own.get(parsing.WORST)
    if screen.part == BEST:
        st.title(t("phone.best"), anchor=False)
        _which(t, screen, parsing.BEST, screen.keys)
    elif screen.part == WORST:
        st.title(t("phone.worst"), anchor=False)
        _which(t, screen, parsing.WORST, [key for key in screen.keys if key != best])
    elif best is None or worst is None:
        st.title(t("phone.ends_first"), anchor=False)
    else:
        end, words = (
            (best, "phone.best_to") if screen.part == TO_OTHERS else (worst, "phone.to_worst")
        )
        st.title(t(words, name=name(t, workshop, end)), anchor=False)
        st.markdown(t("phone.nine"))
        for key, note in compared(screen, participant.in_hand().notes).items():
            _one_of(t, screen, key, note, STEPS)


def _which(t: Translator, screen: Screen, note: str, keys: Sequence[str]) -> str | None:
    """One of several, each with its range."""
    workshop, now = participant.in_hand().seated.workshop, _own(screen).get(note)
    before = former(screen, note)
    if before in keys:
        st.markdown(t("phone.former", answer=name(t, workshop, before)))
    chosen: str | None = st.radio(
        t("phone.choose"),
        keys,
        format_func=lambda key: _line(t, workshop, key),
        index=list(keys).index(now) if now in keys else None,
        label_visibility="collapsed",
        width="stretch",
        **_kept(screen, note),
    )
    _adopt(screen, note, chosen)
    return chosen


def _line(t: Translator, workshop: Workshop, key: str) -> str:
    """A thing and its range in one line; for a group, the ranges of all its criteria."""
    inside = workshop.criteria.get(key)
    whole = (
        span(t, workshop, key)
        if inside is None
        else t.join(
            [f"{name(t, workshop, each)} {span(t, workshop, each)}" for each in inside],
            last=False,
        )
    )
    return t("phone.line", name=name(t, workshop, key), range=whole)


def _one_of(
    t: Translator,
    screen: Screen,
    key: str,
    note: str,
    options: Sequence[int],
    described_above: bool = True,
) -> None:
    """A thing, and a row of numbers to tap."""
    workshop, now = participant.in_hand().seated.workshop, _own(screen).get(note)
    known = options if now is None or now in options else sorted((*options, now))
    head = described(t, workshop, key) if described_above else f"**{name(t, workshop, key)}**"
    before = former(screen, note)
    if before is not None:
        head += f"  \n{t('phone.former', answer=f'{before:g}')}"
    st.markdown(head)
    chosen = st.pills(
        name(t, workshop, key),
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
    if before is None or before.method_key != hand.seated.workshop.method_key:
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


ASKED: dict[str, Callable[[Translator, Screen], None]] = {
    "points": points,
    "swing": swing,
    "ranking": ranking,
    "ahp": ahp,
    "best_worst": best_worst,
}
