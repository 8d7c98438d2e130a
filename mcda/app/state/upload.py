"""The user's own data: the table that is being understood, and the studies made of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from criteria.errors import AppError, EvidenceError, Finding
from criteria.text import Text
from inputs.own_study.criteria_file import read_own_criteria
from inputs.own_study.files import load
from inputs.tables.questions.proposal import Proposal
from mcda.app.state import region, session, upload_process, upload_tasks
from mcda.app.state.upload_process import Waiting
from mcda.report.workbook.reader import Reopened
from mcda.report.workbook.whatif.edits import scenario_of, with_own_key
from mcda.study.factory import FIRST_STAGE, own_study
from mcda.study.study import Study

OWN = "own"


@dataclass
class Upload:
    """The file that was given last, what became of it, and the table that is being understood."""

    file_id: str | None = None
    name: str = ""
    data: bytes = b""  # of the table that is being understood: each answer reads it again
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


def receive(file: str, name: str, data: bytes, waiting: Waiting) -> None:
    """A file that was just given: saved studies are taken up at once, a table becomes a proposal.

    `waiting` hears how many other uploads come before.
    """
    upload = _upload()
    upload.findings, upload.remarks = (), ()
    upload.stage = upload.file = upload.brief = None
    try:
        found = upload_process.call(waiting, upload_tasks.understood, name, data)
    except AppError as refused:
        _keep(file, "", b"", None)
        upload.findings = refused.findings
        return
    if found.proposal is not None:
        _keep(file, name, data, found.proposal)
        return
    upload.file_id, upload.remarks = file, found.remarks
    if not name.lower().endswith(".json"):  # a table in hand is not put away by a saved study
        _keep(file, "", b"", None)
    set_studies(*found.studies)
    if found.brief is not None:
        _take_up_brief(found.brief, name)


def _keep(file: str | None, name: str, data: bytes, proposal: Proposal | None) -> None:
    upload = _upload()
    upload.file_id, upload.name, upload.data, upload.proposal = file, name, data, proposal


def _take_up_brief(brief: Reopened, file: str) -> None:
    """What was typed into a brief's cells waits for an answer."""
    upload = _upload()
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
    before = upload.proposal
    given, sheet = before.with_earlier(answers), before.original.name
    try:
        upload.proposal = upload_process.call(
            None, upload_tasks.proposed, upload.name, upload.data, given, sheet, before.wanted
        )
        upload.findings = ()
    except AppError as wrong:
        upload.findings = wrong.findings


def in_use() -> bool:
    """Whether the table in hand is the one that the own study was made of, without later changes."""
    upload = _upload()
    return upload.proposal is not None and upload.used is upload.proposal


def discard_table() -> None:
    """The table goes; studies that were made of it stay."""
    _keep(_upload().file_id, "", b"", None)
    _upload().findings = ()


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
    for study in kept.values():
        session.set_stage(study.stage.key)
        session.set_study(study)
    session.set_opened()
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
