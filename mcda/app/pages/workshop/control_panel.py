"""The facilitator's board: who has come, what is talked about, closing and opening rounds, notes; no answers."""

from dataclasses import replace
from html import escape

import streamlit as st

from criteria.errors import Trouble
from mcda.app.pages.workshop import agenda, export, open_workshop, paper_forms, rehearsal, results
from mcda.app.state import facilitator, session
from mcda.app.widgets import page_parts
from mcda.app.widgets.plain_text import plain
from mcda.group.model.views import Attendance, Facilitated
from mcda.group.model.workshop import Kind, Workshop
from mcda.report.html.qr import square_image
from mcda.words import Say

LIVE = 3  # seconds between two looks at who has come
VIEWS = ("evening", "results", "paper", "rehearsal", "keep")


def show(say: Say, key: str) -> None:
    """One look at the store, then one of the views."""
    try:
        board = session.store().facilitated(key)
    except Trouble as trouble:
        page_parts.headline(say("app.workshop"), say("room.sentence"))
        page_parts.told(say, trouble.findings)
        row = st.container(horizontal=True)
        row.button(say("phone.retry"), key="_retry", type="primary")
        row.button(say("room.leave"), key="_leave", on_click=facilitator.leave)
        return
    page_parts.headline(plain(board.workshop.title), _sentence(say, board))
    if facilitator.rehearsal() is not None:
        st.info(say("room.is_rehearsal"))
    _key_once(say)
    page_parts.told(say, facilitator.findings())
    view = page_parts.view_choice(
        say("room.view"), {v: say(f"room.view_{v}") for v in VIEWS}, "board_view"
    )
    if view == "evening":
        _evening(say, board)
    elif view == "results":
        _results(say, board, key)
    elif view == "paper":
        paper_forms.show(say, board, key)
    elif view == "rehearsal":
        rehearsal.show(say, board)
    else:
        export.show(say, board, key)
    st.button(say("room.leave"), key="_leave", type="tertiary", on_click=facilitator.leave)


def _sentence(say: Say, board: Facilitated) -> str:
    words = "room.round_open" if board.round.is_open else "room.round_closed"
    return say(words, number=board.round.number)


def _key_once(say: Say) -> None:
    """The key of a new workshop: shown until it is noted down, and then no more."""
    opened = facilitator.just_opened()
    if opened is None or facilitator.rehearsal() is not None:
        return
    with st.container(border=True, key="key_once"):
        st.markdown(say("room.key_once"))
        st.code(opened.key, language=None)
        st.button(say("room.key_noted"), key="_key_noted", on_click=facilitator.noted_down)


def _evening(say: Say, board: Facilitated) -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        _join(say, board)
    with right:
        st.fragment(_attendance, run_every=LIVE)()
        _round(say, board)
    left, right = st.columns([2, 3], gap="large")
    with left:
        agenda.show(say, board.workshop.agenda)
    with right:
        _notes(say, board)


def _join(say: Say, board: Facilitated) -> None:
    """The code, the square, and the way to the projector."""
    page_parts.section(say("room.join_them"))
    address = f"{facilitator.site()}/workshop?workshop={board.code}"
    st.html(
        f'<div style="display:flex;gap:1.2rem;align-items:center;flex-wrap:wrap">'
        f"{square_image(address, say('room.square'), 5)}"
        f'<span style="font-size:2.6rem;font-weight:600;letter-spacing:.08em">{escape(board.code)}</span></div>'
    )
    st.markdown(say("room.address", address=plain(facilitator.door())))
    if facilitator.at_home(address):
        st.warning(say("room.at_home"))
    st.link_button(say("room.to_projector"), f"{address}&view=projector", width="stretch")


def _attendance() -> None:
    """How many have come and submitted, looked at every few seconds."""
    say = session.say()
    board = facilitator.found(say, lambda: session.store().facilitated(facilitator.key()))
    if board is not None:
        attendance(say, board.workshop, board.attendance)


def attendance(say: Say, workshop: Workshop, present: Attendance) -> None:
    """Counts by group; names and answers are not known here."""
    page_parts.section(say("room.present", joined=present.heads, done=present.done))
    for group in workshop.groups:
        joined, done = present.joined[group.key], present.submitted[group.key]
        words = say("room.of_group", name=plain(say.of(group.name)), joined=joined, done=done)
        st.progress(done / joined if joined else 0.0, words)
    strangers = [k for k in present.joined if k not in {g.key for g in workshop.groups}]
    assert not strangers, "a group that somebody sits in is never removed"


def _round(say: Say, board: Facilitated) -> None:
    """Close the round for good, or open the next, with other settings if need be."""
    number = board.round.number
    if board.round.is_open:
        with st.popover(say("room.close", number=number), width="stretch"):
            st.markdown(say("room.close_words"))
            st.button(
                say("room.close_now", number=number),
                key="_close",
                type="primary",
                on_click=lambda: facilitator.tried(
                    lambda: session.store().close_round(facilitator.key())
                ),
            )
        return
    st.markdown(say("room.after_closing"))
    st.button(
        say("room.open_round", number=number + 1),
        key="_open_round",
        type="primary",
        width="stretch",
        on_click=lambda: facilitator.tried(lambda: session.store().open_round(facilitator.key())),
    )
    with st.expander(say("room.amend")):
        _amend(say, board)


def _amend(say: Say, board: Facilitated) -> None:
    """Between rounds: fewer criteria, another way of weighing, another floor."""
    now = board.workshop
    st.markdown(say("room.amend_words"))
    criteria = open_workshop.criteria_choice(say, now.opened_study, f"amend_criteria_{board.code}")
    way = open_workshop.way_choice(say, now.way, f"amend_way_{board.code}")
    floor = open_workshop.floor_choice(say, now.floor, f"amend_floor_{board.code}")

    def amend() -> None:
        other = Workshop.of(
            now.opened_study,
            now.title,
            way,
            groups=now.groups,
            criteria=criteria,
            floor=floor,
            lang=now.lang,
            agenda=now.agenda,
        )
        session.store().amend(facilitator.key(), replace(other, title=now.title))

    if st.button(say("room.amend_now"), key="_amend"):
        facilitator.tried(amend)
        st.rerun()


def _notes(say: Say, board: Facilitated) -> None:
    """What is worth keeping, and questions parked for later; they come into the brief."""
    page_parts.section(say("room.notes"))
    st.text_area(
        say("room.note"), max_chars=2000, height=90, placeholder=say("room.note_example"),
        **facilitator.field("note", ""),
    )  # fmt: skip

    def keep(kind: Kind) -> None:
        words = facilitator.written("note")
        if (
            facilitator.tried(lambda: session.store().note(facilitator.key(), words, kind))
            is not None
        ):
            facilitator.clear("note")

    row = st.container(horizontal=True)
    row.button(say("room.note_keep"), key="_note", on_click=keep, args=("note",))
    row.button(say("room.note_park"), key="_park", on_click=keep, args=("parked",))
    for each in reversed(board.rounds):
        for note in reversed(each.notes):
            kind = "room.parked_of" if note.kind == "parked" else "room.note_of"
            st.markdown(f"**{say(kind, number=each.number)}**")
            st.text(note.text)


def _results(say: Say, board: Facilitated, key: str) -> None:
    rounds = facilitator.found(say, lambda: session.store().published(key))
    if board.round.is_open and board.round.number == 1:
        st.markdown(say("room.no_results"))
    elif rounds is not None:
        results.show(say, board.code, rounds, quiet=True)
