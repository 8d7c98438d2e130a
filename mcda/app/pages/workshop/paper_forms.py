"""Paper: ballots to print, ballots to type in, ballots from a workbook."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from criteria.errors import Trouble
from inputs.files import open_file
from inputs.tables.cells.number import tidy
from mcda.app.state import facilitator, session
from mcda.app.widgets import page_parts
from mcda.group.model.panel import Channel
from mcda.group.model.paper_form_table import GROUP, NUMBER, columns, read_table, template
from mcda.group.model.paper_forms import ballots, read_number
from mcda.group.model.views import Entered, Facilitated
from mcda.report.html.paper_forms import ballot_sheets
from mcda.words import Say

LINES = 5  # empty lines to begin with


def show(say: Say, board: Facilitated, key: str) -> None:
    _printing(say, board)
    if not board.round.is_open:
        st.markdown(say("room.paper_closed", number=board.round.number))
        return
    correct = st.checkbox(say("room.correct"), help=say("room.correct_words"), key="_correct")
    _typing(say, board, key, correct)
    _bringing(say, board, key, correct)


def _printing(say: Say, board: Facilitated) -> None:
    page_parts.section(say("room.print"))
    st.markdown(say("room.print_words"))
    row = st.columns(3)
    with row[0]:
        count = st.number_input(
            say("room.how_many"),
            min_value=1,
            max_value=500,
            step=1,
            **facilitator.field("count", 20),
        )
    with row[1]:
        first = st.number_input(
            say("room.first_number"),
            min_value=1,
            max_value=9000,
            step=1,
            **facilitator.field("first", 1),
        )
    with row[2]:
        language = st.segmented_control(
            say("app.language"),
            list(page_parts.NAMES),
            format_func=page_parts.NAMES.__getitem__,
            required=True,
            **facilitator.field("paper_language", board.workshop.lang),
        )
    site = facilitator.site()
    workshop, code = board.workshop, board.code
    printed = facilitator.found(say, lambda: ballots(workshop, int(count), int(first)))
    if printed is None:
        return
    line = st.container(horizontal=True)
    line.download_button(
        say("room.ballots_file"),
        data=lambda: ballot_sheets(workshop, code, printed, Say(language), site),
        file_name=f"ballots_{code}_{language}.html",
        mime="text/html",
        key="_ballots",
        on_click="ignore",
    )
    line.download_button(
        say("room.table_file"),
        data=lambda: template(workshop, printed),
        file_name=f"ballots_{code}.csv",
        mime="text/csv",
        key="_ballot_table",
        on_click="ignore",
    )


def _typing(say: Say, board: Facilitated, key: str, correct: bool) -> None:
    """Ballots typed line by line; what is not good stays in the table with its finding."""
    page_parts.section(say("room.type"))
    st.markdown(say(f"room.type_{board.workshop.way}"))
    wanted = columns(board.workshop)
    names = [say.of(group.name) for group in board.workshop.groups]
    shown = {
        NUMBER: st.column_config.TextColumn(say("room.number"), max_chars=12, width="small"),
        GROUP: st.column_config.SelectboxColumn(say("room.group"), options=names),
    }
    for column in wanted:
        name = say.of(column.name)
        shown[column.key] = (
            st.column_config.TextColumn(name, max_chars=8)
            if column.items
            else st.column_config.SelectboxColumn(
                name,
                options=[say.of(board.workshop.names[k]) for k in board.workshop.blocks[column.block]],
            )
        )  # fmt: skip
    headings = [say("room.number"), say("room.group"), *(say.of(c.name) for c in wanted)]
    table = f"ballots_{board.code}_{board.round.number}_{say.lang}"
    empty = dict.fromkeys(shown)
    rows = facilitator.table(table, [empty] * LINES, shown)

    def enter() -> None:
        filled = [row for row in rows if any(row.values())]
        grid = [list(shown), *([str(cell or "") for cell in row.values()] for row in filled)]

        def place(i: int, j: int) -> str:
            line = str(filled[i - 1][NUMBER] or i) if i else ""
            return say("room.cell", line=line, column=headings[j])

        done = _enter(board, key, grid, place, "quick_entry", correct)
        if done is not None:
            good = {*done.stored, *done.repeated}
            left = [row for row in filled if _read(row[NUMBER]) not in good]
            facilitator.put_table(table, [*left, *([empty] * LINES)])

    if st.button(say("room.enter"), key="_enter", type="primary"):
        enter()
        st.rerun()
    _told(say, "quick_entry")


def _bringing(say: Say, board: Facilitated, key: str, correct: bool) -> None:
    """The table of many ballots, filled in elsewhere."""
    page_parts.section(say("room.bring"))
    st.markdown(say("room.bring_words"))
    file = st.file_uploader(say("room.file"), type=["csv", "xlsx"], key="_ballots_file")

    def bring(name: str, data: bytes) -> None:
        sheet = facilitator.tried(lambda: open_file(name, data).sheet())
        if sheet is None:
            return
        rows = [
            [tidy(f"{cell:.15g}" if isinstance(cell, float) else cell) for cell in row]
            for row in sheet.rows
        ]
        _enter(board, key, rows, lambda i, j: sheet.place(sheet.address(i, j)), "workbook", correct)

    if file is not None and st.button(say("room.bring_now"), key="_bring", type="primary"):
        bring(file.name, file.getvalue())
        st.rerun()
    _told(say, "workbook")


def _enter(
    board: Facilitated,
    key: str,
    rows: Sequence[Sequence[str]],
    place: Callable[[int, int], str],
    channel: Channel,
    correct: bool,
) -> Entered | None:
    """Read rows and enter the good ones; None if the store did not take them, and then nothing was entered."""
    entries, findings = read_table(board.workshop, rows, place)
    sent = [replace(entry, channel=channel) for entry in entries]
    done: Entered | None = facilitator.tried(
        lambda: session.store().enter(key, sent, board.round.number, correct)
    )
    if done is not None:
        facilitator.put_outcome(channel, done, findings)
    return done


def _told(say: Say, channel: Channel) -> None:
    """What became of the ballots entered last."""
    outcome = facilitator.outcome(channel)
    if outcome is None:
        return
    done, findings = outcome
    st.markdown(say("room.entered", stored=len(done.stored), repeated=len(done.repeated)))
    page_parts.told(say, findings)
    for number, why in done.refused.items():
        st.markdown(say("room.refused", number=number))
        page_parts.told(say, why)


def _read(number: object) -> str:
    """A ballot's number as the store knows it; empty if it is none."""
    try:
        return read_number(number)
    except Trouble:
        return ""
