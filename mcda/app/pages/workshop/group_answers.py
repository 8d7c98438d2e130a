"""Between the rounds: what the room said beside one's own answer, as far as it may be shown to a participant."""

import streamlit as st

from criteria.errors import AppError
from mcda.app.state import participant, resources
from mcda.app.widgets import messages
from mcda.group.analysis.consensus import Spread
from mcda.group.privacy.publication import SuppressedRound
from mcda.words import Translator
from mcda.words.markdown import plain


def render(t: Translator) -> None:
    """The newest closed round: each criterion, one's own share, and where the middle half of the room lies."""
    number = _last_closed()
    if number < 1:
        return
    st.markdown(f"**{t('phone.workshop_weights', number=number)}**")
    try:
        told = _told(number)
    except AppError as error:
        messages.show_errors(t, error.findings)
        return
    if isinstance(told, SuppressedRound):
        st.markdown(t.line(told.finding))
        return
    workshop = participant.current().seated.workshop
    words = "phone.workshop_words" if told.everyone is not None else "phone.room_words_mean"
    st.markdown(t(words, heads=told.heads))
    if told.paper:
        st.markdown(t("phone.room_paper", paper=told.paper))
    lines = [
        t("phone.line", name=plain(t.text(workshop.names[key])), range=_words(t, told, key))
        for key in told.criteria
        if key in workshop.names
    ]
    st.markdown("\n".join(f"- {each}" for each in lines))


def of_criterion(t: Translator, key: str) -> str:
    """One criterion in a sentence; empty before the first round is closed, or where it may not be shown."""
    number = _last_closed()
    if number < 1:
        return ""
    try:
        told = _told(number)
    except AppError:
        return ""  # told where the room's answers have their own section
    if isinstance(told, SuppressedRound) or key not in told.criteria:
        return ""
    return t("phone.former_workshop", range=_words(t, told, key))


def _last_closed() -> int:
    current = participant.current().seated.round
    return current.number - 1 if current.is_open else current.number


def _told(number: int) -> Spread | SuppressedRound:
    seated = participant.current().seated
    return resources.spread(seated.code, number, seated.seat.token)


def _words(t: Translator, told: Spread, key: str) -> str:
    """One's own share of the whole in that round, and the quartiles of everyone's, or the mean of few."""
    at = told.criteria.index(key)
    own = [s for s in participant.current().seated.own if s.round == told.number]
    shares = own[-1].weights.whole(told.criteria).shares if own else ()
    if told.everyone is None:
        mean = t.percent(float(told.mean[at]), 1)
        if not shares:
            return t("phone.mean_room", mean=mean)
        return t("phone.you_and_mean", own=t.percent(shares[at]), mean=mean)
    low, high = (t.percent(float(told.everyone[row, at]), 1) for row in (0, 2))
    if not shares:
        return t("phone.middle_half", low=low, high=high)
    return t("phone.you_and_half", own=t.percent(shares[at]), low=low, high=high)
