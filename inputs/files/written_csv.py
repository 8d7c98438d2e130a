"""A table as CSV for a spreadsheet: UTF-8 with a mark that Excel reads, every cell quoted, and no cell a formula."""

import csv
import io
import re
from collections.abc import Iterable

# What a spreadsheet takes for the start of a formula, at the start of a cell or where it might see one: Excel parts
# lines at semicolons in much of the world, and does not see our quotes then. The last four are the full-width signs.
FORMULA = re.compile(r"((?:^|[;\t\r\n|])[\s\ufeff\"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
STARTS = ("\t", "\r", "\n")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")

Cell = str | float | int | None


def csv_bytes(rows: Iterable[Iterable[Cell]], between: str = ",", is_quoted: bool = True) -> bytes:
    """The rows as a file; an apostrophe stands before what would be a formula. Numbers, and texts of one, stay.

    Every cell is quoted, which a spreadsheet needs, or only those that must be, which is easier for other programs.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, quoting=csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL, delimiter=between
    )
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def inert(cell: Cell) -> Cell:
    """The cell as no spreadsheet runs it."""
    if not isinstance(cell, str) or NUMBER.fullmatch(cell):
        return cell
    found = FORMULA.sub(r"\1'", cell)
    return f"'{found}" if found.startswith(STARTS) else found
