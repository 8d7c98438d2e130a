"""What each cell of a sheet roughly is, before anything is known of the table."""

import re
from functools import cached_property
from typing import Literal

from inputs.files.sheet import Sheet, Spot
from inputs.tables.cells.number import Rough, classify_cell
from inputs.tables.cells.ordered_words import grades, word_key

CellKind = Literal["n", "m", "t", "b", "u"]
OF_ROUGH: dict[Rough, CellKind] = {
    "number": "n",
    "unit": "u",  # settled by its column
    "missing": "m",
    "blank": "b",
    "text": "t",
}
YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?\s*年?", re.ASCII)


class Kinds:
    """What each cell of a sheet roughly is: n number, m missing mark, t text, b blank."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.across = {a: (b, d) for a, b, c, d in sheet.merged if a == c}
        self.rows = [[self._kind(i, j) for j in range(sheet.width)] for i in range(len(sheet.rows))]
        for j in range(sheet.width):
            self._settle_units(j)
        self.graded: frozenset[Spot] = frozenset()  # words that stand for figures
        if not any("n" in row for row in self.rows):
            self._settle_words()

    def _kind(self, i: int, j: int) -> CellKind:
        cell = self.sheet.rows[i][j]
        if self.sheet.special_cells.get((i, j)) in ("error", "formula"):
            return "n"
        if isinstance(cell, float):
            return "n"
        return OF_ROUGH[classify_cell(cell)]

    def _settle_units(self, j: int) -> None:
        """A number with words round it is a figure only where its column holds more of them."""
        column = [row[j] for row in self.rows]
        known, figures = sum(kind != "b" for kind in column), column.count("n") + column.count("u")
        settled: CellKind = (
            "n" if column.count("u") == 0 or (figures > 1 and figures * 10 >= known * 3) else "t"
        )
        for row in self.rows:
            if row[j] == "u":
                row[j] = settled

    def _settle_words(self) -> None:
        """A sheet without a figure: words that grade are its figures, in columns that hold two of them and little else."""
        found: set[Spot] = set()
        for j in range(self.sheet.width):
            spots = [(i, j) for i, row in enumerate(self.rows) if row[j] == "t"]
            graded = [(i, j) for i, j in spots if grades(str(self.sheet.rows[i][j]))]
            different = {word_key(str(self.sheet.rows[i][j])) for i, j in graded}
            if len(different) > 1 and len(graded) * 2 >= len(spots):
                found.update(graded)
        for i, j in found:
            self.rows[i][j] = "n"
        self.graded = frozenset(found)

    def is_word(self, row: int, column: int) -> bool:
        return self.rows[row][column] == "t" or (row, column) in self.graded

    def of(self, row: int, kind: CellKind, but: int = -1) -> list[int]:
        return [j for j, found in enumerate(self.rows[row]) if found == kind and j != but]

    def filled(self, row: int) -> list[int]:
        return [j for j, found in enumerate(self.rows[row]) if found != "b"]

    def one_cell(self, row: int) -> bool:
        """Whether a merged cell covers all that stands in the row."""
        filled = self.filled(row)
        first, last = self.across.get(row, (1, 0))
        return bool(filled) and first <= filled[0] and filled[-1] <= last

    def is_year(self, row: int, column: int) -> bool:
        return YEAR.fullmatch(str(self.sheet.rows[row][column]).strip()) is not None

    @cached_property
    def figures(self) -> list[int]:
        """Rows with a figure and something beside it."""
        return [i for i, row in enumerate(self.rows) if "n" in row and len(self.filled(i)) > 1]

    def measured(self, name: int) -> frozenset[int]:
        """Columns that hold figures in at least half of the rows with figures."""
        rows = self.figures
        return frozenset(
            j
            for j in range(self.sheet.width)
            if j != name and sum(self.rows[i][j] == "n" for i in rows) * 2 >= len(rows) > 0
        )
