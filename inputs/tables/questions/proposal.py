"""A sheet as it is understood: a proposal with what must be asked; answers make it another proposal."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from criteria.text import Text
from inputs.evidence import MISSING, Correction, Evidence, Observation
from inputs.files.limits import LONG_TEXT
from inputs.files.sheet import Book, Cell, Sheet, column_of, with_texts_cut
from inputs.tables.cells.decimal_style import style_of, style_of_column
from inputs.tables.cells.number import ASKED, Style, read
from inputs.tables.interpretation.column_roles import Column, columns_of
from inputs.tables.interpretation.county_places import (
    CountyPlaces,
    county_places,
    with_county_places,
)
from inputs.tables.interpretation.names import Named, name_alternatives
from inputs.tables.interpretation.numeric_column import (
    Figures,
    figures_of,
    harmonise,
    levels_of,
)
from inputs.tables.structure.layout import Layout
from inputs.tables.structure.table_detection import Other, one_table
from inputs.words import phrase

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
About = Literal["decimals", "order", "direction", "cell", "word", "place"]


@dataclass(frozen=True)
class Question:
    """What the table does not say. `key` is what an answer carries: D16, direction/F, decimals.

    `needed` must be answered before anything can be ranked; another question left open leaves a missing value.
    """

    key: str
    about: About
    place: str
    found: str
    why: Text
    alternative: str = ""
    criterion: str = ""
    suggestion: float | None = None
    choices: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, eq=False)
class Proposal:
    """A sheet with the answers given so far, and everything that follows from them."""

    book: Book
    sheet: Sheet
    original: Sheet
    answers: Mapping[str, str]
    layout: Layout
    columns: tuple[Column, ...]
    named: Named
    style: Style
    open_example: str  # a figure that can mean two things, if the decimal style had to be left open
    figures: Mapping[str, Figures]  # criterion key → row → figure
    units: Mapping[str, str]
    wanted: tuple[str, ...] = field(default=())
    others: tuple[Other, ...] = field(default=())  # further tables of the sheet, not read
    places: CountyPlaces = field(default_factory=CountyPlaces)

    def answered(self, answers: Mapping[str, str]) -> "Proposal":
        """The proposal with more answers; an earlier answer of the same key is replaced, None-like "" in grids kept."""
        return propose(self.book, self.with_earlier(answers), self.original.name, self.wanted)

    def with_earlier(self, answers: Mapping[str, str]) -> dict[str, str]:
        """The answers and those given before, unless these were about the cells of another sheet."""
        other = answers.get("sheet", self.original.name) != self.original.name
        return {**({} if other else self.answers), **answers}

    @property
    def criteria(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.use == "criterion")

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Everything to be asked, what is needed first."""
        found = []
        if self.open_example:
            found.append(
                Question(
                    "decimals",
                    "decimals",
                    self.sheet.whole,
                    self.open_example,
                    ASKED["style"],
                    choices=("point", "comma"),
                    needed=True,
                )
            )
        found += [
            Question(
                f"levels/{column.letter}",
                "order",
                self.sheet.place(column.letter),
                column.name,
                phrase("no_order"),
                criterion=column.key,
                choices=tuple(column.words.counts),
                needed=column.unordered,
            )
            for column in self.columns
            if column.unordered or column.may_be_ordered
        ]
        found += [
            Question(
                f"direction/{column.letter}",
                "direction",
                self.sheet.place(column.letter),
                column.name,
                phrase("no_direction"),
                criterion=column.key,
                choices=("max", "min"),
                needed=True,
            )
            for column in self.criteria
            if column.direction is None
        ]
        found += [q for c in self.criteria if not c.unordered for q in self._cells(c)]
        found += [
            Question(
                f"county/{self.sheet.line(i)}",
                "place",
                self.sheet.place(self.sheet.address(i, self.layout.name)),
                self.named.alternatives[i].key,
                phrase("several_counties") if each.perhaps else phrase("no_county"),
                choices=tuple(
                    f"{u.code} {u.name.en} {u.province.zh}{u.prefecture.zh}{u.name.zh}"
                    for u in each.perhaps
                ),
            )
            for i, each in self.places.asked.items()
            if i in self.named.alternatives
        ]
        return tuple(sorted(found, key=lambda question: not question.needed))

    def _cells(self, column: Column) -> list[Question]:
        found = []
        for i, figure in self.figures[column.key].items():
            if figure.kind not in ("asked", "word") or i not in self.named.alternatives:
                continue
            found.append(
                Question(
                    self.sheet.address(i, column.index),
                    "cell" if figure.kind == "asked" else "word",
                    self.sheet.place(self.sheet.address(i, column.index)),
                    shown(self.sheet.rows[i][column.index]),
                    ASKED[figure.why] if figure.kind == "asked" else NOT_A_NUMBER,
                    alternative=self.named.alternatives[i].key,
                    criterion=column.key,
                    suggestion=figure.value,
                    needed=figure.kind == "word",
                )
            )
        return found

    @cached_property
    def evidence(self) -> Evidence:
        """The alternatives and their values; what is still asked is a missing value."""
        observations = {
            column.key: {
                alternative.key: MISSING
                if (figure := self.figures[column.key][i]).kind != "number"
                else Observation(figure.value)
                for i, alternative in self.named.alternatives.items()
            }
            for column in self.criteria
        }
        return Evidence(
            tuple(self.named.alternatives.values()), observations, corrections=self.corrections
        )

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """What people typed instead of cells of the table, with the text that stood there."""
        rows = {i: a.key for i, a in self.named.alternatives.items()}
        keys = {column.index: column.key for column in self.criteria}
        return tuple(
            Correction(
                self.sheet.place(self.sheet.address(i, j)),
                rows.get(i, ""),
                keys.get(j, ""),
                shown(self.original.rows[i][j]),
                typed,
            )
            for (i, j), typed in corrected_cells(self.original, self.answers).items()
        )


NOT_A_NUMBER = phrase("not_a_number")


def shown(cell: Cell) -> str:
    """A cell as people wrote it."""
    return f"{cell:.15g}" if isinstance(cell, float) else cell.strip()


def propose(
    book: Book,
    answers: Mapping[str, str] | None = None,
    sheet: str | None = None,
    wanted: Collection[str] = (),
) -> Proposal:
    """What a sheet of the book means (the first that holds a table if none is named), under the answers given.

    `wanted` are keys of criteria that a file names: such columns are criteria whatever they hold.
    Raises EvidenceError if the sheet cannot be read.
    """
    given = {key[:LONG_TEXT]: typed[:LONG_TEXT] for key, typed in (answers or {}).items()}
    asked = given.get("sheet")
    original = with_texts_cut(book.sheet(asked if asked in book.names else sheet))
    corrected = _corrected(original, given)
    table = one_table(corrected, given)
    corrected, layout = table.sheet, table.layout
    columns = columns_of(corrected, table.kinds, layout, given, wanted)
    criteria = [column for column in columns if column.use == "criterion"]
    texts = [_texts(original, layout, column) for column in criteria]
    cells = [[original.rows[i][c.index] for i in layout.rows] for c in criteria]
    style, basis, example = style_of(cells, original.separator)
    if given.get("decimals") in ("point", "comma"):
        style, basis = ("comma" if given["decimals"] == "comma" else "point"), "told"
    figures, units = {}, {}
    typed = corrected_cells(original, given)
    for column, column_texts in zip(criteria, texts, strict=True):
        confirmed = {i: text for (i, j), text in typed.items() if j == column.index}
        own = style_of_column(column_texts, style)
        alone = figures_of(original, layout.rows, column.index, own, confirmed)
        if column.words.values:
            found = levels_of(original, column.index, column.words, alone, confirmed)
            figures[column.key], units[column.key] = found, column.heading.unit
            continue
        found, unit = harmonise(alone, column.heading.unit, confirmed)
        figures[column.key], units[column.key] = found, unit
    places = county_places(corrected, layout, columns, given)
    return Proposal(
        book,
        corrected,
        original,
        given,
        layout,
        tuple(columns),
        with_county_places(name_alternatives(corrected, layout, columns), places),
        style,
        example if basis == "asked" else "",
        figures,
        units,
        tuple(wanted),
        table.others,
        places,
    )


def _texts(sheet: Sheet, layout: Layout, column: Column) -> list[str]:
    cells = [sheet.rows[i][column.index] for i in layout.rows]
    return [cell for cell in cells if isinstance(cell, str)]


def corrected_cells(sheet: Sheet, answers: Mapping[str, str]) -> dict[tuple[int, int], str]:
    """Answers that are cells (D16 = 170), by row and column of the sheet."""
    found = {}
    for key, typed in answers.items():
        address = ADDRESS.fullmatch(key)
        if address:
            i = int(address[2]) - 1 - sheet.first_row
            j = column_of(address[1]) - sheet.first_column
            if 0 <= i < len(sheet.rows) and 0 <= j < sheet.width:
                found[i, j] = typed
    return found


def _corrected(sheet: Sheet, answers: Mapping[str, str]) -> Sheet:
    """The sheet with what was typed in place of its cells."""
    typed = corrected_cells(sheet, answers)
    if not typed:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for (i, j), text in typed.items():
        figure = read(text)
        rows[i][j] = figure.value if figure.kind == "number" and figure.value is not None else text
    special_cells = {spot: kind for spot, kind in sheet.special_cells.items() if spot not in typed}
    return replace(sheet, rows=tuple(map(tuple, rows)), special_cells=special_cells)
