"""Where in a sheet the table lies: its headings, its rows, and every row that is none of the alternatives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from inputs.files.sheet import Sheet, column_of
from inputs.tables.cells.kinds import Kinds
from inputs.tables.cells.number import normalise_text
from inputs.tables.cells.vocabulary import NAMES, PREFECTURE, PROVINCE, normalise_label
from inputs.tables.structure.label_rows import Role, role_of, table_unit
from inputs.tables.structure.row_kinds import BODY, Ground, RowKind, kinds_of_rows

HEADINGS_AT_MOST = 6
LeftOut = RowKind | Literal["repeated"]  # why a row is no alternative


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
    left_out: Mapping[int, LeftOut] = field(default_factory=dict)
    groups: Mapping[int, str] = field(
        default_factory=dict
    )  # row of an alternative → the group title above it
    nameless: tuple[int, ...] = ()


def lay_out(sheet: Sheet, kinds: Kinds, answers: Mapping[str, str]) -> Layout:
    """The layout of the sheet's table, corrected by answers: headings=4-5, names=B, row/59=in, out or group."""
    headings = asked_rows(sheet, answers)
    special = _special(sheet, kinds, headings)
    asked = asked_column(sheet, answers)
    name = _name_column(sheet, kinds, special, headings) if asked is None else asked
    top = headings[-1] + 1 if headings else 0
    kind_of = kinds_of_rows(Ground(sheet, kinds, name, special), answers, top)
    # a formula whose result the file does not store fills a cell and names nothing
    unnamed = {
        i
        for i, kind in kind_of.items()
        if kind in BODY and not normalise_text(str(sheet.rows[i][name]))
    }
    rows = [i for i, kind in kind_of.items() if kind in BODY and i not in unnamed]
    first = rows[0] if rows else len(sheet.rows)
    nameless = [i for i, kind in kind_of.items() if kind == "nameless" or i in unnamed]
    headings = headings or _headings(kinds, min([first, *nameless]), name, special, kind_of)
    left_out = _left_out(sheet, kind_of, headings, first)
    by_role = {role: i for i, role in reversed(special.items())}
    return Layout(
        headings,
        name,
        tuple(rows),
        by_role.get("direction"),
        by_role.get("weight"),
        by_role.get("unit"),
        table_unit(sheet, by_role["table_unit"]) if "table_unit" in by_role else "",
        left_out,
        _groups(sheet, kinds, rows, left_out),
        tuple(i for i in nameless if i not in headings),
    )


def _special(sheet: Sheet, kinds: Kinds, headings: Sequence[int]) -> dict[int, Role]:
    """Rows that say something of the columns; above headings that were chosen, only those that touch them."""
    top = headings[0] if headings else 0
    while headings and top > 0 and kinds.filled(top - 1) and role_of(sheet, kinds, top - 1):
        top -= 1
    return {
        i: role
        for i in range(top, len(sheet.rows))
        if i not in headings and (role := role_of(sheet, kinds, i))
    }


def _left_out(
    sheet: Sheet, kind_of: Mapping[int, RowKind], headings: tuple[int, ...], first: int
) -> dict[int, LeftOut]:
    """Rows below the heading that are no alternative, with the reason."""
    repeated = {tuple(sheet.rows[i]) for i in headings}
    above = headings[0] if headings else first
    last = max((i for i, kind in kind_of.items() if kind in BODY), default=-1)
    found: dict[int, LeftOut] = {}
    for i, kind in kind_of.items():
        title = i < above or (i < first and kind not in ("total", "group", "no_reading", "out"))
        if i in headings or title or kind in (*BODY, "nameless"):
            continue
        if tuple(sheet.rows[i]) in repeated:
            found[i] = "repeated"
        else:  # below the last alternative a row of text is a note, not a group
            found[i] = "note" if i > last and kind in ("group", "text") else kind
    return found


def asked_column(sheet: Sheet, answers: Mapping[str, str]) -> int | None:
    """The column of names that was asked for, if the sheet has it."""
    letter = answers.get("names", "").strip()
    if not (letter.isascii() and letter.isalpha() and len(letter) <= 3):
        return None
    column = column_of(letter) - sheet.first_column
    return column if 0 <= column < sheet.width else None


def asked_rows(sheet: Sheet, answers: Mapping[str, str]) -> tuple[int, ...]:
    """The rows of the heading that were asked for, if the sheet has them."""
    first, _, last = (part.strip() for part in answers.get("headings", "").partition("-"))
    if not _is_line(first):
        return ()
    start = int(first) - sheet.first_row - 1
    end = int(last) - sheet.first_row - 1 if _is_line(last) else start
    return tuple(i for i in range(start, min(end + 1, len(sheet.rows))) if i >= 0)


def _is_line(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 7


def _name_column(
    sheet: Sheet, kinds: Kinds, special: Mapping[int, Role], headings: Sequence[int]
) -> int:
    """The leftmost column of mostly text that tells most rows apart; codes only where there is nothing else."""
    top = headings[-1] + 1 if headings else 0
    rows = [i for i in kinds.figures if i not in special and i >= top] or [
        i for i in range(top, len(sheet.rows)) if len(kinds.filled(i)) > 1
    ]
    best, best_score = None, 0.0
    for j in range(sheet.width):
        texts = [normalise_text(str(sheet.rows[i][j])) for i in rows if kinds.rows[i][j] in "tm"]
        words = [i for i in rows if kinds.rows[i][j] == "t"]
        if not rows or len(words) < 0.6 * len(rows):
            continue
        score = len(words) / len(rows) * len(set(texts)) / len(texts)
        labels = {normalise_label(sheet.rows[i][j]) for i in (headings or range(rows[0] + 1))}
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


def _headings(
    kinds: Kinds,
    first: int,
    name: int,
    special: Mapping[int, Role],
    kind_of: Mapping[int, RowKind],
) -> tuple[int, ...]:
    """The rows of the heading: the block of fuller rows above the first alternative."""
    found: list[int] = []
    for i in range(first - 1, -1, -1):
        filled = kinds.filled(i)
        if i in special:
            if found and special[i] == "table_unit":
                break
            continue
        if not found and kind_of.get(i) in ("total", "note", "out", "no_reading"):
            continue  # the whole region's total often stands first
        wide = len(filled) > 1 and not kinds.one_cell(i)
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
    sheet: Sheet, kinds: Kinds, rows: list[int], left_out: Mapping[int, LeftOut]
) -> dict[int, str]:
    """The group title that stands above each alternative, if one does."""
    titles = {
        i: normalise_text(str(sheet.rows[i][kinds.filled(i)[0]]))
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
