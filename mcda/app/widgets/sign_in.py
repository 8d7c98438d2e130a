"""Sign-in, where the operator asks for it of those who open workshops or publish."""

import streamlit as st

from criteria.errors import Finding
from mcda.app.state import session
from mcda.app.widgets import messages
from mcda.words import Translator
from mcda.words.markdown import plain


def is_through(t: Translator, words: str) -> bool:
    """Whether this visitor may go on; if not, what stands in the way and the button that helps. `words` say who signs in."""
    if session.must_sign_in():
        st.markdown(t(words))
        if not session.can_sign_in():
            messages.show_errors(t, [Finding.of("room.sign_in")])
        else:
            st.button(t("workshop.sign_in"), key="_sign_in", on_click=st.login)
        return False
    if not session.is_admitted():
        st.markdown(t("workshop.not_admitted", address=plain(session.signed_in_as() or "—")))
        if session.signed_in_as():
            st.button(t("workshop.sign_out"), key="_sign_out", on_click=st.logout)
        return False
    return True
