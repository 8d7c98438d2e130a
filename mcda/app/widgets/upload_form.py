"""A user's own table on the page: bring it, see what was understood, answer, correct, use."""

import streamlit as st

from criteria.errors import Finding
from inputs.checks import check
from inputs.files.limits import BYTES, COLUMNS, ROWS
from inputs.own_study.template import template
from inputs.tables.questions.proposal import Proposal
from mcda.app.state import result_cache, session, upload
from mcda.app.widgets import page_parts, upload_corrections, upload_questions
from mcda.report.tables import own_data
from mcda.study.study import Study
from mcda.words import Say

QUESTIONS = ("table.asked", "table.direction", "table.decimals", "table.number")  # asked by widgets

# Streamlit's uploader speaks English alone: its two phrases are written over.
WORDS = """<style>
[data-testid="stFileUploaderDropzone"] button p {{font-size:0}}
[data-testid="stFileUploaderDropzone"] button p::after {{content:"{choose}";font-size:.95rem}}
[data-testid="stFileUploaderDropzoneInstructions"] span {{font-size:0}}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{content:"{limit}";font-size:.85rem}}
</style>"""


def section(say: Say) -> None:
    """Closed until somebody wants it; open as long as a table is being understood."""
    busy = (upload.proposal() is not None and not upload.in_use()) or bool(upload.trouble())
    with st.expander(say("upload.title"), expanded=busy):
        st.markdown(
            say("upload.intro", megabytes=BYTES // 2**20, rows=f"{ROWS:,}", columns=COLUMNS)
        )
        _bring(say)
        if upload.trouble():
            page_parts.section(say("upload.cannot"))
            _errors(say, upload.trouble())
            st.markdown(say("upload.another"))
        if upload.is_own():
            _notes(say, upload.remarks())
        found = upload.proposal()
        if found is not None:
            _understood(say, found)


def _bring(say: Say) -> None:
    st.html(
        WORDS.format(
            choose=say("upload.choose"), limit=say("upload.limit", megabytes=BYTES // 2**20)
        )
    )
    given = st.file_uploader(say("upload.file"), key="_upload")
    st.download_button(
        say("upload.template"),
        data=template,
        file_name="study.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    if given is None or given.file_id == upload.file_id():
        return
    bar = st.progress(0.0)

    def progress(step: str, share: float) -> None:
        bar.progress(share, say(f"upload.{step}", file=given.name))

    upload.receive(given.file_id, given.name, given.getvalue(), progress)
    bar.empty()
    st.rerun()


def _errors(say: Say, found: tuple[Finding, ...]) -> None:
    for finding in found:
        st.error(say.finding(finding).line())


def _understood(say: Say, found: Proposal) -> None:
    page_parts.section(say("upload.understood", file=found.book.file))
    st.markdown(_summary(say, found))
    if found.named.alternatives and found.criteria:
        st.dataframe(own_data.preview(found, say), width="stretch", height=215)
    errors = [f for f in found.findings if f.severity == "error" and f.code not in QUESTIONS]
    _errors(say, tuple(errors))
    upload_questions.questions(say, found)
    upload_corrections.columns(say, found)
    upload_corrections.cells(say, found)
    upload_corrections.place(say, found)
    _notes(
        say,
        tuple(f for f in found.findings if f.severity != "error" and f.code not in QUESTIONS),
    )
    needed = sum(question.needed for question in found.questions)
    if needed:
        st.markdown(f"**{say('upload.needed', count=needed)}**")
    elif errors:
        st.markdown(f"**{say('upload.mend')}**")
    row = st.container(horizontal=True)
    shut = bool(needed or errors)
    row.button(say("upload.use_table"), type="primary", disabled=shut, on_click=upload.use)
    row.button(say("upload.put_away"), on_click=upload.put_away)


def _notes(say: Say, notes: tuple[Finding, ...]) -> None:
    if notes:
        with st.expander(say("upload.notes", count=len(notes))):
            st.markdown("\n".join(f"- {say.finding(finding).line()}" for finding in notes))


def _summary(say: Say, found: Proposal) -> str:
    sheet, layout = found.sheet, found.layout
    sentences = [
        say(
            "upload.summary",
            count=len(found.named.alternatives),
            letter=sheet.letter(layout.name),
            criteria=len(found.criteria),
        )
    ]
    if sheet.name:
        sentences.append(say("upload.summary_sheet", sheet=sheet.name))
    if layout.rows:
        ends = {"first": sheet.line(layout.rows[0]), "last": sheet.line(layout.rows[-1])}
        if layout.headings:
            lines = [str(sheet.line(i)) for i in layout.headings]
            sentences.append(say("upload.summary_rows", headings=lines, **ends))
        else:
            sentences.append(say("upload.summary_bare", **ends))
    gaps = sum(f.kind != "number" for column in found.figures.values() for f in column.values())
    if gaps:
        sentences.append(say("upload.summary_gaps", gaps=gaps))
    return ("" if say.lang == "zh" else " ").join(sentences)


def in_hand(say: Say, study: Study) -> None:
    """While a user's own study is in hand: its name, and the way back."""
    if not upload.is_own():
        return
    row = st.container(horizontal=True, vertical_alignment="center")
    row.markdown(say("upload.in_hand", title=study.title))
    row.button(say("upload.back"), on_click=upload.go_back)
    row.download_button(
        say("upload.save"),
        data=session.json_of(study),
        file_name=f"{say.of(study.title)}.json",
        mime="application/json",
    )


def hygiene(study: Study) -> tuple[Finding, ...]:
    """Quiet findings about the figures themselves; gaps and readings beyond their scale stand elsewhere."""

    def work() -> tuple[Finding, ...]:
        found = check(study.evidence, study.catalogue, study.stage, study.candidates)
        return tuple(f for f in found if f.code not in ("check.gap", "check.beyond"))

    told: tuple[Finding, ...] = result_cache.worked_out(study, "hygiene", work)
    return told
