"""The workbook of towns as a county bureau fills it in: figures drawn at random within what is plausible."""

import random
from collections.abc import Callable, Collection, Sequence
from io import BytesIO

from openpyxl import Workbook, load_workbook

from inputs.own_study.township_workbook import township_workbook

HEADINGS = 4  # the row of the sheet of values that holds the keys
PLAUSIBLE = {
    "area": (20, 400),
    "forest_share": (20, 95),
    "red_line_share": (0, 70),
    "residents": (2000, 40_000),
    "town_residents": (300, 15_000),
    "out_work_share": (20, 80),
    "monitored": (0, 300),
    "paved_share": (50, 100),
    "county_time": (10, 150),
    "buses": (0, 20),
}


def filled(
    counties: Sequence[str], columns: Collection[str] = tuple(PLAUSIBLE), rows: int | None = None
) -> bytes:
    """The workbook of these counties with whole numbers in some columns, of the first so many rows."""
    return filled_in(township_workbook(counties), columns, rows)


def filled_in(
    data: bytes, columns: Collection[str] = tuple(PLAUSIBLE), rows: int | None = None
) -> bytes:
    drawn = random.Random(1)

    def fill(book: Workbook) -> None:
        sheet = book["values"]
        keys = [cell.value for cell in sheet[HEADINGS]]
        last = None if rows is None else HEADINGS + rows
        for line in sheet.iter_rows(min_row=HEADINGS + 1, max_row=last):
            for key, cell in zip(keys, line, strict=True):
                if key in columns:
                    cell.value = drawn.randint(*PLAUSIBLE[key])

    return edited(data, fill)


def edited(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    book = load_workbook(BytesIO(data))
    change(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
