"""A table of many paper forms: its columns for a weighting method, an empty one, and a filled one read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Any

from criteria.errors import Finding, WorkshopError
from criteria.text import Text
from inputs.files.written_csv import csv_bytes
from mcda.group.model.paper_forms import PaperForm, read_number
from mcda.group.model.views import Entry
from mcda.group.model.workshop import GROUPS, Workshop
from mcda.weighting import model
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import joined, phrase

NUMBER, GROUP = "number", "group"
HEADINGS = {NUMBER: phrase("group.number"), GROUP: phrase("group.group")}
WIDE = str.maketrans("０１２３４５６７８９．／", "0123456789./")
LONG_FIGURE = 40  # characters of the longest number that is read
OF_GROUPS = phrase("group.of_groups")


@dataclass(frozen=True)
class Column:
    """One answer of a paper form in a table of many: a number, or the choice of one item."""

    key: str
    name: Text
    block: str
    is_choice: bool


def columns(workshop: Workshop) -> tuple[Column, ...]:
    """The columns that the workshop's weighting method needs, block by block."""
    method = WEIGHTING_METHODS[workshop.method_key]
    return tuple(
        Column(
            f"{block}/{column.key}",
            _heading(workshop, block, column),
            block,
            column.is_choice,
        )
        for block, keys in workshop.blocks.items()
        for column in method.columns(keys)
    )


def _heading(workshop: Workshop, block: str, column: model.Column) -> Text:
    first = OF_GROUPS if block == GROUPS else workshop.names[block]
    words = [workshop.names[w] if isinstance(w, str) else w for w in column.heading]
    return joined("group.joined_heading", [first, *words])


def template(workshop: Workshop, printed: Sequence[PaperForm]) -> bytes:
    """A table to fill in, CSV with a mark that Excel reads as UTF-8: keys, names, and a line a ballot."""
    wanted = columns(workshop)
    both = [*HEADINGS.values(), *(column.name for column in wanted)]
    rows = [
        [*HEADINGS, *(column.key for column in wanted)],
        [f"{name.zh} {name.en}" for name in both],
        *([paper_form.number] for paper_form in printed),
    ]
    return csv_bytes(rows)


def read_table(
    workshop: Workshop, rows: Sequence[Sequence[str]], place: Callable[[int, int], str]
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Entries from rows of text cells (a workbook's or a CSV's), and a finding for each cell at fault.

    Columns are known by key or name in either language, in any order. A line at fault is left out, the others are
    good; `place(row, column)` names a cell, counted from 0. A number that comes twice is told, and neither counts.
    """
    at, findings = _headings(workshop, rows, place)
    if findings:
        return (), tuple(findings)
    entries: dict[str, Entry] = {}
    lines: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        cells = {key: row[j].strip() if j < len(row) else "" for key, j in at.items()}
        if i == 0 or not any(cells.values()) or _is_heading(cells[NUMBER]):
            continue
        if not any(value for key, value in cells.items() if key != NUMBER):
            continue  # a printed ballot that did not come back
        wrong = _line_findings(workshop, cells, {key: place(i, j) for key, j in at.items()})
        if wrong:
            findings += wrong
            continue
        number = read_number(cells[NUMBER])
        lines.setdefault(number, []).append(i)
        group = _named(cells[GROUP], {g.key: g.name for g in workshop.groups})
        assert group is not None
        entries[number] = Entry(number, group, _answers(workshop, cells), "workbook")
    for number, found in lines.items():
        if len(found) > 1:
            places = [place(i, at[NUMBER]) for i in found]
            findings.append(Finding.of("ballot.repeated", number=number, places=places))
            del entries[number]
    return tuple(entries.values()), tuple(findings)


def _headings(
    workshop: Workshop, rows: Sequence[Sequence[str]], place: Callable[[int, int], str]
) -> tuple[dict[str, int], list[Finding]]:
    """Where each column stands, and a finding for each that is missing or that nobody knows."""
    wanted = {**HEADINGS, **{column.key: column.name for column in columns(workshop)}}
    at: dict[str, int] = {}
    findings = []
    for j, heading in enumerate(rows[0] if rows else ()):
        key = _named(heading, wanted)
        if key is not None and key not in at:
            at[key] = j
        elif heading.strip():
            findings.append(
                Finding.of("ballot.heading", place=place(0, j), found=heading.strip()[:60])
            )
    missing = [wanted[key] for key in wanted if key not in at]
    if missing:
        findings.append(Finding.of("ballot.missing", place=place(0, 0), names=missing))
    return at, findings


def _line_findings(
    workshop: Workshop, cells: Mapping[str, str], places: Mapping[str, str]
) -> list[Finding]:
    """What is wrong in one line; an empty answer is no fault of the cell, the way of weighing tells it later."""
    findings: list[Finding] = []
    try:
        read_number(cells[NUMBER])
    except WorkshopError as error:
        findings += error.findings
    offered = {group.key: group.name for group in workshop.groups}
    if _named(cells[GROUP], offered) is None:
        known = list(offered.values())
        found = cells[GROUP][:40] or "—"
        findings.append(Finding.of("ballot.group", place=places[GROUP], found=found, known=known))
    for column in columns(workshop):
        cell = cells[column.key]
        names = {key: workshop.names[key] for key in workshop.blocks[column.block]}
        if not column.is_choice and cell and _number(cell) is None:
            findings.append(Finding.of("table.number", place=places[column.key], value=cell[:40]))
        elif column.is_choice and _named(cell, names) is None:
            known = list(names.values())
            where, found = places[column.key], cell[:40] or "—"
            findings.append(Finding.of("ballot.choice", place=where, found=found, known=known))
    return findings


def _answers(workshop: Workshop, cells: Mapping[str, str]) -> dict[str, Any]:
    """The answers of one line in the form of the workshop's weighting method."""
    method = WEIGHTING_METHODS[workshop.method_key]
    answers = {}
    for block, keys in workshop.blocks.items():
        names = {key: workshop.names[key] for key in keys}
        row: dict[str, float | str | None] = {}
        for column in method.columns(keys):
            cell = cells[f"{block}/{column.key}"]
            row[column.key] = _named(cell, names) if column.is_choice else _number(cell)
        answers[block] = method.from_row(keys, row)
    return answers


def _named(cell: str, names: Mapping[str, Text]) -> str | None:
    """The key that a cell means, by key or by name in either language, or both as the template writes them."""
    wanted = cell.strip().casefold()
    for key, name in names.items():
        spellings = (key, name.en, name.zh, f"{name.zh} {name.en}")
        if wanted in (spelling.strip().casefold() for spelling in spellings):
            return key
    return None


def _is_heading(cell: str) -> bool:
    """The second line of the template, which says the names of the columns."""
    return _named(cell, {NUMBER: HEADINGS[NUMBER]}) is not None


def _number(cell: str) -> float | None:
    """A number, also as a fraction, also with full-width signs; None if it is none."""
    if len(cell) > LONG_FIGURE:
        return None
    above, slash, below = cell.strip().translate(WIDE).partition("/")
    try:  # never Fraction(cell): it writes 1e999999999 out
        number = float(Fraction(int(above), int(below))) if slash else float(above)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if isfinite(number) else None
