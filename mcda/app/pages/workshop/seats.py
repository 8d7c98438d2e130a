"""Seats on the control panel: how many may sit down, and a seat that is not to count, by its receipt."""

import streamlit as st

from mcda.app.state import facilitator, resources
from mcda.group.model.views import Facilitated
from mcda.group.model.workshop import MOST_SEATS, proposed_seats
from mcda.words import Translator
from mcda.words.markdown import plain

EXPECTED = 30  # people, as long as nobody says otherwise


def expected_choice(t: Translator) -> tuple[int, int]:
    """How many people are to come, and how many phones may sit down: a proposal that follows until it is changed."""
    left, right = st.columns(2)
    with left:
        expected = st.number_input(
            t("workshop.expected"),
            min_value=1,
            max_value=MOST_SEATS,
            step=1,
            **facilitator.number_field("expected", EXPECTED),
        )
    proposed = proposed_seats(int(expected))
    with right:
        most = st.number_input(
            t("workshop.seats"),
            min_value=1,
            max_value=MOST_SEATS,
            step=1,
            help=t("workshop.seats_words"),
            **facilitator.number_field(f"seats_{proposed}", proposed),
        )
    return int(expected), int(most)


def render(t: Translator, board: Facilitated) -> None:
    most = board.workshop.most_seats
    if most and board.attendance.heads >= most:
        st.warning(t("workshop.seats_taken", most=most))
    with st.expander(t("workshop.seats_change")):
        _let_in(t, board)
        if board.round.is_open:
            _void(t)
        for seat in board.voided:
            names = {group.key: group.name for group in board.workshop.groups}
            group = plain(t.text(names[seat.group]))
            st.markdown(
                t("workshop.voided", receipt=plain(seat.receipt), group=group, number=seat.round)
            )


def _let_in(t: Translator, board: Facilitated) -> None:
    now = board.workshop.most_seats or MOST_SEATS
    most = st.number_input(
        t("workshop.seats"),
        min_value=1,
        max_value=MOST_SEATS,
        step=1,
        **facilitator.number_field(f"let_in_{board.code}_{now}", now),
    )
    st.button(
        t("workshop.seats_take"),
        key="_let_in",
        disabled=int(most) == now,
        on_click=lambda: facilitator.attempt(
            lambda: resources.store().let_in(facilitator.key(), int(most))
        ),
    )


def _void(t: Translator) -> None:
    st.markdown(t("workshop.void_words"))
    st.text_input(
        t("workshop.void_receipt"),
        max_chars=20,
        autocomplete="off",
        **facilitator.form_field("void", ""),
    )

    def void() -> None:
        receipt = facilitator.typed("void")
        done = facilitator.attempt(lambda: resources.store().void_seat(facilitator.key(), receipt))
        if done is not None:
            facilitator.clear("void")

    st.button(t("workshop.void"), key="_void", on_click=void)
