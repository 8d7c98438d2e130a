"""A second round: the criteria that it asks a participant again, one a screen, with their former answers."""

import streamlit as st

from mcda.app.pages.workshop import group_answers, own_answers, questions
from mcda.app.state import participant
from mcda.group.model.screens import former_notes, screens_about
from mcda.words import Translator


def render(t: Translator) -> None:
    """One criterion: what it is, oneself among all participants, why it is asked, and the answers about it."""
    hand = participant.current()
    workshop, asked = hand.seated.workshop, hand.again[hand.again_at]
    count = len(hand.again)
    st.progress((hand.again_at + 1) / count, t("phone.progress", at=hand.again_at + 1, count=count))
    key = asked.criterion
    st.title(questions.name(t, workshop, key), anchor=False)
    st.markdown(questions.span(t, workshop, key))
    group_answers.of_one(t, key)
    st.markdown(t(f"phone.again_{asked.why}"))
    st.markdown(f"**{t('phone.again_answers')}**")
    for at in _about(key):
        own_answers.answer(t, at, key)


def begin(t: Translator) -> bool:
    """The button of the introduction that asks these criteria alone; False where there are none to ask."""
    criteria = group_answers.again()
    if not criteria:
        return False
    st.button(
        t("phone.again", count=len(criteria)),
        key="_again",
        type="primary",
        width="stretch",
        on_click=participant.ask_again,
        args=(criteria,),
    )
    return True


def is_changed() -> bool:
    """Whether an answer about the criterion in hand differs from the one before this round."""
    hand = participant.current()
    before = former_notes(hand.seated)
    blocks = {hand.screens[at].block for at in _about(hand.again[hand.again_at].criterion)}
    return any(hand.notes.get(block) != before.get(block) for block in blocks)


def _about(criterion: str) -> tuple[int, ...]:
    seated = participant.current().seated
    return screens_about(seated.workshop, seated.seat.order, criterion)
