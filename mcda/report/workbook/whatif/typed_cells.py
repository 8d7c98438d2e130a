"""The green cells of a what-if sheet as somebody saved them, found by their names wherever they stand."""

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from math import isfinite
from typing import Literal, NamedTuple

from inputs.files.sheet import column_of
from inputs.files.worksheet_xml import sheet_parts, survey
from mcda.report.workbook import addresses
from mcda.report.workbook.whatif import layout

Kind = Literal["weight", "worst", "best", "at_least", "at_most"]
COLUMNS: Mapping[Kind, int] = {
    "weight": layout.WEIGHT,
    "worst": layout.WORST,
    "best": layout.BEST,
    "at_least": layout.AT_LEAST,
    "at_most": layout.AT_MOST,
}
SWITCH = "switch"
ADDRESS = re.compile(r"\$?([A-Z]{1,2})\$?([0-9]{1,4})")  # no cell of ours is ever moved further
LONGEST = 300  # characters of what a name stands for
SHOWN = 60  # characters of what is told of a cell with words in it
LARGEST = float(addresses.LARGEST)  # the largest number that the cells take


class OpenBook(NamedTuple):
    """A workbook as its reader opened it: the file's name and bytes, its sheets, what each defined name stands for.

    `rows(sheet, last row, last column)` are the sheet's cells from the first on, with stored results of formulas.
    """

    file: str
    data: bytes
    sheets: tuple[str, ...]
    names: Mapping[str, str]
    rows: Callable[[str, int, int], Iterable[tuple[object, ...]]]


class Place(NamedTuple):
    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        return addresses.cell(self.row, self.column)


@dataclass(frozen=True)
class TypedCell:
    """What a cell holds: a number, words instead of one, or nothing (None).

    `known` is false where nobody can say what it counts as: an error, a formula without a stored result.
    """

    place: Place
    content: float | str | None
    known: bool = True

    @property
    def number(self) -> float | None:
        return self.content if self.known and isinstance(self.content, float) else None


@dataclass(frozen=True)
class TypedCells:
    """The cells by what they are of, those that the file still has; `switch` is what the sheet is set to."""

    cells: Mapping[tuple[Kind, str], TypedCell]
    switch: str

    def of(self, kind: Kind, keys: Iterable[str]) -> dict[str, TypedCell]:
        """The cells of one kind, by criterion; nothing if one of them is gone."""
        found = {key: self.cells[kind, key] for key in keys if (kind, key) in self.cells}
        return found if len(found) == len(tuple(keys)) else {}


def typed_cells(book: OpenBook, criteria: tuple[str, ...], tab: str) -> TypedCells:
    """The cells of a brief's what-if sheet; `tab` is the sheet's name when it was written.

    Raises EvidenceError if the sheet is larger than a sheet may be.
    """
    places = _places(book, criteria, tab)
    wanted: dict[str, set[tuple[int, int]]] = {}
    for place in places.values():
        wanted.setdefault(place.sheet, set()).add((place.row, place.column))
    contents = {}
    for sheet, spots in wanted.items():
        for (row, column), cell in _contents(book, sheet, spots).items():
            contents[Place(sheet, row, column)] = cell
    switch = contents.get(places.get((SWITCH, ""), Place("", 0, 0)))
    cells = {
        (kind, key): contents[place]
        for (name, key), place in places.items()
        for kind in COLUMNS
        if name == kind and place in contents
    }
    return TypedCells(cells, str(switch.content) if switch else "")


def _places(book: OpenBook, criteria: tuple[str, ...], tab: str) -> dict[tuple[str, str], Place]:
    """(kind, criterion) → its cell, and the switch; by position where a program has dropped all names."""
    named = {name.lower(): text for name, text in book.names.items() if len(text) <= LONGEST}
    found: dict[tuple[str, str], Place] = {}
    for kind in COLUMNS:
        for key, name in addresses.names_of(kind, criteria).items():
            place = _place(named.get(name.lower(), ""), book)
            if place:
                found[kind, key] = place
    switch = _place(named.get(SWITCH, ""), book)
    if switch:
        found[SWITCH, ""] = switch
    if not named and tab in book.sheets:
        for kind, column in COLUMNS.items():
            for j, key in enumerate(criteria):
                found[kind, key] = Place(tab, layout.INPUTS_HEAD + 1 + j, column)
        found[SWITCH, ""] = Place(tab, *layout.SWITCH)
    return found


def _place(text: str, book: OpenBook) -> Place | None:
    """'what-if'!$D$12 as a place; None if it is no single cell of a sheet that is there."""
    sheet, _, address = text.rpartition("!")
    if sheet.startswith("'") and sheet.endswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    at = ADDRESS.fullmatch(address)
    if at is None or sheet not in book.sheets:
        return None
    return Place(sheet, int(at[2]), column_of(at[1]) + 1)


def _contents(
    book: OpenBook, sheet: str, spots: set[tuple[int, int]]
) -> dict[tuple[int, int], TypedCell]:
    with zipfile.ZipFile(BytesIO(book.data)) as archive:
        part = sheet_parts(book.file, archive).get(sheet)
        if part is None:
            return {}
        with archive.open(part[0]) as source:
            seen = survey(book.file, f"{book.file}, {sheet}", source)
    unknown = {(row + 1, column + 1) for row, column in seen.errors | seen.unfinished}
    last_row, last_column = max(row for row, _ in spots), max(column for _, column in spots)
    found = {}
    for i, row in enumerate(book.rows(sheet, last_row, last_column), start=1):
        for j, value in enumerate(row, start=1):
            if (i, j) in spots:
                content, known = _content(value)
                place = Place(sheet, i, j)
                found[i, j] = TypedCell(place, content, known and (i, j) not in unknown)
    # rows at the end of a sheet that are empty are not in the file
    return {spot: found.get(spot, TypedCell(Place(sheet, *spot), None)) for spot in spots}


def _content(value: object) -> tuple[float | str | None, bool]:
    """A cell's value, and whether the sheet's formulas count with it as it stands."""
    if value is None:
        return None, True
    if isinstance(value, str):
        return value[:SHOWN], True
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value), False
    number = float(value)
    return (number, True) if isfinite(number) and abs(number) <= LARGEST else (str(value), False)
