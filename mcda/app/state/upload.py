"""The user's own data: the table that is being understood, and the studies made of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from criteria.errors import AppError, EvidenceError, Finding
from criteria.text import Text
from inputs.files import open_file
from inputs.files.sheet import Book
from inputs.own_study.criteria_file import read_own_criteria
from inputs.own_study.files import load
from inputs.own_study.study_workbook import is_study_workbook, read_workbook
from inputs.tables.questions.proposal import Proposal, propose
from mcda.app.state import region, session
from mcda.report.workbook.reader import Reopened, may_be_brief, read_brief
from mcda.report.workbook.whatif.edits import scenario_of, with_own_key
from mcda.study.factory import FIRST_STAGE, own_study
from mcda.study.io import from_json
from mcda.study.study import Study

OWN = "own"
Progress = Callable[[str, float], None]  # hears the step and the share done


@dataclass
class Upload:
    """The file that was given last, what became of it, and the table that is being understood."""

    file_id: str | None = None
    proposal: Proposal | None = None
    used: Proposal | None = None  # the one that the user's own study was made of
    findings: tuple[Finding, ...] = ()
    remarks: tuple[
        Finding, ...
    ] = ()  # what a study workbook leaves open, or no longer fits a brief
    stage: str | None = None  # of the study that the file is, where it is a brief
    file: str | None = None  # the brief's name
    brief: Reopened | None = (
        None  # one whose cells were typed over, until it is said what to do with them
    )


def _upload() -> Upload:
    upload: Upload = st.session_state.setdefault("upload", Upload())
    return upload


def proposal() -> Proposal | None:
    """The table that is being understood, with the answers given so far."""
    return _upload().proposal


def error() -> tuple[Finding, ...]:
    """Why the last file could not be opened."""
    return _upload().findings


def file_id() -> str | None:
    return _upload().file_id


def receive(file: str, name: str, data: bytes, progress: Progress) -> None:
    """A file that was just given: a saved study is taken up at once, a table becomes a proposal."""
    upload = _upload()
    upload.file_id, upload.findings, upload.remarks = file, (), ()
    upload.stage = upload.file = upload.brief = None
    try:
        if name.lower().endswith(".json"):
            set_studies(from_json(data.decode("utf-8-sig", "replace"), name))
            return
        progress("opening", 0.1)
        book = open_file(name, data)
        progress("reading", 0.3)
        brief = read_brief(book.file, data) if may_be_brief(book) else None
        if brief is not None:
            _take_up_brief(brief, book.file)
            return
        book.sheet()
        progress("understanding", 0.6)
        if is_study_workbook(book):
            _take_up_workbook(book)
            return
        upload.proposal = propose(book)
        progress("understanding", 1.0)
    except AppError as found:
        upload.proposal, upload.findings = None, found.findings


def _take_up_workbook(book: Book) -> None:
    """A study workbook says everything itself: its stages come to hand, and what it leaves open is told."""
    stages = read_workbook(book)
    set_studies(*[own_study(s.own, s.loaded, s.title, s.date) for s in stages])
    upload = _upload()
    upload.proposal, upload.remarks = None, stages[0].loaded.findings


def _take_up_brief(brief: Reopened, file: str) -> None:
    """A brief is the study that it records; what was typed into its cells waits for an answer."""
    set_studies(brief.study)
    upload = _upload()
    upload.proposal, upload.remarks = None, brief.findings
    upload.stage, upload.file = brief.study.stage.key, file
    upload.brief = brief if brief.edits else None


def brief() -> Reopened | None:
    """The brief whose cells were typed over, as long as nobody has said whether to take them."""
    return _upload().brief


def brief_file() -> str | None:
    """The brief whose study is shown."""
    upload = _upload()
    return upload.file if session.stage() == upload.stage else None


def leave_cells() -> None:
    """The cells of the brief are not asked about again."""
    _upload().brief = None


def take_cells() -> None:
    """What was typed into the brief becomes a scenario of its study, which comes to hand; else it is told why not."""
    upload = _upload()
    if upload.brief is None:
        return
    recorded, edits = upload.brief.study, upload.brief.edits
    try:
        scenario = scenario_of(recorded, edits)
        changed = with_own_key(session.study_of(recorded.stage.key), scenario)
    except AppError as wrong:
        upload.findings = wrong.findings
        return
    session.set_stage(changed.stage.key)
    session.set_study(changed)
    session.save_scenario(changed.stage.key, changed.scenario)
    upload.brief, upload.findings = None, ()


def remarks() -> tuple[Finding, ...]:
    """What there is to say of the study workbook or the brief whose study is shown."""
    upload = _upload()
    return upload.remarks if session.stage() in (upload.stage, *own_stages()) else ()


def answer(answers: Mapping[str, str]) -> None:
    """More answers about the table in hand; one that makes it unreadable is told and not kept."""
    upload = _upload()
    if upload.proposal is None:
        return
    try:
        upload.proposal, upload.findings = upload.proposal.answered(answers), ()
    except AppError as wrong:
        upload.findings = wrong.findings


def in_use() -> bool:
    """Whether the table in hand is the one that the own study was made of, without later changes."""
    upload = _upload()
    return upload.proposal is not None and upload.used is upload.proposal


def discard_table() -> None:
    """The table goes; studies that were made of it stay."""
    upload = _upload()
    upload.proposal, upload.findings = None, ()


def use_table() -> None:
    """A study of the table in hand, which comes to hand itself."""
    found = proposal()
    if found is None:
        return
    try:
        loaded = load(found)
        study = own_study(read_own_criteria(None, loaded), loaded, title_of(found))
        _ = study.ranking
        set_studies(study)
        _upload().used = found
    except EvidenceError as wrong:
        _upload().findings = wrong.findings


def title_of(found: Proposal) -> Text:
    return Text.same(found.book.file.rpartition(".")[0] or found.book.file)


def set_studies(*studies: Study) -> None:
    """These studies, the first of them current; a study of an embedded stage replaces that stage's."""
    own = {study.stage.key: study for study in studies if study.stage.level == OWN}
    if own:
        st.session_state["own"] = own
    for study in studies:
        if study.stage.level != OWN:
            region.adopt(study)
    kept = {study.stage.key: study for study in studies}
    st.session_state["studies"] = {**st.session_state["studies"], **kept}
    session.set_stage(studies[0].stage.key)


def show_embedded() -> None:
    """To the embedded study; the user's own stays at hand."""
    session.set_stage(FIRST_STAGE)


def is_own() -> bool:
    """Whether a study of the user's own is in hand."""
    return session.study().stage.level == OWN


def own_stages() -> tuple[str, ...]:
    """The stages of the user's own studies."""
    return tuple(st.session_state.get("own", {}))
