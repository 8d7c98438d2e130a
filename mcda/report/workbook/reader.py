"""A brief read back: the study in its very hidden sheet, and what no longer fits it."""

import json
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from math import isclose
from pathlib import Path

from openpyxl import load_workbook

from criteria.errors import EvidenceError, Finding, StudyError
from criteria.text import Lang
from inputs.files.limits import refuse_bytes
from inputs.files.worksheet_xml import refuse_brief
from mcda.report.workbook import addresses
from mcda.report.workbook.whatif.layout import READINGS_FIRST, READINGS_HEAD
from mcda.report.workbook.writer import RECORD
from mcda.study.io import from_json, recorded_hash_findings
from mcda.study.study import Study
from mcda.words import Translator

TOLD = 5  # readings that differ, told one by one


@dataclass(frozen=True)
class Reopened:
    """The study that a brief records, the brief's language, and what in the file no longer fits it."""

    study: Study
    lang: Lang
    findings: tuple[Finding, ...]


def is_brief(path: Path) -> bool:
    """Whether the file is a workbook with a recorded study."""
    return path.suffix.lower() == ".xlsx" and path.is_file() and _record(path) is not None


def reopened(path: Path) -> Reopened:
    """The study of a brief. Raises StudyError if the file holds none, or one that cannot be read."""
    if not path.is_file():
        raise StudyError.of("file.missing", file=str(path))
    state = path.stat()
    return _reopened(path, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=2)  # a verb asks for the study, and again for what no longer fits it
def _reopened(path: Path, state: tuple[int, int]) -> Reopened:  # noqa: ARG001 - a changed file is read anew
    record = _record(path)
    if record is None:
        raise StudyError.of("brief.no_record", file=path.name)
    lang, text = record
    study = from_json(text, path.name)
    findings = recorded_hash_findings(text, study, path.name) + _other_readings(path, study, lang)
    return Reopened(study, lang, findings)


def _record(path: Path) -> tuple[Lang, str] | None:
    """(language, JSON) as `excel.write` records them, or None where there is no such sheet.

    Raises StudyError for a file beyond the limits of workbooks, before anything of it is opened.
    """
    _within_limits(path)
    try:
        book = load_workbook(path, read_only=True)
    except (
        Exception
    ):  # whatever a reader trips over: this is no brief, and its own reader will say why
        return None
    try:
        if RECORD not in book.sheetnames:
            return None
        pieces = [str(row[0]) for row in book[RECORD].iter_rows(max_col=1, values_only=True)]
        head: object = json.loads(pieces[0]) if pieces else None
        if not isinstance(head, dict) or head.get("lang") not in ("en", "zh"):
            return None
        return head["lang"], "".join(pieces[1:])
    except ValueError:
        return None
    finally:
        book.close()


def _within_limits(path: Path) -> None:
    try:
        refuse_bytes(path.name, path.stat().st_size)
        with zipfile.ZipFile(path) as archive:
            refuse_brief(path.name, archive)
    except EvidenceError as error:
        raise StudyError(*error.findings) from None
    except (OSError, ValueError, zipfile.BadZipFile):
        return  # no workbook at all, or a damaged one: its own reader will say why


def _other_readings(path: Path, study: Study, lang: Lang) -> tuple[Finding, ...]:
    """Values on the sheet that are not those of the recorded study: somebody typed over them."""
    tab = Translator(lang)("brief.tab_performance")
    values = study.imputed.matrix.values
    book = load_workbook(path, read_only=True)
    try:
        if tab not in book.sheetnames:
            return ()
        n, m = values.shape
        rows = book[tab].iter_rows(
            min_row=READINGS_HEAD + 1,
            max_row=READINGS_HEAD + n,
            min_col=READINGS_FIRST,
            max_col=READINGS_FIRST + m - 1,
            values_only=True,
        )
        found = [
            Finding.of(
                "brief.reading",
                file=path.name,
                sheet=tab,
                cell=addresses.cell(READINGS_HEAD + 1 + i, READINGS_FIRST + j),
                found="—" if shown is None else shown,
                expected=float(values[i, j]),
            )
            for i, row in enumerate(rows)
            for j, shown in enumerate(row)
            if not _same(shown, float(values[i, j]))
        ]
    finally:
        book.close()
    if len(found) > TOLD:
        more = Finding.of("brief.readings_more", file=path.name, count=len(found) - TOLD)
        return (*found[:TOLD], more)
    return tuple(found)


def _same(shown: object, value: float) -> bool:
    """Other programs keep fifteen digits."""
    return isinstance(shown, (int, float)) and isclose(shown, value, rel_tol=1e-12, abs_tol=1e-300)
