"""A participant's own answers as a list, each of which can be opened, changed, and left again."""

import streamlit as st

from mcda.app.pages.workshop import questions
from mcda.app.state import participant
from mcda.group.model.screens import blocks_of
from mcda.words import Translator


def render(t: Translator) -> None:
    """All answers by what was weighed together; then the way to answer all of them anew."""
    hand = participant.current()
    workshop = hand.seated.workshop
    with st.expander(t("phone.own_answers")):
        for block in blocks_of(workshop, hand.seated.seat.order):
            st.markdown(f"**{questions.title(t, workshop, block)}**")
            for at, screen in enumerate(hand.screens):
                if screen.block == block:
                    answer(t, at)
        st.button(
            t("phone.all_again"),
            key="_all_again",
            width="stretch",
            on_click=participant.go_to_screen,
            args=(0,),
        )


def answer(t: Translator, at: int, about: str = "") -> None:
    """One question and what was answered to it, as a button that opens it."""
    hand = participant.current()
    words = questions.answer_in_words(t, hand.screens[at], hand.notes, about)
    st.button(
        words or t("phone.unanswered"),
        key=f"_answer_{at}",
        width="stretch",
        on_click=participant.open_answer,
        args=(at,),
    )
