"""How a participant comes in: language, stakeholder group, a pseudonym or none."""

import streamlit as st

from mcda.app.state import participant, session
from mcda.app.widgets import messages, page_parts
from mcda.group.model.views import Doorway, Seated
from mcda.words import Translator, phrase
from mcda.words.markdown import plain


def enter(t: Translator, doorway: Doorway) -> None:
    """Both languages first; then who one is."""
    st.text(doorway.workshop.title)
    if not session.has_chosen_language():
        st.title(
            " · ".join(phrase("phone.choose_language").in_(lang) for lang in ("zh", "en")),
            anchor=False,
        )
        own = doorway.workshop.lang
        for language, words in sorted(page_parts.NAMES.items(), key=lambda each: each[0] != own):
            st.button(
                words,
                key=f"_speak_{language}",
                width="stretch",
                on_click=session.choose_language,
                args=(language,),
            )
        return
    st.title(t("phone.who"), anchor=False)
    if session.query_parameter("ballot"):
        st.markdown(t("phone.paper"))
    names = {group.key: plain(t.text(group.name)) for group in doorway.workshop.groups}
    group = st.radio(
        t("phone.group"),
        list(names),
        format_func=names.__getitem__,
        index=None,
        key="_group",
        width="stretch",
        label_visibility="collapsed",
    )
    st.text_input(
        t("phone.pseudonym"),
        max_chars=40,
        key="_pseudonym",
        autocomplete="off",
    )
    messages.show_errors(t, participant.join_findings())
    st.button(
        t("phone.join"),
        key="_join",
        type="primary",
        width="stretch",
        disabled=group is None,
        on_click=lambda: participant.join(
            doorway.code, st.session_state["_group"], st.session_state["_pseudonym"]
        ),
    )
    if (
        group is None
    ):  # below the button, which must not move in the moment in which it can be pressed
        st.markdown(t("phone.group_first"))


def whose_seat(t: Translator, seated: Seated) -> None:
    """An address with a seat that this browser does not hold: one's own on another device, or somebody else's."""
    seat, workshop = seated.seat, seated.workshop
    st.text(workshop.title)
    st.title(t("phone.whose_seat"), anchor=False)
    group = plain(t.text(workshop.group(seat.group).name))
    st.markdown(t("phone.whose_words", group=group, receipt=seat.receipt))
    st.button(
        t("phone.go_on", receipt=seat.receipt),
        key="_go_on",
        width="stretch",
        on_click=participant.open_seat,
        args=(seated.code, seat.token),
    )
    st.button(
        t("phone.sit_anew"),
        key="_sit_anew",
        type="primary",
        width="stretch",
        on_click=participant.give_up_seat,
        args=(seated.code,),
    )


def ask_code(t: Translator, code: str) -> None:
    """A code that opens nothing is typed once more."""
    with st.form("_code_form", border=False):
        st.text_input(t("phone.code"), value=code, max_chars=20, key="_code", autocomplete="off")
        st.form_submit_button(t("phone.join"), type="primary", width="stretch", on_click=_enter)


def _enter() -> None:
    st.query_params["workshop"] = st.session_state["_code"]
    st.query_params.pop("seat", None)
