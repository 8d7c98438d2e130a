"""Statements in a participant's hand: which one is asked now, and what this seat has said of each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from criteria.errors import AppError, Finding
from mcda.app.state import participant, resources
from mcda.group.model.statements import Statement, StatementKind


@dataclass(frozen=True)
class StatementForm:
    """What is put to the vote, with one's own votes; `at` is the number of a statement that is looked at again."""

    open: tuple[tuple[Statement, int | None], ...]
    at: int = 0
    findings: tuple[Finding, ...] = ()
    is_sent: bool = False  # what was written last

    @property
    def asked(self) -> tuple[Statement, int | None] | None:
        """The one looked at again, else the first without a vote; None where all have one."""
        return next((each for each in self.open if each[0].number == self.at), None) or next(
            (each for each in self.open if each[1] is None), None
        )


def current() -> StatementForm:
    """The statements that are open for the seat in hand. Raises AppError."""
    found = resources.store().statements_of(_token())
    held: StatementForm = st.session_state.get("statement", StatementForm(()))
    held = replace(held, open=found)
    st.session_state["statement"] = held
    return held


def numbers_open() -> tuple[int, ...]:
    """Of the statements that were last seen open."""
    held: StatementForm | None = st.session_state.get("statement")
    return () if held is None else tuple(each.number for each, _ in held.open)


def vote(number: int, value: int) -> None:
    """Keep a vote in the store at once, and go on to the next statement without one."""
    _attempt(lambda: resources.store().vote(_token(), number, value))


def look_at(number: int) -> None:
    """Back to one statement."""
    held: StatementForm = st.session_state["statement"]
    st.session_state["statement"] = replace(held, at=number, findings=(), is_sent=False)


def send(kind: StatementKind, field: str) -> None:
    """Send what stands in a text field, and clear the field once it is kept."""
    text = st.session_state.get(field, "")
    if _attempt(lambda: resources.store().propose_statement(_token(), kind, text), is_sent=True):
        st.session_state[field] = ""


def _attempt(act: Callable[[], object], is_sent: bool = False) -> bool:
    held: StatementForm = st.session_state.get("statement", StatementForm(()))
    try:
        act()
    except AppError as error:
        st.session_state["statement"] = replace(held, findings=error.findings, is_sent=False)
        return False
    st.session_state["statement"] = replace(held, at=0, findings=(), is_sent=is_sent)
    return True


def _token() -> str:
    return participant.current().seated.seat.token
