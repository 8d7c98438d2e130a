"""Brief → bytes of an Excel workbook; with styles and native_charts the only files that write with openpyxl."""

import json
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Literal, NotRequired, TypedDict

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from mcda.report import theme
from mcda.report.tables.formatting import ILLEGAL
from mcda.report.tables.model import (
    Bars,
    Brief,
    Formula,
    Input,
    Link,
    Points,
    Rule,
    Sheet,
    Table,
    Value,
)
from mcda.report.workbook import addresses, native_charts
from mcda.report.workbook.archive import NAME, finished, legible
from mcda.report.workbook.styles import INK, QUIET, Styles, plain, width_needed, width_of

LINE = 90  # sentences wrap at about so many digits
PAGE = 96  # digits across an A4 page, landscape, at full size
ONE_PAGE = 48  # rows that still fit on one page
LONGEST = 32_000  # Excel refuses cells of 32,768 characters
PIECE = 16_000  # of the record: half as many, since some characters count as two
RECORD = "study"  # the very hidden sheet with the study as JSON
FOOTER = 200  # Excel calls a workbook broken if its footer has more than 255 characters


class Numbers(TypedDict):
    """Which numbers a cell takes, in the words of DataValidation."""

    type: Literal["decimal"]
    operator: Literal["greaterThanOrEqual", "greaterThan", "between"]
    formula1: str
    formula2: NotRequired[str]
    allow_blank: bool


RULES: dict[Rule, Numbers] = {
    "weight": {
        "type": "decimal",
        "operator": "greaterThanOrEqual",
        "formula1": "0",
        "allow_blank": False,
    },
    "end": {
        "type": "decimal",
        "operator": "between",
        "formula1": "-1E+300",
        "formula2": "1E+300",
        "allow_blank": False,
    },
    "positive_end": {
        "type": "decimal",
        "operator": "greaterThan",
        "formula1": "0",
        "allow_blank": False,
    },
    "limit": {
        "type": "decimal",
        "operator": "between",
        "formula1": "-1E+300",
        "formula2": "1E+300",
        "allow_blank": True,
    },
}


def write(brief: Brief) -> bytes:
    """The workbook's bytes: the same brief gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    styles = Styles(brief.lang)
    writers = [_Writer(book, brief, sheet, styles) for sheet in brief.sheets]
    for writer in writers:
        writer.write()
    pages = {writer.sheet.key: writer.page for writer in writers}
    for writer in writers:
        writer.draw(pages)
    _record(book, brief)
    book.calculation.fullCalcOnLoad = True
    book.properties.title = ILLEGAL.sub("", brief.title)[:FOOTER]
    book.properties.creator = "Green Heart"
    stamp = datetime.fromisoformat(brief.date)
    book.properties.created = book.properties.modified = stamp
    raw = BytesIO()
    book.save(raw)
    known = {
        f"xl/worksheets/sheet{number}.xml": writer.known
        for number, writer in enumerate(writers, start=1)
        if writer.known
    }
    return finished(raw.getvalue(), stamp, known)


class _Writer:
    """Writes one sheet from top to bottom: title, sentences, tables."""

    def __init__(self, book: Workbook, brief: Brief, sheet: Sheet, styles: Styles) -> None:
        self.book, self.page = book, book.create_sheet(sheet.name)
        self.brief, self.sheet, self.styles = brief, sheet, styles
        self.heads = sheet.heads
        self.known: dict[str, float | str] = {}  # what each formula comes to
        self.inputs: dict[Rule | tuple[str, ...], DataValidation] = {}
        self.tabs = {other.key: other.name for other in brief.sheets}

    def write(self) -> None:
        page = self.page
        page.sheet_view.showGridLines = False
        for table, (_, column) in zip(self.sheet.tables, self.heads, strict=True):
            self._widths(table, column)
        self._line(1, self.sheet.title, size=16, bold=True, height=28)
        for row, sentence in enumerate(self.sheet.sentences, start=2):
            self._line(row, sentence, size=11, colour=QUIET)
        for table, head in zip(self.sheet.tables, self.heads, strict=True):
            if table.title:
                row, column = head
                self._line(row - 1, table.title, 13, bold=True, height=22, column=column)
            self._table(table, head)
        if len(self.sheet.tables) == 1:
            self._freeze(self.sheet.tables[0], self.heads[0])
        for rule in self.inputs.values():
            page.add_data_validation(rule)
        self._page_setup()

    def draw(self, pages: dict[str, Worksheet]) -> None:
        """The charts, once every page is there."""
        for table, head in zip(self.sheet.tables, self.heads, strict=True):
            for chart in charts_of(table, head):
                if isinstance(chart, Points):
                    native_charts.points(self.page, head, chart)
                else:
                    onto = pages.get(chart.sheet, self.page)
                    native_charts.bars(self.page, head, chart, onto)

    def _line(
        self,
        row: int,
        text: str,
        size: int,
        bold: bool = False,
        colour: str = INK,
        height: float | None = None,
        column: int = 1,
    ) -> None:
        cell = self._cell(row, column)
        set_text(cell, text)
        self.styles.line(cell, size, bold, colour)
        last = self._columns()
        if not bold and last > 1:
            widths = [self._width(j) for j in range(1, last + 1)]
            last = next((j for j in range(1, last + 1) if sum(widths[:j]) > LINE), last)
            space = sum(widths[:last])
            self.page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
            height = 16.0 * max(1, -(-width_of(text) // int(space)))
        self.page.row_dimensions[row].height = height

    def _cell(self, row: int, column: int) -> Cell:
        found = self.page.cell(row, column)
        assert isinstance(found, Cell)  # nothing is written under a merged cell
        return found

    def _columns(self) -> int:
        """How many columns the tables take that stand at the left."""
        left = zip(self.sheet.tables, self.heads, strict=True)
        return max((len(table.columns) for table, head in left if head[1] == 1), default=1)

    def _width(self, column: int) -> float:
        letter = get_column_letter(column)
        known = letter in self.page.column_dimensions
        width: float = self.page.column_dimensions[letter].width if known else 0.0
        return width

    def _widths(self, table: Table, first: int) -> None:
        for j, column in enumerate(table.columns):
            words = [w for row in table.rows if (w := words_of(row[j]))]
            width = max(self._width(first + j), width_needed(column, words))
            self.page.column_dimensions[get_column_letter(first + j)].width = width

    def _table(self, table: Table, at: tuple[int, int]) -> None:
        head, first = at
        for j, column in enumerate(table.columns):
            cell = self._cell(head, first + j)
            shown = f"{column.title}\n({column.unit})" if column.unit else column.title
            set_text(cell, column.stored or shown)
            self.styles.heading(cell, column)
        for i, row in enumerate(table.rows):
            for j, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                cell = self._cell(head + 1 + i, first + j)
                mark = self._value(cell, value, NAME if column.meaning == "name" else LONGEST)
                if (i, j) in table.doubtful:
                    mark = "doubt"
                if (i, j) in table.below:
                    mark = "below"
                self.styles.body(cell, column, mark, shaded=i % 2 == 1)
            if table.columns and table.columns[-1].meaning == "wide":
                self._merge(head + 1 + i, first + len(table.columns) - 1, words_of(row[-1]))
        if table.name:
            last = head + len(table.rows), first + len(table.columns) - 1
            self._name(table.name, addresses.block(head, first, *last))
        if table.heat:
            low, high = (first + j for j in table.heat)
            heated = addresses.block(head + 1, low, head + len(table.rows), high, "")
            self.page.conditional_formatting.add(heated, HEAT)

    def _merge(self, row: int, column: int, words: str) -> None:
        """One cell from here to the right edge of the tables, as high as its words need."""
        last = self._columns()
        if last > column:
            self.page.merge_cells(start_row=row, end_row=row, start_column=column, end_column=last)
            space = sum(self._width(j) for j in range(column, last + 1))
            self.page.row_dimensions[row].height = 15.5 * max(1, -(-width_of(words) // int(space)))

    def _value(self, cell: Cell, value: Value, most: int) -> str:
        """Put a value into a cell, words of at most so many characters; says by which mark its style differs."""
        if isinstance(value, str):
            set_text(cell, value, most)
        elif isinstance(value, Formula):
            cell.value = f"={value.text}"
            came_to = value.value
            self.known[cell.coordinate] = came_to[:most] if isinstance(came_to, str) else came_to
            self._name(value.name, addresses.cell(cell.row, cell.column, "both"))
        elif isinstance(value, Input):
            if isinstance(value.value, str):
                set_text(cell, value.value, most)
            else:
                cell.value = value.value
            self._validate(cell, value)
            self._name(value.name, addresses.cell(cell.row, cell.column, "both"))
            return "input"
        elif isinstance(value, Link):
            set_text(cell, value.words)
            address = addresses.on(self.tabs[value.sheet], "A1")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=address)
            return "link"
        else:
            cell.value = value
        return ""

    def _name(self, name: str, address: str) -> None:
        if name:
            self.book.defined_names[name] = DefinedName(
                name, attr_text=addresses.on(self.sheet.name, address)
            )

    def _validate(self, cell: Cell, value: Input) -> None:
        rule = value.rule
        if rule not in self.inputs:
            if isinstance(rule, tuple):
                choices = rule[0] if len(rule) == 1 else '"' + ",".join(rule) + '"'
                made = DataValidation(type="list", formula1=choices, allow_blank=False)
            else:
                made = DataValidation(**RULES[rule])
            made.showErrorMessage, made.error = True, value.advice[:225] or None
            self.inputs[rule] = made
        self.inputs[rule].add(cell)

    def _freeze(self, table: Table, at: tuple[int, int]) -> None:
        if len(table.rows) > 12:
            names = next((j for j, c in enumerate(table.columns) if c.meaning == "name"), 0)
            self.page.freeze_panes = self.page.cell(at[0] + 1, names + 2)
            self.page.print_title_rows = f"{at[0]}:{at[0]}"

    def _page_setup(self) -> None:
        page = self.page
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
        if any(table.bars for table in self.sheet.tables):  # the chart gets a page of its own
            across = sum(d.width for d in page.column_dimensions.values())
            page.page_setup.scale = max(40, min(100, int(100 * PAGE / across)))
            page.col_breaks.append(Break(id=self._columns()))
        else:
            page.sheet_properties.pageSetUpPr.fitToPage = True
            page.page_setup.fitToWidth = 1
            page.page_setup.fitToHeight = 1 if page.max_row <= ONE_PAGE else 0
        if self.sheet.printed is not None:
            page.print_area = f"A1:{get_column_letter(self.sheet.printed)}{page.max_row}"
        margins = page.page_margins
        margins.left, margins.right, margins.top, margins.bottom = 0.5, 0.5, 0.6, 0.7
        margins.header = margins.footer = 0.3
        page.oddFooter.left.text = ILLEGAL.sub("", self.brief.title)[:FOOTER].replace("&", "&&")
        page.oddFooter.right.text = "&P / &N"


HEAT = ColorScaleRule(
    start_type="num",
    start_value=0,
    start_color="FFFFFF",
    mid_type="num",
    mid_value=0.3,
    mid_color=plain(theme.RAMP[1]),
    end_type="num",
    end_value=1,
    end_color=plain(theme.RAMP[3]),
)


def charts_of(table: Table, head: tuple[int, int]) -> Iterator[Bars | Points]:
    """The charts that a table names, and that of its bars, which stands at the right of it."""
    yield from table.charts
    if table.bars is not None:
        first, last, count = table.bars
        names = next(j for j, column in enumerate(table.columns) if column.meaning == "name")
        colours = tuple(c.colour or theme.RAMP[-2] for c in table.columns[first : last + 1])
        at = head[0], head[1] + len(table.columns) + 1
        size = (26 if last > first else 18, 5 + 0.6 * count)
        yield Bars(names, first, last, count, colours, at, size=size)


def words_of(value: Value) -> str:
    """What of a cell's value takes width: its words."""
    if isinstance(value, Link):
        return value.words
    if isinstance(value, (Formula, Input)):
        value = value.value
    return value if isinstance(value, str) else ""


def set_text(cell: Cell, text: str, most: int = LONGEST) -> None:
    """Text stays text: what begins with = + - or @ never becomes a formula; control characters go."""
    cell.value = legible(text, most)
    cell.data_type = "s"


def _record(book: Workbook, brief: Brief) -> None:
    """The whole study in a very hidden sheet: the language, then the JSON in pieces, one a row."""
    page = book.create_sheet(RECORD)
    page.sheet_state = "veryHidden"
    head = json.dumps({"lang": brief.lang, "hash": brief.hash})
    starts = range(0, len(brief.record), PIECE)
    for row, text in enumerate([head, *(brief.record[s : s + PIECE] for s in starts)], start=1):
        page.cell(row, 1).value = text
        page.cell(row, 1).data_type = "s"
