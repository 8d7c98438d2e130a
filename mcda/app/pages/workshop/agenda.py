"""The agenda of the evening: what is talked about now, for how long still, and what comes next; the same on every device."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from mcda.app.state import facilitator, resources, session
from mcda.app.widgets import messages, page_parts
from mcda.group.model.projector import EXTENSION, AgendaClock
from mcda.words import Translator
from mcda.words.markdown import plain

TICK = 20  # seconds


def render(t: Translator, code: str) -> None:
    """The item in hand and its clock are in the store, so that a reload or another laptop finds them."""
    found = messages.answer_or_errors(t, lambda: resources.store().projected(code))
    if found is None or not found.clock.items:
        return
    clock = found.clock
    page_parts.section(t("workshop.agenda"))
    st.fragment(_clock, run_every=TICK)(code)
    store, key = resources.store(), facilitator.key()
    row = st.container(horizontal=True)
    if clock.at >= 0:
        row.button(
            t("workshop.item_back"),
            key="_item_back",
            on_click=_press(lambda: store.go_to_item(key, clock.at - 1)),
        )
    if clock.at + 1 < len(clock.items):
        words = "workshop.item_first" if clock.at < 0 else "workshop.item_next"
        row.button(
            t(words, title=plain(clock.items[clock.at + 1].title)),
            key="_item_next",
            type="primary",
            on_click=_press(lambda: store.go_to_item(key, clock.at + 1)),
        )
    if clock.at >= 0:
        row.button(
            t("workshop.item_longer", minutes=EXTENSION),
            key="_item_longer",
            on_click=_press(lambda: store.extend_item(key)),
        )
    if len(clock.items) > 1:
        _order(t, clock)


def _press(act: Callable[[], None]) -> Callable[[], None]:
    def press() -> None:
        facilitator.attempt(act)

    return press


def _order(t: Translator, clock: AgendaClock) -> None:
    """What is still to come can be put earlier or later."""
    with st.popover(t("workshop.item_order")):
        for at, item in enumerate(clock.items):
            row = st.container(horizontal=True, vertical_alignment="center")
            row.markdown(plain(item.title))
            if at:
                row.button(
                    t("workshop.item_earlier"),
                    key=f"_item_earlier_{at}",
                    on_click=_press(partial(_earlier, at)),
                )


def _earlier(at: int) -> None:
    resources.store().move_item(facilitator.key(), at, at - 1)


def _clock(code: str) -> None:
    """The list, the item in hand in bold with the minutes that are left."""
    t = session.translator()
    found = messages.answer_or_errors(t, lambda: resources.store().projected(code))
    if found is None:
        return
    clock = found.clock
    seconds = clock.seconds_left(datetime.now(UTC))
    lines = []
    for number, item in enumerate(clock.items):
        words = t("workshop.agenda_line", title=plain(item.title), minutes=item.minutes)
        if number == clock.at and seconds is not None:
            over = "workshop.minutes_left" if seconds >= 0 else "workshop.minutes_over"
            left = abs(seconds) // 60
            words = t("workshop.agenda_now", line=words, left=t(over, minutes=left))
        lines.append(f"{number + 1}. {words}")
    st.markdown("\n".join(lines))
