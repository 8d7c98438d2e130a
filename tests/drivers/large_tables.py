"""A user's table of any size, as text and as a workbook."""

import tempfile
from pathlib import Path

import numpy as np
from openpyxl import Workbook


def rows_of(n: int, m: int) -> list[list[object]]:
    """A heading, a row of directions, n places with m readings."""
    values = np.random.default_rng(n + m).uniform(1, 100, (n, m)).round(2)
    heading = ["place", *(f"reading {j} (%)" for j in range(m))]
    ways = ["direction", *("max" if j % 3 else "min" for j in range(m))]
    return [heading, ways, *([f"Place {i}", *line] for i, line in enumerate(values.tolist()))]


def large_table(n: int, m: int) -> bytes:
    """The rows as comma-separated text."""
    return "\n".join(",".join(map(str, line)) for line in rows_of(n, m)).encode()


def workbook(n: int, m: int) -> bytes:
    """The rows as an Excel workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")
    for line in rows_of(n, m):
        sheet.append(line)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        book.save(path)
        return path.read_bytes()
