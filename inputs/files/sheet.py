"""The values of this package: Sheet, rows of cells with the place of each; Book, the sheets of a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from criteria.errors import Finding
from inputs.files.limits import LONG_TEXT

Cell = str | float  # "" is an empty cell; a float is a number as the file stores it
Spot = tuple[int, int]  # row and column in a Sheet, both from 0
NAMED = 12  # cells named in one finding
Odd = Literal["error", "formula", "date", "percent"]  # what a cell is that is no plain value


@dataclass(frozen=True, eq=False)
class Sheet:
    """Rows of equal length. `odd` names cells that are no plain value: error, formula, date, percent."""

    file: str
    name: str | None
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[
        tuple[int, int, int, int], ...
    ] = ()  # first row, first column, last row, last column
    special_cells: Mapping[Spot, Odd] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()  # cells that each row of a text file has, before it was filled up
    first_row: int = 0  # where the rows begin in the file
    first_column: int = 0
    separator: str | None = None  # of a text file
    findings: tuple[Finding, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def address(self, row: int, column: int) -> str:
        """A cell as spreadsheets call it: D16."""
        return f"{self.letter(column)}{self.line(row)}"

    def letter(self, column: int) -> str:
        return letters(column + self.first_column)

    def line(self, row: int) -> int:
        return row + self.first_row + 1

    def place(self, *addresses: str) -> str:
        """Cells for a message: file, sheet!D16."""
        inside = f"{self.name}!" if self.name else ""
        return f"{self.file}, {inside}{', '.join(addresses)}" if addresses else self.whole

    @property
    def whole(self) -> str:
        return f"{self.file}, {self.name}" if self.name else self.file


@dataclass(frozen=True, eq=False)
class Book:
    """A file's visible sheets, read one at a time, and what there is to say of the file itself."""

    file: str
    names: tuple[str, ...]
    read: Callable[[str], Sheet]
    findings: tuple[Finding, ...] = ()
    hidden: tuple[str, ...] = ()

    def closed(self) -> "Book":
        """The book without its file: what it is called and what there is to say of it, and nothing more to read."""
        return replace(self, read=_read_no_more)

    def sheet(self, name: str | None = None) -> Sheet:
        """A sheet by name, or the first one that holds a table (two rows and two columns, or the first of all)."""
        if name is not None:
            return self.read(name)
        first = self.read(self.names[0])
        if holds_table(first):
            return first
        for other in self.names[1:]:
            found = self.read(other)
            if holds_table(found):
                return found
        return first


def _read_no_more(name: str) -> Sheet:
    raise ValueError(f"sheet {name}: the book is closed; read its file again")


def holds_table(sheet: Sheet) -> bool:
    full = [row for row in sheet.rows if sum(cell != "" for cell in row) > 1]
    return len(full) > 1


def with_texts_cut(sheet: Sheet) -> Sheet:
    """The sheet with no text of more than 300 characters, and a finding where one was cut off there.

    What understands a table looks at each text many times; nobody writes a heading or a name of that length.
    """
    long = [
        (i, j)
        for i, row in enumerate(sheet.rows)
        for j, cell in enumerate(row)
        if isinstance(cell, str) and len(cell) > LONG_TEXT
    ]
    if not long:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for i, j in long:
        rows[i][j] = str(rows[i][j])[:LONG_TEXT]
    cells = sheet.place(*(sheet.address(i, j) for i, j in long[:NAMED]))
    told = Finding.of("file.long_texts", cells=cells, count=len(long), limit=LONG_TEXT)
    return replace(sheet, rows=tuple(map(tuple, rows)), findings=(*sheet.findings, told))


def letters(column: int) -> str:
    """A, B, …, Z, AA, … for 0, 1, …"""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(address: str) -> int:
    """0, 1, … for A, B, …"""
    number = 0
    for letter in address:
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1


def spans(addresses: Sequence[Spot], sheet: Sheet) -> list[str]:
    """Cells as few words: neighbours in a column become C7:C9."""
    found: list[str] = []
    run: list[Spot] = []
    for spot in sorted(addresses, key=lambda spot: (spot[1], spot[0])):
        if run and (spot[1], spot[0]) == (run[-1][1], run[-1][0] + 1):
            run.append(spot)
            continue
        found += [_span(run, sheet)] if run else []
        run = [spot]
    return found + ([_span(run, sheet)] if run else [])


def _span(run: Sequence[Spot], sheet: Sheet) -> str:
    first, last = sheet.address(*run[0]), sheet.address(*run[-1])
    return first if first == last else f"{first}:{last}"
