"""What the session holds about the region: its county list, its zones, the other stages' scenarios, own links."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from criteria.errors import AppError, Finding
from mcda.app.state import session, upload_process, upload_tasks, widget_values
from mcda.app.state.upload_process import Waiting
from mcda.region.link_years import Observation
from mcda.study.factory import CHAIN, LINKS, answered, with_lists_off
from mcda.study.study import Study
from mcda.study.town_type_rules import TownTypeRules
from mcda.study.zone_rules import ZoneRules


def with_linked_scenarios() -> Study:
    """The study in hand with how the user answers the other stages of the chain; the same one while nothing changes."""
    known: dict[str, Study] = st.session_state["studies"]
    linked_scenarios = {
        key: known[key].scenario
        for key in (*CHAIN, LINKS)
        if key in known
        and key != session.stage()
        and known[key].scenario != session.first_study(key).scenario
    }
    chosen = session.study()
    before = st.session_state.get("accompanied")
    if before is None or before[0] is not chosen or before[1] != linked_scenarios:
        found = (
            chosen
            if linked_scenarios == chosen.linked_scenarios
            else replace(chosen, linked_scenarios=linked_scenarios)
        )
        st.session_state["accompanied"] = before = (chosen, linked_scenarios, found)
    return before[2]


def set_lists_off(off: Sequence[str]) -> None:
    """Another county list: every stage follows."""
    st.session_state["lists_off"] = tuple(off)
    st.session_state["studies"] = {
        key: with_lists_off(kept, off) for key, kept in st.session_state["studies"].items()
    }
    session.map_history(lambda kept: with_lists_off(kept, off))


def set_zone_rules(rules: ZoneRules) -> None:
    """Other gates of the zones: every stage follows."""
    st.session_state["zones_typed"] = {}
    _set_rules("zone_rules", rules)


def set_town_type_rules(rules: TownTypeRules) -> None:
    """Other thresholds of the types of county town: every stage follows."""
    st.session_state["town_types_typed"] = {}
    _set_rules("town_type_rules", rules)


def _set_rules(field: str, rules: ZoneRules | TownTypeRules) -> None:
    changed: dict[str, Any] = {field: rules}
    st.session_state[field] = rules
    st.session_state["studies"] = {
        key: replace(kept, **changed) for key, kept in st.session_state["studies"].items()
    }
    session.map_history(lambda kept: replace(kept, **changed))


def adopt(opened: Study) -> None:
    """The county list, the zones and the answers at the other stages that an opened study came with."""
    set_lists_off(opened.lists_off)
    set_zone_rules(opened.zone_rules)
    set_town_type_rules(opened.town_type_rules)
    linked_scenarios = {
        key: answered(session.first_study(key), scenario)
        for key, scenario in opened.linked_scenarios.items()
    }
    st.session_state["studies"] = {**st.session_state["studies"], **linked_scenarios}


def zones_typed() -> dict[str, float]:
    """Gates that were typed but cannot be: kept on the screen until they are mended."""
    typed: dict[str, float] = st.session_state.get("zones_typed", {})
    return typed


def set_zones_typed(typed: dict[str, float]) -> None:
    st.session_state["zones_typed"] = typed


def town_types_typed() -> dict[str, float]:
    """Thresholds of types that were typed but cannot be: kept on the screen until they are mended."""
    typed: dict[str, float] = st.session_state.get("town_types_typed", {})
    return typed


def set_town_types_typed(typed: dict[str, float]) -> None:
    st.session_state["town_types_typed"] = typed


def own_links() -> tuple[Observation, ...]:
    """The user's own figures about links."""
    found: tuple[Observation, ...] = st.session_state.get("own_links", (None, (), ()))[1]
    return found


def own_links_file() -> str | None:
    """Which uploaded file they come from."""
    file: str | None = st.session_state.get("own_links", (None, (), ()))[0]
    return file


def own_links_findings() -> tuple[Finding, ...]:
    found: tuple[Finding, ...] = st.session_state.get("own_links", (None, (), ()))[2]
    return found


def set_own_links(
    file: str, figures: tuple[Observation, ...], findings: tuple[Finding, ...]
) -> None:
    st.session_state["own_links"] = (file, figures, findings)


def receive_own_links(file: str, name: str, data: bytes, waiting: Waiting) -> None:
    """A file of the user's own links that was just given; `waiting` hears how many uploads come before."""
    try:
        found = upload_process.call(waiting, upload_tasks.own_links, name, data)
    except AppError as refused:
        found = (), refused.findings
    set_own_links(file, *found)


def forget_own_links() -> None:
    st.session_state.pop("own_links", None)
    st.session_state.pop("_own_links", None)


def own_list_file() -> str | None:
    """Which uploaded file the user's own list of names comes from."""
    file: str | None = st.session_state.get("own_list_file")
    return file


def own_list_findings() -> tuple[Finding, ...]:
    """Why the file of names cannot be read."""
    found: tuple[Finding, ...] = st.session_state.get("own_list_findings", ())
    return found


def receive_own_list(file: str, name: str, data: bytes, waiting: Waiting) -> None:
    """A file of names that was just given: its names take the place of those that were typed."""
    findings: tuple[Finding, ...] = ()
    try:
        names = upload_process.call(waiting, upload_tasks.own_list, name, data)
        widget_values.set_value("own_list", "\n".join(" ".join(n.split()) for n in names))
    except AppError as refused:
        findings = refused.findings
    st.session_state["own_list_file"] = file
    st.session_state["own_list_findings"] = findings


def forget_own_list() -> None:
    widget_values.set_value("own_list", "")
    st.session_state.pop("own_list_findings", None)
