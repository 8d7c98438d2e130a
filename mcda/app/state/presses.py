"""Presses of buttons that the page acts on where it draws them: heard once, also if that run is cut short.

A run may be ended by a newer one at any of its steps, each look at the session state among them, and Streamlit tells a
press to one run alone. So a press is noted before the page runs, and struck out once what it asked for is done. What
must not be done twice may not look at the session state between its deed and the striking out.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


def _waiting() -> set[str]:
    """Keys of the buttons whose press nothing has come of yet."""
    found: set[str] = st.session_state.setdefault("pressed", set())
    return found


def note(key: str) -> None:
    _waiting().add(key)


def is_noted(key: str) -> bool:
    return key in _waiting()


def forget_all() -> None:
    """On another page nobody waits for what was pressed on the one before."""
    _waiting().clear()


@contextmanager
def acting(key: str) -> Iterator[None]:
    """What a press asked for is done inside; it is struck out at the end, or where that fails, but not if it is cut short."""
    waiting = _waiting()
    try:
        yield
    except Exception:  # the end of a run is none
        waiting.discard(key)
        raise
    waiting.discard(key)
