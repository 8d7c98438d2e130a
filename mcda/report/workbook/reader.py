"""A brief read back: the study in its very hidden sheet, and what in the file no longer fits it."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import isfinite
from pathlib import Path

from openpyxl import Workbook, load_workbook

from criteria.errors import AppError, EvidenceError, Finding, StudyError
from criteria.text import Lang
from inputs.files.limits import refuse_bytes
from inputs.files.sheet import Book
from inputs.files.worksheet_xml import refuse_brief
from mcda.report.workbook import addresses
from mcda.report.workbook.whatif.edits import Edit, Edits, cell_fault, edits_of, same
from mcda.report.workbook.whatif.layout import VALUES_FIRST, VALUES_HEAD
from mcda.report.workbook.whatif.typed_cells import SHOWN, OpenBook, typed_cells
from mcda.report.workbook.writer import RECORD
from mcda.study.io import from_json, recorded_hash_findings
from mcda.study.study import Study
from mcda.words import Translator, phrase

TOLD = 5  # values that differ, told one by one
NUMBER = (int, float)


@dataclass(frozen=True)
class Reopened:
    """The study that a brief records, the brief's language, what no longer fits the study, and the cells typed over."""

    study: Study
    lang: Lang
    findings: tuple[Finding, ...]
    edits: Edits


def is_brief(path: Path) -> bool:
    """Whether the file is a workbook with a recorded study."""
    return path.suffix.lower() == ".xlsx" and path.is_file() and _is_brief(path, _state(path))


def may_be_brief(book: Book) -> bool:
    """Whether an opened file has the sheet in which a brief records its study, or another of that name."""
    return RECORD in (*book.names, *book.hidden)


def reopened(path: Path) -> Reopened:
    """The study of a brief. Raises StudyError if the file holds none, or one that cannot be read."""
    if not path.is_file():
        raise StudyError.of("file.missing", file=str(path))
    return _reopened(path, _state(path))


def _state(path: Path) -> tuple[int, int]:
    """A changed file is read anew."""
    state = path.stat()
    return state.st_mtime_ns, state.st_size


@lru_cache(
    maxsize=2
)  # a verb asks whether it is one, for the study, and again for what no longer fits it
def _is_brief(path: Path, state: tuple[int, int]) -> bool:  # noqa: ARG001
    book = _opened(path.name, _bytes(path))
    return book is not None and _record(book) is not None


@lru_cache(maxsize=2)
def _reopened(path: Path, state: tuple[int, int]) -> Reopened:  # noqa: ARG001
    found = read_brief(path.name, _bytes(path))
    if found is None:
        raise StudyError.of("brief.no_record", file=path.name)
    return found


def read_brief(file: str, data: bytes) -> Reopened | None:
    """The study of a brief that is in memory; None if it is a workbook of another kind, or none at all.

    Raises StudyError if it is beyond the limits of workbooks, before anything of it is opened, or if the recorded study
    or a sheet with cells cannot be read; EvidenceError if a sheet is larger than one may be.
    """
    book = _opened(file, data)
    record = _record(book) if book else None
    if book is None or record is None:
        return None
    try:
        return _compared(file, data, book, *record)
    except AppError:
        raise
    except Exception:  # a sheet that no reader can take
        damaged = phrase("study.damaged")
        raise StudyError.of("study.unreadable", file=file, error=damaged) from None


def _compared(file: str, data: bytes, book: Workbook, lang: Lang, text: str) -> Reopened:
    """The recorded study, and what the sheets hold beside it."""
    study = from_json(text, file)
    t = Translator(lang)
    values = list(_other_values(file, book, study, t))
    open_book = OpenBook(
        file,
        data,
        tuple(book.sheetnames),
        {name: str(found.attr_text) for name, found in book.defined_names.items()},
        lambda sheet, row, column: book[sheet].iter_rows(
            max_row=row, max_col=column, values_only=True
        ),
    )
    typed = typed_cells(open_book, study.imputed.matrix.criteria, t("brief.tab_what_if"))
    edits = edits_of(study, typed, [edit for _, edit in values], file, t)
    findings = [
        Finding.of(
            "brief.reading",
            file=file,
            sheet=t("brief.tab_performance"),
            cell=address,
            found="—" if edit.after is None else edit.after,
            expected=edit.before,
        )
        for address, edit in values[:TOLD]
    ]
    if len(values) > TOLD:
        findings.append(Finding.of("brief.readings_more", file=file, count=len(values) - TOLD))
    return Reopened(study, lang, (*recorded_hash_findings(text, study, file), *findings), edits)


def _bytes(path: Path) -> bytes:
    """What is in a file, if it is not larger than one may be. Raises StudyError."""
    try:
        refuse_bytes(path.name, path.stat().st_size)
    except EvidenceError as error:
        raise StudyError(*error.findings) from None
    return path.read_bytes()


def _opened(file: str, data: bytes) -> Workbook | None:
    """The workbook with the stored results of its formulas. Raises StudyError beyond the limits of workbooks."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            refuse_brief(file, archive)
    except EvidenceError as error:
        raise StudyError(*error.findings) from None
    except (OSError, ValueError, zipfile.BadZipFile):
        return None  # no workbook at all, or a damaged one: its own reader will say why
    try:
        return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (
        Exception
    ):  # whatever a reader trips over: this is no brief, and its own reader will say why
        return None


def _record(book: Workbook) -> tuple[Lang, str] | None:
    """(language, JSON) as the writer records them, or None where there is no such sheet."""
    if RECORD not in book.sheetnames:
        return None
    try:
        rows = book[RECORD].iter_rows(max_col=1, values_only=True)
        pieces = [str(row[0]) for row in rows if row[0] is not None]
        head: object = json.loads(pieces[0]) if pieces else None
    except Exception:  # a damaged sheet, or words that are no record
        return None
    if not isinstance(head, dict) or head.get("lang") not in ("en", "zh"):
        return None
    return head["lang"], "".join(pieces[1:])


def _other_values(
    file: str, book: Workbook, study: Study, t: Translator
) -> Iterator[tuple[str, Edit]]:
    """Cells of the sheet of values that are not those of the recorded study: somebody typed over them."""
    tab = t("brief.tab_performance")
    if tab not in book.sheetnames:
        return
    matrix = study.imputed.matrix
    n, m = matrix.values.shape
    rows = book[tab].iter_rows(
        min_row=VALUES_HEAD + 1,
        max_row=VALUES_HEAD + n,
        min_col=VALUES_FIRST,
        max_col=VALUES_FIRST + m - 1,
        values_only=True,
    )
    for i, row in enumerate(rows):
        for j, shown in enumerate(row):
            before = float(matrix.values[i, j])
            number = float(shown) if isinstance(shown, NUMBER) and isfinite(shown) else None
            if same(number, before):
                continue
            address = addresses.cell(VALUES_HEAD + 1 + i, VALUES_FIRST + j)
            words = None if shown is None else str(shown)[:SHOWN]
            after = words if number is None else number
            yield (
                address,
                Edit(
                    "value",
                    matrix.criteria[j],
                    before,
                    after,
                    matrix.alternatives[i],
                    cell_fault(file, tab, address, shown) if number is None else None,
                ),
            )
