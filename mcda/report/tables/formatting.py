"""One formatter by meaning: how a cell is written as text, by the workbook and on the screen; scales in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from criteria.errors import Finding
from criteria.model import Criterion, EligibilityRule, Scale
from criteria.text import Text
from inputs.embedded import licences
from inputs.evidence import Source
from mcda.report import theme
from mcda.report.tables.model import Column, Formula, Input, Link, Meaning, Table, Value
from mcda.study.study import Study
from mcda.words import Translator

if TYPE_CHECKING:  # which takes a moment that no command need wait for
    import pandas as pd

ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML
PERCENT = "%"  # a unit that stands close to its number


@dataclass(frozen=True)
class Format:
    """How the cells of one meaning are written: as text, as a number of Excel's and of the screen's tables.

    `width` is the least and the most that a column of the workbook takes, in digits. `wrapped` cells are words that
    stand at the left in lines; `left` alone, words in one line.
    """

    width: tuple[int, int]
    decimals: int | None = None  # of a text; None: no more digits than are known
    percent: bool = False
    excel: str = "General"
    screen: str | None = None  # Streamlit's own, where it is not the number as it stands
    left: bool = False
    wrapped: bool = False


FORMATS: dict[Meaning, Format] = {
    "rank": Format((6, 10), excel="0"),
    "score": Format((9, 12), 3, excel="0.000", screen="%.3f"),
    "part": Format((10, 13), 3, excel="0.000", screen="%.3f"),
    "difference": Format((10, 13), 4, excel="0.0000", screen="%.4f"),
    "share": Format((9, 14), 1, percent=True, excel="0.0%", screen="percent"),
    "percent": Format((7, 13), 0, percent=True, excel="0%", screen="percent"),
    "points": Format((9, 12), 1, excel="0.0", screen="%.1f"),
    "value": Format((11, 14), excel="#,##0.###;-#,##0.###;0", screen="localized"),
    "degree": Format((9, 11), 2, excel="0.00", screen="%.2f"),
    "whole": Format((9, 11), 0, excel="0", screen="%.0f"),
    # no limit is a number that nobody reaches
    "step": Format((10, 13), 4, excel='[>=1E+299]"–";[<=-1E+299]"–";0.0000'),
    "range": Format((9, 13)),
    "name": Format((16, 34), left=True, wrapped=True),
    "text": Format((40, 70), left=True, wrapped=True),
    "key": Format((10, 30), left=True, wrapped=True),
    "message": Format((30, 30), left=True, wrapped=True),
    "wide": Format((10, 10), left=True, wrapped=True),  # over all columns to the sheet's right edge
    "note": Format((10, 10), left=True),  # words that may run on over the cells at their right
}
NAMED = ("criteria", "criterion", "alternatives", "alternative")  # values of findings that are keys


def format_value(value: Value, meaning: Meaning, t: Translator, missing: str = "") -> str:
    """A cell as it is read, in the reader's language; `missing` where nothing is known."""
    if isinstance(value, (Formula, Input)):
        value = value.value
    if isinstance(value, Link):
        return value.words
    if value is None or isinstance(value, str):
        return missing if value is None else ILLEGAL.sub("", value)
    form = FORMATS[meaning]
    if form.percent:
        return t.percent(value, form.decimals or 0)
    return theme.number(float(value)) if form.decimals is None else f"{value:.{form.decimals}f}"


def heading(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def headings(table: Table) -> list[str]:
    """The headings with their units; one that stands twice is numbered."""
    heads: list[str] = []
    for column in table.columns:
        head = heading(column)
        again = sum(other == head or other.startswith(f"{head} · ") for other in heads)
        heads.append(f"{head} · {again + 1}" if again else head)
    return heads


def to_frame(table: Table) -> "pd.DataFrame":
    """The same headings and rows for screen and charts."""
    import pandas as pd

    return pd.DataFrame(list(table.rows), columns=headings(table))


def from_frame(frame: "pd.DataFrame", columns: Mapping[str, Column]) -> Table:
    """The data of a chart as people read them: these of its columns, under these headings."""
    rows = frame[list(columns)].itertuples(index=False, name=None)
    return Table(tuple(columns.values()), tuple(rows))


def value(t: Translator, criterion: Criterion, value: float) -> str:
    """A value with its unit, or the name of the level it is."""
    if value in criterion.levels:
        return t.text(criterion.levels[value])
    return amount(t, theme.number(value), criterion.unit)


def limit(t: Translator, criterion: Criterion, value: float) -> str:
    """The value of a cut-off with its unit, to the last digit that was set, or the name of the level it is."""
    if value in criterion.levels:
        return t.text(criterion.levels[value])
    return amount(t, theme.limit(value), criterion.unit)


def without_unit(t: Translator, criterion: Criterion, value: float) -> str:
    """A value without its unit, or the name of the level it is."""
    return t.text(criterion.levels[value]) if value in criterion.levels else theme.number(value)


def amount(t: Translator, number: str, unit: Text) -> str:
    """A number with its unit; no blank stands before a percent sign."""
    return t("chart.percent" if unit.en == PERCENT else "chart.amount", number=number, unit=unit)


def grouped(t: Translator, number: int) -> str:
    """A count with its thousands apart; Chinese leaves four digits together."""
    return str(number) if t.lang == "zh" and number < 10_000 else f"{number:,}"


def span(t: Translator, criterion: Criterion, scale: Scale) -> str:
    """From the worst to the best end of a scale, in words."""
    if scale.worst in criterion.levels and scale.best in criterion.levels:
        worst, best = criterion.levels[scale.worst], criterion.levels[scale.best]
        return t("chart.from_level", worst=worst, best=best)
    worst_number, best_number = theme.number(scale.worst), theme.number(scale.best)
    words = "chart.from_to_percent" if criterion.unit.en == PERCENT else "chart.from_to"
    return t(words, worst=worst_number, best=best_number, unit=criterion.unit)


def named(study: Study, finding: Finding) -> Finding:
    """A finding with the names of criteria and alternatives where it tells their keys."""
    names = {c.key: c.name for c in study.catalogue.criteria}
    names |= {a.key: a.name for a in study.evidence.alternatives}

    def name(value: object) -> object:
        if isinstance(value, (list, tuple)):
            return [name(item) for item in value]
        return names.get(value, value) if isinstance(value, str) else value

    return replace(
        finding,
        values={
            key: name(value) if key in NAMED else value for key, value in finding.values.items()
        },
    )


def licence(t: Translator, source: Source) -> str:
    """A source's licence in the reader's language; a user's own stands as it was written."""
    known = licences().get(source.licence)
    return t.text(known) if known else source.licence


def eligibility_rule(t: Translator, rule: EligibilityRule, limit: float | None) -> str:
    """A rule of who may compete with its limit, or that it is off."""
    told = t("kinds.off") if limit is None else "≥ " + theme.number(limit)
    return t("punctuation.in_brackets", words=rule.name, note=told)
