"""The facilitator's board: who has come, what is talked about, closing and opening rounds, notes; no answers."""

from dataclasses import replace

import streamlit as st

from criteria.errors import AppError
from mcda.app.pages.workshop import (
    agenda,
    export,
    further_keys,
    open_workshop,
    paper_forms,
    projector_control,
    ratings,
    rehearsal,
    results,
    seats,
    statements,
)
from mcda.app.state import facilitator, presses, resources, session
from mcda.app.widgets import messages, page_parts, press
from mcda.group.model.views import Attendance, Facilitated
from mcda.group.model.workshop import Kind, Workshop
from mcda.report.html.qr import qr_image
from mcda.report.html.templates import fill
from mcda.words import Translator
from mcda.words.markdown import plain

LIVE = 3  # seconds between two looks at who has come
VIEWS = ("evening", "results", "ratings", "statements", "paper", "rehearsal", "keep")


def render(t: Translator, key: str) -> None:
    """One look at the store, then one of the views."""
    try:
        board = resources.store().facilitated(key)
    except AppError as error:
        page_parts.headline(t("workshop.sentence"))
        messages.show_errors(t, error.findings)
        row = st.container(horizontal=True)
        row.button(t("phone.retry"), key="_retry", type="primary")
        row.button(t("workshop.leave"), key="_leave", on_click=facilitator.leave)
        return
    page_parts.headline(_sentence(t, board), over=plain(board.workshop.title))
    if facilitator.rehearsal() is not None:
        st.info(t("workshop.is_rehearsal"))
    _key_once(t)
    messages.show_errors(t, facilitator.findings())
    view = page_parts.view_choice(
        t("workshop.view"), {v: t(f"workshop.view_{v}") for v in VIEWS}, "board_view"
    )
    if view == "evening":
        _evening(t, board)
    elif view == "results":
        _results(t, board, key)
    elif view == "ratings":
        ratings.render(t, board, key)
    elif view == "statements":
        statements.render(t, board, key)
    elif view == "paper":
        paper_forms.render(t, board, key)
    elif view == "rehearsal":
        rehearsal.render(t, board)
    else:
        export.render(t, board, key)
    st.button(t("workshop.leave"), key="_leave", type="tertiary", on_click=facilitator.leave)


def _sentence(t: Translator, board: Facilitated) -> str:
    words = "workshop.round_open" if board.round.is_open else "workshop.round_closed"
    return t(words, number=board.round.number)


def _key_once(t: Translator) -> None:
    """The key of a new workshop: shown until it is noted down, and then no more."""
    opened = facilitator.just_opened()
    if opened is None or facilitator.rehearsal() is not None:
        return
    with st.container(border=True, key="key_once"):
        st.markdown(t("workshop.key_once"))
        st.code(opened.key, language=None)
        st.button(t("workshop.key_noted"), key="_key_noted", on_click=facilitator.hide_key)


def _evening(t: Translator, board: Facilitated) -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        _join(t, board)
    with right:
        st.fragment(_attendance, run_every=LIVE)()
        seats.render(t, board)
        further_keys.render(t, board)
        _round(t, board)
    projector_control.render(t, board)
    left, right = st.columns([2, 3], gap="large")
    with left:
        agenda.render(t, board.code)
    with right:
        _notes(t, board)


def _join(t: Translator, board: Facilitated) -> None:
    """The code, the square, and the way to the projector."""
    page_parts.section(t("workshop.join_them"))
    address = f"{facilitator.site()}/workshop?workshop={board.code}"
    square = qr_image(address, t("workshop.square"), 5)
    st.html(fill("joining", square=square, code=board.code))
    st.markdown(t("workshop.address", address=plain(facilitator.join_address())))
    if facilitator.is_local(address):
        st.warning(t("workshop.at_home"))
    st.link_button(t("workshop.to_projector"), f"{address}&view=projector", width="stretch")


def _attendance() -> None:
    """How many have come and submitted, looked at every few seconds."""
    t = session.translator()
    board = messages.answer_or_errors(t, lambda: resources.store().facilitated(facilitator.key()))
    if board is not None:
        attendance(t, board.workshop, board.attendance)


def attendance(t: Translator, workshop: Workshop, present: Attendance) -> None:
    """Counts by group; names and answers are not known here."""
    heads = {"joined": present.heads, "done": present.done}
    if workshop.expected_heads:
        page_parts.section(t("workshop.present_of", expected=workshop.expected_heads, **heads))
    else:
        page_parts.section(t("workshop.present", **heads))
    for group in workshop.groups:
        joined, done = present.joined[group.key], present.submitted[group.key]
        words = t("workshop.of_group", name=plain(t.text(group.name)), joined=joined, done=done)
        st.progress(done / joined if joined else 0.0, words)
    if present.paper:
        st.markdown(t("workshop.on_paper", paper=present.paper))
    strangers = [k for k in present.joined if k not in {g.key for g in workshop.groups}]
    assert not strangers, "a group that somebody sits in is never removed"


def _round(t: Translator, board: Facilitated) -> None:
    """Close the round, undo that, or open the next, with other settings if need be."""
    number = board.round.number
    if board.round.is_open:
        popover = st.popover(
            t("workshop.close", number=number),
            width="stretch",
            key="_close_popover",
            on_change="rerun",  # so that it tells how things are when it is opened
        )
        with popover:
            if popover.open:
                with st.container(key="forecast"):
                    _forecast(t)
            st.markdown(t("workshop.close_words"))
            st.button(
                t("workshop.close", number=number),
                key="_close",
                type="primary",
                on_click=lambda: facilitator.attempt(
                    lambda: resources.store().close_round(facilitator.key())
                ),
            )
        return
    if board.round.closed_by:
        st.markdown(t("workshop.closed_by", name=plain(board.round.closed_by)))
    if not board.round.shown_at:
        st.markdown(t("workshop.not_shown"))
        st.button(
            t("workshop.reopen", number=number),
            key="_reopen",
            width="stretch",
            on_click=lambda: facilitator.attempt(
                lambda: resources.store().reopen_round(facilitator.key())
            ),
        )
    st.button(
        t("workshop.open_round", number=number + 1),
        key="_open_round",
        type="primary",
        width="stretch",
        on_click=lambda: facilitator.attempt(
            lambda: resources.store().open_round(facilitator.key())
        ),
    )
    with st.expander(t("workshop.amend")):
        _amend(t, board)


def _forecast(t: Translator) -> None:
    """Which groups closing now would show, and of how many people."""
    found = messages.answer_or_errors(t, lambda: resources.store().forecast(facilitator.key()))
    if found is None:
        return
    if found.missing:
        st.markdown(t("workshop.forecast_few", missing=found.missing))
        return
    cells = [
        t("workshop.forecast_cell", name=plain(t.text(cell.name)), heads=cell.heads)
        for cell in found.cells
    ]
    said = [t("workshop.forecast", cells=t.join(cells, last=False))]
    if found.rests_on_changes:
        said.append(t("workshop.forecast_changes"))
    st.markdown(t.sentences(said))


def _amend(t: Translator, board: Facilitated) -> None:
    """Between rounds: fewer criteria, another way of weighing, a higher minimum; the groups stay as they are."""
    now = board.workshop
    st.markdown(t("workshop.amend_words"))
    criteria = open_workshop.criteria_choice(t, now.opened_study, f"amend_criteria_{board.code}")
    method_key = open_workshop.way_choice(t, now.method_key, f"amend_way_{board.code}")
    minimum_group = open_workshop.minimum_group_choice(
        t, now.minimum_group, f"amend_minimum_group_{board.code}", now.minimum_group
    )

    def amend() -> None:
        other = Workshop.of(
            now.opened_study,
            now.title,
            method_key,
            groups=now.groups,
            criteria=criteria,
            minimum_group=minimum_group,
            lang=now.lang,
            agenda=now.agenda,
            expected_heads=now.expected_heads,
            most_seats=now.most_seats,
        )
        resources.store().amend(facilitator.key(), replace(other, title=now.title))

    if press.button(t("workshop.amend_now"), "_amend"):
        with presses.acting("_amend"):
            facilitator.attempt(amend)
        st.rerun()


def _notes(t: Translator, board: Facilitated) -> None:
    """What is worth keeping, and questions parked for later; they come into the brief."""
    page_parts.section(t("workshop.notes"))
    st.text_area(
        t("workshop.note"), max_chars=2000, height=90, placeholder=t("workshop.note_example"),
        **facilitator.form_field("note", ""),
    )  # fmt: skip

    def keep(kind: Kind) -> None:
        words = facilitator.typed("note")
        if (
            facilitator.attempt(lambda: resources.store().note(facilitator.key(), words, kind))
            is not None
        ):
            facilitator.clear("note")

    row = st.container(horizontal=True)
    row.button(t("workshop.note_keep"), key="_note", on_click=keep, args=("note",))
    row.button(t("workshop.note_park"), key="_park", on_click=keep, args=("parked",))
    for each in reversed(board.rounds):
        for note in reversed(each.notes):
            kind = "workshop.parked_of" if note.kind == "parked" else "workshop.note_of"
            st.markdown(f"**{t(kind, number=each.number)}**")
            st.text(note.text)


def _results(t: Translator, board: Facilitated, key: str) -> None:
    rounds = messages.answer_or_errors(t, lambda: resources.store().published(key))
    if board.round.is_open and board.round.number == 1:
        st.markdown(t("workshop.no_results"))
    elif rounds is not None:
        results.render(t, board.code, rounds, quiet=True)
