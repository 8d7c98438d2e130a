"""What the facilitator takes home, and the end: the export, and deleting the workshop for good."""

import json
from collections.abc import Sequence

import streamlit as st

from criteria.errors import Finding
from mcda.app.state import facilitator, resources
from mcda.app.widgets import downloads, messages, page_parts
from mcda.group.model.keys import typed
from mcda.group.model.views import Facilitated
from mcda.group.privacy.publication import PublishedRound, SuppressedRound
from mcda.report.workbook.workshop_export import workshop_book
from mcda.report.workbook.writer import write
from mcda.words import Translator


def render(t: Translator, board: Facilitated, key: str) -> None:
    page_parts.section(t("workshop.take"))
    st.markdown(t("workshop.take_words", floor=board.workshop.minimum_group))
    lines = st.checkbox(
        t("workshop.take_lines"), help=t("workshop.take_lines_words"), key="_take_lines"
    )
    found = messages.answer_or_errors(
        t, lambda: (resources.store().export(key, lines), resources.store().published(key))
    )
    if found is not None:
        exported, rounds = found
        if lines:
            _without_lines(t, rounds)
        downloads.button(
            t("workshop.as_json"),
            make=lambda: json.dumps(exported, ensure_ascii=False, indent=1),
            file_name=f"workshop_{board.code}.json",
            mime="application/json",
            key="_as_json",
        )
        downloads.button(
            t("workshop.as_xlsx"),
            make=lambda: write(workshop_book(board, rounds, t.written, lines)),
            file_name=f"workshop_{board.code}_{t.lang}.xlsx",
            mime=downloads.XLSX,
            key="_as_xlsx",
        )
    page_parts.section(t("workshop.delete"))
    st.markdown(t("workshop.delete_words", code=board.code))
    sure = st.text_input(t("workshop.delete_type"), key="_delete_code", max_chars=12)
    st.button(
        t("workshop.delete"),
        key="_delete",
        disabled=typed(sure) != board.code,
        on_click=_delete,
        args=(key,),
    )


def _without_lines(t: Translator, rounds: Sequence[PublishedRound | SuppressedRound]) -> None:
    """Which rounds give no lines, or lines without groups, and why."""
    for each in rounds:
        if isinstance(each, PublishedRound) and each.lines != "with_cells":
            words = (
                "workshop.lines_none" if each.lines == "none" else "workshop.lines_without_cells"
            )
            st.markdown(
                t(words, number=each.number, people=each.heads, floor=each.round.minimum_group)
            )


def _delete(key: str) -> None:
    erased = facilitator.attempt(lambda: resources.store().delete_workshop(key))
    if erased is None:
        return
    resources.forget_rounds()
    if facilitator.rehearsal() is not None:
        facilitator.end_rehearsal()
    else:
        facilitator.leave()
    if not erased:
        resources.erase_later()
        facilitator.tell(Finding.of("store.traces"))
