"""The planner's draft: what a reload brings back, kept in the store under a key in the address."""

import secrets
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import streamlit as st

from criteria.errors import AppError, Finding, StoreError, WorkshopError
from mcda.app.state import resources, saved_session

PATIENCE = 1.0  # seconds the first change waits for its key; a database that is slower never holds up the page


@dataclass
class Draft:
    """One session's draft: its key once the store has given it, and what was handed over last."""

    name: str = field(default_factory=lambda: f"draft/{secrets.token_hex(8)}")
    key: str = ""
    last: dict[str, Any] | None = None
    has_waited: bool = False
    given: Event = field(default_factory=Event)
    findings: tuple[Finding, ...] = ()


def open_draft() -> None:
    """A reload, another device, a restarted server: the session as it was saved under the key in the address."""
    key = st.query_params.get("draft", "")
    draft: Draft | None = st.session_state.get("draft")
    if draft is None or (key and not draft.key and draft.last is None):
        draft = st.session_state["draft"] = Draft()
        resources.write_queue().put("store", resources.store)  # opened while the planner reads
        if key:
            _restore(draft, key)
    if draft.key:
        st.query_params["draft"] = draft.key


def _restore(draft: Draft, key: str) -> None:
    try:
        saved_session.restore(resources.store().draft(key))
    except StoreError as error:  # the next run asks again
        draft.findings = error.findings
    except AppError as error:
        draft.findings = error.findings
        st.query_params.pop("draft", None)
    else:
        draft.key, draft.last = key, saved_session.current()
        draft.given.set()


def save_draft() -> None:
    """Hand over what has changed; it is written while the page goes on."""
    draft: Draft = st.session_state["draft"]
    now = saved_session.current()
    if now == draft.last or (draft.last is None and not saved_session.is_worth_keeping(now)):
        return
    draft.last = now
    resources.write_queue().put(draft.name, lambda: _write(draft, now))
    if not draft.has_waited:
        draft.has_waited = True
        draft.given.wait(PATIENCE)
    if draft.key:
        st.query_params["draft"] = draft.key


def findings() -> tuple[Finding, ...]:
    """Why what the address stands for was not restored; empty if it was, or if it stands for nothing."""
    draft: Draft = st.session_state["draft"]
    return draft.findings


def not_saved() -> tuple[Finding, ...]:
    """Why the newest change would not survive a reload, as far as is known."""
    draft: Draft = st.session_state["draft"]
    if draft.last is None:
        return ()
    return resources.write_queue().findings(draft.name) or resources.write_queue().findings("store")


def _write(draft: Draft, parts: saved_session.Parts) -> None:
    text = saved_session.document(parts)
    try:
        draft.key = resources.store().keep_draft(text, draft.key or None)
    except WorkshopError:  # it was forgotten after half a year: a new one
        draft.key = resources.store().keep_draft(text)
    draft.given.set()
