"""A table as CSV: its headings and its cells as they are, numbers in full."""

from inputs.files.written_csv import Cell, csv_bytes
from mcda.report.tables.formatting import ILLEGAL, headings
from mcda.report.tables.model import Formula, Input, Link, Table, Value


def csv_of(table: Table, between: str = ",", is_quoted: bool = True) -> bytes:
    """UTF-8 with a mark at its start, so that Excel reads Chinese; no heading stands twice."""
    rows = (headings(table), *table.rows)
    return csv_bytes(([_legal(value) for value in row] for row in rows), between, is_quoted)


def _legal(value: Value) -> Cell:
    """The value of the cell, without signs that no text may hold."""
    if isinstance(value, (Formula, Input)):
        value = value.value
    if isinstance(value, Link):
        value = value.words
    return ILLEGAL.sub("", value) if isinstance(value, str) else value
