"""Brief → bytes of an Excel workbook; the only file that writes with openpyxl."""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from mcda.report import look
from mcda.report.table import Brief, Column, Meaning, Sheet, Table

FONTS = {"en": "Calibri", "zh": "Microsoft YaHei"}  # both stand on office machines
FORMATS: dict[Meaning, str] = {
    "place": "0",
    "score": "0.000",
    "part": "0.000",
    "share": "0.0%",
    "reading": "#,##0.###;-#,##0.###;0",
}
WIDTHS: dict[Meaning, tuple[int, int]] = {
    "name": (16, 34),
    "place": (7, 10),
    "score": (9, 12),
    "part": (10, 13),
    "share": (11, 14),
    "reading": (11, 14),
    "text": (40, 70),
    "key": (10, 30),
}
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LINE = 90  # sentences wrap at about so many digits
PAGE = 96  # digits across an A4 page, landscape, at full size
LONGEST = 32_000  # Excel refuses cells of 32,768 characters
INK, QUIET, RULE, DOUBT = (
    colour.lstrip("#") for colour in (look.INK, look.QUIET, look.LINE, "#8A8F8B")
)


def write(brief: Brief) -> bytes:
    """The workbook's bytes: the same brief gives the same bytes."""
    book = Workbook()
    book.remove(book.active)
    for sheet in brief.sheets:
        _Writer(book, brief, sheet).write()
    book.properties.title = brief.title
    book.properties.creator = "Green Heart"
    stamp = datetime.fromisoformat(brief.date)
    book.properties.created = book.properties.modified = stamp
    raw = BytesIO()
    book.save(raw)
    return _dated(raw.getvalue(), stamp)


class _Writer:
    """Writes one sheet from top to bottom: title, sentences, tables."""

    def __init__(self, book: Workbook, brief: Brief, sheet: Sheet) -> None:
        self.page = book.create_sheet(sheet.name)
        self.brief, self.sheet = brief, sheet
        self.font = FONTS[brief.lang]
        self.row = 1
        self.columns = max((len(table.columns) for table in sheet.tables), default=1)

    def write(self) -> None:
        page = self.page
        page.sheet_view.showGridLines = False
        for table in self.sheet.tables:
            self._widths(table)
        self._line(self.sheet.title, size=16, bold=True, height=28)
        for sentence in self.sheet.sentences:
            self._line(sentence, size=11, colour=QUIET)
        for table in self.sheet.tables:
            self.row += 1
            if table.title:
                self._line(table.title, size=13, bold=True, height=22)
            self._table(table, only=len(self.sheet.tables) == 1)
        self._page_setup()

    def _line(
        self,
        text: str,
        size: int,
        bold: bool = False,
        colour: str = INK,
        height: float | None = None,
    ) -> None:
        cell = self.page.cell(self.row, 1)
        set_text(cell, text)
        cell.font = Font(name=self.font, size=size, bold=bold, color=colour)
        cell.alignment = Alignment(vertical="top", wrap_text=not bold)
        if not bold and self.columns > 1:
            widths = [
                self.page.column_dimensions[get_column_letter(j + 1)].width
                for j in range(self.columns)
            ]
            last = next(
                (j for j in range(1, self.columns + 1) if sum(widths[:j]) > LINE), self.columns
            )
            space = sum(widths[:last])
            self.page.merge_cells(
                start_row=self.row, end_row=self.row, start_column=1, end_column=last
            )
            height = 16.0 * max(1, -(-width_of(text) // int(space)))
        self.page.row_dimensions[self.row].height = height
        self.row += 1

    def _table(self, table: Table, only: bool) -> None:
        head = self.row
        for j, column in enumerate(table.columns, start=1):
            cell = self.page.cell(head, j)
            set_text(cell, f"{column.title}\n({column.unit})" if column.unit else column.title)
            cell.font = Font(name=self.font, size=11, bold=True, color=INK)
            cell.alignment = Alignment(
                wrap_text=True, vertical="bottom", horizontal=_side(column), indent=_indent(column)
            )
            cell.border = Border(
                bottom=Side(
                    style="medium", color=column.colour.lstrip("#") if column.colour else INK
                )
            )
        body = Font(name=self.font, size=11, color=INK)
        doubt = Font(name=self.font, size=11, color=DOUBT, italic=True)
        thin = Border(bottom=Side(style="hair", color=RULE))
        shade = PatternFill("solid", fgColor="F4F7F4")
        for i, row in enumerate(table.rows):
            for j, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                cell = self.page.cell(head + 1 + i, j + 1)
                if isinstance(value, str):
                    set_text(cell, value)
                else:
                    cell.value = value
                    cell.number_format = FORMATS.get(column.meaning, "General")
                cell.font = doubt if (i, j) in table.doubtful else body
                cell.border = thin
                if i % 2:
                    cell.fill = shade
                cell.alignment = Alignment(
                    vertical="top",
                    wrap_text=column.meaning in ("text", "key", "name"),
                    horizontal=_side(column),
                    indent=_indent(column),
                )
        self.row = head + 1 + len(table.rows)
        if only and len(table.rows) > 12:
            names = next((j for j, c in enumerate(table.columns) if c.meaning == "name"), 0)
            self.page.freeze_panes = self.page.cell(head + 1, names + 2)
            self.page.print_title_rows = f"{head}:{head}"
        if table.bars is not None:
            self._bars(table, head)

    def _widths(self, table: Table) -> None:
        for j, column in enumerate(table.columns):
            least, most = WIDTHS[column.meaning]
            longest = max(
                (width_of(str(row[j])) for row in table.rows if isinstance(row[j], str)), default=0
            )
            head = max(map(width_of, re.split(r"[\s（(]", column.title)), default=0)
            letter = get_column_letter(j + 1)
            known = (
                self.page.column_dimensions[letter].width
                if letter in self.page.column_dimensions
                else 0
            )
            self.page.column_dimensions[letter].width = max(
                known, least, min(most, max(longest, head) + 2)
            )

    def _bars(self, table: Table, head: int) -> None:
        """A native chart of the first rows, stacked by criterion, in the colours of screen and map."""
        first, last, count = table.bars or (0, 0, 0)
        chart = BarChart()
        chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
        names = next(j for j, column in enumerate(table.columns) if column.meaning == "name") + 1
        cells = Reference(
            self.page, min_col=first + 1, max_col=last + 1, min_row=head, max_row=head + count
        )
        chart.add_data(cells, titles_from_data=True)
        chart.set_categories(
            Reference(self.page, min_col=names, min_row=head + 1, max_row=head + count)
        )
        for series, column in zip(chart.series, table.columns[first : last + 1], strict=True):
            series.graphicalProperties.solidFill = (column.colour or look.RAMP[-2]).lstrip("#")
        chart.x_axis.scaling.orientation = "maxMin"  # the first place on top
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.y_axis.numFmt, chart.y_axis.majorGridlines = "0.0", None
        chart.legend.position = "b"
        chart.height, chart.width = 13, 26
        self.page.add_chart(chart, f"{get_column_letter(len(table.columns) + 2)}{head}")

    def _page_setup(self) -> None:
        page = self.page
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
        if page._charts:  # the chart gets a page of its own beside the table's
            across = sum(d.width for d in page.column_dimensions.values())
            page.page_setup.scale = max(40, min(100, int(100 * PAGE / across)))
            page.col_breaks.append(Break(id=self.columns))
        else:
            page.sheet_properties.pageSetUpPr.fitToPage = True
            page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.page_margins.left = page.page_margins.right = 0.5
        page.oddFooter.left.text = self.brief.title.replace("&", "&&")
        page.oddFooter.right.text = "&P / &N"


def set_text(cell: Any, text: str) -> None:
    """Text stays text: what begins with = + - or @ never becomes a formula; control characters go."""
    cell.value = ILLEGAL.sub("", text)[:LONGEST]
    cell.data_type = "s"


def width_of(text: str) -> int:
    """Width in digits: a wide character counts as two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _indent(column: Column) -> int:
    return 1 if _side(column) == "left" else 0


def _side(column: Column) -> str:
    return "left" if column.meaning in ("name", "text", "key") else "right"


def _dated(raw: bytes, stamp: datetime) -> bytes:
    """The same archive with one date on every member and in its core properties."""
    result = BytesIO()
    moment = stamp.strftime("%Y-%m-%dT%H:%M:%SZ")
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in _members(raw):
            core = name == "docProps/core.xml"
            dated = MODIFIED.sub(rb"\g<1>" + moment.encode(), data) if core else data
            member = zipfile.ZipInfo(name, stamp.timetuple()[:6])
            target.writestr(member, dated, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _members(raw: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(raw)) as source:
        for name in source.namelist():
            yield name, source.read(name)
