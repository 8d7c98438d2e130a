"""An XLSX into Sheets: limits first, then a survey of the sheet, then its block of cells through openpyxl.

openpyxl and not a faster reader: it tells a percent format, a date, an error and a formula from a plain number.
"""

import datetime
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from criteria.errors import AppError, EvidenceError, Finding
from inputs.files.limits import LONG_CELL, refuse_parts
from inputs.files.sheet import Book, Cell, Odd, Sheet, Spot
from inputs.files.worksheet_xml import Survey, no_entities, sheet_parts, survey
from inputs.words import phrase

NAMED = 12  # hidden rows or columns named in one finding
DAMAGED = phrase("damaged")


def open_workbook(file: str, data: bytes) -> Book:
    """The visible sheets of a workbook, none of them read yet.

    Raises EvidenceError: too large by its declared sizes, parts that lead out of it, entities, damage.
    """
    with _told(file):
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
        refuse_parts(file, parts)
        names = [part.filename for part in parts]
        if "xl/workbook.xml" not in names:
            what = phrase("kind_archive")
            raise EvidenceError.of("file.kind", file=file, what=what)
        no_entities(file, archive)
        sheets = sheet_parts(file, archive)
        visible = {name: part for name, (part, state) in sheets.items() if state == "visible"}
        if not visible:
            raise EvidenceError.of("file.unreadable", file=file, error="no visible sheet")
        # what no sheet's text can be larger than its part is checked by the parts; the rest is told
        remarks = []
        if any(name.endswith("vbaProject.bin") for name in names):
            remarks.append(Finding.of("file.macros", file=file))
        if any(name.startswith("xl/externalLinks/") for name in names):
            remarks.append(Finding.of("file.links", file=file))

    @lru_cache(maxsize=4)
    def read(name: str) -> Sheet:
        if name not in visible:
            return Sheet(file, name, ())
        with _told(file), zipfile.ZipFile(BytesIO(data)) as again:
            with again.open(visible[name]) as source:
                found = survey(file, f"{file}, {name}", source)
            return _read(file, name, data, found)

    hidden = tuple(name for name in sheets if name not in visible)
    return Book(file, tuple(visible), read, tuple(remarks), hidden)


@contextmanager
def _told(file: str) -> Iterator[None]:
    """Whatever a reader trips over is the file's fault, and is told as such."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # openpyxl's remarks on styles are not for whoever uploads
            yield
    except AppError:
        raise
    except MemoryError:
        raise EvidenceError.of("file.memory", file=file) from None
    except Exception:
        raise EvidenceError.of("file.unreadable", file=file, error=DAMAGED) from None


def _read(file: str, name: str, data: bytes, found: Survey) -> Sheet:
    place = f"{file}, {name}"
    block = found.block(place)
    if block is None:
        return Sheet(file, name, ())
    top, left, bottom, right = block
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    special_cells: dict[Spot, Odd] = {}
    rows: list[tuple[Cell, ...]] = []
    try:
        cells = book[name].iter_rows(top + 1, bottom + 1, left + 1, right + 1)
        for i, row in enumerate(cells):
            rows.append(tuple(_plain(cell, (i, j), special_cells) for j, cell in enumerate(row)))
    finally:
        book.close()
    inside: dict[Odd, set[Spot]] = {
        "error": {(r - top, c - left) for r, c in found.errors},
        "formula": {(r - top, c - left) for r, c in found.unfinished},
    }
    for kind, spots in inside.items():
        special_cells.update(
            {(r, c): kind for r, c in spots if 0 <= r < len(rows) and 0 <= c <= right - left}
        )
    merged = tuple((a - top, b - left, c - top, d - left) for a, b, c, d in found.merged)
    far = found.far(block)
    remarks = [Finding.of("file.far", place=place, cells=far[:5], count=len(far))] if far else []
    out_of_sight, columns = found.hidden(block)
    if out_of_sight or columns:
        remarks.append(
            Finding.of(
                "file.hidden",
                place=place,
                rows=_few(out_of_sight) or "–",
                columns=_few(columns) or "–",
            )
        )
    return Sheet(
        file,
        name,
        tuple(rows),
        merged,
        special_cells,
        first_row=top,
        first_column=left,
        findings=tuple(remarks),
    )


def _few(words: list[str]) -> list[str]:
    return [*words[:NAMED], "…"] if len(words) > NAMED else words


def _plain(cell: Any, spot: Spot, special_cells: dict[Spot, Odd]) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        if "%" in (cell.number_format or ""):
            special_cells[spot] = "percent"
            return float(f"{100 * value:.15g}")
        return float(value)
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)):
        special_cells[spot] = "date"
        return str(value).removesuffix(" 00:00:00")
    return str(value)[:LONG_CELL]
