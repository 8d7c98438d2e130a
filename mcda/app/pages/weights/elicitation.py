"""A planner's answers in one way of weighing, step by step from the bottom up, and the weights that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from criteria.errors import AppError
from mcda.app.state import session
from mcda.app.widgets import page_parts
from mcda.app.widgets.weighting_forms import FORMS, Item, given_by, pair_key
from mcda.model.weights import GroupedWeights
from mcda.report.tables import formatting
from mcda.study.study import Study
from mcda.weighting.registry import Elicited, compose, elicit
from mcda.words import Translator

GROUPS = "~groups"


@dataclass(frozen=True)
class Block:
    """One set of things that are weighed against each other: the criteria of a group, or the groups."""

    key: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Asked:
    """The weights that follow so far, None before the first answer; the blocks that are still open."""

    weights: GroupedWeights | None
    open: tuple[Block, ...]


def blocks(t: Translator, study: Study) -> list[Block]:
    """Inside each group first, then the groups, each shown as all its criteria from worst to best."""
    inside = {
        group: tuple(_criterion_item(t, study, key) for key in members.criteria)
        for group, members in study.scenario.weights.inside.items()
    }
    names = {group: t.text(study.catalogue.group(group).name) for group in inside}
    found = [Block(group, names[group], items) for group, items in inside.items()]
    if len(inside) > 1:
        wholes = tuple(
            Item(group, names[group], _group_range(t, items)) for group, items in inside.items()
        )
        found.append(Block(GROUPS, t("forms.groups"), wholes))
    return found


def _criterion_item(t: Translator, study: Study, key: str) -> Item:
    criterion = study.catalogue[key]
    return Item(key, t.text(criterion.name), formatting.span(t, criterion, study.scales[key]))


def _group_range(t: Translator, items: Sequence[Item]) -> str:
    criteria = [f"{item.name} {item.range}" for item in items]
    return t("forms.group_range", criteria=t.join(criteria, last=False))


def ask(t: Translator, study: Study, method_key: str) -> Asked:
    """One block of one way at a time; what is not answered keeps the shares in hand."""
    asked = [block for block in blocks(t, study) if len(block.items) > 1]
    if not asked:
        st.markdown(t("forms.nothing"))
        return Asked(None, ())
    place = f"{study.stage.key}/{method_key}"
    found = {block.key: answered(block, method_key, f"{place}/{block.key}") for block in asked}
    _step(
        t,
        asked,
        {key for key, elicited in found.items() if elicited is not None},
        method_key,
        place,
    )
    known = {key: elicited.weights for key, elicited in found.items() if elicited is not None}
    still = tuple(block for block in asked if block.key not in known)
    if not known:
        return Asked(None, still)
    now = study.scenario.weights
    inside = {group: known.get(group, own) for group, own in now.inside.items()}
    return Asked(compose(inside, known.get(GROUPS, now.groups)), still)


def answered(block: Block, method_key: str, place: str) -> Elicited | None:
    """What follows from a block's answers as far as they go, whether it is on the page or not."""
    answers = given_by(method_key, block.items, place).answers
    if answers is None:
        return None
    try:
        return elicit(method_key, answers)
    except AppError:
        return None


def _step(
    t: Translator, asked: Sequence[Block], done: set[str], method_key: str, place: str
) -> None:
    """The block in hand, with the way to the one before and the one after."""
    known = {block.key: block for block in asked}
    order = list(known)
    step = f"{place}/~step"
    key = session.noted(step, among=order, empty=order[0])
    if len(order) > 1:
        st.segmented_control(
            t("forms.steps", done=len(done), count=len(order)),
            order,
            format_func=lambda name: t(
                "forms.step_done" if name in done else "forms.step",
                n=order.index(name) + 1,
                name=known[name].title,
            ),
            key=key,
            required=True,
            wrap=True,
            on_change=session.note,
            args=(key,),
        )
    block = known[st.session_state[key] or order[0]]
    with st.container(border=True, key="form"):
        ask_block(t, block, method_key, f"{place}/{block.key}")
        at = order.index(block.key)
        row = st.container(horizontal=True)
        if at > 0:
            row.button(t("forms.back"), on_click=session.note_as, args=(step, order[at - 1]))
        if at + 1 < len(order):
            after = known[order[at + 1]]
            row.button(
                t("forms.next", name=after.title),
                type="primary" if block.key in done else "secondary",
                on_click=session.note_as,
                args=(step, after.key),
            )


def ask_block(t: Translator, block: Block, method_key: str, place: str) -> Elicited | None:
    """One block's form, and beneath it what follows from the answers."""
    answers = FORMS[method_key](t, block.items, place)
    names = {item.key: item.name for item in block.items}
    _progress(t, block, method_key, names, place)
    if answers is None:
        return None
    try:
        elicited = elicit(method_key, answers)
    except AppError as error:
        page_parts.findings(t, error.findings)
        return None
    shares = [
        t("weights.share_of", name=names[key], share=t.percent(share, 1))
        for key, share in elicited.weights.as_dict().items()
    ]
    st.markdown(t("forms.shares", shares=t.join(shares, last=False)))
    _consistency(t, elicited, names, method_key, place)
    return elicited


def _progress(
    t: Translator, block: Block, method_key: str, names: Mapping[str, str], place: str
) -> None:
    """How far the answers go, and what is still open."""
    given = given_by(method_key, block.items, place)
    words = [t("forms.progress", count=given.count, needed=given.needed)]
    if method_key == "ahp":
        if given.count and given.open:
            words.append(t("forms.apart", names=[names[key] for key in given.open]))
        elif given.answers and given.count < len(names) and given.count < given.needed:
            words.append(t("forms.unchecked"))
    elif given.answers is None and given.count == given.needed:
        words.append(t("forms.all_zero"))
    st.markdown(" ".join(words))


def _consistency(
    t: Translator, elicited: Elicited, names: Mapping[str, str], method_key: str, place: str
) -> None:
    """How far the answers agree, and the judgements to look at again: offered, never changed silently."""
    if elicited.consistency is None:
        return
    value, limit = f"{elicited.consistency:.3f}", elicited.limit
    if limit is None:
        st.markdown(t("forms.no_limit", value=value))
        return
    if elicited.acceptable:
        st.markdown(t("forms.consistent", value=value, limit=f"{limit:.3f}"))
        return
    st.warning(t("forms.inconsistent", value=value, limit=f"{limit:.3f}"))
    for judgement in elicited.worst:
        pair = names[judgement.row], names[judgement.column]
        st.markdown(
            t(
                "forms.judgement",
                row=pair[0],
                column=pair[1],
                given=times(t, judgement.given, *pair),
                fits=times(t, judgement.fits, *pair),
            )
        )
        if method_key == "ahp":
            order = list(names)
            one, other = sorted((judgement.row, judgement.column), key=order.index)
            fits = judgement.fits if one == judgement.row else 1 / judgement.fits
            step = _nearest_step(fits)
            if step == session.note_of(pair_key(place, one, other)):
                continue  # the scale has nothing nearer to what would fit
            ratio = float(step) if step > 0 else 1 / -step
            st.button(
                t("forms.take", fits=times(t, ratio, names[one], names[other])),
                key=f"_take_{place}_{one}_{other}",
                on_click=session.note_as,
                args=(pair_key(place, one, other), step),
            )


def times(t: Translator, ratio: float, one: str, other: str) -> str:
    """A judgement as the form words it: which of the two is the stronger, and how many times."""
    strength = max(ratio, 1 / ratio)
    if round(strength, 2) == 1:
        return t("forms.equal")
    number = f"{strength:.1f}".removesuffix(".0")
    return t("forms.times", stronger=one if ratio > 1 else other, times=number)


def _nearest_step(ratio: float) -> int:
    """The nearest step of the form's scale; below zero where the other is more important."""
    step = min(9, max(1, round(max(ratio, 1 / ratio))))
    return step if ratio >= 1 or step == 1 else -step
