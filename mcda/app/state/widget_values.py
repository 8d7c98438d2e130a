"""What widgets hold: set from the study before they are drawn, remembered so that it outlives their page."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

REMEMBERED = 24  # values that a follower was given since it was last touched


def seeded(key: str, value: object) -> str:
    """A widget's key, its value set from the study before it is drawn.

    Set only where it differs: setting it again would throw back a slider that is still being moved. But a run
    that a new click cuts short may have set a value that never reached the screen: that is set once more.
    """
    pending: dict[str, object] = st.session_state.setdefault("pending", {})
    fresh = key not in st.session_state
    if fresh or st.session_state[key] != value or key in pending:
        pending.setdefault(key, None if fresh else st.session_state[key])
        if not fresh:
            _sent_values(key).extend((st.session_state[key], value))
        st.session_state[key] = value
    _last_drawn()[key] = value
    return key


def shown(key: str) -> Any:
    """What a seeded number field or slider says of itself, beside what the session says of it.

    A slow browser may draw it first when a second run has already left out what was set: it then shows, and tells,
    what it says of itself, which without a value is its lowest.
    """
    return st.session_state[key]


def shown_index(key: str, options: Sequence[object]) -> int:
    """As `shown`, of a select box or radio, which would show its first option."""
    value = st.session_state[key]
    return options.index(value) if value in options else 0


def _sent_values(key: str) -> deque[object]:
    """The values that a widget was given since it was last touched."""
    known: dict[str, deque[object]] = st.session_state.setdefault("sent_values", {})
    return known.setdefault(key, deque(maxlen=REMEMBERED))


def _last_drawn() -> dict[str, object]:
    """What each widget held when it was last drawn: what differs in a callback is what it tells now."""
    known: dict[str, object] = st.session_state.setdefault("last_drawn", {})
    return known


def begin_page(page: str) -> bool:
    """Whether this is another page than the one drawn last: what its widgets share with that one is then told anew.

    Streamlit takes a widget on another page for another widget, and draws it empty, although under its key the session
    still has the value of the one that is gone.
    """
    if st.session_state.get("page_drawn") == page:
        return False
    resend_all()
    st.session_state["page_drawn"] = page
    return True


def resend_all() -> None:
    """What is chosen on the page has other words now: the browser, which knows a choice by its words, is told anew."""
    pending: dict[str, object] = st.session_state.setdefault("pending", {})
    for key in _last_drawn():
        if key in st.session_state:
            pending.setdefault(key, st.session_state[key])


def end_run() -> None:
    """The page is drawn to its end: what was set for its widgets has reached the screen."""
    st.session_state["pending"] = {}


def is_outdated(key: str) -> bool:
    """Whether a widget only tells what it was given before, and not what the user has just done to it.

    While one slider is moved, the others follow; what they showed a moment ago comes back with its next step.
    A hand moves one widget at a time: where another one tells a value that it never was given, that is the hand.
    """
    told = st.session_state[key]
    if told in _sent_values(key) and any(_is_new(other) for other in _last_drawn() if other != key):
        return True
    pending: dict[str, object] = st.session_state.get("pending", {})
    if key not in pending:
        return False
    shown = pending[key]
    return told in (None, "", []) if shown is None else bool(told == shown)


def _is_new(key: str) -> bool:
    """Whether a widget on the page tells a value that neither the study nor an earlier run gave it."""
    told = st.session_state.get(key, _last_drawn()[key])
    return bool(told != _last_drawn()[key]) and told not in _sent_values(key)


def _forget_sent(key: str) -> None:
    """What the user moves is on the screen: to set it once more would throw it back under the finger."""
    st.session_state.get("pending", {}).pop(key, None)
    _sent_values(key).clear()


def on_change(key: str, act: Callable[[], object]) -> Callable[[], None]:
    """A widget's callback, for what the user changed and not for an echo."""

    def call() -> None:
        if not is_outdated(key):
            _forget_sent(key)
            act()

    return call


def remembered(name: str, among: Sequence[object] | None = None, empty: object = None) -> str:
    """The key of a widget whose value outlives its page: empty until the user fills it.

    A value that is no longer among the choices is forgotten.
    """
    value = value_of(name)
    return seeded(f"_{name}", value if among is None or value in among else empty)


def value_of(name: str) -> Any:
    """What the user put into a noted widget, None if nothing; the widget need not be on the page."""
    return st.session_state.get("notes", {}).get(f"_{name}")


def remember(key: str) -> None:
    """Keep what the user has just put into a widget."""
    if not is_outdated(key):
        _forget_sent(key)
        set_value(key.removeprefix("_"), st.session_state[key])


def set_value(name: str, value: object) -> None:
    """Keep an answer that was taken from a proposal instead of typed."""
    st.session_state["notes"] = {**st.session_state.get("notes", {}), f"_{name}": value}
