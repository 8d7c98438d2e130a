"""Forms of the ways of weighing: one function a way, for planners and participants alike; nothing is preset."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import streamlit as st

from mcda.app import desk
from mcda.words import Say

RATIOS = (
    9,
    8,
    7,
    6,
    5,
    4,
    3,
    2,
    1,
    -2,
    -3,
    -4,
    -5,
    -6,
    -7,
    -8,
    -9,
)  # below zero: the other is more important


@dataclass(frozen=True)
class Item:
    """What is weighed: a criterion or a group, its name, and what goes from worst to best in it."""

    key: str
    name: str
    range: str


Answers = dict[str, Any] | None  # None as long as something is not answered


def points(say: Say, items: Sequence[Item], place: str) -> Answers:
    """0 to 100 each, or 100 to distribute: shares follow in proportion."""
    st.markdown(say("forms.points"))
    given = {item.key: _number(say, item, f"{place}/{item.key}") for item in items}
    known = [number for number in given.values() if number is not None]
    st.markdown(say("forms.given", total=sum(known)))
    return {"points": given} if len(known) == len(items) and sum(known) > 0 else None


def swing(say: Say, items: Sequence[Item], place: str) -> Answers:
    """The step from worst to best that comes first is 100; the others against it."""
    st.markdown(say("forms.swing"))
    first = _choice(say("forms.first_swing"), items, f"{place}/first")
    if first is None:
        for item in items:
            st.markdown(f"- **{item.name}**: {item.range}")
        return None
    given: dict[str, float | None] = {first: 100.0}
    for item in items:
        if item.key != first:
            given[item.key] = _number(say, item, f"{place}/{item.key}")
    return {"points": given} if None not in given.values() else None


def ranking(say: Say, items: Sequence[Item], place: str) -> Answers:
    """A number each, ties allowed."""
    st.markdown(say("forms.ranking"))
    numbers = {}
    for item in items:
        key = desk.noted(f"{place}/{item.key}")
        numbers[item.key] = st.selectbox(
            item.name,
            list(range(1, len(items) + 1)),
            key=key,
            placeholder=say("forms.which"),
            help=item.range,
            on_change=desk.note,
            args=(key,),
        )
    if None in numbers.values():
        return None
    tiers = [
        [key for key, at in numbers.items() if at == number]
        for number in sorted(set(numbers.values()))
    ]
    return {"order": [tier[0] if len(tier) == 1 else tier for tier in tiers]}


def ahp(say: Say, items: Sequence[Item], place: str) -> Answers:
    """Pair by pair; a judgement may be left out as long as those given connect all."""
    st.markdown(say("forms.ahp"))
    _ranges(items)
    keys = [item.key for item in items]
    matrix: list[list[float | None]] = [[1.0 if a == b else None for b in keys] for a in keys]
    for one, other in combinations(items, 2):
        key = desk.noted(pair_key(place, one.key, other.key))
        ratio = st.selectbox(
            say("forms.pair", one=one.name, other=other.name),
            RATIOS,
            format_func=lambda r, a=one, b=other: _ratio_words(say, r, a, b),
            key=key,
            placeholder=say("forms.not_yet"),
            on_change=desk.note,
            args=(key,),
        )
        if ratio is not None:
            i, j = keys.index(one.key), keys.index(other.key)
            matrix[i][j] = float(ratio) if ratio > 0 else 1 / -ratio
            matrix[j][i] = 1 / matrix[i][j]  # type: ignore[operator]
    given = sum(cell is not None for row in matrix for cell in row) - len(keys)
    return {"criteria": keys, "matrix": matrix} if given >= 2 * (len(keys) - 1) else None


def pair_key(place: str, one: str, other: str) -> str:
    return f"{place}/{one}~{other}"


def _ratio_words(say: Say, ratio: int, one: Item, other: Item) -> str:
    if ratio == 1:
        return say("forms.equal")
    stronger, weaker = (one, other) if ratio > 0 else (other, one)
    return say("forms.times", stronger=stronger.name, times=abs(ratio), weaker=weaker.name)


def best_worst(say: Say, items: Sequence[Item], place: str) -> Answers:
    """The most and the least important, and the others against these two only."""
    st.markdown(say("forms.best_worst"))
    _ranges(items)
    best = _choice(say("forms.best"), items, f"{place}/best")
    worst = _choice(
        say("forms.worst"), [item for item in items if item.key != best], f"{place}/worst"
    )
    if best is None or worst is None:
        return None
    names = {item.key: item.name for item in items}
    to_others = _scale(
        say, "forms.best_to", names, best, [k for k in names if k != best], f"{place}/b"
    )
    between = to_others[worst]
    to_worst = _scale(
        say,
        "forms.to_worst",
        names,
        worst,
        [k for k in names if k not in (best, worst)],
        f"{place}/w",
    )
    if None in to_others.values() or None in to_worst.values():
        return None
    return {
        "criteria": list(names),
        "best": best,
        "worst": worst,
        "best_to_others": {best: 1, **to_others},
        "others_to_worst": {worst: 1, best: between, **to_worst},
    }


def _scale(
    say: Say, words: str, names: Mapping[str, str], end: str, others: Sequence[str], place: str
) -> dict[str, int | None]:
    found = {}
    for other in others:
        key = desk.noted(f"{place}/{end}/{other}")
        found[other] = st.selectbox(
            say(words, end=names[end], other=names[other]),
            list(range(1, 10)),
            format_func=lambda n: say("forms.nine", n=n, words=say(f"forms.nine_{n}")),
            key=key,
            placeholder=say("forms.not_yet"),
            on_change=desk.note,
            args=(key,),
        )
    return found


def _choice(label: str, items: Sequence[Item], place: str) -> str | None:
    names = {item.key: item.name for item in items}
    key = desk.noted(place, among=list(names))
    chosen: str | None = st.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        placeholder="…",
        on_change=desk.note,
        args=(key,),
    )
    return chosen


def _number(say: Say, item: Item, place: str) -> float | None:
    key = desk.noted(place)
    number: float | None = st.number_input(
        f"{item.name}: {item.range}",
        min_value=0.0,
        max_value=100.0,
        step=5.0,
        format="%g",
        key=key,
        placeholder=say("forms.number"),
        on_change=desk.note,
        args=(key,),
    )
    return number


def _ranges(items: Sequence[Item]) -> None:
    st.markdown("\n".join(f"- **{item.name}**: {item.range}" for item in items))


FORMS: dict[str, Callable[[Say, Sequence[Item], str], Answers]] = {
    "points": points,
    "swing": swing,
    "ranking": ranking,
    "ahp": ahp,
    "best_worst": best_worst,
}
