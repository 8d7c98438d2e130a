"""Where in a sheet the table lies: its headings, its rows, and every row that is none of the alternatives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from inputs.opening.sheet import Cell, Sheet, column_of
from inputs.understanding.figure import rough, tidy
from inputs.understanding.vocabulary import (
    DIRECTION_LABELS,
    NAMES,
    PREFECTURE,
    PROVINCE,
    TABLE_UNIT,
    TOTALS,
    UNIT_LABELS,
    WEIGHT_LABELS,
    bare,
    direction_of,
)

HEADINGS_AT_MOST = 6


@dataclass(frozen=True)
class Layout:
    """Rows and columns of a Sheet, from 0. `left_out` gives each row that is no alternative, with a key of LEFT_OUT."""

    headings: tuple[int, ...]
    name: int
    rows: tuple[int, ...]
    direction: int | None = None
    weight: int | None = None
    unit: int | None = None
    table_unit: str = ""
    left_out: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(
        default_factory=dict
    )  # row of an alternative → the group title above it
    nameless: tuple[int, ...] = ()


class Kinds:
    """What each cell of a sheet roughly is: n number, m missing mark, t text, b blank."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.across = {a: (b, d) for a, b, c, d in sheet.merged if a == c}
        self.rows = [[self._kind(i, j) for j in range(sheet.width)] for i in range(len(sheet.rows))]
        for j in range(sheet.width):
            self._settle_units(j)

    def _kind(self, i: int, j: int) -> str:
        cell = self.sheet.rows[i][j]
        if self.sheet.odd.get((i, j)) in ("error", "formula"):
            return "n"
        if isinstance(cell, float):
            return "n"
        return {"number": "n", "unit": "u", "missing": "m", "blank": "b"}.get(rough(cell), "t")

    def _settle_units(self, j: int) -> None:
        """A number with words round it is a figure only where its column holds more of them."""
        column = [row[j] for row in self.rows]
        known, figures = sum(kind != "b" for kind in column), column.count("n") + column.count("u")
        settled = (
            "n" if column.count("u") == 0 or (figures > 1 and figures * 10 >= known * 3) else "t"
        )
        for row in self.rows:
            if row[j] == "u":
                row[j] = settled

    def of(self, row: int, kind: str, but: int = -1) -> list[int]:
        return [j for j, found in enumerate(self.rows[row]) if found == kind and j != but]

    def filled(self, row: int) -> list[int]:
        return [j for j, found in enumerate(self.rows[row]) if found != "b"]

    @cached_property
    def figures(self) -> list[int]:
        """Rows with a figure and something beside it."""
        return [i for i, row in enumerate(self.rows) if "n" in row and len(self.filled(i)) > 1]


def lay_out(sheet: Sheet, kinds: Kinds, answers: Mapping[str, str]) -> Layout:
    """The layout of the sheet's table, corrected by answers: headings=4-5, names=B, row/59=in or out."""
    special = {i: role for i in range(len(sheet.rows)) if (role := _role(sheet, kinds, i))}
    asked = _asked_column(sheet, answers)
    name = _name_column(sheet, kinds, special) if asked is None else asked
    headings = _asked_rows(sheet, answers)
    top = headings[-1] + 1 if headings else 0
    kind_of = _kinds_of_rows(sheet, kinds, answers, special, name, top)
    rows = [i for i, kind in kind_of.items() if kind in ("alternative", "in")]
    first = rows[0] if rows else len(sheet.rows)
    headings = headings or _headings(kinds, first, name, special)
    left_out = _left_out(sheet, kind_of, headings, first)
    by_role = {role: i for i, role in reversed(special.items())}
    return Layout(
        headings,
        name,
        tuple(rows),
        by_role.get("direction"),
        by_role.get("weight"),
        by_role.get("unit"),
        _table_unit(sheet, by_role["table_unit"]) if "table_unit" in by_role else "",
        left_out,
        _groups(sheet, kinds, rows, left_out),
        tuple(i for i, kind in kind_of.items() if kind == "nameless" and i > first),
    )


def _kinds_of_rows(
    sheet: Sheet,
    kinds: Kinds,
    answers: Mapping[str, str],
    special: Mapping[int, str],
    name: int,
    top: int,
) -> dict[int, str]:
    """What each filled row from `top` down is; rows that say something of the columns are not among them."""
    found: dict[int, str] = {}
    begun = False
    for i in range(top, len(sheet.rows)):
        given = answers.get(f"row/{sheet.line(i)}")
        if i in special or not kinds.filled(i):
            continue
        kind = given or _row_kind(sheet, kinds, i, name)
        if kind == "alternative" and not begun and not given and _is_heading(sheet, kinds, i, name):
            kind = "text"
        begun = begun or kind in ("alternative", "in")
        found[i] = kind
    return found


def _left_out(
    sheet: Sheet, kind_of: Mapping[int, str], headings: tuple[int, ...], first: int
) -> dict[int, str]:
    """Rows below the heading that are no alternative, with the reason."""
    repeated = {tuple(sheet.rows[i]) for i in headings}
    above = headings[0] if headings else first
    last = max((i for i, kind in kind_of.items() if kind in ("alternative", "in")), default=-1)
    found: dict[int, str] = {}
    for i, kind in kind_of.items():
        title = i < above or (i < first and kind not in ("total", "group"))
        if i in headings or title or kind in ("alternative", "in", "nameless"):
            continue
        if tuple(sheet.rows[i]) in repeated:
            found[i] = "repeated"
        else:  # below the last alternative a row of text is a note, not a group
            found[i] = "note" if i > last and kind in ("group", "text") else kind
    return found


def _asked_column(sheet: Sheet, answers: Mapping[str, str]) -> int | None:
    letter = answers.get("names", "")
    if not letter.isalpha():
        return None
    return min(max(column_of(letter) - sheet.first_column, 0), max(sheet.width - 1, 0))


def _asked_rows(sheet: Sheet, answers: Mapping[str, str]) -> tuple[int, ...]:
    first, _, last = answers.get("headings", "").partition("-")
    if not first.strip().isdigit():
        return ()
    start = int(first) - sheet.first_row - 1
    end = int(last) - sheet.first_row - 1 if last.strip().isdigit() else start
    return tuple(i for i in range(start, end + 1) if 0 <= i < len(sheet.rows))


def _role(sheet: Sheet, kinds: Kinds, i: int) -> str | None:
    """direction, weight, unit or table_unit for rows that say something of the columns; else None."""
    filled = kinds.filled(i)
    if not filled:
        return None
    cells = [sheet.rows[i][j] for j in filled]
    labels = [bare(cell) for cell in cells[:2]]
    if len(filled) <= 2 and _table_unit(sheet, i):
        return "table_unit"
    for words, role in ((WEIGHT_LABELS, "weight"), (UNIT_LABELS, "unit")):
        if any(label in words for label in labels) and len(cells) > 1:
            return role
    labelled = any(label in DIRECTION_LABELS for label in labels)
    return "direction" if _says_directions(cells, labelled, kinds.rows[i][0] == "b") else None


def _says_directions(cells: Sequence[Cell], labelled: bool, headless: bool) -> bool:
    """Whether all cells of a row are directions; bare signs and ones only under a label, or in both ways."""
    known: list[int] = []
    others = 0
    for cell in cells:
        way = direction_of(cell)
        if way is not None:
            known.append(way)
            continue
        others += 1
        if others > (2 if labelled else 0):
            return False
    if not known or labelled:
        return bool(known)
    signs_only = all(isinstance(cell, float) or bare(cell) in "+-1.0" for cell in cells)
    if signs_only:
        return headless and len(set(known)) > 1
    return len(known) > 1 or headless


def _table_unit(sheet: Sheet, i: int) -> str:
    for cell in sheet.rows[i]:
        found = TABLE_UNIT.match(tidy(str(cell)))
        if found:
            return found[1].strip()
    return ""


def _name_column(sheet: Sheet, kinds: Kinds, special: Mapping[int, str]) -> int:
    """The leftmost column of mostly text that tells most rows apart; codes only where there is nothing else."""
    rows = [i for i in kinds.figures if i not in special] or [
        i for i in range(len(sheet.rows)) if len(kinds.filled(i)) > 1
    ]
    best, best_score = None, 0.0
    for j in range(sheet.width):
        texts = [tidy(str(sheet.rows[i][j])) for i in rows if kinds.rows[i][j] in "tm"]
        words = [i for i in rows if kinds.rows[i][j] == "t"]
        if not rows or len(words) < 0.6 * len(rows):
            continue
        score = len(words) / len(rows) * len(set(texts)) / len(texts)
        labels = {bare(sheet.rows[i][j]) for i in range(rows[0] + 1)}
        if labels & NAMES:  # a province names the rows only where nothing closer does
            score += 0.1 if labels & (PROVINCE | PREFECTURE) else 0.6
        if len(texts) > 1 and len({len(text) for text in texts}) == 1 and _codes(texts):
            score -= 0.3
        if score > best_score + 0.05:
            best, best_score = j, score
    if best is not None:
        return best
    return min((kinds.filled(i)[0] for i in rows), default=0)


def _codes(texts: list[str]) -> bool:
    return len(texts[0]) <= 6 and all(text.isascii() and text.isupper() for text in texts)


def _row_kind(sheet: Sheet, kinds: Kinds, i: int, name: int) -> str:
    filled = kinds.filled(i)
    figures = kinds.of(i, "n", but=name)
    if any(bare(sheet.rows[i][j]) in TOTALS for j in filled if j <= name):
        return "total"
    if len(filled) == 1 or _one_cell(kinds, i, filled):
        return (
            "nameless" if figures and filled[0] != name and len(figures) == len(filled) else "group"
        )
    if figures:
        return "alternative" if kinds.rows[i][name] != "b" else "nameless"
    if kinds.rows[i][name] != "b" and kinds.of(i, "m", but=name):
        return "no_reading"
    return "text"


def _one_cell(kinds: Kinds, i: int, filled: list[int]) -> bool:
    """Whether a merged cell covers all that stands in the row."""
    first, last = kinds.across.get(i, (1, 0))
    return first <= filled[0] and filled[-1] <= last


def _is_heading(sheet: Sheet, kinds: Kinds, i: int, name: int) -> bool:
    """Whether the first row with figures is a heading of years or numbers."""
    figures = kinds.of(i, "n", but=name)
    if any(bare(sheet.rows[i][j]) in NAMES for j in kinds.of(i, "t")):
        return True
    below = [r for r in kinds.figures if r > i][:5]
    return (
        bool(below)
        and all(_year(sheet.rows[i][j]) for j in figures)
        and not any(_year(sheet.rows[r][j]) for r in below for j in figures)
    )


def _year(cell: object) -> bool:
    text = str(cell).strip().removesuffix("年").removesuffix(".0")
    return text.isdigit() and 1900 <= int(text) <= 2100


def _headings(kinds: Kinds, first: int, name: int, special: Mapping[int, str]) -> tuple[int, ...]:
    """The rows of the heading: the block of fuller rows above the first alternative."""
    found: list[int] = []
    for i in range(first - 1, -1, -1):
        filled = kinds.filled(i)
        if i in special:
            if found and special[i] == "table_unit":
                break
            continue
        wide = len(filled) > 1 and not _one_cell(kinds, i, filled)
        beside = len(filled) == 1 and filled[0] > name
        if not wide and not beside:
            if found:
                break
            continue  # a blank row or a group title between heading and table
        found.append(i)
        if len(found) == HEADINGS_AT_MOST:
            break
    return tuple(reversed(found))


def _groups(
    sheet: Sheet, kinds: Kinds, rows: list[int], left_out: Mapping[int, str]
) -> dict[int, str]:
    """The group title that stands above each alternative, if one does."""
    titles = {
        i: tidy(str(sheet.rows[i][kinds.filled(i)[0]]))
        for i, why in left_out.items()
        if why == "group"
    }
    if not titles or not rows:
        return {}
    groups: dict[int, str] = {}
    current = next((titles[i] for i in sorted(titles, reverse=True) if i < rows[0]), "")
    for i in range(rows[0], rows[-1] + 1):
        current = titles.get(i, current)
        if i in rows and current:
            groups[i] = current
    return groups
