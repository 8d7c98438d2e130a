"""Fonts, formats and widths of the workbook by what a cell means."""

import re
from collections.abc import Callable, Hashable
from math import ceil
from typing import Protocol, cast

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from criteria.text import Lang
from mcda.report import theme
from mcda.report.tables.formatting import FORMATS
from mcda.report.tables.model import Column
from mcda.report.workbook.paper import Flow, longest_word, width_of

FONTS: dict[Lang, str] = {"en": "Calibri", "zh": "Microsoft YaHei"}  # both stand on office machines


def plain(colour: str) -> str:
    return colour.lstrip("#")


INK, QUIET, RULE, DOUBT, DEEP = map(
    plain, (theme.INK, theme.QUIET, theme.LINE, "#6B716D", theme.RAMP[-1])
)
STACKED = 255  # what a workbook calls letters one below the other
FIGURES, HEADING = (
    7,
    20,
)  # digits of a column under an upright heading, and of the longest other one
ONE_LINE = 22  # digits of a name up to which it stays in one line
SHADE = PatternFill("solid", fgColor="F4F7F4")
CHANGE = PatternFill("solid", fgColor=plain(theme.RAMP[0]))  # a cell to be changed
BELOW = PatternFill("solid", fgColor=plain(theme.EXCLUDED))  # a value under its cut-off
THIN = Border(bottom=Side(style="hair", color=RULE))
BOX = Border(*(Side(style="thin", color=plain(theme.RAMP[2])),) * 4)


class _Styled(Protocol):
    _style: StyleArray


class Styles:
    """Styles made once and given to every cell alike: making one costs more than writing the cell."""

    def __init__(self, lang: Lang) -> None:
        self.font = FONTS[lang]
        self.made: dict[Hashable, StyleArray] = {}

    def _give(self, cell: Cell, name: Hashable, make: Callable[[], None]) -> None:
        kept = cast("_Styled", cell)  # the types of openpyxl leave out where a cell's style stands
        if name in self.made:
            kept._style = self.made[name]
        else:
            make()
            self.made[name] = kept._style

    def body(self, cell: Cell, column: Column, mark: str, shaded: bool) -> None:
        """`mark` is "", or says that the cell is doubtful, below a line, to be changed, or leads elsewhere."""

        def make() -> None:
            doubt, link = mark == "doubt", mark == "link"
            cell.font = Font(
                name=self.font,
                size=11,
                color=DOUBT if doubt else DEEP if link else INK,
                italic=doubt,
                bold=mark == "below",
                underline="single" if link else None,
            )
            cell.border = BOX if mark == "input" else THIN
            if mark in ("input", "below"):
                cell.fill = CHANGE if mark == "input" else BELOW
            elif shaded:
                cell.fill = SHADE
            cell.number_format = FORMATS[column.meaning].excel
            cell.alignment = Alignment(
                vertical="top",
                wrap_text=FORMATS[column.meaning].wrapped,
                horizontal=side(column),
                indent=_indent(column),
            )

        self._give(cell, (column.meaning, mark, shaded), make)

    def heading(self, cell: Cell, column: Column, upright: bool = False) -> None:
        def make() -> None:
            cell.font = Font(name=self.font, size=11, bold=True, color=INK)
            colour = plain(column.colour) if column.colour else INK
            cell.border = Border(bottom=Side(style="medium", color=colour))
            cell.alignment = Alignment(
                wrap_text=True, vertical="bottom", horizontal=side(column), indent=_indent(column)
            )
            if upright:  # Chinese characters one below the other, Latin ones on their side
                turned = STACKED if self.font == FONTS["zh"] else 90
                cell.alignment = Alignment(
                    wrap_text=turned != STACKED,
                    vertical="bottom",
                    horizontal="center" if turned == STACKED else "right",
                    textRotation=turned,
                )
            if column.stored:  # a word for machines, shown as the word for people
                shown = column.title.replace('"', "")
                cell.number_format = f'General;General;General;"{shown}"'

        kind = (column.meaning, column.colour, column.stored, upright)
        self._give(cell, ("heading", *kind), make)

    def line(self, cell: Cell, size: int, bold: bool, colour: str) -> None:
        def make() -> None:
            cell.font = Font(name=self.font, size=size, bold=bold, color=colour)
            cell.alignment = Alignment(vertical="top", wrap_text=not bold)

        self._give(cell, ("line", size, bold, colour), make)


def width_needed(column: Column, words: list[str], upright: bool = False) -> Flow:
    """What a column asks for: as wide as its longest words within the limits of its meaning; its words stay whole."""
    form = FORMATS[column.meaning]
    least, most = form.width
    longest = max(map(width_of, words), default=0)
    pieces = [] if upright else re.split(r"[\s(\uff08\uff0c]", column.title)
    head = max(map(width_of, pieces), default=0)
    if not form.left:
        figures = max(least if not upright else FIGURES, min(most, longest + 2))
        width = max(figures, min(HEADING, ceil(1.1 * head) + 2))
        return Flow(width, width)
    wanted = max(least, min(most, max(longest, head) + 2))
    return Flow(
        wanted,
        min(
            wanted,
            max(
                least if column.meaning in ("wide", "note") else 8,
                longest + 2 if column.meaning == "name" and longest <= ONE_LINE else 0,
                longest_word(words) + 2,
                head + 2,
            ),
        ),
    )


def side(column: Column) -> str:
    return "left" if FORMATS[column.meaning].left else "right"


def _indent(column: Column) -> int:
    return 1 if side(column) == "left" else 0
