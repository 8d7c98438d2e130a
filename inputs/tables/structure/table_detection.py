"""More than one table on a sheet: the first is read, or the one an answer points to; the others are named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from inputs.files.sheet import Sheet
from inputs.tables.cells.kinds import Kinds
from inputs.tables.cells.number import normalise_text
from inputs.tables.cells.vocabulary import NAMES, PREFECTURE, PROVINCE, normalise_label
from inputs.tables.structure.label_rows import role_of
from inputs.tables.structure.layout import Layout, asked_column, lay_out

SAMPLE = 100  # rows that tell which columns hold figures
LOOKED_AT = 40  # rows in which headings side by side are looked for


@dataclass(frozen=True)
class Other:
    """Another table: its cells, and the answer by which it is read instead."""

    area: str
    answer: str


@dataclass(frozen=True, eq=False)
class Found:
    """A sheet with one table alone, every other cell empty; how it lies; the other tables."""

    sheet: Sheet
    kinds: Kinds
    layout: Layout
    others: tuple[Other, ...]


def one_table(sheet: Sheet, answers: Mapping[str, str]) -> Found:
    """The table that is read: the first of the sheet, or the one to which answers point."""
    kinds = Kinds(sheet)
    alone, others = _left_or_right(sheet, kinds, answers)
    if others:
        sheet, kinds = alone, Kinds(alone)
    layout = lay_out(sheet, kinds, answers)
    second = _second_below(sheet, kinds, layout, answers)
    if second is None:
        return Found(sheet, kinds, layout, others)
    heading, top = second
    answer = f"headings={sheet.line(heading)}"
    below = _other(sheet, range(top, len(sheet.rows)), range(sheet.width), answer)
    sheet = _only(sheet, lambda i, _: i < top)
    kinds = Kinds(sheet)
    return Found(sheet, kinds, lay_out(sheet, kinds, answers), (*others, below))


def _left_or_right(
    sheet: Sheet, kinds: Kinds, answers: Mapping[str, str]
) -> tuple[Sheet, tuple[Other, ...]]:
    starts = _side_by_side(sheet, kinds)
    if not starts:
        return sheet, ()
    tables = [range(*ends) for ends in zip([0, *starts], [*starts, sheet.width], strict=True)]
    asked = asked_column(sheet, answers) or 0
    mine = next(columns for columns in tables if asked in columns)
    rows = range(len(sheet.rows))
    others = [
        _other(sheet, rows, columns, f"names={sheet.letter(columns[0])}")
        for columns in tables
        if columns != mine
    ]
    return _only(sheet, lambda _, j: j in mine), tuple(others)


def _other(sheet: Sheet, rows: range, columns: range, answer: str) -> Other:
    """The block of filled cells within these rows and columns."""
    spots = [(i, j) for i in rows for j in columns if sheet.rows[i][j] != ""]
    down, across = [i for i, _ in spots], [j for _, j in spots]
    ends = (sheet.address(min(down), min(across)), sheet.address(max(down), max(across)))
    return Other(":".join(ends), answer)


def _only(sheet: Sheet, keep: Callable[[int, int], bool]) -> Sheet:
    """The sheet without the cells that are not kept; rows and columns stay where they are."""
    rows = tuple(
        tuple(cell if keep(i, j) else "" for j, cell in enumerate(row))
        for i, row in enumerate(sheet.rows)
    )
    special_cells = {spot: kind for spot, kind in sheet.special_cells.items() if keep(*spot)}
    return replace(sheet, rows=rows, special_cells=special_cells)


def _side_by_side(sheet: Sheet, kinds: Kinds) -> list[int]:
    """The first columns of further tables: the names' heading again over other names, or one behind an empty column."""
    for i in range(min(len(sheet.rows), LOOKED_AT)):
        words = kinds.of(i, "t")
        if len(words) < 3 or kinds.one_cell(i) or kinds.of(i, "n"):
            continue
        labels = {j: normalise_label(sheet.rows[i][j]) for j in words}
        first = next((j for j in words if labels[j] in NAMES), None)
        if first is None:
            continue
        starts: list[int] = []
        before = first
        for j in words:
            alone = all(row[j - 1] == "" for row in sheet.rows[i:]) if j else False
            same = labels[j] == labels[first]
            named = alone and labels[j] in NAMES - PROVINCE - PREFECTURE
            if j > before and (same or named) and _another(sheet, kinds, i, before, j):
                starts.append(j)
                before = j
        if starts:
            return starts
    return []


def _another(sheet: Sheet, kinds: Kinds, heading: int, left: int, right: int) -> bool:
    """Whether two columns name different things, each with figures to its right."""
    rows = range(heading + 1, len(sheet.rows))
    pairs = [
        (normalise_text(str(sheet.rows[i][left])), normalise_text(str(sheet.rows[i][right])))
        for i in rows
    ]
    ours, theirs = ([pair[side] for pair in pairs if pair[side]] for side in (0, 1))
    words = [i for i in rows if kinds.rows[i][right] == "t"]
    figured = all(
        any(kinds.rows[i][j] == "n" for i in rows for j in columns)
        for columns in (range(left + 1, right), range(right + 1, sheet.width))
    )
    return (
        figured and len(words) > 1 and len(set(theirs)) * 10 >= len(theirs) * 9 and ours != theirs
    )


def _second_below(
    sheet: Sheet, kinds: Kinds, layout: Layout, answers: Mapping[str, str]
) -> tuple[int, int] | None:
    """The heading of a second table below, under other headings, and the row where what belongs to it begins."""
    if not layout.rows or not layout.headings:
        return None
    known = {_plain(sheet, i) for i in layout.headings}
    label = {normalise_label(sheet.rows[i][layout.name]) for i in layout.headings} - {""}
    for i in range(layout.rows[0] + 1, len(sheet.rows)):
        other = _is_other_heading(sheet, kinds, layout, i, label) and _plain(sheet, i) not in known
        if other and not answers.get(f"row/{sheet.line(i)}"):
            return i, _top(kinds, layout, i)
    return None


def _plain(sheet: Sheet, row: int) -> tuple[str, ...]:
    return tuple(normalise_text(str(cell)) for cell in sheet.rows[row])


def _is_other_heading(sheet: Sheet, kinds: Kinds, layout: Layout, i: int, label: set[str]) -> bool:
    filled, figures = kinds.filled(i), kinds.of(i, "n")
    if len(filled) < 2 or kinds.one_cell(i) or not all(kinds.is_year(i, j) for j in figures):
        return False
    if role_of(sheet, kinds, i):
        return False
    above = [r for r in layout.rows[:SAMPLE] if r < i]
    measured = {
        j
        for j in range(sheet.width)
        if j != layout.name and sum(kinds.rows[r][j] == "n" for r in above) * 2 >= len(above)
    }
    here = [j for j in filled if j in measured]
    named = normalise_label(sheet.rows[i][layout.name]) in label | NAMES
    apart = len(kinds.filled(i - 1)) < 2 or kinds.one_cell(i - 1)
    words = here and all(kinds.rows[i][j] == "t" for j in here) and not figures
    years = figures and named and apart
    if not ((words and (named or apart)) or years):
        return False
    below = list(islice((r for r in range(i + 1, len(sheet.rows)) if kinds.filled(r)), 4))
    return any(kinds.of(r, "n") and kinds.of(r, "t") for r in below)


def _top(kinds: Kinds, layout: Layout, heading: int) -> int:
    """Up from the heading over titles and blank rows, to the last row that belongs to the table above."""
    top = heading
    for i in range(heading - 1, -1, -1):
        many = len(kinds.filled(i)) > 1 and not kinds.one_cell(i)
        if many and (i in layout.rows or i in layout.left_out or kinds.of(i, "n")):
            break
        if kinds.filled(i) and _blank_between(kinds, i, top):
            break  # what stands before the last blank rows is a note to the table above
        top = i if kinds.filled(i) else top
    return top


def _blank_between(kinds: Kinds, row: int, below: int) -> bool:
    return any(not kinds.filled(r) for r in range(row + 1, below))
