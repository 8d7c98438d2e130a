"""What widgets hold: seeded from the study before they are drawn, noted so that it outlives their page.

desk hands these on; pages and widgets take them from there.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st


def seeded(key: str, value: object) -> str:
    """A widget's key, its value set from the study before it is drawn.

    Set only where it differs: setting it again would throw back a slider that is still being moved. But a run
    that a new click cuts short may have set a value that never reached the screen: that is set once more.
    """
    waiting: dict[str, object] = st.session_state.setdefault("on_its_way", {})
    fresh = key not in st.session_state
    if fresh or st.session_state[key] != value or key in waiting:
        waiting.setdefault(key, None if fresh else st.session_state[key])
        st.session_state[key] = value
    return key


def arrived() -> None:
    """The page is drawn to its end: what was set for its widgets has reached the screen."""
    st.session_state["on_its_way"] = {}


def is_echo(key: str) -> bool:
    """Whether a widget only tells what it showed before the value that is still on its way to it."""
    waiting: dict[str, object] = st.session_state.get("on_its_way", {})
    if key not in waiting:
        return False
    shown, now = waiting[key], st.session_state[key]
    return not now if shown is None else bool(now == shown)


def _touched(key: str) -> None:
    """What the user moves is on the screen: to set it once more would throw it back under the finger."""
    st.session_state.get("on_its_way", {}).pop(key, None)


def changed(key: str, act: Callable[[], object]) -> Callable[[], None]:
    """A widget's callback, for what the user changed and not for an echo."""

    def call() -> None:
        if not is_echo(key):
            _touched(key)
            act()

    return call


def noted(name: str, among: Sequence[object] | None = None, empty: object = None) -> str:
    """The key of a widget whose value outlives its page: empty until the user fills it.

    A value that is no longer among the choices is forgotten.
    """
    value = note_of(name)
    return seeded(f"_{name}", value if among is None or value in among else empty)


def note_of(name: str) -> Any:
    """What the user put into a noted widget, None if nothing; the widget need not be on the page."""
    return st.session_state.get("notes", {}).get(f"_{name}")


def note(key: str) -> None:
    """Keep what the user has just put into a widget."""
    if not is_echo(key):
        _touched(key)
        note_as(key.removeprefix("_"), st.session_state[key])


def note_as(name: str, value: object) -> None:
    """Keep an answer that was taken from a proposal instead of typed."""
    st.session_state["notes"] = {**st.session_state.get("notes", {}), f"_{name}": value}
