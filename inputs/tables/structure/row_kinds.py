"""What each row of a table is: an alternative, one without values, a total, a group's title, a note."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from inputs.files.sheet import Sheet
from inputs.tables.cells.kinds import Kinds
from inputs.tables.cells.number import normalise_text
from inputs.tables.cells.vocabulary import NAMES, YEARS, is_remark, is_total, normalise_label
from inputs.tables.structure.label_rows import Role

NEAR = 12  # rows above in which a heading stands
RowKind = Literal[
    "alternative",
    "unread",  # an alternative without values
    "in",  # an alternative by choice
    "out",  # none by choice
    "nameless",  # figures without a name
    "lone",  # a name alone, not yet settled
    "group",
    "total",
    "note",
    "no_reading",
    "text",
    "heading",
]
BODY: tuple[RowKind, ...] = ("alternative", "in", "unread")
CHOSEN: tuple[RowKind, ...] = ("in", "out", "group")  # what an answer may say of a row
# How a title between rows is written: numbered, with a colon behind it, in brackets, called a group.
TITLE = re.compile(
    r"[一二三四五六七八九十]+[、.]\s*\S.*|[(（][一二三四五六七八九十\d]+[)）]\s*\S.*|[IVX]+[.)]\s*\S.*|[A-Z][.)]\s+\S.*"
    r"|\d+[、)]\s*\D.*|第[一二三四五六七八九十\d]+\S?[组类批].*|[【\[<《].*[】\]>》]|[-—=*#]{2,}.*|.*[:：]"
    r"|.*(?:组|类|片区|板块|分区|地区|区域)|(?i:.*\b(?:groups?|tier|class|category|regions?|zone|others?|counties|countries|cities|towns|areas))"
)
ENDING = re.compile(r"[县区市镇乡州旗村省]$")
REMARK_MARKS = re.compile(
    r"[:：。;；*†©]|^(?:注|备注|说明|资料|数据|来源|note|source)", re.IGNORECASE
)


@dataclass(frozen=True, eq=False)
class Ground:
    """A sheet whose column of names is known; `special` are the rows that say something of the columns."""

    sheet: Sheet
    kinds: Kinds
    name: int
    special: Mapping[int, Role]

    @cached_property
    def measured(self) -> frozenset[int]:
        return self.kinds.measured(self.name)

    def text(self, row: int) -> str:
        return normalise_text(str(self.sheet.rows[row][self.name]))

    def names_columns_above(self, row: int, top: int) -> bool:
        """Whether a row above already names the measured columns in which this one has something."""
        here = [j for j in self.kinds.filled(row) if j in self.measured]
        return any(
            all(self.kinds.rows[r][j] in "tn" or self._under_title(r, j) for j in here)
            for r in range(max(top, row - NEAR), row)
            if here and r not in self.special and self.kinds.of(r, "t")
        )

    def _under_title(self, row: int, column: int) -> bool:
        """Whether a merged cell above covers the column."""
        return any(a <= row <= c and b <= column <= d for a, b, c, d in self.sheet.merged)


def kinds_of_rows(ground: Ground, answers: Mapping[str, str], top: int) -> dict[int, RowKind]:
    """What each filled row from `top` down is; rows that say something of the columns are not among them."""
    found: dict[int, RowKind] = {}
    begun = False
    for i in range(top, len(ground.sheet.rows)):
        given = answers.get(f"row/{ground.sheet.line(i)}")
        if i in ground.special or not ground.kinds.filled(i):
            continue
        kind = given if given in CHOSEN else _row_kind(ground, i)
        if not begun and not given and _is_heading(ground, i, kind, top):
            kind = "text" if kind != "nameless" else "heading"
        begun = begun or kind in (*BODY, "nameless")
        found[i] = kind
    return _with_lone_rows(ground, _with_unread_rows(ground, found))


def _row_kind(ground: Ground, i: int) -> RowKind:
    kinds, name = ground.kinds, ground.name
    filled, figures = kinds.filled(i), kinds.of(i, "n", but=name)
    front = [ground.sheet.rows[i][j] for j in filled if j <= name]
    known = figures or kinds.of(i, "m", but=name) or len(filled) == 1
    if known and any(is_total(cell) for cell in front):
        return "total"
    if len(filled) == 1 or kinds.one_cell(i):
        if figures and filled[0] != name and len(figures) == len(filled):
            return "nameless"
        return "lone" if filled == [name] and not kinds.one_cell(i) else "group"
    if any(is_remark(cell) for cell in front) and _says_little(ground, i, figures):
        return "note"
    if figures:
        return "alternative" if kinds.rows[i][name] != "b" else "nameless"
    return _without_figures(ground, i)


def _says_little(ground: Ground, i: int, figures: Sequence[int]) -> bool:
    """Years alone, or few figures under the columns that hold them."""
    sparse = len(figures) * 2 <= len(ground.measured) or len(figures) < 2
    return all(ground.kinds.is_year(i, j) for j in figures) or (
        sparse and len(ground.kinds.filled(i)) <= 3
    )


def _without_figures(ground: Ground, i: int) -> RowKind:
    """unread: a name, missing marks or blanks under the measured columns, and at most words in columns of words."""
    kinds, name = ground.kinds, ground.name
    marks = kinds.of(i, "m", but=name)
    beside = [j for j in kinds.filled(i) if j != name]
    measured = [j for j in beside if j in ground.measured]
    unread = (
        all(kinds.rows[i][j] == "m" for j in measured)
        if marks
        else not measured and all(_attribute(ground, j) for j in beside)
    )
    if kinds.rows[i][name] == "t" and unread:
        return "unread"
    return "no_reading" if marks and kinds.rows[i][name] != "b" else "text"


def _attribute(ground: Ground, column: int) -> bool:
    """Whether rows with figures mostly have words in the column, a code or a province."""
    rows = ground.kinds.figures
    return sum(ground.kinds.rows[i][column] == "t" for i in rows) * 2 > len(rows)


def _is_heading(ground: Ground, i: int, kind: RowKind, top: int) -> bool:
    """Whether a row that looks like the first alternative is a heading: of years, or of numbers under a name.

    A row that holds figures under columns already named, with figures below, is data.
    """
    if kind not in ("alternative", "unread", "nameless"):
        return False
    kinds, name = ground.kinds, ground.name
    figures = kinds.of(i, "n", but=name)
    label = normalise_label(ground.sheet.rows[i][name])
    named = ground.names_columns_above(i, top)
    if not named and (kind == "unread" or label in NAMES):
        return True
    words = any(kinds.rows[i][j] == "t" for j in ground.measured)
    if kind == "nameless" and (not named or words or _counts_up(ground, i, figures)):
        return True
    if named and label and label not in NAMES and label not in YEARS:
        return False
    below = [r for r in kinds.figures if r > i][:5]
    return (
        bool(below and figures)
        and all(kinds.is_year(i, j) for j in figures)
        and not any(kinds.is_year(r, j) for r in below for j in figures)
    )


def _counts_up(ground: Ground, i: int, figures: Sequence[int]) -> bool:
    """The numbers of the columns: 1, 2, 3 …"""
    cells = [str(ground.sheet.rows[i][j]).strip("() ").removesuffix(".0") for j in figures]
    return (
        len(cells) > 1
        and all(cell.isdecimal() for cell in cells)
        and cells == [str(int(cells[0]) + n) for n in range(len(cells))]
    )


def _with_unread_rows(ground: Ground, found: dict[int, RowKind]) -> dict[int, RowKind]:
    """Rows of missing marks alone stay alternatives, unless they stand apart below the last figures.

    That is under a title of their own, or below a blank row.
    """
    settled = dict(found)
    last = max((i for i, kind in found.items() if kind in ("alternative", "in")), default=-1)
    before = None
    for i, kind in found.items():
        if kind == "unread" and i > last >= 0 and before is not None:
            blank = before < i - 1 and i - 1 not in ground.special
            if blank or _is_titled(ground, before, settled):
                settled[i] = "no_reading"
        before = i
    return settled


def _is_titled(ground: Ground, before: int, kinds: Mapping[int, RowKind]) -> bool:
    """Whether what stands above keeps the row apart: left out itself, or a title that is written as one."""
    if kinds[before] == "lone":
        return _written_as_title(ground.text(before), Others(()))
    return kinds[before] in ("group", "no_reading")


@dataclass(frozen=True, eq=False)
class Others:
    """The names of the rows with figures, against which a name alone is held."""

    names: Sequence[str]

    @cached_property
    def endings(self) -> Counter[str]:
        return Counter(found[0] for name in self.names if (found := ENDING.search(name)))

    @cached_property
    def capitals(self) -> bool:
        return any(name.isupper() for name in self.names)

    @cached_property
    def long(self) -> int:
        """Letters that a name has at most."""
        lengths = Counter(map(len, self.names))
        return max(2 * lengths.most_common(1)[0][0], *lengths)

    def end_like(self, text: str) -> bool:
        """Whether at least half of the names end as the text does: 县 among counties."""
        ending = ENDING.search(text)
        return ending is not None and self.endings[ending[0]] * 2 >= len(self.names) > 0


def _with_lone_rows(ground: Ground, found: dict[int, RowKind]) -> dict[int, RowKind]:
    """A name alone in its row: a group's title, or an alternative without values.

    A title is written as one (numbered, with a colon, in capitals, called a group), stands below a blank row or above
    the heading again, or titles part the whole table: the first row of the table is one, each is followed by rows,
    and there are twice as many rows or more. A name that ends as the other names do (县, 区) is no title. What stays
    open is an alternative, and told.
    """
    settled = dict(found)
    rows = [i for i, kind in found.items() if kind in ("alternative", "in")]
    lone = [i for i, kind in found.items() if kind == "lone"]
    if not rows:
        return {i: "group" if kind == "lone" else kind for i, kind in found.items()}
    head = max((i for i in found if i < rows[0] and found[i] in ("text", "heading")), default=-1)
    others = Others([ground.text(i) for i in rows])
    below = {i: found[after] for i, after in pairwise(found)}
    inside = [i for i in lone if head < i < rows[-1]]
    titles = {
        i
        for i in inside
        if _written_as_title(ground.text(i), others) or _set_apart(ground, i, below[i], others)
    }
    rest = [i for i in inside if i not in titles and not others.end_like(ground.text(i))]
    titles |= set(rest) if _part_the_table(below, rest, rows) else set()
    for i in lone:
        if (
            i < head
            or (head < 0 and i < rows[0])
            or normalise_label(ground.text(i)) in NAMES
            or i in titles
        ):
            settled[i] = "group"
        elif i < rows[-1]:
            settled[i] = "unread"
        else:
            settled[i] = "unread" if _goes_on(ground, i, settled, others) else "note"
    return settled


def _written_as_title(text: str, others: Others) -> bool:
    capitals = text.isupper() and len(text) > 2 and not others.capitals
    return capitals or (TITLE.fullmatch(text) is not None and not others.end_like(text))


def _set_apart(ground: Ground, i: int, below: RowKind, others: Others) -> bool:
    """Whether a blank row stands above the name, or the heading comes again below it."""
    blank = i > 0 and not ground.kinds.filled(i - 1) and below in ("alternative", "in")
    return below == "text" or (blank and not others.end_like(ground.text(i)))


def _part_the_table(
    below: Mapping[int, RowKind], titles: Sequence[int], rows: Sequence[int]
) -> bool:
    if len(titles) < 2 or titles[0] > rows[0] or len(rows) < 2 * len(titles):
        return False
    return all(below.get(i) in ("alternative", "in", "total", "unread") for i in titles)


def _goes_on(ground: Ground, i: int, settled: Mapping[int, RowKind], others: Others) -> bool:
    """Whether a name below the last figures still belongs to the table: no blank row between, written as a name."""
    text = ground.text(i)
    return (
        settled.get(i - 1) in BODY
        and len(text) <= others.long
        and not REMARK_MARKS.search(text)
        and not is_remark(text)
    )
