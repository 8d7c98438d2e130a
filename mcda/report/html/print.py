"""A brief without Excel: the ranking as CSV, and any of its sheets as a page to read or print."""

import csv
import io
from html import escape

from mcda.report import theme
from mcda.report.tables.model import Column, Formula, Input, Link, Meaning, Sheet, Table, Value
from mcda.report.theme import FONT
from mcda.report.workbook.archive import ILLEGAL
from mcda.report.workbook.sheets.ranking import answer, ranking
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.words import Translator

STARTERS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of a formula
DECIMALS: dict[Meaning, int] = {"score": 3, "part": 3, "degree": 2, "step": 4, "points": 1}
LEFT: tuple[Meaning, ...] = ("name", "key", "text", "note", "message", "wide")
STYLE = f"""
.brief {{ font-family: {FONT}; color: {theme.INK}; background: #fff; line-height: 1.5; }}
.brief h1 {{ font-size: 1.45rem; margin: 0 0 .6rem; }}
.brief h2 {{ font-size: 1.05rem; margin: 1.2rem 0 .4rem; }}
.brief p {{ color: {theme.QUIET}; margin: 0 0 .4rem; max-width: 46rem; }}
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
    table = ranking(study, t).tables[0]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_harmless(_heading(column)) for column in table.columns])
    writer.writerows([_harmless(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: Value) -> Value:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    clean = ILLEGAL.sub("", value)
    return f"'{clean}" if clean.startswith(STARTERS) else clean


def _heading(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def answer_page(study: Study, t: Translator) -> str:
    """The answer as one page to print, with the hash that ties it to its brief."""
    title, sheet = t.text(study.title), answer(study, t)
    foot = escape(t("brief.printed_from", title=title, date=study.date, code=digest(study)))
    return (
        f'<!doctype html><html lang="{"zh-CN" if t.lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}{PAPER}</style></head>"
        f'<body><main class="brief">{body(sheet, t)}<footer>{foot}</footer></main></body></html>'
    )


def body(sheet: Sheet, t: Translator, most: int | None = None) -> str:
    """Title, sentences and tables; of each table at most so many rows, and how many more there are."""
    parts = [f"<h1>{escape(sheet.title)}</h1>"]
    parts += [f"<p>{escape(sentence)}</p>" for sentence in sheet.sentences]
    for table in sheet.tables:
        if table.title:
            parts.append(f"<h2>{escape(table.title)}</h2>")
        parts.append(_table(table, t, most))
        if most is not None and len(table.rows) > most:
            parts.append(f"<p>{escape(t('brief.more_rows', count=len(table.rows) - most))}</p>")
    return "".join(parts)


def _table(table: Table, t: Translator, most: int | None) -> str:
    heads = "".join(
        f'<th class="{_class(column)}" scope="col">{escape(_heading(column))}</th>'
        for column in table.columns
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td class="{_class(column)}">{escape(shown(value, column, t))}</td>'
            for value, column in zip(row, table.columns, strict=True)
        )
        + "</tr>"
        for row in table.rows[:most]
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _class(column: Column) -> str:
    if column.meaning == "text":
        return "l t"
    if column.meaning == "name":
        return "l n"
    return "l" if column.meaning in LEFT else "r"


def shown(value: Value, column: Column, t: Translator) -> str:
    """A cell as it is read."""
    if isinstance(value, (Formula, Input)):
        value = value.value
    if isinstance(value, Link):
        return value.words
    if value is None or isinstance(value, str):
        return ILLEGAL.sub("", value or "")
    if column.meaning in ("share", "percent"):
        return t.percent(value, 1 if column.meaning == "share" else 0)
    if column.meaning in DECIMALS:
        return f"{value:.{DECIMALS[column.meaning]}f}"
    return theme.number(float(value))
