"""What a column's heading says: its name, unit, group and direction, from one row or from several."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from inputs.files.limits import LONG_TEXT
from inputs.files.sheet import Sheet
from inputs.tables.cells.directions import CLOSE, OPEN, denies, opening, said_in
from inputs.tables.cells.number import normalise_text
from inputs.tables.cells.vocabulary import FILLERS, TABLE_UNIT, UNITS, direction_of, normalise_label
from inputs.tables.structure.layout import Layout

BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
BEHIND = re.compile(r"^(.+?)\s*[,，/:：_]\s*([^,，/:：_]{1,12})$")


@dataclass(frozen=True)
class Heading:
    """A column's heading: `written` as it stands, the rest as understood; empty texts where nothing is said."""

    written: str
    name: str
    unit: str = ""
    group: str = ""
    direction: int | None = None
    in_brackets: bool = (
        False  # the direction is a word such as (min), which can mean something else
    )
    sign: int | None = None  # a lone (+) or (-)


def headings_of(sheet: Sheet, layout: Layout, figures: Collection[int]) -> list[Heading]:
    """One heading a column, in the sheet's order; empty where the column has none.

    `figures` are the columns that hold figures: only among them a name must be told from another.
    """
    stacks = _stacks(sheet, layout)
    groups, stacks = _without_groups(stacks, figures)
    stacks = _without_what_all_share(stacks, figures)
    found = []
    for j, (stack, group) in enumerate(zip(stacks, groups, strict=True)):
        unit = _cell(sheet, layout.unit, j)
        heading = _heading(stack, unit, group, single=len(layout.headings) == 1)
        found.append(replace(heading, unit=heading.unit or layout.table_unit))
    found = _with_brackets_settled(found, figures)
    method_keys = [direction_of(_cell(sheet, layout.direction, j)) for j in range(len(found))]
    return [
        heading if method_key is None else replace(heading, direction=method_key, in_brackets=False)
        for heading, method_key in zip(found, method_keys, strict=True)
    ]


def _with_brackets_settled(found: list[Heading], figures: Collection[int]) -> list[Heading]:
    """(min) and (max) behind the same name are its extremes; (+) and (-) speak where both kinds stand in the table."""
    names = [found[j].name.lower() for j in figures if found[j].in_brackets]
    signed = any(found[j].sign == 1 for j in figures)
    settled = []
    for heading in found:
        if heading.in_brackets and names.count(heading.name.lower()) > 1:
            settled.append(
                replace(heading, name=heading.written, direction=None, in_brackets=False)
            )
        elif heading.sign and signed:
            settled.append(replace(heading, direction=heading.sign, in_brackets=True))
        else:
            settled.append(heading)
    return settled


def _cell(sheet: Sheet, row: int | None, column: int) -> str:
    return "" if row is None else normalise_text(_text(sheet.rows[row][column]))


def _text(cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def _stacks(sheet: Sheet, layout: Layout) -> list[list[str]]:
    """The texts above each column from top to bottom, merged cells and open gaps of upper rows spread."""
    rows = [[normalise_text(_text(cell)) for cell in sheet.rows[i]] for i in layout.headings]
    for a, b, c, d in sheet.merged:
        for at, i in enumerate(layout.headings):
            if a <= i <= c and 0 <= b < sheet.width:
                value = normalise_text(_text(sheet.rows[a][b])) if 0 <= a < len(sheet.rows) else ""
                for j in range(b, min(d, sheet.width - 1) + 1):
                    rows[at][j] = rows[at][j] or (value if i == a else "")
    if not sheet.merged:
        for row, below in pairwise(rows):
            _spread(row, below, layout.name)
    return [[row[j] for row in rows if row[j]] for j in range(sheet.width)]


def _spread(row: list[str], below: Sequence[str], name: int) -> None:
    """A text file keeps of a merged cell only its first: fill to the right, where something stands below."""
    current = ""
    for j in range(name + 1, len(row)):
        current = row[j] or (current if below[j] else "")
        row[j] = current


def _without_groups(
    stacks: list[list[str]], figures: Collection[int]
) -> tuple[list[str], list[list[str]]]:
    """Upper parts that stand over several different columns are their group's title."""
    groups, rest = [], []
    for stack in stacks:
        below = {
            tuple(other[1:])
            for other in (stacks[j] for j in figures)
            if len(other) > 1 and len(stack) > 1 and other[0] == stack[0]
        }
        is_group = len(below) > 1 and not all(_minor(part) for parts in below for part in parts)
        groups.append(stack[0] if is_group else "")
        rest.append(stack[1:] if is_group else stack)
    names = [" ".join(rest[j]) for j in figures]
    return groups, [
        [group, *stack] if group and names.count(" ".join(stack)) > 1 else stack
        for group, stack in zip(groups, rest, strict=True)
    ]


def _minor(part: str) -> bool:
    """A year, a unit in brackets or a filler: nothing that names a column by itself."""
    return (
        bool(re.fullmatch(r"(19|20)\d\d年?", part))
        or normalise_label(part) in FILLERS
        or part[:1] in OPEN
        or len(part) < 2
    )


def _without_what_all_share(stacks: list[list[str]], figures: Collection[int]) -> list[list[str]]:
    """Years and fillers that do not tell columns apart are left away."""
    plain = [[part for part in stack if not _idle(part)] or stack for stack in stacks]
    names = [" ".join(plain[j]) for j in figures]
    return [
        long if j in figures and names.count(" ".join(short)) > 1 else short
        for j, (short, long) in enumerate(zip(plain, stacks, strict=True))
    ]


def _idle(part: str) -> bool:
    return bool(re.fullmatch(r"(19|20)\d\d年?", part)) or normalise_label(part) in FILLERS


def _heading(stack: list[str], unit_below: str, group: str, single: bool) -> Heading:
    units = [part for part in stack[1:] if _is_unit(part)]
    written = " ".join(stack)[:LONG_TEXT]
    text = " ".join(part for part in stack if part not in units)[:LONG_TEXT]
    said = said_in(text)
    name, unit = split_unit(said.text)
    if unit_below:
        unit = unit_below.strip("()（）[]")
    elif units:
        unit = units[-1].strip("()（）[]【】").strip()
    return Heading(
        written if single else (written if not units else text),
        name or text,
        unit,
        group,
        said.direction,
        said.in_brackets,
        said.sign,
    )


def _is_unit(part: str) -> bool:
    inner = BRACKETS.fullmatch(part)
    if inner:
        return True
    return normalise_label(part) in UNITS or TABLE_UNIT.match(part) is not None


def split_unit(text: str) -> tuple[str, str]:
    """A name and the unit behind it: in brackets, or behind a comma or slash if it is a known unit."""
    plain = text.strip()
    if plain and plain[-1] in CLOSE:
        start = opening(plain)
        inner = plain[start + 1 : -1].strip() if start > 0 else ""
        name = plain[:start].strip() if start > 0 else plain
        if inner and name and len(inner) <= 80 and not _is_part_of_name(name, inner):
            return name, inner
        return plain, ""
    found = BEHIND.match(plain)
    if found and normalise_label(found[2]) in UNITS:
        return found[1].strip(), found[2].strip()
    return plain, ""


def _is_part_of_name(name: str, inner: str) -> bool:
    """Whether the bracket holds an abbreviation of the name, a year, or words about the direction: none is a unit."""
    initials = "".join(word[0] for word in re.split(r"[\s-]+", name) if word).lower()
    year = re.fullmatch(r"(19|20)\d\d([-–/](19|20)?\d\d)?年?", inner)
    return (
        bool(year)
        or denies(inner)
        or (inner.isupper() and inner.isalpha() and len(inner) > 1 and inner.lower() in initials)
    )
