"""A rehearsal before the evening: a copy of the workshop with simulated people, thrown away afterwards."""

from dataclasses import replace

import streamlit as st

from mcda.app.state import facilitator, presses, resources, session
from mcda.app.widgets import press
from mcda.group.model.typed_text import TITLE, clean
from mcda.group.model.views import Facilitated
from mcda.group.rehearsal import rehearse, submit
from mcda.words import Translator

PEOPLE, MOST_PEOPLE = 24, 200


def render(t: Translator, board: Facilitated) -> None:
    held = facilitator.rehearsal()
    if held is None:
        _offer(t, board)
    else:
        _play(t, board, held)


def _offer(t: Translator, board: Facilitated) -> None:
    st.markdown(t("workshop.rehearsal_words"))
    people = st.number_input(
        t("workshop.people"), min_value=3, max_value=MOST_PEOPLE, step=1,
        **facilitator.number_field("people", PEOPLE),
    )  # fmt: skip

    def begin() -> facilitator.Rehearsal:
        title = clean(t.written("workshop.rehearsal_title", title=board.workshop.title), TITLE)
        opened = resources.store().open_workshop(
            replace(board.workshop, title=title, most_seats=0, is_rehearsal=True),
            session.client_address(),
        )
        return facilitator.Rehearsal(opened, rehearse(resources.store(), opened.code, int(people)))

    if press.button(t("workshop.rehearse"), "_rehearse", type="primary"):
        with presses.acting("_rehearse"):
            facilitator.begin_rehearsal(begin)
        st.rerun()


def _play(t: Translator, board: Facilitated, held: facilitator.Rehearsal) -> None:
    """They submit when they are told to; then everything is deleted."""
    st.markdown(t("workshop.rehearsal_on", people=len(held.actors)))
    row = st.container(horizontal=True)
    if board.round.is_open:
        row.button(
            t("workshop.all_submit"),
            key="_all_submit",
            type="primary",
            on_click=lambda: facilitator.attempt(
                lambda: submit(resources.store(), held.actors, board.round.number)
            ),
        )

    def end() -> None:
        erased = facilitator.attempt(lambda: resources.store().delete_workshop(held.opened.key))
        if erased is not None:
            resources.forget_rounds()
            facilitator.end_rehearsal()
        if erased is False:
            resources.erase_later()

    row.button(t("workshop.rehearsal_end"), key="_rehearsal_end", on_click=end)
    st.markdown(t("workshop.rehearsal_key"))
    st.code(held.opened.key, language=None)
