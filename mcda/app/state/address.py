"""What is looked at stands in the address: stage, scenario, method, candidate and view, read when it comes from there.

An address comes from there on the first run, on another page, and when the browser goes back or forward: then it
differs from what was written into it last. What an address of the same page leaves out is the default, so that going
back restores it; what the address of another page leaves out stays as it is in the session.
"""

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from mcda.app.state import session, widget_values
from mcda.methods.registry import METHODS
from mcda.study.factory import FIRST_STAGE

# What a page shows of itself: parameter → the name under which its choice is kept.
VIEWS = {
    "region": {"layer": "region_view"},
    "robustness": {"view": "sure_view"},
    "pilots": {"view": "pilots_view"},
    "network": {"view": "network_view", "phase": "network_step"},
}
OF_STUDY = ("stage", "scenario", "method", "candidate")
LONGEST = 40  # characters of an unknown value that are shown again


def follow_link() -> None:
    """A link of the navigation leaves out what is looked at: it is put back before the browser notes the new address.

    Written later it would be a second step of the browser's history. The draft's key is none of it: the page may be one
    that is projected.
    """
    kept: dict[str, str] | None = st.session_state.get("address_kept")
    if kept is not None and not st.query_params:
        st.query_params.from_dict({**kept, "lang": session.lang()})


def adopt(page: str, is_new_page: bool) -> None:
    """Take up what the address asks for; what is not known there is noted for `unknown`."""
    st.session_state["address_unknown"] = ()
    asked = {name: session.query_parameter(name) for name in _parameters(page)}
    written: dict[str, str] | None = st.session_state.get("address")
    is_first, written = written is None, written or {}
    for name, value in asked.items():
        is_asked = bool(value) if is_first or is_new_page else value != written.get(name, "")
        if is_asked and value != _current(page).get(name, ""):
            _take_up(page, name, value)


def note_views(page: str, shown: str, known: Callable[[str], bool]) -> None:
    """One of a page's views is drawn: where the address asked for one that is not there, it is noted."""
    for name, kept in VIEWS.get(page, {}).items():
        value = session.query_parameter(name)
        if kept == shown and value and not known(value):
            _note(name, value)
            widget_values.set_value(kept, None)


def unknown() -> tuple[tuple[str, str], ...]:
    """Parameter and value of what the address asks for and nobody knows."""
    noted: tuple[tuple[str, str], ...] = st.session_state.get("address_unknown", ())
    return noted


def write(page: str) -> None:
    """Write what is looked at into the address, in one step of the browser's history."""
    current = {name: value for name, value in _current(page).items() if value}
    others = {
        name: value for name, value in st.query_params.items() if name not in _parameters(page)
    }
    st.session_state["address"] = current
    of_study = {name: value for name, value in current.items() if name in OF_STUDY}
    st.session_state["address_kept"] = of_study
    if {**others, **current} != dict(st.query_params.items()):
        st.query_params.from_dict({**others, **current})


def link() -> str:
    """The address as a browser elsewhere opens it."""
    return f"{(st.context.url or '').partition('?')[0]}?{urlencode(st.query_params.to_dict())}"


def _parameters(page: str) -> tuple[str, ...]:
    return (*OF_STUDY, *VIEWS.get(page, {}))


def _current(page: str) -> dict[str, str]:
    """What the session shows, empty where it is the default."""
    study = session.study()
    first = session.first_study(study.stage.key)
    known = {scenario.key: scenario.method for scenario in first.scenarios}
    found = {
        "stage": study.stage.key if study.stage.key != FIRST_STAGE else "",
        "scenario": study.active if study.active != first.active else "",
        "method": study.scenario.method
        if study.scenario.method != known.get(study.active, first.scenario.method)
        else "",
        "candidate": session.selected_on_any_page() or "",
    }
    for name, kept in VIEWS.get(page, {}).items():
        found[name] = str(widget_values.value_of(kept) or "")
    return found


def _take_up(page: str, name: str, value: str) -> None:
    if name == "stage":
        stage = value or FIRST_STAGE
        _choose(name, value, stage in session.stages(), lambda: session.set_stage(stage))
    elif name == "scenario":
        key = value or session.first_study(session.stage()).active
        known = any(scenario.key == key for scenario in session.study().scenarios)
        _choose(name, value, known, lambda: session.set_study(session.study().activated(key)))
    elif name == "method":
        study = session.study()
        key = value or session.first_study(study.stage.key).scenario.method
        known = key in METHODS and not METHODS[key].unmet(study.filled.matrix)
        _choose(
            name,
            value,
            known,
            lambda: session.set_study(study.with_changes(method=key, parameters={})),
        )
    elif name == "candidate":
        known = not value or any(
            alternative.key == value
            for stage in session.stages()
            for alternative in session.study_of(stage).evidence.alternatives
        )
        _choose(name, value, known, lambda: session.select(value or None))
    else:
        widget_values.set_value(VIEWS[page][name], value or None)


def _choose(name: str, value: str, is_known: bool, act: Callable[[], None]) -> None:
    if is_known:
        act()
    elif value:
        _note(name, value)


def _note(name: str, value: str) -> None:
    st.session_state["address_unknown"] = (*unknown(), (name, value[:LONGEST]))
