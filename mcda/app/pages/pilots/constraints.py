"""What is asked of the pilots: one short form, every answer kept in the study as soon as it is given."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from mcda.app.state import session, widget_values
from mcda.region.linear_constraints import Candidate
from mcda.region.pilot_decision import spacing
from mcda.study.factory import COUNTY_STAGE, TOWN_STAGE
from mcda.study.pilot_constraints import (
    BY,
    NO_CONSTRAINTS,
    VALUE_PER,
    By,
    PilotConstraints,
    Quota,
)
from mcda.study.study import Study
from mcda.words import Translator

# What a browser has yet to fetch is drawn as a grey box: beside a map that is there, the form simply comes a moment later.
NO_GREY_BOXES = (
    "<style>.st-key-pilot_conditions [data-testid=stSkeleton]{visibility:hidden}</style>"
)


def form(t: Translator, study: Study, candidates: Sequence[Candidate]) -> None:
    """How many, how far apart, how many in each; must, never; the chain."""
    with st.container(key="pilot_conditions"):
        st.html(NO_GREY_BOXES)
        _fields(t, study, candidates)


def _fields(t: Translator, study: Study, candidates: Sequence[Candidate]) -> None:
    pilot_constraints = study.scenario.pilot_constraints
    names = {candidate.key: t.written.text(candidate.name) for candidate in candidates}
    row = st.container(horizontal=True)
    _number(row, t("pilots.how_many"), "k", pilot_constraints.k, lambda k: _keep(k=k or 1), least=1)
    _distance(row, t, study)
    _value_per(t, pilot_constraints, candidates)
    st.markdown(t("pilots.most_each"))
    _each(t, pilot_constraints, "most", candidates)
    _names(t, "must", names, pilot_constraints.must)
    _names(t, "never", names, pilot_constraints.never)
    level = {COUNTY_STAGE: "county", TOWN_STAGE: "town"}.get(study.stage.key)
    if level is not None:
        key = widget_values.seeded("_pilot_chain", pilot_constraints.chain)
        st.toggle(
            t("pilots.chain"),
            key=key,
            help=t(f"pilots.chain_{level}"),
            on_change=widget_values.on_change(key, lambda: _keep(chain=st.session_state[key])),
        )
    with st.expander(t("pilots.more")):
        st.markdown(t("pilots.least_each"))
        _each(t, pilot_constraints, "least", candidates)
        _one_group(t, pilot_constraints, candidates)
    st.button(t("pilots.forget"), on_click=_forget, disabled=pilot_constraints == NO_CONSTRAINTS)


def _keep(**changes: Any) -> None:
    study = session.study()
    session.set_study(
        study.with_changes(pilot_constraints=replace(study.scenario.pilot_constraints, **changes))
    )


def _forget() -> None:
    session.set_study(session.study().with_changes(pilot_constraints=NO_CONSTRAINTS))


def _number(
    where: Any,
    label: str,
    name: str,
    value: int | None,
    keep: Callable[[int | None], None],
    least: int = 0,
    placeholder: str = "",
) -> None:
    key = widget_values.seeded(f"_pilot_{name}", value)
    where.number_input(
        label,
        min_value=least,
        max_value=999,
        step=1,
        key=key,
        value=widget_values.shown(key),
        placeholder=placeholder,
        on_change=widget_values.on_change(key, lambda: keep(st.session_state[key])),
    )


def _distance(row: Any, t: Translator, study: Study) -> None:
    key = widget_values.seeded("_pilot_km", float(spacing(study)))
    row.number_input(
        t("pilots.distance"),
        min_value=0.0,
        max_value=1000.0,
        step=10.0,
        format="%.0f",
        key=key,
        value=widget_values.shown(key),
        help=t("pilots.distance_help"),
        on_change=widget_values.on_change(
            key, lambda: _keep(min_distance_km=st.session_state[key])
        ),
    )


def _value_per(
    t: Translator, pilot_constraints: PilotConstraints, candidates: Sequence[Candidate]
) -> None:
    """What the total of a set counts once, where every candidate's residents are known."""
    if pilot_constraints.value_per == "place" and any(c.residents is None for c in candidates):
        return
    key = widget_values.seeded("_pilot_value_per", pilot_constraints.value_per)
    st.radio(
        t("pilots.value_per"),
        VALUE_PER,
        format_func=lambda each: t(f"pilots.value_per_{each}"),
        horizontal=True,
        key=key,
        index=widget_values.shown_index(key, VALUE_PER),
        help=t("pilots.value_per_help"),
        on_change=widget_values.on_change(key, lambda: _keep(value_per=st.session_state[key])),
    )


def _each(
    t: Translator, pilot_constraints: PilotConstraints, side: str, candidates: Sequence[Candidate]
) -> None:
    """At most, or at least, so many in each province, prefecture, zone."""
    row = st.container(horizontal=True)
    for by in BY:
        if any(by in candidate.groups for candidate in candidates):
            quota = next(
                (q for q in pilot_constraints.quotas if q.by == by and q.group is None), Quota(by)
            )
            value = quota.at_most if side == "most" else quota.at_least or None
            _number(
                row,
                t(f"pilots.by_{by}"),
                f"{side}_{by}",
                value,
                _keeper(by, side),
                placeholder=t("pilots.no_limit"),
            )


def _keeper(by: By, side: str) -> Callable[[int | None], None]:
    def keep(number: int | None) -> None:
        quotas = session.study().scenario.pilot_constraints.quotas
        old = next((q for q in quotas if q.by == by and q.group is None), Quota(by))
        new = replace(old, at_most=number) if side == "most" else replace(old, at_least=number or 0)
        others = tuple(q for q in quotas if q is not old)
        _keep(quotas=others if new == Quota(by) else (*others, new))

    return keep


def _names(t: Translator, name: str, names: dict[str, str], chosen: Sequence[str]) -> None:
    key = widget_values.seeded(f"_pilot_{name}", [one for one in chosen if one in names])
    st.multiselect(
        t(f"pilots.{name}"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        placeholder=t("pilots.choose_places"),
        on_change=widget_values.on_change(
            key, lambda: _keep(**{name: tuple(st.session_state[key])})
        ),
    )


def _one_group(
    t: Translator, pilot_constraints: PilotConstraints, candidates: Sequence[Candidate]
) -> None:
    """A quota for one named province, prefecture or zone; those already made, each with its way out."""
    groups = {
        (by, candidate.groups[by].en): t.written.text(candidate.groups[by])
        for by in BY
        for candidate in candidates
        if by in candidate.groups
    }
    if not groups:
        return
    st.markdown(t("pilots.one_group"))
    row = st.container(horizontal=True, vertical_alignment="bottom")
    which = row.selectbox(
        t("pilots.group"), list(groups), format_func=groups.__getitem__, key="_pilot_group"
    )
    least = row.number_input(
        t("pilots.at_least"),
        min_value=0,
        max_value=999,
        value=None,
        step=1,
        key="_pilot_one_least",
    )
    most = row.number_input(
        t("pilots.at_most"), min_value=0, max_value=999, value=None, step=1, key="_pilot_one_most"
    )
    row.button(
        t("pilots.add"),
        disabled=not least and most is None,
        on_click=_add,
        args=(Quota(which[0], which[1], least or 0, most),) if which else (),
    )
    for quota in pilot_constraints.quotas:
        if quota.group is not None:
            name = constraint_words(quota, groups.get((quota.by, quota.group), quota.group), t)
            st.button(t("pilots.drop", name=name), on_click=_drop, args=(quota,), key=f"_d{quota}")


def constraint_words(quota: Quota, group: str, t: Translator) -> str:
    """A named quota in words."""
    parts = []
    if quota.at_least:
        parts.append(t("pilots.quota_least", group=group, number=quota.at_least))
    if quota.at_most is not None:
        parts.append(t("pilots.quota_most", group=group, number=quota.at_most))
    return t.join(parts, last=False)


def _add(quota: Quota) -> None:
    quotas = session.study().scenario.pilot_constraints.quotas
    kept = tuple(q for q in quotas if (q.by, q.group) != (quota.by, quota.group))
    _keep(quotas=(*kept, quota))


def _drop(quota: Quota) -> None:
    _keep(quotas=tuple(q for q in session.study().scenario.pilot_constraints.quotas if q != quota))
