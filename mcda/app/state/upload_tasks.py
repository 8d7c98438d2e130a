"""What understands an upload: functions of its bytes, called in the worker process and nowhere else.

This module knows no Streamlit: the worker imports it, and needs none of the server.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from criteria.errors import EvidenceError, Finding
from inputs.files import open_file
from inputs.files.sheet import Book, Sheet, with_texts_cut
from inputs.own_study.files import grid_of
from inputs.own_study.study_workbook import is_study_workbook, read_workbook
from inputs.tables.cells import number
from inputs.tables.questions.proposal import Proposal, propose
from mcda.region.link_years import Observation
from mcda.region.own_links import read_observations
from mcda.region.own_list import names_in
from mcda.report.workbook.reader import Reopened, may_be_brief, read_brief
from mcda.study.factory import own_study
from mcda.study.io import from_json
from mcda.study.study import Study


@dataclass(frozen=True, eq=False)
class Understood:
    """What a file holds: studies, or a table that is still to be understood."""

    studies: tuple[Study, ...] = ()
    remarks: tuple[
        Finding, ...
    ] = ()  # what a study workbook leaves open, or no longer fits a brief
    brief: Reopened | None = None  # whose study that is
    proposal: Proposal | None = None


def understood(name: str, data: bytes) -> Understood:
    """A saved study, a brief, a study workbook or a table. Raises StudyError, EvidenceError."""
    if name.lower().endswith(".json"):
        return Understood((from_json(data.decode("utf-8-sig", "replace"), name),))
    book = _opened(name, data)
    brief = read_brief(book.file, data) if may_be_brief(book) else None
    if brief is not None:
        return Understood((brief.study,), brief.findings, brief)
    book.sheet()
    if is_study_workbook(book):
        stages = read_workbook(book)
        studies = tuple(own_study(s.own, s.loaded, s.title, s.date) for s in stages)
        return Understood(studies, stages[0].loaded.findings)
    return Understood(proposal=proposed(name, data))


def proposed(
    name: str,
    data: bytes,
    answers: Mapping[str, str] | None = None,
    sheet: str | None = None,
    wanted: Collection[str] = (),
) -> Proposal:
    """The table of a file under the answers given, without the file itself. Raises EvidenceError."""
    found = propose(_opened(name, data), answers, sheet, wanted)
    return replace(found, book=found.book.closed())


def own_links(name: str, data: bytes) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    """A user's own links over years, and what is wrong with the table."""
    try:
        grid = grid_of(_opened(name, data).sheet())
    except EvidenceError as error:
        return (), error.findings
    head, *rows = grid.rows or ((),)
    return read_observations([dict(zip(head, row, strict=True)) for row in rows], grid.file)


def own_list(name: str, data: bytes) -> list[str]:
    """The names in a file of one column. Raises EvidenceError."""
    return [each for _, each in names_in(with_texts_cut(_opened(name, data).sheet()))]


def table_of_paper_forms(name: str, data: bytes) -> Sheet:
    """The sheet of a table of many paper forms. Raises EvidenceError."""
    return with_texts_cut(_opened(name, data).sheet())


@lru_cache(maxsize=1)  # answers to a table's questions come one after another
def _opened(name: str, data: bytes) -> Book:
    number.forget()
    return open_file(name, data)
