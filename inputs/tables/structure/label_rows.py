"""Rows that say something of the columns: directions, weights, units."""

from collections.abc import Sequence
from typing import Literal

from inputs.files.sheet import Cell, Sheet
from inputs.tables.cells.kinds import Kinds
from inputs.tables.cells.number import normalise_text
from inputs.tables.cells.vocabulary import (
    SERIALS,
    TABLE_UNIT,
    UNIT_LABELS,
    UNITS,
    WEIGHT_LABELS,
    direction_of,
    is_direction_label,
    label_of,
    normalise_label,
)

Role = Literal["direction", "weight", "unit", "table_unit"]  # what a row says of the columns
NEAR = 8  # rows above in which the heading stands


def role_of(sheet: Sheet, kinds: Kinds, i: int) -> Role | None:
    """direction, weight, unit or table_unit for rows that say something of the columns; else None."""
    filled = kinds.filled(i)
    if not filled:
        return None
    cells = [sheet.rows[i][j] for j in filled]
    if len(filled) <= 2 and table_unit(sheet, i):
        return "table_unit"
    labels = _labels(cells)
    label = filled[len(labels) - 1]
    others = [j for j in filled if j > label]
    short = labels[-1] == "w" and _among_short_names(sheet, i, label)
    weights = any(found in WEIGHT_LABELS for found in labels) and not short
    if weights and _says_weights(kinds, i, others):
        return "weight"
    units = any(found in UNIT_LABELS for found in labels)
    if units and _says_units(sheet, kinds, i, others):
        return "unit"
    labelled = any(is_direction_label(cell) for cell in cells[:2])
    return "direction" if _says_directions(cells, labelled, kinds.rows[i][0] == "b") else None


def _labels(cells: Sequence[Cell]) -> list[str]:
    """What labels the row: its first cell, or the one behind a serial number."""
    first = label_of(cells[0])
    if len(cells) > 1 and (first in SERIALS or isinstance(cells[0], float) or first.isdecimal()):
        return [first, label_of(cells[1])]
    return [first]


def _says_weights(kinds: Kinds, i: int, others: Sequence[int]) -> bool:
    """A weight row holds numbers; 县, 比重, 收入 or Name, Weight, Price are names of columns."""
    return any(kinds.rows[i][j] == "n" and not kinds.is_year(i, j) for j in others)


def _among_short_names(sheet: Sheet, row: int, column: int) -> bool:
    """Whether W stands among other names of one letter: then it is a name."""
    texts = [normalise_text(str(cells[column])) for i, cells in enumerate(sheet.rows) if i != row]
    return any(len(text) == 1 and text.isalpha() for text in texts)


def _says_units(sheet: Sheet, kinds: Kinds, i: int, others: Sequence[int]) -> bool:
    """A row of units holds units, or stands below a heading that names the same columns."""
    words = [j for j in others if kinds.rows[i][j] == "t"]
    if not words:
        return False
    known = sum(_is_unit(sheet.rows[i][j]) for j in words)
    if known * 2 >= len(words):
        return True
    above = [kinds.rows[r] for r in range(max(0, i - NEAR), i) if len(kinds.filled(r)) > 1]
    label = kinds.filled(i)[0]
    return any(row[label] == "t" and all(row[j] == "t" for j in words) for row in above)


def _is_unit(cell: Cell) -> bool:
    text = normalise_label(cell)
    return text in UNITS or any(part in UNITS for part in text.split("/"))


def _says_directions(cells: Sequence[Cell], labelled: bool, headless: bool) -> bool:
    """Whether all cells of a row are directions; bare signs and ones only under a label, or in both ways."""
    known: list[int] = []
    others = 0
    for cell in cells:
        method_key = direction_of(cell)
        if method_key is None:
            others += 1
        else:
            known.append(method_key)
    if others > (max(2, len(known)) if labelled else 0):
        return False
    if not known or labelled:
        return bool(known)
    signs_only = all(isinstance(cell, float) or normalise_label(cell) in "+-1.0" for cell in cells)
    if signs_only:
        return headless and len(set(known)) > 1
    return len(known) > 1 or headless


def table_unit(sheet: Sheet, i: int) -> str:
    """The unit that a line such as 单位：万元 gives for the whole table."""
    for cell in sheet.rows[i]:
        found = TABLE_UNIT.match(normalise_text(str(cell)))
        if found:
            return found[1].strip()
    return ""
