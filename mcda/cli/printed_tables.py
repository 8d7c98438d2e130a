"""A table printed: for a terminal in columns, as Markdown, CSV or tab-separated values."""

from unicodedata import combining, east_asian_width

from mcda.report.tables.csv_file import csv_of
from mcda.report.tables.formatting import FORMATS, format_value, heading
from mcda.report.tables.model import Table
from mcda.words import Translator

BETWEEN = "  "


def printed(table: Table, form: str, t: Translator, for_excel: bool = False) -> str:
    """The table in one of the formats; `for_excel` puts the mark before CSV by which Excel reads Chinese."""
    if form in ("csv", "tsv"):
        is_for_excel = for_excel and form == "csv"
        between = "\t" if form == "tsv" else ","
        data = csv_of(table, between, is_quoted=is_for_excel)
        text = data.decode("utf-8" if is_for_excel else "utf-8-sig")
        return text.replace("\r\n", "\n").rstrip("\n")
    rows = [[heading(column) for column in table.columns]]
    rows += [
        [_cell(value, column.meaning, t) for value, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    left = [FORMATS[column.meaning].left for column in table.columns]
    return _markdown(rows, left) if form == "markdown" else _columns(rows, left)


def _cell(value: object, meaning: str, t: Translator) -> str:
    # neighbours in a long ranking differ in the fourth decimal
    form = "difference" if meaning == "score" else meaning
    return " ".join(format_value(value, form, t).split())  # type: ignore[arg-type]


def _markdown(rows: list[list[str]], left: list[bool]) -> str:
    head, *body = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    rule = [":--" if is_left else "--:" for is_left in left]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *body))


def _columns(rows: list[list[str]], left: list[bool]) -> str:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell + " " * (most - width(cell)) if is_left else " " * (most - width(cell)) + cell
            for cell, most, is_left in zip(row, widths, left, strict=True)
        ]
        lines.append(BETWEEN.join(cells).rstrip())
    return "\n".join(lines)


def width(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character two."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
