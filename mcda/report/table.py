"""The values of a brief: sheets of tables that say what each column means, never how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from criteria.finding import Lang
from mcda.study import Study
from mcda.words import Say

Meaning = Literal["name", "place", "score", "part", "share", "reading", "text", "key"]


@dataclass(frozen=True)
class Column:
    """A heading, its unit, and what its cells mean; the writer chooses format and width from that."""

    title: str
    meaning: Meaning
    unit: str = ""
    colour: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows under columns; `doubtful` names the (row, column) cells that a gap rule filled or a mark touches."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    title: str = ""
    doubtful: frozenset[tuple[int, int]] = frozenset()
    bars: tuple[int, int, int] | None = (
        None  # (first column, last column, rows) of a native stacked bar chart
    )


@dataclass(frozen=True)
class Sheet:
    """A title, sentences, tables."""

    key: str
    name: str
    title: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Brief:
    """Sheets in one language, with the date of the study and the hash of its data and choices."""

    title: str
    lang: Lang
    date: str
    hash: str
    sheets: tuple[Sheet, ...]


def sheet(key: str, say: Say, title: str, sentences: Sequence[str], *tables: Table) -> Sheet:
    return Sheet(key, say(f"brief.tab_{key}"), title, tuple(sentences), tables)


def where(study: Study, key: str, say: Say) -> str:
    """Province and prefecture, in the order each language writes them."""
    alternative = study.evidence[key]
    names = [
        say.of(name) for name in (alternative.province, alternative.prefecture) if name is not None
    ]
    if len(names) == 2 and names[1].startswith(names[0]):
        names = names[:1]  # a municipality, or a county directly under its province
    return "".join(names) if say.lang == "zh" else ", ".join(names[::-1])
