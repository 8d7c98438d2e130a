"""What stands above a page about the planner's draft: a copy, another window's change, or why it is not saved."""

import streamlit as st

from mcda.app.state import draft
from mcda.app.widgets import dates, messages
from mcda.words import Translator


def render(t: Translator) -> None:
    messages.show_errors(t, draft.findings())
    messages.show_line(t, "app.not_saved", draft.not_saved())
    if draft.is_copy():
        st.info(t("app.draft_copy"))
    changed_at = draft.changed_elsewhere()
    if changed_at:
        _choices(t, changed_at)


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
