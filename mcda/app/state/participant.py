"""What a participant holds while they answer: seat, answers so far, the question in hand. The room's session state."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from criteria.errors import AppError, Finding, StoreError, WorkshopError
from mcda.app.state import resources, session
from mcda.group.analysis.second_round import AskedAgain
from mcda.group.model import screens
from mcda.group.model.keys import typed
from mcda.group.model.views import Seated
from mcda.weighting.registry import WEIGHTING_METHODS

INTRODUCTION = -1  # before the first question
AGAIN = -2  # the criteria that a second round asks again, one at a time
CLOSED = "round.closed"


@dataclass(frozen=True)
class Participant:
    """`at` counts the questions from 0, their number is the summary; `done` once submitted and not begun anew.

    `again`: criteria that are asked again, `again_at` the one in hand. `back_to`: where one returns once a single
    answer is changed, that was opened from there.
    """

    seated: Seated
    notes: Mapping[str, Mapping[str, Any]]
    at: int = INTRODUCTION
    done: bool = False
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))
    findings: tuple[Finding, ...] = ()
    again: tuple[AskedAgain, ...] = ()
    again_at: int = 0
    back_to: int | None = None

    @property
    def screens(self) -> tuple[screens.Screen, ...]:
        return screens.screens(self.seated.workshop, self.seated.seat.order)

    @property
    def answers(self) -> dict[str, Any]:
        return screens.answers_of(self.seated.workshop, self.seated.seat.order, self.notes)

    @property
    def first_open(self) -> int:
        return screens.first_open(self.seated.workshop, self.seated.seat.order, self.notes)

    @property
    def waiting(self) -> str:
        """The name under which unfinished answers wait to be written."""
        return f"seat/{self.seated.seat.number}/{self.seated.round.number}"


def current_or_none() -> Participant | None:
    found: Participant | None = st.session_state.get("hand")
    return found


def current() -> Participant:
    found: Participant = st.session_state["hand"]
    return found


def leave() -> None:
    """Another door: what was in hand belongs to another workshop."""
    st.session_state.pop("hand", None)


def _hold(changed: Participant) -> None:
    st.session_state["hand"] = changed


def open_seat(code: str, token: str) -> None:
    """The seat of this token, as the store knows it; what is in hand already stays. Raises AppError."""
    held = current_or_none()
    if held is None or held.seated.seat.token != token:
        held = _as_kept(seat_at(code, token))
    if held.seated.code != typed(code):
        raise WorkshopError.of("workshop.seat")
    _hold(held)


def seat_at(code: str, token: str) -> Seated:
    """Whose seat a token opens in this workshop. Raises AppError."""
    seated = resources.store().seated(token)
    if seated.code != typed(code):
        raise WorkshopError.of("workshop.seat")
    return seated


def cookie_name(code: str) -> str:
    """Of the cookie in which a browser keeps its seat in a workshop."""
    return f"green_heart_seat_{typed(code)}"


def kept_by_browser(code: str) -> str:
    """The token of the seat that this browser holds, empty if none or if it was given up here."""
    if st.session_state.get("seat_given_up") == typed(code):
        return ""
    return session.cookie(cookie_name(code))


def is_own(code: str, token: str) -> bool:
    """Whether this browser holds the seat of a token that stands in its address.

    One that keeps no cookies cannot show it: there the address alone is the seat.
    """
    held = current_or_none()
    if held is not None and held.seated.seat.token == token:
        return True
    return not session.keeps_cookies() or session.cookie(cookie_name(code)) == token


def give_up_seat(code: str) -> None:
    """Somebody sits down anew in this browser: neither its address nor its cookie is the seat any more."""
    leave()
    st.session_state.pop("door_findings", None)
    st.session_state["seat_given_up"] = typed(code)
    st.query_params.pop("seat", None)


def keep_in_browser() -> None:
    """Where the seat in hand is found after a reload: in the browser's cookie, or else in the address.

    An address is forwarded, projected and written into logs, so the token leaves it where the browser keeps cookies.
    """
    st.session_state.pop("seat_given_up", None)
    if session.keeps_cookies():
        st.query_params.pop("seat", None)
    else:
        st.query_params["seat"] = current().seated.seat.token


def join(code: str, group: str, pseudonym: str) -> None:
    """Sit down, once; a reload finds the seat again.

    A second tap may end the run of the first when its seat is taken and nobody holds it yet: see `taken_seat`.
    """
    held = current_or_none()
    if held is None or held.seated.code != typed(code):
        taken, address = _tokens(), session.client_address()
        try:
            if typed(code) not in taken:
                seat = resources.store().take_seat(code, group, pseudonym, address)
                taken[typed(code)] = seat.token
            _hold(_as_kept(resources.store().seated(taken[typed(code)])))
            taken.pop(typed(code))
        except AppError as error:
            st.session_state["door_findings"] = error.findings
            return
    st.session_state["door_findings"] = ()
    keep_in_browser()


def taken_seat(code: str) -> str:
    """The token of a seat that was taken with this code and not held, told once; empty if there is none."""
    return _tokens().pop(typed(code), "")


def _tokens() -> dict[str, str]:
    """By code, tokens of seats that were taken by a run that may have ended there."""
    found: dict[str, str] = st.session_state.setdefault("taken", {})
    return found


def join_findings() -> tuple[Finding, ...]:
    found: tuple[Finding, ...] = st.session_state.get("door_findings", ())
    return found


def _as_kept(seated: Seated) -> Participant:
    """Where a participant stands after a reload: thanks, the first open question, or the introduction.

    The introduction of a new round, which tells what the room said, stands before what was carried into it.
    """
    fresh = Participant(seated, screens.notes_kept(seated))
    done = seated.submitted is not None and not (seated.unfinished and seated.round.is_open)
    begun = bool(fresh.notes) and not seated.is_carried
    return replace(fresh, at=fresh.first_open, done=done) if begun or done else fresh


def reload() -> None:
    """Read the seat anew: a next round may be open. The store carries over what was never submitted.

    The last taps may have come too late for the round that they were meant for: this session alone has them, and
    writes them into the next one, unless another phone of this seat has begun that already.
    """
    held = current()
    try:
        seated = resources.store().seated(held.seated.seat.token)
    except AppError as error:
        _hold(replace(held, findings=error.findings))
        return
    if seated.round.number == held.seated.round.number:
        was_late = any(finding.code == CLOSED for finding in not_saved())
        _hold(replace(held, seated=seated, findings=()))
        if was_late and seated.round.is_open:  # its closing was undone
            resources.write_queue().forget(held.waiting)
            save()
        return
    fresh = _as_kept(seated)
    _hold(fresh)
    is_unsent = (
        held.seated.submitted is None
        and held.seated.workshop.method_key == seated.workshop.method_key
    )
    has_begun = seated.submitted is not None or (seated.unfinished and not seated.is_carried)
    if is_unsent and not has_begun and held.notes and held.notes != fresh.notes:
        _hold(replace(fresh, notes=held.notes))
        save()


def answer(block: str, name: str, key: str) -> None:
    """Keep what the participant has just put into a widget."""
    set_notes(block, {name: st.session_state[key]})


def set_notes(block: str, own: Mapping[str, Any]) -> None:
    """Keep notes of one block, here at once and in the store a moment later."""
    held = current()
    keys = screens.blocks_of(held.seated.workshop, held.seated.seat.order)[block]
    method = WEIGHTING_METHODS[held.seated.workshop.method_key]
    now = method.with_consequences(keys, held.notes.get(block, {}), own)
    kept = {**held.notes, block: {name: value for name, value in now.items() if value is not None}}
    _hold(replace(held, notes=kept, nonce=secrets.token_hex(16), findings=()))
    save()


def save() -> None:
    held, store = current(), resources.store()
    token, number = held.seated.seat.token, held.seated.round.number
    kept = {"notes": held.notes}
    resources.write_queue().put(held.waiting, lambda: store.keep_unfinished(token, kept, number))


def not_saved() -> tuple[Finding, ...]:
    """Why the store does not have the newest answers, as far as is known."""
    return resources.write_queue().findings(current().waiting)


def is_closed() -> bool:
    """Whether the round in hand has ended, as far as this session was told."""
    held = current()
    told = (*held.findings, *not_saved())
    return not held.seated.round.is_open or any(finding.code == CLOSED for finding in told)


def go_to_screen(at: int) -> None:
    """To a question, the introduction or the summary, and from there on one after the other."""
    _hold(replace(current(), at=at, done=False, findings=(), again=(), back_to=None))


def go_to_answers() -> None:
    """To the summary, where every answer can be opened."""
    go_to_screen(len(current().screens))


def open_answer(at: int) -> None:
    """One question from a list of answers, to which one returns."""
    held = current()
    _hold(replace(held, at=at, back_to=held.at, findings=()))


def go_back() -> None:
    """One step back; from a question that was opened from a list, to what else it left open, and then to the list."""
    held = current()
    if held.back_to is not None:
        is_complete = held.first_open == len(held.screens)
        at, back_to = (held.back_to, None) if is_complete else (held.first_open, held.back_to)
        _hold(replace(held, at=at, back_to=back_to))
    elif held.at == AGAIN and held.again_at > 0:
        _hold(replace(held, again_at=held.again_at - 1))
    elif held.at == AGAIN:
        go_to_screen(INTRODUCTION)
    elif held.at == len(held.screens) and held.again:
        _hold(replace(held, at=AGAIN))
    else:
        go_to_screen(held.at - 1)


def ask_again(criteria: Sequence[AskedAgain]) -> None:
    """Begin from one's former answers, and look at a few criteria again."""
    reuse_former_answers()
    held = current()
    if held.first_open == len(held.screens):
        _hold(replace(held, at=AGAIN, again=tuple(criteria), again_at=0))


def next_again() -> None:
    """The next criterion that is asked again; after the last, the summary."""
    held = current()
    if held.again_at + 1 < len(held.again):
        _hold(replace(held, again_at=held.again_at + 1))
    else:
        _hold(replace(held, at=len(held.screens)))


def go_to_question(block: str, part: str) -> None:
    """Back to one question, to look at it again."""
    for at, screen in enumerate(current().screens):
        if screen.block == block and screen.part == part:
            go_to_screen(at)


def submit() -> None:
    """Submit what is in hand; sent again after a failure it is counted once."""
    held = current()
    resources.write_queue().forget(held.waiting)
    try:
        receipt = resources.store().submit(
            held.seated.seat.token, held.answers, held.nonce, held.seated.round.number
        )
    except StoreError as error:
        _hold(replace(held, findings=error.findings))
        save()  # tried again until the database is back
    except AppError as error:
        _hold(replace(held, findings=error.findings))
    else:
        own = (*held.seated.own, receipt.submission)
        seated = replace(held.seated, own=own, unfinished={})
        _hold(Participant(seated, held.notes, len(held.screens), done=True))


def reuse_former_answers() -> None:
    """Begin from the answers of the round before, because the participant asked for it.

    Answers that were changed since and are complete stay as they are.
    """
    held = current()
    if not held.seated.has_comparable_answers:
        return
    if not held.notes or held.first_open < len(held.screens):
        notes = screens.former_notes(held.seated)
        _hold(replace(held, notes=notes, nonce=secrets.token_hex(16)))
        save()
    go_to_screen(current().first_open)
