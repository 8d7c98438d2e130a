"""A planner's answers in one way of weighing, block by block from the bottom up, and the weights that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from criteria.finding import Trouble
from mcda.app import desk, parts
from mcda.app.forms import FORMS, Item, pair_key
from mcda.elicitation import Elicited, compose, elicit
from mcda.report import look
from mcda.study import Study
from mcda.weights import GroupedWeights, Weights
from mcda.words import Say

GROUPS = "groups"


@dataclass(frozen=True)
class Block:
    """One set of things that are weighed against each other: the criteria of a group, or the groups."""

    key: str
    title: str
    items: tuple[Item, ...]


def blocks(say: Say, study: Study) -> list[Block]:
    """Inside each group first, then the groups, each shown as all its criteria from worst to best."""
    inside = {
        group: tuple(_criterion_item(say, study, key) for key in members.criteria)
        for group, members in study.scenario.weights.inside.items()
    }
    names = {group: say.of(study.catalogue.group(group).name) for group in inside}
    found = [
        Block(group, say("forms.inside", name=names[group]), items)
        for group, items in inside.items()
    ]
    if len(inside) > 1:
        wholes = tuple(
            Item(group, names[group], _group_range(say, items)) for group, items in inside.items()
        )
        found.append(Block(GROUPS, say("forms.groups"), wholes))
    return found


def _criterion_item(say: Say, study: Study, key: str) -> Item:
    scale, criterion = study.scales[key], study.catalogue[key]
    words = say(
        "forms.criterion_range",
        worst=look.number(scale.worst),
        best=look.number(scale.best),
        unit=criterion.unit,
    )
    return Item(key, say.of(criterion.name), words)


def _group_range(say: Say, items: Sequence[Item]) -> str:
    return say("forms.group_range", criteria=[f"{item.name} {item.range}" for item in items])


def ask(say: Say, study: Study, way: str) -> GroupedWeights | None:
    """All blocks of one way; the weights once every block is answered, else None."""
    found: dict[str, Elicited] = {}
    asked = blocks(say, study)
    for n, block in enumerate(asked):
        with st.expander(block.title, expanded=len(found) == n):
            if len(block.items) == 1:
                st.markdown(say("forms.alone", name=block.items[0].name))
                found[block.key] = Elicited(Weights.of({block.items[0].key: 1.0}))
                continue
            elicited = ask_block(say, block, way, f"{study.stage.key}/{way}/{block.key}")
            if elicited is not None:
                found[block.key] = elicited
    if len(found) < len(asked):
        return None
    inside = {block.key: found[block.key].weights for block in asked if block.key != GROUPS}
    groups = found[GROUPS].weights if GROUPS in found else Weights.of({next(iter(inside)): 1.0})
    return compose(inside, groups)


def ask_block(say: Say, block: Block, way: str, place: str) -> Elicited | None:
    """One block's form, and beneath it what follows from the answers."""
    answers = FORMS[way](say, block.items, place)
    if answers is None:
        st.markdown(say("forms.not_done"))
        return None
    try:
        elicited = elicit(way, answers)
    except Trouble as trouble:
        parts.findings(say, trouble.findings)
        return None
    names = {item.key: item.name for item in block.items}
    shares = [
        say("weigh.share_of", name=names[key], share=say.percent(share, 1))
        for key, share in elicited.weights.as_dict().items()
    ]
    st.markdown(say("forms.shares", shares=say.join(shares, last=False)))
    _consistency(say, elicited, names, way, place)
    return elicited


def _consistency(
    say: Say, elicited: Elicited, names: Mapping[str, str], way: str, place: str
) -> None:
    """How far the answers agree, and the judgements to look at again: offered, never changed silently."""
    if elicited.consistency is None:
        return
    value, limit = f"{elicited.consistency:.3f}", elicited.limit
    if limit is None:
        st.markdown(say("forms.no_limit", value=value))
        return
    if elicited.acceptable:
        st.markdown(say("forms.consistent", value=value, limit=f"{limit:.3f}"))
        return
    st.warning(say("forms.inconsistent", value=value, limit=f"{limit:.3f}"))
    for judgement in elicited.worst:
        fits = _nearest_ratio(judgement.fits)
        words = {"given": spoken_ratio(judgement.given), "fits": spoken_ratio(judgement.fits)}
        row = st.container(horizontal=True, vertical_alignment="center")
        row.markdown(
            say(
                "forms.judgement", row=names[judgement.row], column=names[judgement.column], **words
            )
        )
        if way == "ahp":
            order = list(names)
            one, other = sorted((judgement.row, judgement.column), key=order.index)
            ratio = fits if one == judgement.row else _nearest_ratio(1 / judgement.fits)
            row.button(
                say("forms.take", fits=spoken_ratio(ratio if ratio > 0 else 1 / -ratio)),
                key=f"_take_{place}_{one}_{other}",
                on_click=desk.note_as,
                args=(pair_key(place, one, other), ratio),
            )


def _nearest_ratio(ratio: float) -> int:
    """The nearest step of the form's scale; below zero where the other is more important."""
    if ratio >= 1:
        return min(9, max(1, round(ratio)))
    step = min(9, max(1, round(1 / ratio)))
    return 1 if step == 1 else -step


def spoken_ratio(ratio: float) -> str:
    return look.number(ratio) if ratio >= 1 else f"1/{look.number(1 / ratio)}"
