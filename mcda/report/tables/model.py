"""The values of a brief: sheets of tables that say what each column means, never how it looks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from criteria.text import Lang
from mcda.study.study import Study
from mcda.words import Translator

Meaning = Literal[
    "name",
    "rank",
    "score",
    "part",
    "difference",
    "share",
    "percent",
    "points",
    "value",
    "degree",
    "whole",
    "step",
    "text",
    "key",
    "note",
    "message",
    "wide",
    "range",
]
Item = TypeVar("Item")
Rule = Literal["weight", "end", "positive_end", "limit"]
# What a sheet is on paper: part of the answer, of the appendix, or in the file only.
Paper = Literal["answer", "appendix", "file"]


@dataclass(frozen=True)
class Formula:
    """A formula without its equals sign, what it comes to in the study as exported, and its defined name."""

    text: str
    value: float | str
    name: str = ""


@dataclass(frozen=True)
class Input:
    """A cell to be changed: what stands in it as exported, what else may, and its defined name.

    `rule` is a kind of number, or the words (or the one range of cells) to choose from; `advice` is said to whoever
    types something else.
    """

    value: float | str | None
    rule: Rule | tuple[str, ...]
    name: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Link:
    """Words that lead to another sheet of the workbook."""

    words: str
    sheet: str


Value = float | str | Formula | Input | Link | None  # what a cell holds


@dataclass(frozen=True)
class Column:
    """A heading, its unit, and what its cells mean; the writer chooses format and width from that.

    `stored` is the heading for machines where it is not the one to be read.
    """

    title: str
    meaning: Meaning
    unit: str = ""
    colour: str | None = None
    stored: str = ""


@dataclass(frozen=True)
class Bars:
    """A native chart of a table's first rows: columns first … last as stacked bars, named by another column.

    A column without a colour is not seen: it lifts what stands on it.
    """

    names: int
    first: int
    last: int
    rows: int
    colours: tuple[str | None, ...]
    at: tuple[int, int]
    title: str = ""
    legend: bool = True
    size: tuple[float, float] = (26, 13)  # width and height in centimetres
    number: str = "0.0"  # how the axis writes its numbers
    sheet: str = ""  # where it stands, if not beside its table


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart or map as a picture: its Vega-Lite specification, what is read out in its place, where it stands.

    `size` is its width and height in centimetres on the screen; the cell `at` holds its upper left corner.
    """

    spec: dict[str, Any]
    words: str
    at: tuple[int, int]
    size: tuple[float, float]


@dataclass(frozen=True)
class Table:
    """Rows under columns; `doubtful` names the (row, column) cells that a rule for missing values filled or a mark touches.

    `below` names the cells that fail a cut-off, `heat` the first and last column of shares shown as a heat map.
    A cell holds a number, words, a Formula, an Input, a Link or nothing. `at` is the (row, column) of the heading
    where the table does not simply follow the one before.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    title: str = ""
    doubtful: frozenset[tuple[int, int]] = frozenset()
    bars: tuple[int, int, int] | None = (
        None  # (first column, last column, rows) of a native stacked bar chart
    )
    below: frozenset[tuple[int, int]] = frozenset()
    heat: tuple[int, int] | None = None
    charts: tuple[Bars, ...] = ()
    at: tuple[int, int] | None = None
    name: str = ""  # of the whole table with its heading, as formulas and machines call it


def tabulate(
    t: Translator,
    title: str,
    items: Iterable[Item],
    *columns: tuple[str, Meaning, Callable[[Item], Value]],
) -> Table:
    """A row an item; of each column the phrase that heads it, what its cells mean and what stands in them."""
    heads = tuple(Column(t(phrase), meaning) for phrase, meaning, _ in columns)
    rows = tuple(tuple(cell(item) for *_, cell in columns) for item in items)
    return Table(heads, rows, title)


@dataclass(frozen=True)
class Sheet:
    """A title, sentences, tables, pictures; on paper as many of its columns and tables as are said, else all."""

    key: str
    name: str
    title: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    printed: int | None = None  # the last column on paper, where not all of them are
    printed_tables: int | None = None  # so many of the tables are on paper, from the first
    portrait: bool = False
    paper: Paper = "appendix"
    pictures: tuple[Picture, ...] = ()
    widths: tuple[
        float, ...
    ] = ()  # of the first columns, where they are not as wide as their words
    header: str = ""  # at the head of each printed page

    @property
    def heads(self) -> tuple[tuple[int, int], ...]:
        """Where the heading of each table stands: (row, column), the first being 1."""
        row, found = 1 + len(self.sentences), []
        for table in self.tables:
            if table.at is not None:
                found.append(table.at)
                row = max(row, table.at[0] + len(table.rows))
                continue
            row += 2 + bool(table.title)  # a blank line before, and the table's own title
            found.append((row, 1))
            row += len(table.rows)
        return tuple(found)


@dataclass(frozen=True)
class Brief:
    """Sheets in one language, the date of the study, the hash of its data and choices, and the study as JSON."""

    title: str
    lang: Lang
    date: str
    hash: str
    sheets: tuple[Sheet, ...]
    record: str


def sheet(
    key: str, t: Translator, sentences: Sequence[str], *tables: Table, title: str | None = None
) -> Sheet:
    """A sheet whose words stand in words/brief.toml: `tab_KEY`, and `title_KEY` unless another title is given."""
    heading = t(f"brief.title_{key}") if title is None else title
    return Sheet(key, t(f"brief.tab_{key}"), heading, tuple(sentences), tables)


def where(study: Study, key: str, t: Translator) -> str:
    """Province and prefecture, in the order each language writes them."""
    alternative = study.evidence[key]
    names = [
        t.text(name) for name in (alternative.province, alternative.prefecture) if name is not None
    ]
    if len(names) == 2 and names[1].startswith(names[0]):
        names = names[:1]  # a municipality, or a county directly under its province
    return t.composed("".join(names) if t.lang == "zh" else ", ".join(names[::-1]))
