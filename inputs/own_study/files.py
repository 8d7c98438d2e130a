"""A user's own data: a table with or without a file of criteria, or a study workbook, into Evidence and a stage."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from criteria.errors import EvidenceError, raise_errors
from inputs.files import open_path
from inputs.files.sheet import Book, Sheet, with_texts_cut
from inputs.own_study.criteria_file import CRITERIA_SHEET, Loaded, OwnColumn
from inputs.tables.cells.number import normalise_text
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import Proposal, propose

VALUES_SHEETS = ("values", "readings")  # of a study workbook: the second as 1.0 called it


def has_criteria(path: Path) -> bool:
    """Whether the table is a study workbook: one with a sheet of criteria."""
    return path.suffix.lower() in (".xlsx", ".xlsm") and holds_criteria(open_path(path))


@dataclass(frozen=True)
class Grid:
    """Rows of cells as text, as a table with a fixed heading is read."""

    file: str
    rows: tuple[tuple[str, ...], ...]


def read_grid(path: Path) -> Grid:
    """The cells of a table whose columns have fixed names. Raises EvidenceError if it cannot be read."""
    return grid_of(open_path(path).sheet())


def grid_of(sheet: Sheet) -> Grid:
    """The cells of a sheet as text, none longer than is understood."""
    sheet = with_texts_cut(sheet)
    rows = (
        (normalise_text(f"{c:.15g}" if isinstance(c, float) else c) for c in row)
        for row in sheet.rows
    )
    return Grid(sheet.file, tuple(map(tuple, rows)))


def holds_criteria(book: Book) -> bool:
    return CRITERIA_SHEET in book.names and bool(book.sheet(CRITERIA_SHEET).rows)


def values_sheet(book: Book) -> str | None:
    """The sheet of a study workbook that holds its values."""
    return next((name for name in VALUES_SHEETS if name in book.names), None)


def read_table(
    path: Path, answers: Mapping[str, str] | None = None, wanted: Collection[str] = ()
) -> Loaded:
    """A table as people keep it; `answers` settle what it does not say, `wanted` are keys that must be criteria.

    What is wrong with single cells is told and leaves a missing value, so that one call tells everything.
    Raises EvidenceError if there is no table to read.
    """
    book = open_path(path)
    sheet = values_sheet(book) if holds_criteria(book) else None
    return load(propose(book, answers, sheet, wanted))


def load(proposal: Proposal) -> Loaded:
    """What a proposal says, settled as far as it is answered. Raises EvidenceError if there is no table in it."""
    findings = findings_of(proposal)
    fatal = [f for f in findings if f.code in ("table.empty", "table.one", "table.no_criterion")]
    raise_errors(fatal, EvidenceError)
    columns = {
        column.key: OwnColumn(
            column.key,
            column.name,
            proposal.units[column.key],
            column.heading.group,
            column.weight,
            (column.heading.written, column.name, column.letter),
            column.words,
        )
        for column in proposal.criteria
    }
    directions = {
        column.key: "max" if column.direction == 1 else "min"
        for column in proposal.criteria
        if column.direction is not None
    }
    return Loaded(proposal.evidence, directions, findings, columns)
