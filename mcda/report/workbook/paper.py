"""The brief on paper: one scale for every sheet, columns that fit one page, page breaks between tables."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

SCALE = 66  # % of full size, on every sheet: letters of 11 points are printed at 7.3
# Digits across A4 at that scale. Programs without Calibri take a wider font: its columns still fit.
LANDSCAPE, PORTRAIT = 154, 107
# Points down A4 at that scale, less the margins and a reserve.
DOWN_LANDSCAPE, DOWN_PORTRAIT = 750, 1110
LINE = 15.0  # points of a row of one line
WIDE_LINE = 15.5  # of Chinese, whose fonts are taller
WIDE = 0x2E80  # from here on signs are as wide as they are high
STEP = 1.0  # digits by which a column is narrowed at a time
LETTER = 0.88  # width of a Latin letter among others, in digits
EMPTY = "XFD1"  # a cell in which nothing stands: what only the file holds prints no page
# A word stays whole: so are the Latin words and numbers of Chinese, whose own characters part anywhere.
WORDS = re.compile(r"[^\s\u2E80-\uFFEF]+|[\u2E80-\uFFEF]")


@dataclass(frozen=True)
class Flow:
    """What a column asks for: how wide it stands, and how narrow it may become."""

    wanted: float
    least: float


def across(portrait: bool) -> int:
    return PORTRAIT if portrait else LANDSCAPE


def down(portrait: bool) -> int:
    return DOWN_PORTRAIT if portrait else DOWN_LANDSCAPE


def width_of(text: str) -> int:
    """Width in digits: a wide character counts as two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


@lru_cache(maxsize=10_000)
def lines_of(text: str, width: float) -> int:
    """How many lines words take in a column so wide."""
    if 2 * len(text) <= width and "\n" not in text:
        return 1
    found = 0
    for part in text.split("\n"):
        found, room = found + 1, width
        for word in WORDS.findall(part):
            needed = width_of(word) if ord(word[0]) >= WIDE else LETTER * width_of(word)
            if needed > room:
                found, room = found + 1, width
                found += int(max(0.0, needed - 1) // width) if needed > width else 0
            room -= needed + LETTER * (ord(word[0]) < WIDE)
    return found


def longest_word(words: Iterable[str]) -> int:
    return max((width_of(word) for text in words for word in WORDS.findall(text)), default=0)


def fitted(columns: Sequence[Flow], rows: Sequence[Mapping[int, str]], most: float) -> list[float]:
    """Widths of columns that together take at most so much, wider if they cannot.

    `rows` holds the words of each row by column. What is taken off is taken where it costs the fewest lines.
    """
    widths = [column.wanted for column in columns]
    lines = [{j: lines_of(text, widths[j] - 2) for j, text in row.items()} for row in rows]
    where: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        for j in row:
            where.setdefault(j, []).append(i)

    def cost(j: int, width: float) -> int:
        found = 0
        for i in where.get(j, ()):
            others = max((n for k, n in lines[i].items() if k != j), default=1)
            found += max(others, lines_of(rows[i][j], width - 2)) - max(others, lines[i][j])
        return found

    while sum(widths) > most:
        loose = [j for j, column in enumerate(columns) if widths[j] - STEP >= column.least]
        if not loose:
            break
        j = min(loose, key=lambda j: (cost(j, widths[j] - STEP), -widths[j]))
        widths[j] -= STEP
        for i in where.get(j, ()):
            lines[i][j] = lines_of(rows[i][j], widths[j] - 2)
    return widths


def fitting(widths: Sequence[float], most: float) -> int:
    """How many of the columns, from the first, one page holds; at least one."""
    total = 0.0
    for count, width in enumerate(widths):
        total += width
        if total > most + 0.5:
            return max(1, count)
    return len(widths)


def breaks(
    heights: Sequence[float], blocks: Sequence[tuple[int, int]], most: float, repeated: float = 0.0
) -> list[int]:
    """The rows (from 1) after which a page ends: a block (its first and last row) that fits one page is never cut.

    `repeated`: what the heading takes that stands again on each later page.
    """
    found, used, keep = [], 0.0, dict(blocks)
    row = 1
    while row <= len(heights):
        last = keep.get(row, row)
        together = sum(heights[row - 1 : last])
        if together > most - repeated:  # longer than a page: it parts between rows
            last = min(row + 2, last)  # but its heading is not alone
            together = sum(heights[row - 1 : last])
        if used and used + together > most:
            found.append(row - 1)
            used = repeated
        used += together
        row = last + 1
    return found
