"""A brief without Excel: the ranking as CSV, and any of its sheets as a page to read or print."""

from dataclasses import replace

from markupsafe import Markup

from mcda.report import theme
from mcda.report.html.templates import fill
from mcda.report.tables.csv_file import csv_of
from mcda.report.tables.formatting import FORMATS, format_value, heading
from mcda.report.tables.model import Column, Sheet, Value
from mcda.report.theme import FONT
from mcda.report.workbook.sheets.ranking import answer, ranking
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.words import Translator

SENTENCES = 3  # above the tables of a sheet that is not shown whole
STYLE = f"""
.brief {{ font-family: {FONT}; color: {theme.INK}; background: #fff; line-height: 1.5; }}
.brief h1 {{ font-size: 1.45rem; margin: 0 0 .6rem; }}
.brief h2 {{ font-size: 1.05rem; margin: 1.2rem 0 .4rem; }}
.brief p {{ color: {theme.QUIET}; margin: 0 0 .4rem; max-width: 46rem; }}
.brief details {{ color: {theme.QUIET}; margin: 0 0 .4rem; }}
.brief summary {{ cursor: pointer; }}
.brief table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .85rem; }}
.brief th {{ border-bottom: 2px solid {theme.INK}; padding: .3rem .6rem; vertical-align: bottom; }}
.brief td {{ border-bottom: 1px solid {theme.LINE}; padding: .3rem .6rem; vertical-align: top; }}
.brief .l {{ text-align: left; min-width: 5.5rem; }}
.brief .r {{ text-align: right; white-space: nowrap; }}
.brief .n {{ white-space: nowrap; }}
.brief .t {{ min-width: 14rem; }}
.brief footer {{ color: {theme.QUIET}; font-size: .75rem; margin-top: 1rem; overflow-wrap: anywhere; }}
"""
PAPER = """
@page { size: A4 landscape; margin: 12mm; }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
@media print {
  body { margin: 0; padding: 0; max-width: none; }
  .brief { font-size: 8.5pt; line-height: 1.3; }
  .brief tr { break-inside: avoid; }
}
"""


def ranking_csv(study: Study, t: Translator) -> bytes:
    """The sheet of the ranking as UTF-8 with a mark at its start, so that Excel reads Chinese; numbers in full."""
    return csv_of(ranking(study, t).tables[0])


def answer_page(study: Study, t: Translator) -> str:
    """The answer as one page to print, with the hash that ties it to its brief."""
    title = t.text(study.title)
    page = fill(
        "answer",
        lang="zh-CN" if t.lang == "zh" else "en",
        title=title,
        style=Markup(STYLE + PAPER),  # noqa: S704 - written above
        body=body(answer(study, t), t),
        foot=t("brief.printed_from", title=title, date=study.date, code=digest(study)),
    )
    return str(page)


def body(sheet: Sheet, t: Translator, most: int | None = None) -> Markup:
    """Title, sentences and tables; of each table at most so many rows, and how many more there are.

    Where rows are cut, so are sentences: those after the first few open on request. Tables that stand beside what is
    printed only serve a chart or a machine: they are left out.
    """
    beside = sheet.printed or 1
    tables = tuple(
        table
        for table, (_, column) in zip(sheet.tables, sheet.heads, strict=True)
        if column <= beside
    )
    sheet = replace(sheet, tables=tables)

    def shown(value: Value, column: Column) -> str:
        return format_value(value, column.meaning, t)

    def more(count: int) -> str:
        return t("brief.more_rows", count=count)

    sentences = list(sheet.sentences)
    open_ones = len(sentences) if most is None else SENTENCES
    return fill(
        "sheet",
        sheet=sheet,
        sentences=sentences[:open_ones],
        notes=sentences[open_ones:],
        notes_title=t("app.remarks", count=len(sentences[open_ones:])),
        most=most,
        side=_side,
        heading=heading,
        shown=shown,
        more=more,
    )


def _side(column: Column) -> str:
    """The classes of a column: words at the left, names unbroken, sentences wide, numbers at the right."""
    if not FORMATS[column.meaning].left:
        return "r"
    return {"text": "l t", "name": "l n"}.get(column.meaning, "l")
