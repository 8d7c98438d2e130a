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
from mcda.report.tables.formatting import FORMATS, ILLEGAL
from mcda.report.tables.model import (
    Bars,
    Brief,
    Column,
    Formula,
    Input,
    Link,
    Rule,
    Sheet,
    Table,
    Value,
)
from mcda.report.workbook import addresses, native_charts, paper
from mcda.report.workbook.archive import NAME, finished, legible
from mcda.report.workbook.styles import INK, QUIET, Styles, plain, width_needed

LINE = 110  # sentences wrap at about so many digits
SPARE = 11.0  # width of an empty column over which sentences run on
POINTS = 28.35  # of a centimetre
MOST_ROWS = 40  # of a table, by which the widths of its columns are weighed
DIGITS = 5.07  # in a centimetre, the edges of columns included
BOLD = 1.1  # width of a bold letter, in others
HIGHEST = 400.0  # points: a workbook has no higher row
BRACKET, COMMA = chr(0xFF08), chr(0xFF0C)
UPRIGHT = 8  # number columns with long headings, from which on their headings stand upright
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
    pictures = [words for writer in writers for words in writer.described]
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
    return finished(raw.getvalue(), stamp, known, pictures)


class _Writer:
    """Writes one sheet from top to bottom: title, sentences, tables."""

    def __init__(self, book: Workbook, brief: Brief, sheet: Sheet, styles: Styles) -> None:
        self.book, self.page = book, book.create_sheet(sheet.name)
        self.brief, self.sheet, self.styles = brief, sheet, styles
        self.heads = sheet.heads
        self.known: dict[str, float | str] = {}  # what each formula comes to
        self.inputs: dict[Rule | tuple[str, ...], DataValidation] = {}
        self.tabs = {other.key: other.name for other in brief.sheets}
        self.described: list[str] = []  # what each picture shows, in words
        self.lines: dict[int, float] = {}  # height of each row in points, where it is not one line
        self.line = paper.WIDE_LINE if brief.lang == "zh" else paper.LINE
        self.upright = {
            id(table): columns
            for table in sheet.tables
            if len(columns := _upright(table)) >= UPRIGHT
        }

    def write(self) -> None:
        page = self.page
        page.sheet_view.showGridLines = False
        page.sheet_format.defaultRowHeight, page.sheet_format.customHeight = self.line, True
        self._widths()
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
        for row, height in self.lines.items():
            page.row_dimensions[row].height = height
        self._page_setup()

    def draw(self, pages: dict[str, Worksheet]) -> None:
        """The charts, once every page is there, and the pictures."""
        for picture in self.sheet.pictures:
            if native_charts.picture(self.page, picture):
                self.described.append(picture.words)
        for table, head in zip(self.sheet.tables, self.heads, strict=True):
            for chart in charts_of(table, head):
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
        if height is not None:
            self.lines[row] = height
        if not bold:
            last = self.spoken
            if last > 1:
                self.page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
            self._high(row, text, sum(self._width(j) for j in range(1, last + 1)))

    def _high(self, row: int, text: str, width: float) -> None:
        """A row at least as high as these words need in a column so wide."""
        height = self.line * paper.lines_of(text, max(1.0, width - 2))
        self.lines[row] = min(HIGHEST, max(self.lines.get(row, self.line), height))

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

    def _widths(self) -> None:
        """Each column as wide as its tables ask for; those at the left narrowed until they fit a page."""
        asked: dict[int, paper.Flow] = {}
        rows: list[dict[int, str]] = []
        for table, (_, first) in zip(self.sheet.tables, self.heads, strict=True):
            upright = self.upright.get(id(table), frozenset())
            for j, column in enumerate(table.columns):
                words = [w for row in table.rows if (w := words_of(row[j]))]
                asks = width_needed(column, words, j in upright)
                before = asked.get(first + j, asks)
                asked[first + j] = paper.Flow(
                    max(before.wanted, asks.wanted), max(before.least, asks.least)
                )
            if first == 1:
                wrapped = [j for j, c in enumerate(table.columns) if _wraps(c)]
                rows += [{j: words_of(row[j]) for j in wrapped} for row in table.rows[:MOST_ROWS]]
        left = self._columns()
        most = paper.across(self.sheet.portrait)
        flows = [asked.get(j, paper.Flow(SPARE, SPARE)) for j in range(1, left + 1)]
        widths = dict(enumerate(paper.fitted(flows, rows, most), start=1)) if asked else {}
        widths |= {j: flow.wanted for j, flow in asked.items() if j > left}
        widths |= dict(enumerate(self.sheet.widths, start=1))
        for j, width in widths.items():
            self.page.column_dimensions[get_column_letter(j)].width = width
        for j in self._empty():  # formulas count it, but nobody has to look at it
            self.page.column_dimensions[get_column_letter(j)].hidden = True
        # sentences run over the tables' columns, and over empty ones at their right
        self.spoken, taken = 0, 0.0
        while taken < LINE:
            width = self._width(self.spoken + 1)
            if not width:
                width = SPARE
                letter = get_column_letter(self.spoken + 1)
                self.page.column_dimensions[letter].width = SPARE
            if taken + width > most:
                break
            self.spoken, taken = self.spoken + 1, taken + width
        self.spoken = max(1, self.spoken)

    def _empty(self) -> list[int]:
        """The columns of the only table in which no row has a word."""
        if len(self.sheet.tables) != 1:
            return []
        table, (_, first) = self.sheet.tables[0], self.heads[0]
        return [
            first + j
            for j, column in enumerate(table.columns)
            if column.meaning == "key" and table.rows and all(row[j] == "" for row in table.rows)
        ]

    def _table(self, table: Table, at: tuple[int, int]) -> None:
        head, first = at
        for j in range(len(table.columns)):
            self._heading(table, j, head, first + j)
        for i, row in enumerate(table.rows):
            for j, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                cell = self._cell(head + 1 + i, first + j)
                mark = self._value(cell, value, NAME if column.meaning == "name" else LONGEST)
                if (i, j) in table.doubtful:
                    mark = "doubt"
                if (i, j) in table.below:
                    mark = "below"
                self.styles.body(cell, column, mark, shaded=i % 2 == 1)
                if _wraps(column):
                    self._high(head + 1 + i, words_of(value), self._width(first + j))
            if table.columns and table.columns[-1].meaning == "wide":
                self._merge(head + 1 + i, first + len(table.columns) - 1, words_of(row[-1]))
        if table.name:
            last = head + len(table.rows), first + len(table.columns) - 1
            self._name(table.name, addresses.block(head, first, *last))
        if table.heat:
            low, high = (first + j for j in table.heat)
            heated = addresses.block(head + 1, low, head + len(table.rows), high, "")
            self.page.conditional_formatting.add(heated, HEAT)

    def _heading(self, table: Table, j: int, row: int, at: int) -> None:
        column, cell, width = table.columns[j], self._cell(row, at), self._width(at)
        shown = f"{column.title}\n({column.unit})" if column.unit else column.title
        upright = j in self.upright.get(id(table), ())
        shown = shown if upright else _at_brackets(shown, width)
        set_text(cell, column.stored or shown)
        self.styles.heading(cell, column, upright)
        if upright:
            self.lines[row] = max(self.lines.get(row, 0.0), _upright_height(shown))
        elif column.meaning == "wide":
            self._merge(row, at, shown)
        elif not column.stored:
            self._high(row, shown, width / BOLD)

    def _merge(self, row: int, column: int, words: str) -> None:
        """One cell from here to the right edge of the tables, as high as its words need."""
        last = self._columns()
        if last > column:
            self.page.merge_cells(start_row=row, end_row=row, start_column=column, end_column=last)
            space = sum(self._width(j) for j in range(column, last + 1))
            self._high(row, words, space)

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
        page, sheet = self.page, self.sheet
        page.page_setup.orientation = "portrait" if sheet.portrait else "landscape"
        page.page_setup.paperSize, page.page_setup.scale = page.PAPERSIZE_A4, paper.SCALE
        margins = page.page_margins
        margins.left, margins.right, margins.top, margins.bottom = 0.5, 0.5, 0.6, 0.7
        margins.header = margins.footer = 0.3
        page.oddFooter.left.text = _footer(self.brief.title)
        page.oddFooter.right.text = "&P / &N"
        page.oddHeader.right.text = _footer(sheet.header) or None
        if sheet.paper == "file":
            page.print_area = paper.EMPTY
            return
        rows, columns = self._printed()
        page.print_area = f"A1:{get_column_letter(columns)}{rows}"
        heights = [self.lines.get(row, self.line) for row in range(1, rows + 1)]
        again = heights[self.heads[0][0] - 1] if page.print_title_rows else 0.0
        if sheet.paper == "answer":  # made for one page each
            return
        for row in paper.breaks(heights, self._blocks(rows), paper.down(sheet.portrait), again):
            page.row_breaks.append(Break(id=row))

    def _on_paper(self) -> list[tuple[Table, tuple[int, int]]]:
        """The tables that are printed, and where their headings stand."""
        most = self.sheet.printed_tables
        return list(zip(self.sheet.tables, self.heads, strict=True))[:most]

    def _printed(self) -> tuple[int, int]:
        """The last row and column on paper: no more columns than fit one page."""
        rows, columns = 1 + len(self.sheet.sentences), self.spoken
        for table, (head, first) in self._on_paper():
            if first == 1:
                rows = max(rows, head + len(table.rows))
                columns = max(columns, len(table.columns))
        limit = self.sheet.printed
        if limit is not None:
            columns = limit
        widths = [self._width(j) for j in range(1, columns + 1)]
        columns = paper.fitting(widths, paper.across(self.sheet.portrait))
        for (row, column), (width, height) in self._drawn():
            if column > columns:
                continue  # beside a table that takes the page
            rows = max(rows, row + self._rows_of(row, height))
            while sum(self._width(j) or SPARE for j in range(column, columns + 1)) < width * DIGITS:
                columns += 1
        return rows, columns

    def _drawn(self) -> Iterator[tuple[tuple[int, int], tuple[float, float]]]:
        """Where the charts and pictures of this sheet stand, and how large they are."""
        for picture in self.sheet.pictures:
            yield picture.at, picture.size
        for other in self.brief.sheets:
            for table, head in zip(other.tables, other.heads, strict=True):
                for chart in charts_of(table, head):
                    if (chart.sheet or other.key) == self.sheet.key:
                        yield chart.at, chart.size

    def _rows_of(self, row: int, height: float) -> int:
        """How many rows a chart so high (in centimetres) covers from this one."""
        left, count = height * POINTS, 0
        while left > 0:
            left -= self.lines.get(row + count, self.line)
            count += 1
        return count

    def _blocks(self, rows: int) -> list[tuple[int, int]]:
        """What is kept on one page: each table with its title and heading; a chart with the rows it covers."""
        starts = [(1, 1 + len(self.sheet.sentences))]
        for table, (head, first) in self._on_paper():
            if first == 1:
                starts.append((head - bool(table.title), head + len(table.rows)))
        starts += [(r, r + self._rows_of(r, height) - 1) for (r, _), (_, height) in self._drawn()]
        found: list[tuple[int, int]] = []
        for first, last in sorted(starts):
            if found and first <= found[-1][1]:
                found[-1] = (found[-1][0], max(last, found[-1][1]))
            else:
                found.append((first, last))
        return [(first, min(last, rows)) for first, last in found if first <= rows]


def _wraps(column: Column) -> bool:
    """Whether a column's words stand in lines in a cell of its own."""
    return FORMATS[column.meaning].wrapped and column.meaning != "wide"


def _upright(table: Table) -> frozenset[int]:
    """The number columns whose headings are wider than their figures."""
    return frozenset(
        j
        for j, column in enumerate(table.columns)
        if column.meaning in ("part", "value", "percent", "share", "score")
        and not column.stored
        and paper.width_of(column.title) > 9
    )


def _upright_height(heading: str) -> float:
    """Points that a heading standing upright takes: Latin letters lie on their side in two lines."""
    longest = max(map(len, heading.split("\n")))
    if paper.width_of(heading) > len(heading):
        return 15.9 * max(map(len, heading.split("\n"))) + 3
    return (
        6.6 * max(paper.longest_word([heading]), longest if longest <= 16 else 0.62 * longest) + 10
    )


def _at_brackets(heading: str, width: float) -> str:
    """A Chinese heading that takes two lines parts at its brackets or comma, never inside a word."""
    if paper.width_of(heading) * BOLD <= width - 1:
        return heading
    return heading.replace(BRACKET, f"\n{BRACKET}").replace(COMMA, f"{COMMA}\n")


def _footer(text: str) -> str:
    return ILLEGAL.sub("", text)[:FOOTER].replace("&", "&&")


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


def charts_of(table: Table, head: tuple[int, int]) -> Iterator[Bars]:
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
