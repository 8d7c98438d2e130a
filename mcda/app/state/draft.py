"""The planner's draft: what is on the desk, kept in the store under a key in the address, so that a reload finds it."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from threading import Event
from typing import Any

import streamlit as st

from criteria.errors import AppError, Finding, StoreError, StudyError, WorkshopError
from mcda.app.state import resources
from mcda.study.io import from_json, to_json
from mcda.study.study import Study
from mcda.study.zone_rules import ZoneRules

MARK, FORMAT = "green_heart_draft", 1
STUDIES = ("studies", "own")  # what the desk holds by stage
PATIENCE = 1.0  # seconds the first change waits for its key; a database that is slower never holds up the page


@dataclass
class Draft:
    """One desk's draft: its key once the store has given it, and what was handed over last."""

    name: str = field(default_factory=lambda: f"draft/{secrets.token_hex(8)}")
    key: str = ""
    last: Any = None
    has_waited: bool = False
    given: Event = field(default_factory=Event)


def open_draft() -> None:
    """A reload, another device, a restarted server: lay on the desk what the key in the address stands for."""
    key = st.query_params.get("draft", "")
    held: Draft | None = st.session_state.get("draft")
    if held is None or (key and not held.key and held.last is None):
        held = st.session_state["draft"] = Draft()
        st.session_state["draft_findings"] = ()
        resources.later().put("store", resources.store)  # opened while the planner reads
        if key:
            _lay_out(held, key)
    if held.key:
        st.query_params["draft"] = held.key


def _lay_out(held: Draft, key: str) -> None:
    try:
        _restore(resources.store().draft(key))
    except StoreError as error:  # the next run asks again
        st.session_state["draft_findings"] = error.findings
    except AppError as error:
        st.session_state["draft_findings"] = error.findings
        st.query_params.pop("draft", None)
    else:
        held.key, held.last = key, _desk()
        held.given.set()


def hold_draft() -> None:
    """Hand over what has changed on the desk; it is written while the page goes on."""
    held: Draft = st.session_state["draft"]
    now = _desk()
    if now == held.last or not any(now[:-3]):
        return
    held.last = now
    names = (*STUDIES, "stage", "lists_off", "zone_rules")
    plain = {name: st.session_state[name] for name in names if name in st.session_state}
    resources.later().put(held.name, lambda: _write(held, plain))
    if not held.has_waited:
        held.has_waited = True
        held.given.wait(PATIENCE)
    if held.key:
        st.query_params["draft"] = held.key


def findings() -> tuple[Finding, ...]:
    """Why what the address stands for is not on the desk; empty if it is, or if it stands for nothing."""
    told: tuple[Finding, ...] = st.session_state.get("draft_findings", ())
    return told


def not_kept() -> tuple[Finding, ...]:
    """Why the newest change would not survive a reload, as far as is known."""
    held: Draft = st.session_state["draft"]
    if held.last is None:
        return ()
    return resources.later().findings(held.name) or resources.later().findings("store")


def _desk() -> tuple[Any, ...]:
    """What makes one state of the desk another: studies never change, so that they are told apart by themselves."""
    by_stage = [
        tuple((key, id(study)) for key, study in st.session_state.get(name, {}).items())
        for name in STUDIES
    ]
    return (
        *by_stage,
        st.session_state.get("stage"),
        st.session_state.get("lists_off", ()),
        st.session_state.get("zone_rules"),
    )


def _write(held: Draft, desk: Mapping[str, Any]) -> None:
    text = _document(desk)
    try:
        held.key = resources.store().keep_draft(text, held.key or None)
    except WorkshopError:  # it was forgotten after half a year: a new one
        held.key = resources.store().keep_draft(text)
    held.given.set()


def _document(desk: Mapping[str, Any]) -> str:
    """The desk as JSON, each study as it is saved to a file."""
    rules: ZoneRules | None = desk.get("zone_rules")
    return json.dumps(
        {
            MARK: FORMAT,
            "stage": desk.get("stage"),
            "lists_off": list(desk.get("lists_off", ())),
            "zone_rules": asdict(rules) if rules else None,
            **{
                name: {key: to_json(study) for key, study in desk.get(name, {}).items()}
                for name in STUDIES
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _restore(text: str) -> None:
    """Lay the desk out as it was. Raises StudyError where the draft is of a form that is not known."""
    saved = json.loads(text)
    if not isinstance(saved, dict) or saved.get(MARK) != FORMAT:
        raise StudyError.of("study.unreadable", file="draft", error=f"no {MARK}")
    found: dict[str, dict[str, Study]] = {
        name: {key: from_json(study, "draft") for key, study in saved.get(name, {}).items()}
        for name in STUDIES
    }
    for name, studies in found.items():
        if studies:
            st.session_state[name] = studies
    st.session_state["stage"] = saved["stage"]
    if saved["lists_off"]:
        st.session_state["lists_off"] = tuple(saved["lists_off"])
    if saved["zone_rules"]:
        st.session_state["zone_rules"] = ZoneRules(**saved["zone_rules"])
