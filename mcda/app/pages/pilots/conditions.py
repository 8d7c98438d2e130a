"""The wish list: one short form, every answer kept in the study as soon as it is given."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from mcda.app.state import session
from mcda.region.pilot_constraints import Place
from mcda.region.pilot_decision import spacing
from mcda.study.factory import COUNTY_STAGE, TOWN_STAGE
from mcda.study.pilot_conditions import BY, NO_WISH, By, Quota, WishList
from mcda.study.study import Study
from mcda.words import Say


def form(say: Say, study: Study, places: Sequence[Place]) -> None:
    """How many, how far apart, how many in each; must, never; the chain."""
    wish = study.scenario.wish
    names = {place.key: say.of(place.name) for place in places}
    row = st.container(horizontal=True)
    _number(row, say("pilots.how_many"), "k", wish.k, lambda k: _keep(k=k or 1), least=1)
    _distance(row, say, study)
    st.markdown(say("pilots.most_each"))
    _each(say, wish, "most", places)
    _names(say, "must", names, wish.must)
    _names(say, "never", names, wish.never)
    level = {COUNTY_STAGE: "county", TOWN_STAGE: "town"}.get(study.stage.key)
    if level is not None:
        key = session.seeded("_wish_chain", wish.chain)
        st.toggle(
            say("pilots.chain"),
            key=key,
            help=say(f"pilots.chain_{level}"),
            on_change=session.changed(key, lambda: _keep(chain=st.session_state[key])),
        )
    with st.expander(say("pilots.more")):
        st.markdown(say("pilots.least_each"))
        _each(say, wish, "least", places)
        _one_group(say, wish, places)
    st.button(say("pilots.forget"), on_click=_forget, disabled=wish == NO_WISH)


def _keep(**changes: Any) -> None:
    study = session.study()
    session.keep(study.having(wish=replace(study.scenario.wish, **changes)))


def _forget() -> None:
    session.keep(session.study().having(wish=NO_WISH))


def _number(
    where: Any,
    label: str,
    name: str,
    value: int | None,
    keep: Callable[[int | None], None],
    least: int = 0,
    placeholder: str = "",
) -> None:
    key = session.seeded(f"_wish_{name}", value)
    where.number_input(
        label,
        min_value=least,
        max_value=999,
        step=1,
        key=key,
        placeholder=placeholder,
        on_change=session.changed(key, lambda: keep(st.session_state[key])),
    )


def _distance(row: Any, say: Say, study: Study) -> None:
    key = session.seeded("_wish_km", float(spacing(study)))
    row.number_input(
        say("pilots.distance"),
        min_value=0.0,
        max_value=1000.0,
        step=10.0,
        format="%.0f",
        key=key,
        help=say("pilots.distance_help"),
        on_change=session.changed(key, lambda: _keep(min_distance_km=st.session_state[key])),
    )


def _each(say: Say, wish: WishList, side: str, places: Sequence[Place]) -> None:
    """At most, or at least, so many in each province, prefecture, zone."""
    row = st.container(horizontal=True)
    for by in BY:
        if any(by in place.groups for place in places):
            quota = next((q for q in wish.quotas if q.by == by and q.group is None), Quota(by))
            value = quota.at_most if side == "most" else quota.at_least or None
            _number(
                row,
                say(f"pilots.by_{by}"),
                f"{side}_{by}",
                value,
                _keeper(by, side),
                placeholder=say("pilots.no_limit"),
            )


def _keeper(by: By, side: str) -> Callable[[int | None], None]:
    def keep(number: int | None) -> None:
        quotas = session.study().scenario.wish.quotas
        old = next((q for q in quotas if q.by == by and q.group is None), Quota(by))
        new = replace(old, at_most=number) if side == "most" else replace(old, at_least=number or 0)
        others = tuple(q for q in quotas if q is not old)
        _keep(quotas=others if new == Quota(by) else (*others, new))

    return keep


def _names(say: Say, name: str, names: dict[str, str], chosen: Sequence[str]) -> None:
    key = session.seeded(f"_wish_{name}", [one for one in chosen if one in names])
    st.multiselect(
        say(f"pilots.{name}"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        placeholder=say("pilots.choose_places"),
        on_change=session.changed(key, lambda: _keep(**{name: tuple(st.session_state[key])})),
    )


def _one_group(say: Say, wish: WishList, places: Sequence[Place]) -> None:
    """A quota for one named province, prefecture or zone; those already made, each with its way out."""
    groups = {
        (by, place.groups[by].en): say.of(place.groups[by])
        for by in BY
        for place in places
        if by in place.groups
    }
    if not groups:
        return
    st.markdown(say("pilots.one_group"))
    row = st.container(horizontal=True, vertical_alignment="bottom")
    which = row.selectbox(
        say("pilots.group"), list(groups), format_func=groups.__getitem__, key="_wish_group"
    )
    least = row.number_input(
        say("pilots.at_least"),
        min_value=0,
        max_value=999,
        value=None,
        step=1,
        key="_wish_one_least",
    )
    most = row.number_input(
        say("pilots.at_most"), min_value=0, max_value=999, value=None, step=1, key="_wish_one_most"
    )
    row.button(
        say("pilots.add"),
        disabled=not least and most is None,
        on_click=_add,
        args=(Quota(which[0], which[1], least or 0, most),) if which else (),
    )
    for quota in wish.quotas:
        if quota.group is not None:
            name = told(quota, groups.get((quota.by, quota.group), quota.group), say)
            st.button(
                say("pilots.drop", name=name), on_click=_drop, args=(quota,), key=f"_d{quota}"
            )


def told(quota: Quota, group: str, say: Say) -> str:
    """A named quota in words."""
    parts = []
    if quota.at_least:
        parts.append(say("pilots.quota_least", group=group, number=quota.at_least))
    if quota.at_most is not None:
        parts.append(say("pilots.quota_most", group=group, number=quota.at_most))
    return say.join(parts, last=False)


def _add(quota: Quota) -> None:
    quotas = session.study().scenario.wish.quotas
    kept = tuple(q for q in quotas if (q.by, q.group) != (quota.by, quota.group))
    _keep(quotas=(*kept, quota))


def _drop(quota: Quota) -> None:
    _keep(quotas=tuple(q for q in session.study().scenario.wish.quotas if q != quota))
