"""Which mark the decimals of a table carry: told from the figures, or asked."""

import re
from collections.abc import Iterable, Sequence
from math import log10
from statistics import median
from typing import Literal

from inputs.files.sheet import Cell
from inputs.tables.cells.number import Style, normalise_text

Basis = Literal["told", "asked"]

# What only one of the styles can mean …
POINT = re.compile(
    r"[^\d.,]*(?:0\.\d+|\d+\.\d{1,2}|\d+\.\d{4,}|\d{4,}\.\d+|[1-9]\d{0,2}(?:,\d{3})+\.\d+|[1-9]\d{0,2}(?:,\d{3}){2,}|\.\d+)(?![\d.,])"
)
COMMA = re.compile(
    r"[^\d.,]*(?:0,\d+|\d+,\d{1,2}|\d+,\d{4,}|\d{4,},\d+|[1-9]\d{0,2}(?:\.\d{3})+,\d+|[1-9]\d{0,2}(?:\.\d{3}){2,}|,\d+)(?![\d.,])"
)
# … and what may be thousands in one and decimals in the other.
VAGUE_COMMA = re.compile(r"[^\d.,]*[1-9]\d{0,2},\d{3}(?![\d.,])")
VAGUE_POINT = re.compile(r"[^\d.,]*[1-9]\d{0,2}\.\d{3}(?![\d.,])")
SMALL = re.compile(r"[^\d.,]*\d{1,3}(?![\d.,])")
ENOUGH = 5  # grouped figures that make thousands likely where nothing else speaks


def style_of(columns: Sequence[Sequence[Cell]], separator: str | None) -> tuple[Style, Basis, str]:
    """The style of a table's text figures, whether that had to be left open, and an example of what is open.

    A figure such as 1,234 alone can mean two things. It is taken as thousands where figures of the table have a
    decimal point, or other figures of its column are of that size; it is asked where nothing in the table tells.
    """
    texts = [normalise_text(cell) for column in columns for cell in column if isinstance(cell, str)]
    point, comma = _count(POINT, texts), _count(COMMA, texts)
    if point or comma:
        return ("point" if point >= comma else "comma"), "told", ""
    commas = [text for text in texts if VAGUE_COMMA.match(text)]
    points = [text for text in texts if VAGUE_POINT.match(text)]
    if commas and points:  # 1,234 and 1.234 in one table
        return "point", "asked", commas[0]
    european = separator == ";"  # how spreadsheets with a decimal comma save
    if points:
        return "point", ("asked" if european else "told"), points[0]
    beside = any(_thousands_fit(column) for column in columns)
    if not commas or beside or (len(commas) >= ENOUGH and not european):
        return "point", "told", ""
    return "point", "asked", commas[0]


def _thousands_fit(column: Sequence[Cell]) -> bool:
    """Whether 1,234 as thousands is nearer to the column's other figures than as a decimal.

    Whole numbers below a thousand beside grouped ones are how thousands are written.
    """
    texts = [normalise_text(cell) for cell in column if isinstance(cell, str)]
    grouped = [text for text in texts if VAGUE_COMMA.match(text)]
    if not grouped:
        return False
    if _count(SMALL, texts):
        return True
    others = [abs(cell) for cell in column if isinstance(cell, float) and cell]
    if not others:
        return False
    usual = log10(median(others))
    one = median(float(re.sub(r"[^\d.]", "", text.split(",")[0]) or 1) for text in grouped)
    return abs(log10(one * 1000) - usual) < abs(log10(one) - usual)


def style_of_column(texts: Iterable[str], table: Style) -> Style:
    """The table's style, unless the column's own figures speak clearly for the other."""
    tidied = [normalise_text(text) for text in texts]
    point, comma = _count(POINT, tidied), _count(COMMA, tidied)
    own, other = (point, comma) if table == "point" else (comma, point)
    if other >= 3 and other >= 9 * own:
        return "comma" if table == "point" else "point"
    return table


def _count(pattern: re.Pattern[str], texts: Iterable[str]) -> int:
    return sum(pattern.match(text) is not None for text in texts)
