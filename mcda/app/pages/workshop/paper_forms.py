"""Paper: ballots to print, ballots to type in, ballots from a workbook."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from criteria.errors import AppError
from inputs.tables.cells.number import normalise_text
from mcda.app.state import facilitator, presses, resources, upload_process, upload_tasks
from mcda.app.widgets import downloads, messages, page_parts, press
from mcda.app.widgets.upload_progress import upload_progress
from mcda.group.model.panel import Channel
from mcda.group.model.paper_form_table import GROUP, NUMBER, columns, read_table, template
from mcda.group.model.paper_forms import paper_forms, read_number
from mcda.group.model.views import Entered, Facilitated
from mcda.report.html.paper_forms import paper_form_pages
from mcda.words import Translator

LINES = 5  # empty lines to begin with


def render(t: Translator, board: Facilitated, key: str) -> None:
    _printing(t, board, key)
    if not board.round.is_open:
        st.markdown(t("workshop.paper_closed", number=board.round.number))
        return
    correct = st.checkbox(t("workshop.correct"), help=t("workshop.correct_words"), key="_correct")
    _typing(t, board, key, correct)
    _bringing(t, board, key, correct)


def _printing(t: Translator, board: Facilitated, key: str) -> None:
    page_parts.section(t("workshop.print"))
    st.markdown(t("workshop.print_words"))
    row = st.columns(3)
    with row[0]:
        count = st.number_input(
            t("workshop.how_many"),
            min_value=1,
            max_value=500,
            step=1,
            **facilitator.number_field("count", 20),
        )
    with row[1]:
        first = st.number_input(
            t("workshop.first_number"),
            min_value=1,
            max_value=9000,
            step=1,
            **facilitator.number_field("first", 1),
        )
    with row[2]:
        language = st.segmented_control(
            t("app.language"),
            list(page_parts.NAMES),
            format_func=page_parts.NAMES.__getitem__,
            required=True,
            **facilitator.form_field("paper_language", board.workshop.lang),
        )
    site = facilitator.site()
    workshop, code, store = board.workshop, board.code, resources.store()
    numbers = int(count), int(first)
    # nothing is printed yet, but what cannot be is told before a button is pressed
    if messages.answer_or_errors(t, lambda: paper_forms(workshop, *numbers)) is None:
        return
    line = st.container(horizontal=True)
    downloads.button(
        t("workshop.paper_forms_file"),
        make=lambda: paper_form_pages(
            workshop, code, store.print_paper_forms(key, *numbers), Translator(language), site
        ),
        file_name=f"ballots_{code}_{language}.html",
        mime="text/html",
        place=line,
        key="_ballots",
    )
    downloads.button(
        t("workshop.table_file"),
        make=lambda: template(workshop, store.print_paper_forms(key, *numbers)),
        file_name=f"ballots_{code}.csv",
        mime="text/csv",
        place=line,
        key="_ballot_table",
    )


def _typing(t: Translator, board: Facilitated, key: str, correct: bool) -> None:
    """Ballots typed line by line; what is not good stays in the table with its finding."""
    page_parts.section(t("workshop.type"))
    st.markdown(t(f"weighting.{board.workshop.method_key}_table"))
    wanted, written = columns(board.workshop), t.written  # a table reads no Markdown
    names = [written.text(group.name) for group in board.workshop.groups]
    shown = {
        NUMBER: st.column_config.TextColumn(t("workshop.number"), max_chars=12, width="small"),
        GROUP: st.column_config.SelectboxColumn(t("workshop.group"), options=names),
    }
    for column in wanted:
        name = written.text(column.name)
        shown[column.key] = (
            st.column_config.SelectboxColumn(
                name,
                options=[written.text(board.workshop.names[k]) for k in board.workshop.blocks[column.block]],
            )
            if column.is_choice
            else st.column_config.TextColumn(name, max_chars=8)
        )  # fmt: skip
    headings = [t("workshop.number"), t("workshop.group"), *(written.text(c.name) for c in wanted)]
    table = f"ballots_{board.code}_{board.round.number}_{t.lang}"
    empty = dict.fromkeys(shown)
    rows = facilitator.table(table, [empty] * LINES, shown)

    def enter() -> None:
        filled = [row for row in rows if any(row.values())]
        grid = [list(shown), *([str(cell or "") for cell in row.values()] for row in filled)]

        def place(i: int, j: int) -> str:
            line = str(filled[i - 1][NUMBER] or i) if i else ""
            return written("workshop.cell", line=line, column=headings[j])

        done = _enter(board, key, grid, place, "quick_entry", correct)
        if done is not None:
            good = {*done.stored, *done.repeated}
            left = [row for row in filled if _read(row[NUMBER]) not in good]
            facilitator.set_table(table, [*left, *([empty] * LINES)])

    if press.button(t("workshop.enter"), "_enter", type="primary"):
        with presses.acting("_enter"):
            enter()
        st.rerun()
    _told(t, "quick_entry")


def _bringing(t: Translator, board: Facilitated, key: str, correct: bool) -> None:
    """The table of many ballots, filled in elsewhere."""
    page_parts.section(t("workshop.bring"))
    file = st.file_uploader(t("workshop.file"), type=["csv", "xlsx"], key="_ballots_file")

    def bring(name: str, data: bytes) -> None:
        with upload_progress(t, name) as waiting:
            sheet = facilitator.attempt(
                lambda: upload_process.call(waiting, upload_tasks.table_of_paper_forms, name, data)
            )
        if sheet is None:
            return
        rows = [
            [normalise_text(f"{cell:.15g}" if isinstance(cell, float) else cell) for cell in row]
            for row in sheet.rows
        ]
        _enter(board, key, rows, lambda i, j: sheet.place(sheet.address(i, j)), "workbook", correct)

    if file is not None and press.button(t("workshop.bring_now"), "_bring", type="primary"):
        with presses.acting("_bring"):
            bring(file.name, file.getvalue())
        st.rerun()
    _told(t, "workbook")


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
    done: Entered | None = facilitator.attempt(
        lambda: resources.store().enter(key, sent, board.round.number, correct)
    )
    if done is not None:
        facilitator.set_outcome(channel, done, findings)
    return done


def _told(t: Translator, channel: Channel) -> None:
    """What became of the ballots entered last."""
    outcome = facilitator.outcome(channel)
    if outcome is None:
        return
    done, findings = outcome
    st.markdown(t("workshop.entered", stored=len(done.stored), repeated=len(done.repeated)))
    messages.show_errors(t, findings)
    for number, why in done.refused.items():
        st.markdown(t("workshop.refused", number=number))
        messages.show_errors(t, why)


def _read(number: object) -> str:
    """A ballot's number as the store knows it; empty if it is none."""
    try:
        return read_number(number)
    except AppError:
        return ""
