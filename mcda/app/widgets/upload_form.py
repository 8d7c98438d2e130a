"""A user's own table on the page: bring it, see what was understood, answer, correct, use."""

import streamlit as st

from criteria.errors import Finding
from inputs.checks import check
from inputs.files.limits import BYTES, COLUMNS, ROWS
from inputs.own_study.template import template
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import Proposal
from mcda.app.state import session, upload
from mcda.app.widgets import (
    charts_and_tables,
    downloads,
    page_parts,
    upload_corrections,
    upload_questions,
)
from mcda.app.widgets.upload_progress import upload_progress
from mcda.report.tables import data
from mcda.report.workbook.reader import Reopened
from mcda.report.workbook.whatif.edits import sentence
from mcda.study.result_cache import result_of
from mcda.study.study import Study
from mcda.words import Translator, phrase

QUESTIONS = (
    "table.asked",
    "table.direction",
    "table.decimals",
    "table.number",
    "table.order",
    "table.county",
)  # asked by widgets

WARNED = 3  # of a study workbook, beside its name; all stand below how it was read

# Streamlit's uploader speaks English alone: its two phrases are written over.
WORDS = """<style>
[data-testid="stFileUploaderDropzone"] button p {{font-size:0}}
[data-testid="stFileUploaderDropzone"] button p::after {{content:"{choose}";font-size:.95rem}}
[data-testid="stFileUploaderDropzoneInstructions"] span {{font-size:0}}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{content:"{limit}";font-size:.85rem}}
</style>"""


def section(t: Translator) -> None:
    """Closed until somebody wants it; open as long as a table is being understood."""
    busy = (upload.proposal() is not None and not upload.in_use()) or bool(upload.error())
    busy = busy or upload.brief() is not None
    if upload.brief_file() is not None:
        st.markdown(t("upload.brief_opened", file=upload.brief_file(), title=session.study().title))
    with st.expander(t("upload.title"), expanded=busy):
        st.markdown(t("upload.intro", megabytes=BYTES // 2**20, rows=f"{ROWS:,}", columns=COLUMNS))
        _bring(t)
        if upload.error():
            page_parts.section(t("upload.cannot"))
            _errors(t, upload.error())
            st.markdown(t("upload.another"))
        brief = upload.brief()
        if brief is not None:
            _typed_over(t, brief)
        _notes(t, upload.remarks())
        found = upload.proposal()
        if found is not None:
            _understood(t, found)


def _bring(t: Translator) -> None:
    st.html(
        WORDS.format(choose=t("upload.choose"), limit=t("upload.limit", megabytes=BYTES // 2**20))
    )
    given = st.file_uploader(t("upload.file"), key="_upload")
    downloads.button(
        t("upload.template"),
        make=template,
        file_name="study.xlsx",
        mime=downloads.XLSX,
    )
    if given is None or given.file_id == upload.file_id():
        return
    with upload_progress(t, given.name) as waiting:
        upload.receive(given.file_id, given.name, given.getvalue(), waiting)
    st.rerun()


def _errors(t: Translator, found: tuple[Finding, ...]) -> None:
    for finding in found:
        st.error(t.line(finding))


def _typed_over(t: Translator, brief: Reopened) -> None:
    """Whether to take what was typed into a brief's cells."""
    told = sentence(brief.study, brief.edits)
    name = phrase("study.from_brief")
    st.markdown(t("upload.brief_cells", file=brief.edits.file, sentence=told, name=name))
    _errors(t, brief.edits.faults)
    row = st.container(horizontal=True)
    row.button(
        t("upload.take_cells"),
        type="primary",
        disabled=bool(brief.edits.faults),
        on_click=upload.take_cells,
    )
    row.button(t("upload.leave_cells"), on_click=upload.leave_cells)


def _understood(t: Translator, found: Proposal) -> None:
    page_parts.section(t("upload.understood", file=found.book.file))
    st.markdown(_summary(t, found))
    if found.named.alternatives and found.criteria:
        charts_and_tables.table(
            data.preview(found, t.written), key="upload_preview", pinned=True, height=215
        )
    findings = findings_of(found)
    errors = [f for f in findings if f.severity == "error" and f.code not in QUESTIONS]
    _errors(t, tuple(errors))
    upload_questions.questions(t, found)
    upload_corrections.columns(t, found)
    upload_corrections.cells(t, found)
    upload_corrections.table_position(t, found)
    _notes(
        t,
        tuple(f for f in findings if f.severity != "error" and f.code not in QUESTIONS),
    )
    needed = sum(question.needed for question in found.questions)
    if needed:
        st.markdown(f"**{t('upload.needed', count=needed)}**")
    elif errors:
        st.markdown(f"**{t('upload.mend')}**")
    row = st.container(horizontal=True)
    shut = bool(needed or errors)
    row.button(t("upload.use_table"), type="primary", disabled=shut, on_click=upload.use_table)
    row.button(t("upload.put_away"), on_click=upload.discard_table)


def _notes(t: Translator, notes: tuple[Finding, ...]) -> None:
    if notes:
        with st.expander(t("upload.notes", count=len(notes))):
            st.markdown("\n".join(f"- {t.line(finding)}" for finding in notes))


def _summary(t: Translator, found: Proposal) -> str:
    sheet, layout = found.sheet, found.layout
    sentences = [
        t(
            "upload.summary",
            count=len(found.named.alternatives),
            letter=sheet.letter(layout.name),
            criteria=len(found.criteria),
        )
    ]
    if sheet.name:
        sentences.append(t("upload.summary_sheet", sheet=sheet.name))
    if layout.rows:
        ends = {"first": sheet.line(layout.rows[0]), "last": sheet.line(layout.rows[-1])}
        if layout.headings:
            lines = [str(sheet.line(i)) for i in layout.headings]
            sentences.append(t("upload.summary_rows", headings=lines, **ends))
        else:
            sentences.append(t("upload.summary_bare", **ends))
    missing_values = sum(
        f.kind != "number" for column in found.figures.values() for f in column.values()
    )
    if missing_values:
        sentences.append(t("upload.summary_gaps", gaps=missing_values))
    return ("" if t.lang == "zh" else " ").join(sentences)


def in_hand(t: Translator, study: Study) -> None:
    """While a user's own study is in hand: its name, the way back, and what was left out of its workbook."""
    if not upload.is_own():
        return
    row = st.container(horizontal=True, vertical_alignment="center")
    row.markdown(t("upload.in_hand", title=study.title))
    row.button(t("upload.back"), on_click=upload.show_embedded)
    downloads.button(
        t("upload.save"),
        make=session.json_of(study),
        file_name=f"{t.written.text(study.title)}.json",
        mime="application/json",
        place=row,
    )
    warnings = [finding for finding in upload.remarks() if finding.severity == "warning"]
    for finding in warnings[:WARNED]:
        st.warning(t.line(finding))


def hygiene(study: Study) -> tuple[Finding, ...]:
    """Quiet findings about the figures themselves; gaps and readings beyond their scale stand elsewhere."""

    def work() -> tuple[Finding, ...]:
        found = check(study.evidence, study.catalogue, study.stage, study.candidates)
        return tuple(f for f in found if f.code not in ("check.gap", "check.beyond"))

    told: tuple[Finding, ...] = result_of(study, "hygiene", work)
    return told
