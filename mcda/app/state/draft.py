"""The planner's draft: what a reload brings back, kept in the store under a key in the address.

A draft belongs to the browser that made it. Anybody else who opens its address sees a copy, which gets a key of its own
with the first change. A draft of 1.0 has no owner and is a copy for everybody: nobody can tell whose it was, to give it
to the first who comes would give it to whoever an address was forwarded to, and a copy loses nothing.
"""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from criteria.errors import AppError, Finding, StoreError, WorkshopError
from mcda.app.state import browser_mark, resources, saved_session, session
from mcda.group.model.keys import digest
from mcda.study.study import Study
from mcda.words import phrase

# Seconds that a change waits for the store once the page is drawn: the first for its key, others to be told at once if
# they are refused. A database that is slower never holds up the page: after that, nothing waits for it any more, and the
# page asks by itself what became of the change (`draft_notices`).
PATIENCE, SHORT = 1.0, 0.2


@dataclass
class Draft:
    """One session's draft: its key, and what was handed over last.

    `source` is the key of the address whose copy this is; `changed_at` the moment at which another window changed the
    draft before this one could.
    """

    owner: str
    key: str
    is_kept: bool = False
    source: str = ""
    version: int = 0
    sent: str = ""  # the text last handed to the store, whether or not it said so
    changed_at: str = ""
    last: dict[str, Any] | None = None
    patience: float = PATIENCE
    findings: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        """The name of this window's writes: that of the draft, then that of the window."""
        return f"{_writes_of(self.key)}/{id(self)}"


def _writes_of(key: str) -> str:
    return f"draft/{digest(key)}"


def open_draft() -> None:
    """A reload or a restarted server: the session as it was saved under the key in the address."""
    asked = st.query_params.get("draft", "")
    draft: Draft | None = st.session_state.get("draft")
    if draft is None or (asked and not (draft.is_kept or draft.source) and draft.last is None):
        draft = st.session_state["draft"] = _new_draft()
        resources.write_queue().put("store", resources.store)  # opened while the planner reads
        if asked:
            _restore(draft, browser_mark.full_key(asked))


def _new_draft() -> Draft:
    return Draft(browser_mark.current(), browser_mark.new_key())


def _restore(draft: Draft, key: str) -> None:
    # the last change before a reload may still be on its way
    resources.write_queue().wait(_writes_of(key), PATIENCE)
    try:
        found = resources.store().draft(key, draft.owner)
        saved_session.restore(found.study)
    except StoreError as error:  # the next run asks again
        draft.findings = error.findings
        return
    except AppError as error:
        draft.findings = error.findings
        st.query_params.pop("draft", None)
        return
    draft.last = saved_session.current()
    session.set_opened()
    if found.is_own:
        draft.key, draft.version, draft.is_kept = key, found.version, True
    else:
        draft.source = key


def show_address(is_projected: bool) -> None:
    """The key into the address; on a page that is projected what stands for it in this browser alone."""
    draft: Draft = st.session_state["draft"]
    if draft.is_kept:
        st.query_params["draft"] = browser_mark.handle(draft.key) if is_projected else draft.key
    elif is_projected:
        st.query_params.pop("draft", None)
    elif draft.source:
        st.query_params["draft"] = draft.source


def save_draft() -> None:
    """Hand over what has changed; it is written while the page goes on, and a page already drawn waits a moment."""
    draft: Draft = st.session_state["draft"]
    now = saved_session.current()
    if now == draft.last or (draft.last is None and not saved_session.is_worth_keeping(now)):
        return
    if draft.changed_at:
        return
    draft.last = now
    address = session.client_address()
    resources.write_queue().put(draft.name, lambda: _write(draft, now, address))
    is_done = resources.write_queue().wait(draft.name, draft.patience)
    draft.patience = min(draft.patience, SHORT) if is_done else 0.0


def findings() -> tuple[Finding, ...]:
    """Why what the address stands for was not restored; empty if it was, or if it stands for nothing."""
    draft: Draft = st.session_state["draft"]
    return draft.findings


def is_on_its_way() -> bool:
    """Whether the newest change is handed over, and the store has not answered yet."""
    draft: Draft = st.session_state["draft"]
    return not resources.write_queue().wait(draft.name, 0)


def not_saved() -> tuple[Finding, ...]:
    """Why the newest change would not survive a reload, as far as is known."""
    draft: Draft = st.session_state["draft"]
    if draft.last is None or draft.changed_at:
        return ()
    return resources.write_queue().findings(draft.name) or resources.write_queue().findings("store")


def is_copy() -> bool:
    """Whether somebody else's draft is seen, and nothing was changed in it."""
    draft: Draft = st.session_state["draft"]
    return bool(draft.source) and not draft.is_kept


def changed_elsewhere() -> str:
    """When another window changed this draft before this one could (ISO 8601); empty if none did."""
    draft: Draft = st.session_state["draft"]
    return draft.changed_at


def take_theirs() -> None:
    """The draft as the other window left it, in place of what is in hand here."""
    draft: Draft = st.session_state["draft"]
    try:
        found = resources.store().draft(draft.key, draft.owner)
        saved_session.restore(found.study)
    except AppError as error:
        draft.findings = error.findings
        return
    draft.version, draft.changed_at, draft.findings = found.version, "", ()
    draft.last = saved_session.current()


def keep_apart() -> None:
    """What is in hand here goes on as a draft of its own; the other window's stays as it is."""
    st.session_state["draft"] = replace(_new_draft(), last={})


def keep_as_scenario(time: str) -> None:
    """Theirs, and beside it each scenario of this window that says something else, the one in hand last.

    Where the data are others now, so that a scenario of this window does not fit them, its work goes on apart.
    """
    before = saved_session.held()
    take_theirs()
    draft: Draft = st.session_state["draft"]
    if draft.changed_at:  # the store did not answer
        return
    mine: dict[str, Study] = before["studies"]
    own = {**before.get("own", {}), **st.session_state.get("own", {})}
    if own:
        st.session_state["own"] = own
    both = dict(st.session_state["studies"])
    for stage, study in mine.items():
        joined = _with_mine(session.study_of(stage), study, time)
        if joined is None:
            saved_session.put_back(before)
            keep_apart()
            return
        both[stage] = joined
    st.session_state["studies"] = both
    st.session_state["stage"] = before["stage"]
    st.session_state["notes"] = {**before.get("notes", {}), **st.session_state["notes"]}


def _with_mine(theirs: Study, mine: Study, time: str) -> Study | None:
    """None if a scenario of `mine` does not fit the criteria or the data of `theirs`."""
    if theirs.stage.keys != mine.stage.keys:
        return None
    joined = theirs
    for scenario in sorted(mine.scenarios, key=lambda each: each.key == mine.active):
        if any(
            replace(known, key=scenario.key, name=scenario.name) == scenario
            for known in theirs.scenarios
        ):
            continue
        taken = {known.key for known in joined.scenarios}
        key = next(f"own_{n}" for n in range(1, len(taken) + 2) if f"own_{n}" not in taken)
        name = phrase("app.draft_mine", name=scenario.name, time=time)
        try:
            joined = joined.with_scenario(replace(scenario, key=key, name=name))
        except AppError:  # it supposes something of an alternative that is not there
            return None
    return joined


def _write(draft: Draft, parts: saved_session.Parts, address: str | None) -> None:
    text = saved_session.document(parts)
    known = {text, draft.sent}
    draft.sent = text
    try:
        _write_text(draft, text, address)
    except WorkshopError as error:
        if error.findings[0].code != "draft.changed":
            raise
        found = resources.store().draft(draft.key, draft.owner)
        if found.study not in known:
            draft.changed_at = found.saved_at
            return
        draft.version = (
            found.version
        )  # an earlier try of this window, of which the store could not tell
        if found.study != text:
            draft.version = resources.store().change_draft(
                text, draft.owner, draft.key, draft.version
            )
    draft.is_kept = True


def _write_text(draft: Draft, text: str, address: str | None) -> None:
    store = resources.store()
    if draft.is_kept:
        try:
            draft.version = store.change_draft(text, draft.owner, draft.key, draft.version)
        except WorkshopError as error:
            if error.findings[0].code != "draft.key":
                raise
        else:
            return
    draft.version = store.keep_draft(  # new, or forgotten long ago
        text, draft.owner, draft.key, address
    )
