"""What each column is for: criterion, name, attribute, coordinate, or left aside, and why."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from criteria.text import Text
from inputs.county_units import unit_of_code
from inputs.files.sheet import Sheet
from inputs.tables.cells.kinds import Kinds
from inputs.tables.cells.number import NO, YES, normalise_text, read
from inputs.tables.cells.ordered_words import OrderedWords, ordered_words
from inputs.tables.cells.vocabulary import (
    LAT,
    LON,
    NAMES,
    PREFECTURE,
    PROVINCE,
    SERIALS,
    WEIGHT_LABELS,
    YEARS,
    normalise_label,
)
from inputs.tables.structure.headings import Heading, headings_of
from inputs.tables.structure.layout import Layout
from inputs.words import phrase

Use = Literal["name", "criterion", "attribute", "lon", "lat", "aside"]
Candidate = Literal["lon", "lat"]
Aside = Literal["serial", "empty", "words", "notes", "choice"]
DEGREES = frozenset(("°", "度", "degrees", "e", "n", "°e", "°n", "东经", "北纬"))
USES: tuple[Use, ...] = ("criterion", "attribute", "lon", "lat", "aside")

# Why a column is not a criterion.
ASIDE: Mapping[Aside, Text] = {
    "serial": phrase("aside_serial"),
    "empty": phrase("aside_empty"),
    "words": phrase("aside_words"),
    "notes": phrase("aside_notes"),
    "choice": phrase("aside_choice"),
}


@dataclass(frozen=True)
class Column:
    """A column of the table as it is understood. `direction` is None where the table does not say it.

    `words` are those of a column that holds words instead of numbers.
    """

    index: int
    letter: str
    key: str
    heading: Heading
    use: Use
    why: Aside | Literal[""] = ""
    direction: int | None = None
    weight: float | None = None
    words: OrderedWords = field(default_factory=OrderedWords)

    @property
    def name(self) -> str:
        return self.heading.name or self.key

    @property
    def stated(self) -> int | None:
        """The direction that the heading says, else its words, as "good" does."""
        return 1 if self.heading.direction is None and self.words.better else self.heading.direction

    @property
    def unordered(self) -> bool:
        """Whether it is a criterion of words whose order is not known."""
        return self.use == "criterion" and self.words.few and not self.words.values

    @property
    def may_be_ordered(self) -> bool:
        """Whether its words, no criterion as yet, could be a scale: at least two, of which one stands there twice."""
        counts = self.words.counts
        return self.use == "attribute" and self.words.few and 1 < len(counts) < sum(counts.values())


def columns_of(
    sheet: Sheet,
    kinds: Kinds,
    layout: Layout,
    answers: Mapping[str, str],
    wanted: Collection[str] = (),
) -> list[Column]:
    """Every column that has a heading or a cell. `wanted` are keys that a file of criteria asks for.

    Corrected by answers: use/F=aside, direction/F=min, weight/F=3.
    """
    figures = [
        j
        for j in range(sheet.width)
        if j != layout.name and any(kinds.rows[i][j] == "n" for i in layout.rows)
    ]
    headings = headings_of(sheet, layout, figures)
    keys = _keys(sheet, headings, figures)
    found = []
    for j, heading in enumerate(headings):
        cells = [i for i in layout.rows if kinds.rows[i][j] != "b"]
        if not cells and not heading.written:
            continue
        letter = sheet.letter(j)
        use, why = _use(sheet, kinds, layout, j, heading)
        words = OrderedWords()
        if use == "attribute" or why == "notes":
            words = ordered_words(
                (str(sheet.rows[i][j]) for i in layout.rows if kinds.is_word(i, j)),
                answers.get(f"levels/{letter}", ""),
            )
            if words.values:
                use, why = "criterion", ""
            elif _is_place(heading):
                words = OrderedWords()
        if j != layout.name and {keys[j], heading.written, heading.name} & set(wanted):
            use, why = "criterion", ""
        given = answers.get(f"use/{letter}")
        if given in USES and j != layout.name and given != use:
            use, why = given, "choice" if given == "aside" else ""
        weight = _weight(sheet, layout, answers, j)
        column = Column(j, letter, keys[j], heading, use, why, None, weight, words)
        given_way = {"max": 1, "min": -1}.get(answers.get(f"direction/{letter}", ""))
        found.append(replace(column, direction=given_way or column.stated))
    return found


def _is_place(heading: Heading) -> bool:
    """Whether a column says where an alternative lies or how else it is called: nobody is asked for its order."""
    labels = {normalise_label(heading.name), normalise_label(heading.written)}
    return bool(labels & (PROVINCE | PREFECTURE | NAMES))


def _keys(sheet: Sheet, headings: Sequence[Heading], figures: Collection[int]) -> list[str]:
    """One key a column: its heading, told from another of the same by its letter; the letter where it has none."""
    written = [heading.written or sheet.letter(j) for j, heading in enumerate(headings)]
    among = [written[j] for j in figures]
    return [
        f"{key} ({sheet.letter(j)})"
        if among.count(key) > 1 or (j not in figures and key in among)
        else key
        for j, key in enumerate(written)
    ]


def _weight(sheet: Sheet, layout: Layout, answers: Mapping[str, str], column: int) -> float | None:
    typed = answers.get(f"weight/{sheet.letter(column)}")
    cell = (
        typed
        if typed is not None
        else ("" if layout.weight is None else sheet.rows[layout.weight][column])
    )
    if isinstance(cell, float):
        return cell if cell >= 0 else None
    if normalise_label(cell) in WEIGHT_LABELS:
        return None
    figure = read(cell)
    known = figure.kind == "number" and figure.value is not None and figure.value >= 0
    return figure.value if known else None


def _use(
    sheet: Sheet, kinds: Kinds, layout: Layout, column: int, heading: Heading
) -> tuple[Use, Aside | Literal[""]]:
    if column == layout.name:
        return "name", ""
    cells = [kinds.rows[i][column] for i in layout.rows]
    graded = sum((i, column) in kinds.graded for i in layout.rows)
    numbers, words = cells.count("n") - graded, cells.count("t") + graded
    if not numbers and not words:
        return "aside", "empty"
    labels = {normalise_label(heading.name), normalise_label(heading.written)}
    if heading.unit and normalise_label(heading.unit) not in DEGREES:
        labels = set()  # "Long (km)" is no longitude, "number (km)" no serial number
    place: Candidate
    for place, known in (("lon", LON), ("lat", LAT)):
        if labels & known and numbers:
            return place, ""
    serial = (labels & SERIALS or labels & YEARS) and _counts_nothing(sheet, layout, column)
    in_front = column < layout.name and not words
    serial = serial or _are_county_codes(sheet, layout, column)
    if numbers and (serial or in_front or _counts_up(sheet, layout, column, heading)):
        return "aside", "serial"
    texts = [
        normalise_text(str(sheet.rows[i][column])).lower()
        for i in layout.rows
        if kinds.is_word(i, column) or kinds.rows[i][column] == "m"
    ]
    yes_no = all(text in YES or text in NO for text in texts if read(text).kind != "missing")
    if numbers >= words or yes_no:
        return "criterion", ""
    notes = words * 2 < len(layout.rows) and all(len(text) < 3 for text in texts)
    return ("aside", "notes") if notes else ("attribute", "words")


def _counts_nothing(sheet: Sheet, layout: Layout, column: int) -> bool:
    """Whether a column called number, code or year holds only whole numbers and codes, or years."""
    texts = [str(sheet.rows[i][column]).removesuffix(".0").strip() for i in layout.rows]
    return not any(re.fullmatch(r"-\d+|-?\d*[.,]\d+.*", text) for text in texts)


def _are_county_codes(sheet: Sheet, layout: Layout, column: int) -> bool:
    """Whether all cells, two at least, are codes of county-level units, whatever the heading says."""
    cells = [str(sheet.rows[i][column]) for i in layout.rows if sheet.rows[i][column] != ""]
    return len(cells) > 1 and all(unit_of_code(cell) for cell in cells)


def _counts_up(sheet: Sheet, layout: Layout, column: int, heading: Heading) -> bool:
    """A column without heading that runs 1, 2, 3 …"""
    if heading.written or len(layout.rows) < 5:
        return False
    cells = [sheet.rows[i][column] for i in layout.rows]
    return [str(cell).removesuffix(".0") for cell in cells] == [
        str(n + 1) for n in range(len(cells))
    ]
