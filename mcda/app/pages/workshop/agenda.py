"""The agenda of the evening: what is talked about now, for how long already, and what comes next."""

import time
from collections.abc import Sequence

import streamlit as st

from mcda.app.state import session
from mcda.app.widgets import page_parts
from mcda.group.model.workshop import AgendaItem
from mcda.words import Translator
from mcda.words.markdown import plain

TICK = 20  # seconds


def render(t: Translator, items: Sequence[AgendaItem]) -> None:
    """The item in hand stands in the facilitator's address, so that a reload finds it."""
    if not items:
        return
    page_parts.section(t("workshop.agenda"))
    st.fragment(_clock, run_every=TICK)(items)
    at = current(len(items))
    row = st.container(horizontal=True)
    if at >= 0:
        row.button(t("workshop.item_back"), key="_item_back", on_click=go, args=(at - 1,))
    if at + 1 < len(items):
        words = "workshop.item_first" if at < 0 else "workshop.item_next"
        row.button(
            t(words, title=plain(items[at + 1].title)),
            key="_item_next",
            type="primary",
            on_click=go,
            args=(at + 1,),
        )


def _clock(items: Sequence[AgendaItem]) -> None:
    """The list, the item in hand in bold with the minutes that are left."""
    t, at = session.translator(), current(len(items))
    lines = []
    for number, item in enumerate(items):
        words = t("workshop.agenda_line", title=plain(item.title), minutes=item.minutes)
        if number == at:
            left = item.minutes - passed()
            over = "workshop.minutes_left" if left >= 0 else "workshop.minutes_over"
            words = t("workshop.agenda_now", line=words, left=t(over, minutes=abs(left)))
        lines.append(f"{number + 1}. {words}")
    st.markdown("\n".join(lines))


def current(count: int) -> int:
    """Which item is talked about, -1 before the first."""
    typed = session.query_parameter("item")
    return min(int(typed), count) - 1 if typed.isdecimal() else -1


def passed() -> int:
    """Whole minutes since the item in hand was begun."""
    typed = session.query_parameter("since")
    return max(0, int(time.time()) - int(typed)) // 60 if typed.isdecimal() else 0


def go(at: int) -> None:
    if at < 0:
        st.query_params.pop("item", None)
        st.query_params.pop("since", None)
    else:
        st.query_params["item"] = str(at + 1)
        st.query_params["since"] = str(int(time.time()))
