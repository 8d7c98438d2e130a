"""Addresses of cells as formulas write them: D12, D$12, 'what-if'!$D$4:$D$15."""

import re

from openpyxl.utils import get_column_letter

LARGEST = "1E+300"  # stands for "no limit" in a formula
PLAIN = re.compile(r"[^\W\d]\w*")  # a sheet name that needs no quotes
LIKE_CELL = re.compile(r"(?i)[a-z]{1,3}\d+|r\d*c\d*")
UNNAMEABLE = re.compile(r"[^\w.]")


def cell(row: int, column: int, fixed: str = "") -> str:
    """D12; with `fixed` "row" D$12, "column" $D12, "both" $D$12."""
    across = "$" if fixed in ("column", "both") else ""
    down = "$" if fixed in ("row", "both") else ""
    return f"{across}{get_column_letter(column)}{down}{row}"


def block(row: int, column: int, last_row: int, last_column: int, fixed: str = "both") -> str:
    return f"{cell(row, column, fixed)}:{cell(last_row, last_column, fixed)}"


def on(sheet: str, address: str) -> str:
    """An address on another sheet."""
    plain = PLAIN.fullmatch(sheet) and not LIKE_CELL.fullmatch(sheet)
    quoted = sheet if plain else "'" + sheet.replace("'", "''") + "'"
    return f"{quoted}!{address}"


def text(words: str) -> str:
    """Words as a string inside a formula."""
    return '"' + words.replace('"', '""') + '"'


def names_of(prefix: str, keys: tuple[str, ...]) -> dict[str, str]:
    """A defined name for each key: `prefix` and the key, other signs than letters and digits as _; none twice."""
    taken: set[str] = set()
    names = {}
    for key in keys:
        name = first = f"{prefix}_{UNNAMEABLE.sub('_', key)}"[:200]
        again = 2
        while name.lower() in taken:  # Excel's names do not tell capitals apart
            name, again = f"{first}_{again}", again + 1
        taken.add(name.lower())
        names[key] = name
    return names
