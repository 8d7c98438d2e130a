"""A look through a worksheet before it is read: where its cells lie, what is merged, which formulas have no result."""

import re
import zipfile
from dataclasses import dataclass, field
from itertools import pairwise
from posixpath import join, normpath
from typing import IO
from xml.parsers import expat

from criteria.errors import EvidenceError
from inputs.files.limits import (
    BRIEF,
    CELLS,
    COLUMNS,
    FAR_COLUMNS,
    FAR_ROWS,
    ROWS,
    refuse_parts,
    refuse_size,
)
from inputs.files.sheet import column_of, letters

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)  # to XFD1048576 and a little on
ROW = re.compile(r"[1-9]\d{0,6}", re.ASCII)
TRUE = ("1", "true")
CHUNK = 1 << 16
MANY = ROWS * 4  # cells of one row, or rows of any kind: beyond, nothing more is noted


@dataclass
class Survey:
    """What lies where; rows and columns from 0."""

    rows: dict[int, int] = field(default_factory=dict)  # row → its first filled column
    columns: dict[int, int] = field(default_factory=dict)  # column → its first filled row
    count: int = 0  # filled cells
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    errors: set[tuple[int, int]] = field(default_factory=set)
    unfinished: set[tuple[int, int]] = field(
        default_factory=set
    )  # formulas without a stored result
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(
        default_factory=list
    )  # first and last of each run

    def block(self, place: str) -> tuple[int, int, int, int] | None:
        """First row, first column, last row, last column of the table's block; None for an empty sheet.

        Raises EvidenceError if there are too many rows or columns.
        """
        if not self.rows:
            return None
        rows = _together(sorted(self.rows), FAR_ROWS)
        columns = _together(sorted(self.columns), FAR_COLUMNS)
        refuse_size(place, len(rows), len(columns))
        return rows[0], columns[0], rows[-1], columns[-1]

    def hidden(self, block: tuple[int, int, int, int]) -> tuple[list[str], list[str]]:
        """Hidden rows and columns of the block that hold something, as they are called."""
        top, left, bottom, right = block
        rows = sorted(row for row in self.hidden_rows & set(self.rows) if top <= row <= bottom)
        columns = sorted(
            column
            for column in self.columns
            if left <= column <= right and any(a <= column <= b for a, b in self.hidden_columns)
        )
        return [str(row + 1) for row in rows], [letters(column) for column in columns]

    def far(self, block: tuple[int, int, int, int]) -> list[str]:
        """Addresses of filled cells beyond the block, one a row or column."""
        _, _, bottom, right = block
        below = {(row, column) for row, column in self.rows.items() if row > bottom}
        beside = {(row, column) for column, row in self.columns.items() if column > right}
        return [f"{letters(column)}{row + 1}" for row, column in sorted(below | beside)]


def _together(numbers: list[int], missing: int) -> list[int]:
    """The first numbers, up to the first wide gap."""
    for i, (before, after) in enumerate(pairwise(numbers), start=1):
        if after - before > missing:
            return numbers[:i]
    return numbers


def survey(file: str, place: str, source: IO[bytes]) -> Survey:
    """One pass over a worksheet's XML. Raises EvidenceError: entities declared in it, or too many rows and columns."""
    found = Survey()
    _Scan(found, place).through(file, source)
    return found


class _Scan:
    """The handlers of one pass."""

    def __init__(self, found: Survey, place: str) -> None:
        self.found, self.place = found, place
        self.spot = (0, -1)
        self.kind = ""
        self.has_formula = self.has_value = self.inside = False

    def through(self, file: str, source: IO[bytes]) -> None:
        parser = strict_parser(file)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        while chunk := source.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            address = attributes.get("r", "")
            at = ADDRESS.fullmatch(address)
            row, column = self.spot
            self.spot = (int(at[2]) - 1, column_of(at[1])) if at else (row, column + 1)
            self.kind = attributes.get("t", "")
            self.has_formula = self.has_value = False
        elif tag in ("v", "t"):
            self.inside = True
        elif tag == "f":
            self.has_formula = True
        elif tag == "row":
            number = attributes.get("r", "")
            self.spot = (int(number) - 1 if ROW.fullmatch(number) else self.spot[0] + 1, -1)
            if attributes.get("hidden") in TRUE and len(self.found.hidden_rows) < MANY:
                self.found.hidden_rows.add(self.spot[0])
        elif tag == "col":
            self.hide(attributes)
        elif tag == "mergeCell":
            self.merge(attributes.get("ref", ""))

    def text(self, _: str) -> None:
        self.has_value = self.has_value or self.inside

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag in ("v", "t"):
            self.inside = False
        if tag != "c" or not (self.has_value or self.has_formula):
            return
        row, column = self.spot
        found = self.found
        found.rows.setdefault(row, column)
        found.columns.setdefault(column, row)
        found.count += 1
        if len(found.rows) > MANY or len(found.columns) > COLUMNS * 8 or found.count > CELLS:
            refuse_size(self.place, len(found.rows), len(found.columns), found.count)
        if self.kind == "e":
            found.errors.add(self.spot)
        if self.has_formula and not self.has_value and self.kind != "str":
            found.unfinished.add(self.spot)

    def hide(self, attributes: dict[str, str]) -> None:
        ends = attributes.get("min", ""), attributes.get("max", "")
        known = all(end.isdecimal() and len(end) < 7 for end in ends)
        if attributes.get("hidden") in TRUE and known and len(self.found.hidden_columns) < MANY:
            self.found.hidden_columns.append((int(ends[0]) - 1, int(ends[1]) - 1))

    def merge(self, ref: str) -> None:
        ends = [ADDRESS.fullmatch(end) for end in ref.split(":")]
        if len(ends) == 2 and ends[0] and ends[1] and len(self.found.merged) < MANY:
            (left, top), (right, bottom) = ends[0].groups(), ends[1].groups()
            self.found.merged.append(
                (int(top) - 1, column_of(left), int(bottom) - 1, column_of(right))
            )


def strict_parser(file: str) -> expat.XMLParserType:
    """A parser of XML without entities: a workbook never needs a document type, an attack does."""

    def refuse(*_: object) -> None:
        raise EvidenceError.of("file.entities", file=file)

    parser = expat.ParserCreate(namespace_separator=None)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def refuse_brief(file: str, archive: zipfile.ZipFile) -> None:
    """Raises EvidenceError if a brief goes beyond its limits or declares entities, before anything of it is read."""
    refuse_parts(file, archive.infolist(), BRIEF)
    no_entities(file, archive)


def no_entities(file: str, archive: zipfile.ZipFile) -> None:
    """Raises EvidenceError if any part declares a document type; only the beginnings are read."""
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        begun: list[str] = []
        parser = strict_parser(file)
        parser.StartElementHandler = lambda tag, _, seen=begun: seen.append(tag)
        with archive.open(part) as source:
            while not begun and (chunk := source.read(4096)):
                try:
                    parser.Parse(chunk, False)
                except expat.ExpatError:
                    break  # damaged or no XML; whoever needs the part will tell


def sheet_parts(file: str, archive: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    """Sheet name → (part of the archive, state), in the workbook's order."""
    targets: dict[str, str] = {}
    sheets: dict[str, tuple[str, str]] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rsplit(":", maxsplit=1)[-1] == "sheet":
            target = targets.get(next((v for k, v in attributes.items() if k.endswith(":id")), ""))
            if target and "worksheets/" in target:
                part = (
                    target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
                )
                sheets[attributes.get("name", "")] = (part, attributes.get("state", "visible"))

    for part, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        parser = strict_parser(file)
        parser.StartElementHandler = handler
        parser.Parse(archive.read(part), True)
    return sheets
