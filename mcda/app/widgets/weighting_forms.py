"""A weighting method's questions as a form on a page: one widget a kind of question; nothing is preset."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from mcda.app.state import widget_values
from mcda.weighting.model import (
    Choice,
    Note,
    Number,
    ParsedNotes,
    Question,
    Ratio,
    Statement,
    Step,
    WeightingMethod,
    as_ratio,
)
from mcda.words import Translator

# Saaty's scale; below zero the other one is the more important
RATIOS = (9, 8, 7, 6, 5, 4, 3, 2, 1, -2, -3, -4, -5, -6, -7, -8, -9)
FEW = 4  # items of which all checks are asked at once; beyond, they are asked on demand
MORE = "~more"  # the note of that demand; the tilde keeps it apart from any key


@dataclass(frozen=True)
class Item:
    """What is weighed: a criterion or a group, its name, and what goes from worst to best in it.

    `name`, `inside` (the name inside a sentence) and `range` are Markdown; `written` is the name for boxes that
    read none.
    """

    key: str
    name: str
    inside: str
    range: str
    written: str

    @property
    def line(self) -> str:
        return f"**{self.name}**: {self.range}"


def notes_at(place: str) -> Note:
    """What was put into the form at `place`, whether it is drawn or not."""
    return lambda name: widget_values.value_of(f"{place}/{name}")


def parsed(method: WeightingMethod, items: Sequence[Item], place: str) -> ParsedNotes:
    """How far one form is answered, and the answers once they suffice."""
    return method.parse([item.key for item in items], notes_at(place))


def render_form(t: Translator, method: WeightingMethod, items: Sequence[Item], place: str) -> None:
    """All questions of the method about these items."""
    st.markdown(t(f"weighting.{method.key}_form"))
    known = {item.key: item for item in items}
    steps = method.steps(list(known), notes_at(place))
    if all(isinstance(asked, Ratio) for step in steps for asked in step.questions):
        st.markdown("\n".join(f"- {item.line}" for item in items))
    checks = [step for step in steps if step.is_check] if len(items) > FEW else []
    _render_steps(t, [step for step in steps if step not in checks], known, place)
    if checks:
        more = widget_values.remembered(f"{place}/{MORE}", among=(True, False), empty=False)
        words = t("forms.more", count=len(checks))
        st.toggle(words, key=more, on_change=widget_values.remember, args=(more,))
        if st.session_state[more]:
            _render_steps(t, checks, known, place)


def _render_steps(
    t: Translator, steps: Iterable[Step], known: Mapping[str, Item], place: str
) -> None:
    for step in steps:
        for part in step.content:
            if isinstance(part, Statement):
                st.markdown(t(part.on_page, name=known[part.item].name))
            else:
                _render_question(t, part, known, place)
        points = [q for q in step.questions if isinstance(q, Number) and q.scale == "points"]
        if points and len(points) == len(
            step.content
        ):  # no reference among them: 100 may be shared
            total = sum(notes_at(place)(asked.note) or 0 for asked in points)
            st.markdown(t("forms.given", total=total))


def _render_question(t: Translator, asked: Question, known: Mapping[str, Item], place: str) -> None:
    name = f"{place}/{asked.note}"
    match asked:
        case Choice():
            st.radio(
                t(asked.label),
                asked.items,
                format_func=lambda item: known[item].line,
                index=None,
                **_noted(name, asked.items),
            )
        case Number(scale="multiple"):
            label = t(asked.label, end=known[asked.end].inside, other=known[asked.item].inside)
            words = {n: t("forms.nine", n=n, words=t(f"forms.nine_{n}")) for n in range(1, 10)}
            _select(t, name, label, words)
        case Number():
            item = known[asked.item]
            with st.container(gap="xxsmall"):
                st.markdown(item.line)
                if asked.scale == "rank":
                    ranks = list(range(1, asked.last + 1))
                    widget = _noted(name, ranks)
                    st.segmented_control(item.name, ranks, label_visibility="collapsed", **widget)
                else:
                    st.number_input(
                        item.name,
                        min_value=0.0,
                        max_value=float(asked.last),
                        step=5.0,
                        format="%g",
                        placeholder=t("forms.number"),
                        label_visibility="collapsed",
                        **_noted(name),
                    )
        case Ratio():
            one, other = known[asked.one].name, known[asked.other].name
            both = known[asked.one].written, known[asked.other].written
            words = {step: ratio_words(t.written, as_ratio(step), *both) for step in RATIOS}
            _select(t, name, t("forms.pair", one=one, other=other), words)


def _select(t: Translator, name: str, label: str, words: Mapping[int, str]) -> None:
    st.selectbox(
        label,
        list(words),
        format_func=words.__getitem__,
        placeholder=t("forms.not_yet"),
        filter_mode=None,
        **_noted(name),
    )


def _noted(name: str, among: Sequence[object] | None = None) -> dict[str, Any]:
    """What makes a widget keep its value beyond its page."""
    key = widget_values.remembered(name, among=among)
    return {"key": key, "on_change": widget_values.remember, "args": (key,)}


def ratio_words(t: Translator, ratio: float, one: str, other: str) -> str:
    """A judgement: which of the two is the stronger, and how many times."""
    strength = max(ratio, 1 / ratio)
    if round(strength, 2) == 1:
        return t("forms.equal")
    number = f"{strength:.1f}".removesuffix(".0")
    return t("forms.times", stronger=one if ratio > 1 else other, times=number)
