"""Undo and redo, each naming its change, and what a study has changed from where it began."""

import streamlit as st

from mcda.app.state import address, session
from mcda.app.widgets.remembered_select import remembered_select
from mcda.report.tables.study_comparison import change, sentences
from mcda.study.comparison import Comparison
from mcda.words import Translator


def render(t: Translator) -> None:
    """Buttons in the row in which it is called; none before anything was changed."""
    study, history = session.study(), session.history()
    begun = session.starting_points()
    if history.past:
        help_text = change(Comparison(history.past[-1], study), t)
        st.button(t("app.undo"), key="_undo", help=help_text, on_click=session.undo)
    if history.future:
        help_text = change(Comparison(study, history.future[-1]), t)
        st.button(t("app.redo"), key="_redo", help=help_text, on_click=session.redo)
    if begun:
        box = st.popover(t("app.changes"), key="_changes", on_change="rerun")
        if box.open:
            with box:
                _compared(t, begun)


def link(t: Translator) -> None:
    """The address of what is looked at, to copy: whoever opens it sees the same, and changes a copy."""
    with st.container(key="link", width="content").popover(t("app.link"), key="_link"):
        st.code(address.link(), language=None, wrap_lines=True)
        st.caption(t("app.link_words"))


def _compared(t: Translator, begun: tuple[str, ...]) -> None:
    names = {name: t(f"app.since_{name}") for name in begun}
    since = remembered_select(t("app.since"), names, "since", filter_mode=None)
    found = Comparison(session.starting_point(since), session.study())
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences(found, t)))
