"""The user's own data: the table that is being understood, and the studies made of it."""

from collections.abc import Callable, Mapping

import streamlit as st

from criteria.errors import AppError, EvidenceError, Finding, Text
from inputs.files import open_file
from inputs.files.sheet import Book
from inputs.own_study.criteria_file import read_own_criteria
from inputs.own_study.files import load
from inputs.own_study.study_workbook import is_study_workbook, read_workbook
from inputs.tables.questions.proposal import Proposal, propose
from mcda.app.state import region, session
from mcda.study.factory import FIRST_STAGE, own_study
from mcda.study.io import from_json
from mcda.study.study import Study

OWN = "own"
Progress = Callable[[str, float], None]  # hears the step and the share done


def proposal() -> Proposal | None:
    """The table that is being understood, with the answers given so far."""
    found: Proposal | None = st.session_state.get("proposal")
    return found


def error() -> tuple[Finding, ...]:
    """Why the last file could not be opened."""
    found: tuple[Finding, ...] = st.session_state.get("upload_trouble", ())
    return found


def file_id() -> str | None:
    found: str | None = st.session_state.get("upload_file")
    return found


def receive(file: str, name: str, data: bytes, progress: Progress) -> None:
    """A file that was just given: a saved study is taken up at once, a table becomes a proposal."""
    st.session_state["upload_file"] = file
    st.session_state["upload_trouble"] = st.session_state["upload_remarks"] = ()
    try:
        if name.lower().endswith(".json"):
            set_studies(from_json(data.decode("utf-8-sig", "replace"), name))
            return
        progress("opening", 0.1)
        book = open_file(name, data)
        progress("reading", 0.3)
        book.sheet()
        progress("understanding", 0.6)
        if is_study_workbook(book):
            _take_up_workbook(book)
            return
        st.session_state["proposal"] = propose(book)
        progress("understanding", 1.0)
    except AppError as found:
        st.session_state["proposal"] = None
        st.session_state["upload_trouble"] = found.findings


def _take_up_workbook(book: Book) -> None:
    """A study workbook says everything itself: its stages come to hand, and what it leaves open is told."""
    stages = read_workbook(book)
    set_studies(*[own_study(s.own, s.loaded, s.title, s.date) for s in stages])
    st.session_state["proposal"] = None
    st.session_state["upload_remarks"] = stages[0].loaded.findings


def remarks() -> tuple[Finding, ...]:
    """What there is to say of the workbook that is in hand."""
    found: tuple[Finding, ...] = st.session_state.get("upload_remarks", ())
    return found


def answer(answers: Mapping[str, str]) -> None:
    """More answers about the table in hand; one that makes it unreadable is told and not kept."""
    found = proposal()
    if found is None:
        return
    try:
        st.session_state["proposal"] = found.answered(answers)
        st.session_state["upload_trouble"] = ()
    except AppError as wrong:
        st.session_state["upload_trouble"] = wrong.findings


def in_use() -> bool:
    """Whether the table in hand is the one that the own study was made of, without later changes."""
    return proposal() is not None and st.session_state.get("used_proposal") is proposal()


def discard_table() -> None:
    """The table goes; studies that were made of it stay."""
    for key in ("proposal", "upload_trouble"):
        st.session_state.pop(key, None)


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
        st.session_state["used_proposal"] = found
    except EvidenceError as wrong:
        st.session_state["upload_trouble"] = wrong.findings


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
