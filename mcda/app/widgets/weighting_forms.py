"""Forms of the ways of weighing: one function a way, for planners and participants alike; nothing is preset."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from mcda.app.state import session
from mcda.weighting import parsing
from mcda.words import Translator

# Saaty's scale; below zero the other one is the more important
RATIOS = (9, 8, 7, 6, 5, 4, 3, 2, 1, -2, -3, -4, -5, -6, -7, -8, -9)
FEW = 4  # things that are compared in all pairs at once; beyond, the pairs that connect all come first

Answers = dict[str, Any] | None  # None as long as something is not answered


@dataclass(frozen=True)
class Item:
    """What is weighed: a criterion or a group, its name, and what goes from worst to best in it."""

    key: str
    name: str
    range: str


def given_by(method_key: str, items: Sequence[Item], place: str) -> parsing.Given:
    """What was put into one form so far, whether it is drawn or not."""
    return parsing.GIVEN[method_key](
        [item.key for item in items], lambda name: session.note_of(f"{place}/{name}")
    )


def points(t: Translator, items: Sequence[Item], place: str) -> Answers:
    """0 to 100 each, or 100 to distribute: shares follow in proportion."""
    st.markdown(t("forms.points"))
    numbers = [_number(t, item, f"{place}/{item.key}") for item in items]
    st.markdown(t("forms.given", total=sum(number or 0 for number in numbers)))
    return given_by("points", items, place).answers


def swing(t: Translator, items: Sequence[Item], place: str) -> Answers:
    """The step from worst to best that comes first is 100; the others against it."""
    st.markdown(t("forms.swing"))
    first = _choice(t("forms.first_swing"), items, f"{place}/{parsing.FIRST}")
    if first is not None:
        st.markdown(t("forms.against", name=first.name))
        for item in items:
            if item != first:
                _number(t, item, f"{place}/{item.key}")
    return given_by("swing", items, place).answers


def ranking(t: Translator, items: Sequence[Item], place: str) -> Answers:
    """A number each, ties allowed."""
    st.markdown(t("forms.ranking"))
    for item in items:
        key = session.noted(f"{place}/{item.key}", among=range(1, len(items) + 1))
        with st.container(gap="xxsmall"):
            st.markdown(f"**{item.name}**: {item.range}")
            st.segmented_control(
                item.name,
                list(range(1, len(items) + 1)),
                key=key,
                label_visibility="collapsed",
                on_change=session.note,
                args=(key,),
            )
    return given_by("ranking", items, place).answers


def ahp(t: Translator, items: Sequence[Item], place: str) -> Answers:
    """Pair by pair; a judgement may be left out as long as those given connect all."""
    st.markdown(t("forms.ahp"))
    _ranges(items)
    known = {item.key: item for item in items}
    order = [item.key for item in items]
    asked = list(parsing.pairs(order))
    if len(items) > FEW:
        first, rest = asked[: len(items) - 1], asked[len(items) - 1 :]
        for one, other in first:
            _comparison(t, known[one], known[other], place, order)
        more = session.noted(f"{place}/{parsing.MORE}", among=(True, False), empty=False)
        st.toggle(t("forms.more", count=len(rest)), key=more, on_change=session.note, args=(more,))
        asked = rest if st.session_state[more] else []
    for one, other in asked:
        _comparison(t, known[one], known[other], place, order)
    return given_by("ahp", items, place).answers


def _comparison(t: Translator, one: Item, other: Item, place: str, order: Sequence[str]) -> None:
    assert order.index(one.key) < order.index(other.key)
    key = session.noted(pair_key(place, one.key, other.key))
    st.selectbox(
        t("forms.pair", one=one.name, other=other.name),
        RATIOS,
        format_func=lambda ratio: _ratio_words(t, ratio, one, other),
        key=key,
        placeholder=t("forms.not_yet"),
        filter_mode=None,
        on_change=session.note,
        args=(key,),
    )


def pair_key(place: str, one: str, other: str) -> str:
    return f"{place}/{parsing.pair(one, other)}"


def _ratio_words(t: Translator, ratio: int, one: Item, other: Item) -> str:
    if ratio == 1:
        return t("forms.equal")
    return t("forms.times", stronger=(one if ratio > 0 else other).name, times=abs(ratio))


def best_worst(t: Translator, items: Sequence[Item], place: str) -> Answers:
    """The most and the least important, and the others against these two only."""
    st.markdown(t("forms.best_worst"))
    best = _choice(t("forms.best"), items, f"{place}/{parsing.BEST}")
    worst = _choice(
        t("forms.worst"), [item for item in items if item != best], f"{place}/{parsing.WORST}"
    )
    if best is not None and worst is not None:
        for other in items:
            if other != best:
                _times(t, "forms.best_to", best, other, f"{place}/b")
        for other in items:
            if other not in (best, worst):
                _times(t, "forms.to_worst", worst, other, f"{place}/w")
    return given_by("best_worst", items, place).answers


def _times(t: Translator, words: str, end: Item, other: Item, place: str) -> None:
    key = session.noted(f"{place}/{end.key}/{other.key}")
    st.selectbox(
        t(words, end=end.name, other=other.name),
        list(range(1, 10)),
        format_func=lambda n: t("forms.nine", n=n, words=t(f"forms.nine_{n}")),
        key=key,
        placeholder=t("forms.not_yet"),
        filter_mode=None,
        on_change=session.note,
        args=(key,),
    )


def _choice(label: str, items: Sequence[Item], place: str) -> Item | None:
    """One of the items, each with its range beneath."""
    known = {item.key: item for item in items}
    key = session.noted(place, among=list(known))
    chosen: str | None = st.radio(
        label,
        list(known),
        format_func=lambda name: f"**{known[name].name}**: {known[name].range}",
        key=key,
        index=None,
        on_change=session.note,
        args=(key,),
    )
    return known[chosen] if chosen is not None else None


def _number(t: Translator, item: Item, place: str) -> float | None:
    key = session.noted(place)
    with st.container(gap="xxsmall"):
        st.markdown(f"**{item.name}**: {item.range}")
        number: float | None = st.number_input(
            item.name,
            min_value=0.0,
            max_value=100.0,
            step=5.0,
            format="%g",
            key=key,
            placeholder=t("forms.number"),
            label_visibility="collapsed",
            on_change=session.note,
            args=(key,),
        )
    return number


def _ranges(items: Sequence[Item]) -> None:
    st.markdown("\n".join(f"- **{item.name}**: {item.range}" for item in items))


FORMS: dict[str, Callable[[Translator, Sequence[Item], str], Answers]] = {
    "points": points,
    "swing": swing,
    "ranking": ranking,
    "ahp": ahp,
    "best_worst": best_worst,
}
