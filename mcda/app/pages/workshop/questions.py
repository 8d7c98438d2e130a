"""One question on a phone: what is compared, from worst to best, and large things to tap; nothing is preset."""

from typing import Any

import streamlit as st

from mcda.app.pages.workshop import group_answers
from mcda.app.state import participant
from mcda.group.model.screens import Notes, Screen, former_notes, step_of
from mcda.group.model.workshop import GROUPS, Workshop
from mcda.report.tables import formatting
from mcda.weighting.model import Choice, Number, Ratio, Statement
from mcda.words import Translator
from mcda.words.markdown import plain

# the named steps of Saaty's scale; below zero the second is stronger
ODD = (9, 7, 5, 3, 1, -3, -5, -7, -9)


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
    return t("forms.groups") if block == GROUPS else name(t, workshop, block)


def question(t: Translator, screen: Screen) -> None:
    """The questions of one step and their answers; what is tapped is kept at once."""
    hand = participant.current()
    workshop = hand.seated.workshop
    step = step_of(workshop, screen, hand.notes)
    end = "" if step.end is None else name(t, workshop, step.end)
    st.title(t(step.title, name=end), anchor=False)
    if any(isinstance(part, Number) and part.scale == "multiple" for part in step.content):
        st.markdown(t("phone.nine"))
    at = 0
    while at < len(step.content):
        match step.content[at]:
            case Statement() as said:
                st.markdown(t(said.on_phone, name=name(t, workshop, said.item)))
            case Choice() as asked:
                _choice(t, screen, asked)
            case Number() as asked:
                is_listed = isinstance(step.content[0], Choice)  # with ranges, on the same screen
                _number(t, screen, asked, is_listed)
            case Ratio() as asked:
                _ratio(t, screen, asked)
        # what was answered just now may bring up further questions
        step = step_of(workshop, screen, participant.current().notes)
        at += 1


def _ratio(t: Translator, screen: Screen, asked: Ratio) -> None:
    """One pair: who is the stronger, and how much."""
    workshop, now = participant.current().seated.workshop, _own(screen).get(asked.note)
    for key in (asked.one, asked.other):
        st.markdown(described(t, workshop, key))
    both = name(t, workshop, asked.one), name(t, workshop, asked.other)
    before = former(screen, asked.note)
    if before is not None:
        st.markdown(t("phone.former", answer=ratio(t, before, *both)))
    # a step between two, as a correction may set it, is offered where it stands
    between = () if now is None or now in ODD else (now,)
    steps = sorted((*ODD, *between), reverse=True)
    chosen = st.radio(
        t("phone.pair"),
        steps,
        format_func=lambda step: ratio(t, step, *both),
        index=None if now is None else steps.index(now),
        label_visibility="collapsed",
        width="stretch",
        **_kept(screen, asked.note),
    )
    _adopt(screen, asked.note, chosen)


def ratio(t: Translator, step: int, one: str, other: str) -> str:
    """A judgement in words: below zero the other one is the stronger."""
    if step == 1:
        return t("phone.equal")
    stronger = one if step > 0 else other
    return t("phone.stronger", name=stronger, much=t(f"phone.nine_{abs(step)}"))


def _choice(t: Translator, screen: Screen, asked: Choice) -> None:
    """One of several, each with its range."""
    note, keys = asked.note, asked.items
    workshop, now = participant.current().seated.workshop, _own(screen).get(note)
    before = former(screen, note)
    if before in keys:
        st.markdown(t("phone.former", answer=name(t, workshop, before)))
    chosen: str | None = st.radio(
        t("phone.choose"),
        keys,
        format_func=lambda key: _line(t, workshop, key),
        index=keys.index(now) if now in keys else None,
        label_visibility="collapsed",
        width="stretch",
        **_kept(screen, note),
    )
    _adopt(screen, note, chosen)


def _line(t: Translator, workshop: Workshop, key: str) -> str:
    """A thing and its range in one line; for a group, the ranges of all its criteria."""
    inside = workshop.criteria.get(key)
    whole = (
        span(t, workshop, key)
        if inside is None
        else t.join(
            [t.composed(f"{name(t, workshop, each)} {span(t, workshop, each)}") for each in inside],
            last=False,
        )
    )
    return t("phone.line", name=name(t, workshop, key), range=whole)


def _number(t: Translator, screen: Screen, asked: Number, is_listed: bool) -> None:
    """An item, and a row of numbers to tap."""
    options = range(0, 101, 10) if asked.scale == "points" else range(1, asked.last + 1)
    key, note = asked.item, asked.note
    workshop, now = participant.current().seated.workshop, _own(screen).get(note)
    known = list(options) if now is None or now in options else sorted((*options, now))
    head = f"**{name(t, workshop, key)}**" if is_listed else described(t, workshop, key)
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
    return former_notes(participant.current().seated).get(screen.block, {}).get(note)


def answer_in_words(t: Translator, screen: Screen, notes: Notes, about: str = "") -> str:
    """What was answered on one screen, in words; of one criterion or criteria group alone where that is given."""
    workshop, own = participant.current().seated.workshop, notes.get(screen.block, {})
    told = []
    for asked in step_of(workshop, screen, notes).questions:
        given = own.get(asked.note)
        match asked:
            case _ if given is None:
                continue
            case Choice():
                chosen = name(t, workshop, given) if given in asked.items else ""
                told.append(t("phone.chosen", question=t(asked.label), answer=chosen))
            case Number() if about in ("", asked.item):
                told.append(t.composed(f"{name(t, workshop, asked.item)} {given:g}"))
            case Ratio():
                both = name(t, workshop, asked.one), name(t, workshop, asked.other)
                answer = ratio(t, given, *both)
                told.append(t("phone.judged", one=both[0], other=both[1], answer=answer))
    return t.join(told, last=False)


def _own(screen: Screen) -> Any:
    return participant.current().notes.get(screen.block, {})


def _adopt(screen: Screen, note: str, shown: Any) -> None:
    """What the browser still shows although the server that was told is gone: it counts as tapped."""
    if shown is not None and shown != _own(screen).get(note):
        participant.set_notes(screen.block, {note: shown})


def _kept(screen: Screen, note: str) -> dict[str, Any]:
    """What makes a widget tell at once what was tapped."""
    number = participant.current().seated.round.number
    key = f"_{number}/{screen.block}/{note}"
    return {"key": key, "on_change": participant.answer, "args": (screen.block, note, key)}
