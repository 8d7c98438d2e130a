"""What a facilitator has in hand: the key, what is being filled in, a rehearsal. Session state of the board."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from criteria.errors import AppError, Finding
from mcda.app.state import resources, session, widget_values
from mcda.group.model.views import Entered, Opened
from mcda.group.model.workshop import Workshop
from mcda.group.rehearsal import Actor

LINE = 35  # pixels of a table's line on the screen


@dataclass(frozen=True)
class Rehearsal:
    """A workshop of its own with simulated people; the evening's stays as it is."""

    opened: Opened
    actors: tuple[Actor, ...]


@dataclass
class Facilitator:
    """What the control panel of this session holds."""

    key: str = ""
    rehearsal: Rehearsal | None = None
    just_opened: Opened | None = (
        None  # the workshop whose key is shown now, and never again once it is noted down
    )
    findings: tuple[Finding, ...] = ()  # what stood in the way of the last action
    outcomes: dict[str, tuple[Entered, tuple[Finding, ...]]] = field(default_factory=dict)
    further_key: str = ""  # of another facilitator, shown until it is noted down
    taken_rating: int = 0  # the number of the one that the study took over last


def _facilitator() -> Facilitator:
    facilitator: Facilitator = st.session_state.setdefault("facilitator", Facilitator())
    return facilitator


def key() -> str:
    """The key of the workshop on the board, a rehearsal's while one is on; empty if none was given."""
    held = rehearsal()
    return held.opened.key if held else _facilitator().key


def rehearsal() -> Rehearsal | None:
    return _facilitator().rehearsal


def enter_key(typed: str) -> None:
    """Come back with the key; what opens nothing is told and not kept."""
    if attempt(lambda: resources.store().facilitated(typed)) is not None:
        _facilitator().key = typed


def leave() -> None:
    """The board is put away; the key opens it again."""
    st.session_state.pop("facilitator", None)


def open_workshop(workshop: Workshop) -> None:
    """Open it, and hold its key; between the two nothing looks at the session state (see presses)."""
    facilitator, form = _facilitator(), st.session_state.get("room_form", {})
    address = session.client_address()
    opened = attempt(lambda: resources.store().open_workshop(workshop, address))
    if opened is not None:
        facilitator.key, facilitator.just_opened = opened.key, opened
        form.clear()


def just_opened() -> Opened | None:
    """The workshop whose key is shown now, and never again once it is noted down."""
    return _facilitator().just_opened


def hide_key() -> None:
    _facilitator().just_opened = None


def further_key() -> str:
    """The key that was made for another facilitator and is shown now."""
    return _facilitator().further_key


def show_further(made: str) -> None:
    _facilitator().further_key = made


def hide_further() -> None:
    _facilitator().further_key = ""


def begin_rehearsal(make: Callable[[], Rehearsal]) -> None:
    """As with a workshop, nothing looks at the session state between the making and the holding."""
    facilitator = _facilitator()
    made = attempt(make)
    if made is not None:
        facilitator.rehearsal = made


def end_rehearsal() -> None:
    _facilitator().rehearsal = None


def attempt(act: Callable[[], Any]) -> Any:
    """What an action returns, True if that is nothing; None if it met trouble, which the board then tells."""
    facilitator = _facilitator()
    try:
        done = act()
    except AppError as error:
        facilitator.findings = error.findings
        return None
    facilitator.findings = ()
    return True if done is None else done


def tell(*found: Finding) -> None:
    """What is to be known of the last action, though it was done."""
    _facilitator().findings = found


def findings() -> tuple[Finding, ...]:
    """What stood in the way of the last action."""
    return _facilitator().findings


def set_outcome(channel: str, done: Entered, told: tuple[Finding, ...]) -> None:
    _facilitator().outcomes[channel] = (done, told)


def outcome(channel: str) -> tuple[Entered, tuple[Finding, ...]] | None:
    """What became of the ballots that came last by this way."""
    return _facilitator().outcomes.get(channel)


def set_taken_rating(number: int) -> None:
    _facilitator().taken_rating = number


def taken_rating() -> int:
    """The rating that the study took over last; 0 if none."""
    return _facilitator().taken_rating


def form_field(name: str, default: Any) -> dict[str, Any]:
    """Key and callback of a widget whose value outlives its page, as long as the form is not sent.

    What is proposed is set anew until a run has drawn it to its end: where the first one was cut short, as by a title
    entered while the page was still coming, the screen would know of no criteria, and a press would find none chosen.
    None is no answer to anything asked here: a screen that says so has not taken up what was proposed.
    """
    known: dict[str, Any] = st.session_state.setdefault("room_form", {})
    widget = widget_values.seeded(f"_room_{name}", known.get(name, default))

    def keep() -> None:
        if st.session_state[widget] is not None:
            st.session_state.setdefault("room_form", {})[name] = st.session_state[widget]

    return {"key": widget, "on_change": widget_values.on_change(widget, keep)}


def number_field(name: str, default: float) -> dict[str, Any]:
    """As `form_field`, of a number."""
    widget = form_field(name, default)
    return {**widget, "value": widget_values.shown(widget["key"])}


def choice_field(name: str, default: str, options: Sequence[str]) -> dict[str, Any]:
    """As `form_field`, of one of some options."""
    widget = form_field(name, default)
    return {**widget, "index": widget_values.shown_index(widget["key"], options)}


def typed(name: str) -> str:
    """What stands in a field now: a button that was pressed at once knows only what stood there when it was drawn."""
    return str(st.session_state.get(f"_room_{name}") or "")


def clear(name: str) -> None:
    """A field is empty again: what was typed has been kept elsewhere."""
    st.session_state.get("room_form", {}).pop(name, None)
    st.session_state[f"_room_{name}"] = ""


def table(
    name: str, rows: Sequence[Mapping[str, Any]], columns: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Rows to edit, add and remove; what was typed outlives the page. An empty cell is None."""
    form: dict[str, Any] = st.session_state.setdefault("room_form", {})
    version = form.setdefault(f"{name}/version", 0)
    widget = f"_room_{name}_{version}"
    if widget not in st.session_state:  # else a new beginning would throw back what is being typed
        form[f"{name}/begun"] = form.get(f"{name}/now", list(rows))
    # its code may come later than the rest of the page, which must not move under a finger by then
    lines = len(form[f"{name}/begun"]) + 2  # with the headings, and the line in which one is added
    st.html(f"<style>.st-key-{widget}{{min-height:{lines * LINE + 2}px}}</style>")
    begun = pd.DataFrame(form[f"{name}/begun"], columns=list(columns), dtype=object)
    edited = st.data_editor(
        begun,
        key=widget,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        placeholder="",
        column_config={column: config for column, config in columns.items() if config is not None},
        column_order=[column for column, config in columns.items() if config is not None],
    )
    now = [
        {str(column): None if pd.isna(value) else value for column, value in row.items()}
        for row in edited.to_dict("records")
    ]
    form[f"{name}/now"] = now
    return now


def set_table(name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Other rows in a table."""
    form: dict[str, Any] = st.session_state.setdefault("room_form", {})
    form[f"{name}/now"] = list(rows)
    form[f"{name}/version"] = form.get(f"{name}/version", 0) + 1


def site() -> str:
    """Where the app is reached, as this browser sees it; empty where that is not known."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def join_address() -> str:
    """The address to be typed, as short as it is."""
    return f"{urlsplit(st.context.url or '').netloc}/workshop"


def is_local(address: str) -> bool:
    """Whether an address leads nowhere from another device."""
    return (urlsplit(address).hostname or "localhost") in ("localhost", "127.0.0.1", "::1")
