"""What stands above a page about the planner's draft: a copy, another window's change, or why it is not saved."""

import streamlit as st

from mcda.app.state import draft
from mcda.app.widgets import dates, messages
from mcda.words import Translator

LOOK = 1  # seconds between two looks at what became of a change that the page did not wait for


def render(t: Translator, is_on_its_way: bool) -> None:
    """`is_on_its_way`: whether the store had not answered when the page was drawn."""
    messages.show_errors(t, draft.findings())
    messages.show_line(t, "app.not_saved", draft.not_saved())
    if draft.is_copy():
        st.info(t("app.draft_copy"))
    changed_at = draft.changed_elsewhere()
    if changed_at:
        _choices(t, changed_at)
    if is_on_its_way:
        st.fragment(_look, run_every=LOOK)(bool(draft.not_saved()))


def _look(is_told: bool) -> None:
    """Once the store has answered, or fails, the page runs again: its address gets its key, or it says what is wrong."""
    if not draft.is_on_its_way() or bool(draft.not_saved()) != is_told:
        st.rerun()


def _choices(t: Translator, changed_at: str) -> None:
    st.warning(t("app.draft_changed", time=dates.local_time(t, changed_at)))
    row = st.container(horizontal=True)
    row.button(
        t("app.draft_theirs"), key="_draft_theirs", type="primary", on_click=draft.take_theirs
    )
    row.button(
        t("app.draft_scenario"),
        key="_draft_scenario",
        on_click=draft.keep_as_scenario,
        args=(dates.time_now(),),
    )
    row.button(t("app.draft_apart"), key="_draft_apart", on_click=draft.keep_apart)
