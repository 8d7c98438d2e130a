"""Between the rounds: what the room said beside one's own answer, as far as it may be shown to a participant."""

import streamlit as st

from criteria.errors import AppError
from mcda.app.state import participant, resources
from mcda.app.widgets import messages
from mcda.group.analysis.consensus import Spread
from mcda.group.analysis.second_round import AskedAgain, asked_again
from mcda.group.privacy.publication import SuppressedRound
from mcda.report.html.participant_weights import participant_weights, weights_in_words
from mcda.words import Translator


def render(t: Translator) -> None:
    """The newest closed round: a row a criterion, the middle half of everyone as a bar and oneself as a dot."""
    number = _last_closed()
    if number < 1:
        return
    if not participant.current().seated.own:  # what others said would lead the first answer
        st.markdown(t("phone.after_own"))
        return
    st.markdown(f"**{t('phone.workshop_weights', number=number)}**")
    try:
        told = _told(number)
    except AppError as error:
        if error.findings[0].code == resources.NOT_SHOWN:
            st.markdown(t.line(error.findings[0]))
        else:
            messages.show_errors(t, error.findings)
        return
    if isinstance(told, SuppressedRound):
        st.markdown(t.line(told.finding))
        return
    workshop = participant.current().seated.workshop
    own = _own(told)
    notes = _marks(t, told, own)
    if told.paper:
        notes.append(t("results.paper", paper=told.paper))
    st.markdown(t.sentences(notes))
    st.html(participant_weights(told, own, workshop.names, t.written))


def of_criterion(t: Translator, key: str) -> str:
    """One criterion in a sentence; empty before the first round is closed, or where it may not be shown."""
    told = _published()
    if told is None or key not in told.criteria:
        return ""
    return t(
        "phone.former_workshop",
        range=weights_in_words(told, told.criteria.index(key), _own(told), t),
    )


def of_one(t: Translator, key: str) -> None:
    """One criterion as in the section of all of them: everyone's bar or line, and oneself as a dot."""
    told = _published()
    if told is not None and key in told.criteria:
        names = {key: participant.current().seated.workshop.names[key]}
        own = _own(told)
        st.markdown(t.sentences(_marks(t, told, own)))
        st.html(participant_weights(told, own, names, t.written))


def again() -> tuple[AskedAgain, ...]:
    """The criteria that this round asks again, none where nothing comparable was answered or may be shown."""
    seated = participant.current().seated
    told = _published()
    if told is None or not seated.has_comparable_answers:
        return ()
    return asked_again(told, _own(told), seated.workshop.keys)


def _published() -> Spread | None:
    """The newest closed round, once one has answered oneself and where it may be shown."""
    number = _last_closed()
    if number < 1 or not participant.current().seated.own:
        return None
    try:
        told = _told(number)
    except AppError:
        return None  # told where the room's answers have their own section
    return None if isinstance(told, SuppressedRound) else told


def _marks(t: Translator, told: Spread, own: tuple[float, ...]) -> list[str]:
    mark = "phone.room_bar" if told.everyone is not None else "phone.room_line"
    return [t(mark, heads=told.heads), *([t("phone.room_dot")] if own else [])]


def _last_closed() -> int:
    current = participant.current().seated.round
    return current.number - 1 if current.is_open else current.number


def _told(number: int) -> Spread | SuppressedRound:
    seated = participant.current().seated
    return resources.spread(seated.code, number, seated.seat.token)


def _own(told: Spread) -> tuple[float, ...]:
    """One's own weights in that round, in the order of its criteria; nothing if one did not submit."""
    own = [s for s in participant.current().seated.own if s.round == told.number]
    return own[-1].weights.whole(told.criteria).shares if own else ()
