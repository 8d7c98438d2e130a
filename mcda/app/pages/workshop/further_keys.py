"""Further keys to the control panel: given out by name, shown once, revoked."""

import streamlit as st

from mcda.app.state import facilitator, resources
from mcda.group.model.views import Facilitated
from mcda.words import Translator
from mcda.words.markdown import plain


def render(t: Translator, board: Facilitated) -> None:
    """For the holder of the first key alone."""
    if board.holder or facilitator.rehearsal() is not None:
        return
    with st.expander(t("workshop.further_keys"), key="further_keys"):
        st.markdown(t("workshop.further_words"))
        _shown_once(t)
        st.text_input(
            t("workshop.further_name"),
            max_chars=40,
            autocomplete="off",
            **facilitator.form_field("further", ""),
        )
        st.button(t("workshop.further_add"), key="_further", on_click=_add)
        for at, name in enumerate(board.others):
            row = st.container(horizontal=True, vertical_alignment="center")
            row.text(name)
            row.button(
                t("workshop.further_revoke", name=plain(name)),
                key=f"_revoke_{at}",
                on_click=_revoke,
                args=(name,),
            )


def _shown_once(t: Translator) -> None:
    made = facilitator.further_key()
    if made:
        st.markdown(t("workshop.further_once"))
        st.code(made, language=None)
        st.button(t("workshop.key_noted"), key="_further_noted", on_click=facilitator.hide_further)


def _add() -> None:
    name = facilitator.typed("further")
    made = facilitator.attempt(lambda: resources.store().add_facilitator(facilitator.key(), name))
    if made is not None:
        facilitator.show_further(made)
        facilitator.clear("further")


def _revoke(name: str) -> None:
    facilitator.attempt(lambda: resources.store().revoke_facilitator(facilitator.key(), name))
