"""A planner's answers in one weighting method, step by step from the bottom up, and the weights that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from criteria.errors import AppError
from mcda.app.state import widget_values
from mcda.app.widgets import page_parts
from mcda.app.widgets.weighting_forms import Item, notes_at, parsed, ratio_words, render_form
from mcda.model.weights import GroupedWeights, Weights
from mcda.report.tables import formatting
from mcda.study.left_out import empty_groups
from mcda.study.study import Study
from mcda.weighting.answers import Elicited
from mcda.weighting.model import Ratio, WeightingMethod, as_ratio
from mcda.weighting.registry import WEIGHTING_METHODS, compose
from mcda.words import Translator

GROUPS = "~groups"


@dataclass(frozen=True)
class ComparisonSet:
    """Items that are weighed against each other: the criteria of a group, or the groups."""

    key: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Outcome:
    """The weights that follow so far, None before the first answer; the comparison sets that are still open."""

    weights: GroupedWeights | None
    open: tuple[ComparisonSet, ...]


def comparison_sets(t: Translator, study: Study) -> list[ComparisonSet]:
    """Inside each group first, then the groups, each shown as all its criteria from worst to best."""
    scenario = study.scenario
    inside = {
        group: tuple(
            _criterion_item(t, study, key)
            for key in members.criteria
            if key not in scenario.left_out
        )
        for group, members in scenario.weights.inside.items()
        if group not in empty_groups(scenario)
    }
    names = {group: study.catalogue.group(group).name for group in inside}
    found = [ComparisonSet(group, t.text(names[group]), items) for group, items in inside.items()]
    if len(inside) > 1:
        wholes = tuple(
            Item(
                group,
                t.text(name),
                t.text(name),
                _group_range(t, inside[group]),
                t.written.text(name),
            )
            for group, name in names.items()
        )
        found.append(ComparisonSet(GROUPS, t("forms.groups"), wholes))
    return found


def _criterion_item(t: Translator, study: Study, key: str) -> Item:
    criterion = study.catalogue[key]
    range_ = formatting.span(t, criterion, study.scales[key])
    return Item(
        key,
        t.text(criterion.name),
        t.text(criterion.in_sentence),
        range_,
        t.written.text(criterion.name),
    )


def _group_range(t: Translator, items: Sequence[Item]) -> str:
    criteria = [t.composed(f"{item.inside} {item.range}") for item in items]
    return t("forms.group_range", criteria=t.join(criteria, last=False))


def render_elicitation(t: Translator, study: Study, method_key: str) -> Outcome:
    """One comparison set of one method at a time; what is not answered keeps the current weights."""
    method = WEIGHTING_METHODS[method_key]
    asked = [one for one in comparison_sets(t, study) if len(one.items) > 1]
    if not asked:
        st.markdown(t("forms.nothing"))
        return Outcome(None, ())
    place = f"{study.stage.key}/{method_key}"
    found = {one.key: _elicited(method, one, f"{place}/{one.key}") for one in asked}
    known = {key: elicited.weights for key, elicited in found.items() if elicited is not None}
    _render_current(t, method, asked, known, place)
    still = tuple(one for one in asked if one.key not in known)
    if not known:
        return Outcome(None, still)
    now = study.scenario.weights
    # who is left out was not asked about, and has no weight
    inside = {
        group: Weights.of(known.get(group, own).as_dict(), own.criteria)
        for group, own in now.inside.items()
    }
    groups = Weights.of(known.get(GROUPS, now.groups).as_dict(), now.groups.criteria)
    return Outcome(compose(inside, groups), still)


def _elicited(method: WeightingMethod, asked: ComparisonSet, place: str) -> Elicited | None:
    """What follows from the answers as far as they go, whether their form is on the page or not."""
    answers = parsed(method, asked.items, place).answers
    if answers is None:
        return None
    try:
        return method.weigh(answers)
    except AppError:
        return None


def _render_current(
    t: Translator,
    method: WeightingMethod,
    asked: Sequence[ComparisonSet],
    done: Mapping[str, object],
    place: str,
) -> None:
    """The form that is open, with the way to the one before and the one after."""
    known = {one.key: one for one in asked}
    order = list(known)
    step = f"{place}/~step"
    key = widget_values.remembered(step, among=order, empty=order[0])
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
            on_change=widget_values.remember,
            args=(key,),
        )
    current = known[st.session_state[key] or order[0]]
    with st.container(border=True, key="form"):
        _render_form(t, method, current, f"{place}/{current.key}")
        at = order.index(current.key)
        row = st.container(horizontal=True)
        if at > 0:
            row.button(
                t("forms.back"), on_click=widget_values.set_value, args=(step, order[at - 1])
            )
        if at + 1 < len(order):
            after = known[order[at + 1]]
            row.button(
                t("forms.next", name=after.title),
                type="primary" if current.key in done else "secondary",
                on_click=widget_values.set_value,
                args=(step, after.key),
            )


def _render_form(t: Translator, method: WeightingMethod, asked: ComparisonSet, place: str) -> None:
    """One form, how far its answers go, and what follows from them."""
    render_form(t, method, asked.items, place)
    names = {item.key: item.name for item in asked.items}
    found = parsed(method, asked.items, place)
    words = [t("forms.progress", count=found.count, needed=found.needed)]
    if found.remark is not None:
        inside = {item.key: item.inside for item in asked.items}
        words.append(t(found.remark, names=[inside[key] for key in found.open]))
    st.markdown(" ".join(words))
    if found.answers is None:
        return
    try:
        elicited = method.weigh(found.answers)
    except AppError as error:
        page_parts.findings(t, error.findings)
        return
    shares = [
        t("weights.share_of", name=names[key], share=t.percent(share, 1))
        for key, share in elicited.weights.as_dict().items()
    ]
    st.markdown(t("forms.shares", shares=t.join(shares, last=False)))
    _render_consistency(t, method, elicited, names, place)


def _render_consistency(
    t: Translator,
    method: WeightingMethod,
    elicited: Elicited,
    names: Mapping[str, str],
    place: str,
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
    note = notes_at(place)
    asked = {q.note: q for step in method.steps(list(names), note) for q in step.questions}
    for judgement in elicited.mends:
        both = names[judgement.row], names[judgement.column]
        st.markdown(
            t(
                "forms.judgement",
                row=both[0],
                column=both[1],
                given=ratio_words(t, judgement.given, *both),
                fits=ratio_words(t, judgement.fits, *both),
            )
        )
        mended = method.correction(judgement, note)
        if isinstance(asked.get(mended.note), Ratio):
            st.button(
                t("forms.take", fits=ratio_words(t, as_ratio(mended.fits), *both)),
                key=f"_take_{place}_{judgement.row}_{judgement.column}",
                on_click=widget_values.set_value,
                args=(f"{place}/{mended.note}", mended.fits),
            )
