"""Between the rounds: what the room said beside one's own answer, as far as it may be shown to a participant."""

import streamlit as st

from criteria.errors import Trouble
from mcda.app.state import participant, session
from mcda.app.widgets import page_parts
from mcda.app.widgets.plain_text import plain
from mcda.group.analysis.consensus import Spread
from mcda.group.privacy.publication import Withheld
from mcda.words import Say


def show(say: Say) -> None:
    """The newest closed round: each criterion, one's own share, and where the middle half of the room lies."""
    number = _last_closed()
    if number < 1:
        return
    st.markdown(f"**{say('phone.room_said', number=number)}**")
    try:
        told = _told(number)
    except Trouble as trouble:
        page_parts.told(say, trouble.findings)
        return
    if isinstance(told, Withheld):
        st.markdown(plain(say.finding(told.finding).line()))
        return
    st.markdown(say("phone.room_words", heads=told.heads))
    workshop = participant.in_hand().seated.workshop
    lines = [
        say("phone.line", name=plain(say.of(workshop.names[key])), range=_words(say, told, key))
        for key in told.criteria
        if key in workshop.names
    ]
    st.markdown("\n".join(f"- {each}" for each in lines))


def of_criterion(say: Say, key: str) -> str:
    """One criterion in a sentence; empty before the first round is closed, or where it may not be shown."""
    number = _last_closed()
    if number < 1:
        return ""
    try:
        told = _told(number)
    except Trouble:
        return ""  # told where the room's answers have their own section
    if isinstance(told, Withheld) or key not in told.criteria:
        return ""
    return say("phone.former_room", range=_words(say, told, key))


def _last_closed() -> int:
    current = participant.in_hand().seated.round
    return current.number - 1 if current.is_open else current.number


def _told(number: int) -> Spread | Withheld:
    seated = participant.in_hand().seated
    return session.spread(seated.code, number, seated.seat.token)


def _words(say: Say, told: Spread, key: str) -> str:
    """One's own share of the whole in that round, and the quartiles of everyone's."""
    at = told.criteria.index(key)
    low, high = (say.percent(float(told.everyone[row, at])) for row in (1, 3))
    own = [s for s in participant.in_hand().seated.own if s.round == told.number]
    shares = own[-1].weights.whole(told.criteria).shares if own else ()
    if not shares:
        return say("phone.half_room", low=low, high=high)
    return say("phone.you_and_half", own=say.percent(shares[at]), low=low, high=high)
