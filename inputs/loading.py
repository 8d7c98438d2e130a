"""A user's table, CSV or XLSX, into Evidence; and a file of criteria into the catalogue and stage it is ranked by."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from criteria.criterion import CURVES, Catalogue, Criterion, Group, Scale, Stage, StageCriterion
from criteria.finding import EvidenceTrouble, Finding, Text, Trouble, raise_errors
from inputs.evidence import GAP, Alternative, Evidence, Reading

DIRECTIONS = {"max": 1, "1": 1, "+1": 1, "min": -1, "-1": -1, "−1": -1}
FIELDS = (
    "key",
    "direction",
    "weight",
    "name_en",
    "name_zh",
    "group",
    "unit",
    "worst",
    "best",
    "curve",
)
CRITERIA_SHEET = "criteria"  # of a study workbook, as template.py makes it
OWN = Text("Your own table", "自备数据表")


@dataclass(frozen=True)
class Grid:
    """Rows of cells as text, with the place of each for messages."""

    file: str
    sheet: str | None
    rows: tuple[tuple[str, ...], ...]

    def place(self, row: int, column: int) -> str:
        from openpyxl.utils import get_column_letter

        cell = f"{get_column_letter(column + 1)}{row + 1}"
        return f"{self.file}, {self.sheet}!{cell}" if self.sheet else f"{self.file}, {cell}"


def read_grid(path: Path, sheet: str | None = None) -> Grid:
    """The cells of a CSV (UTF-8), or of a sheet (the first if none is named) of an XLSX. Raises EvidenceTrouble if it cannot be read."""
    if not path.is_file():
        raise EvidenceTrouble.of("file.missing", file=str(path))
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise EvidenceTrouble.of("file.kind", file=path.name)
    try:
        return _csv(path) if suffix == ".csv" else _xlsx(path, sheet)
    except Trouble:
        raise
    except Exception as error:  # whatever a reader trips over is the file's fault, and is told
        raise EvidenceTrouble.of("file.unreadable", file=path.name, error=str(error)) from None


def _csv(path: Path) -> Grid:
    rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")), strict=True)
    return Grid(path.name, None, _trimmed(rows))


def has_criteria(path: Path) -> bool:
    """Whether the table is a study workbook: one with a sheet of criteria."""
    return path.suffix.lower() == ".xlsx" and bool(read_grid(path, CRITERIA_SHEET).rows)


def _xlsx(path: Path, name: str | None) -> Grid:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        if name is not None and name not in book.sheetnames:
            return Grid(path.name, name, ())
        sheet = book.worksheets[0] if name is None else book[name]
        rows = [
            ["" if cell is None else _plain(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        return Grid(path.name, sheet.title, _trimmed(rows))
    finally:
        book.close()


def _plain(cell: Any) -> str:
    return repr(cell) if isinstance(cell, float) and cell != int(cell) else str(cell)


def _trimmed(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Cells without outer blanks; empty rows at the end and empty columns at the right left away."""
    cells = [tuple(cell.strip() for cell in row) for row in rows]
    while cells and not any(cells[-1]):
        cells.pop()
    width = max((j + 1 for row in cells for j, cell in enumerate(row) if cell), default=0)
    return tuple((row + ("",) * width)[:width] for row in cells)


@dataclass(frozen=True)
class Loaded:
    """Evidence from a table, the directions that the table itself states, and a finding for each cell at fault."""

    evidence: Evidence
    directions: Mapping[str, str]
    findings: tuple[Finding, ...]


def read_table(path: Path) -> Loaded:
    """A table whose first column names the alternatives; a row of max and min under the heading gives directions.

    Text where a number belongs is an error and counts as a gap, so that one call tells everything.
    Raises EvidenceTrouble if there is no table to read.
    """
    grid = read_grid(path)
    if len(grid.rows) < 2 or len(grid.rows[0]) < 2:
        raise EvidenceTrouble.of("table.empty", file=grid.file)
    findings = [*_heading_findings(grid), *_name_findings(grid)]
    heading = grid.rows[0][1:]
    readings: dict[str, dict[str, Reading]] = {column: {} for column in heading}
    names: list[str] = []
    directions = _directions(grid)
    for i, row in enumerate(grid.rows[1:], start=1):
        name = row[0]
        if not name or name in names or (i == 1 and directions):
            continue  # told above, or no alternative
        names.append(name)
        for j, (column, cell) in enumerate(zip(heading, row[1:], strict=True), start=1):
            reading, finding = _reading(cell, grid.place(i, j))
            readings[column][name] = reading
            if finding is not None:
                findings.append(finding)
    alternatives = tuple(Alternative(name, Text.same(name), "own") for name in names)
    return Loaded(Evidence(alternatives, readings), directions, tuple(findings))


def _directions(grid: Grid) -> dict[str, str]:
    """The row under the heading, if every cell of it is a direction."""
    cells = grid.rows[1][1:]
    if not all(cell.lower() in DIRECTIONS for cell in cells) or set(cells) == {"1"}:
        return {}  # a first alternative whose readings are all 1 is no row of directions
    return dict(zip(grid.rows[0][1:], cells, strict=True))


def _heading_findings(grid: Grid) -> Iterator[Finding]:
    heading = grid.rows[0]
    for j, column in enumerate(heading):
        if j and (not column or column in heading[:j]):
            yield Finding.of("table.header", place=grid.place(0, j), heading=column)


def _name_findings(grid: Grid) -> Iterator[Finding]:
    seen: set[str] = set()
    for i, row in enumerate(grid.rows[1:], start=1):
        if i == 1 and _directions(grid):
            continue
        if not row[0]:
            yield Finding.of("table.name", place=grid.place(i, 0))
        elif row[0] in seen:
            yield Finding.of("table.twice", place=grid.place(i, 0), name=row[0])
        seen.add(row[0])


def _reading(cell: str, place: str) -> tuple[Reading, Finding | None]:
    if not cell:
        return GAP, Finding.of("table.gap", place=place)
    try:
        return Reading(float(cell)), None
    except (ValueError, Trouble):  # nan and inf are numbers to Python, not to a table
        return GAP, Finding.of("table.number", place=place, value=cell)


def read_criteria(path: Path | None, loaded: Loaded) -> tuple[Catalogue, Stage]:
    """The catalogue and stage by which a table is ranked, from a criteria file (FIELDS) or the table's own directions.

    Without scales a criterion takes its column's own range. Raises EvidenceTrouble with every fault found.
    """
    findings: list[Finding] = []
    rows = _own_directions(loaded) if path is None else _criteria_rows(path)
    entries = [_entry(row, place, loaded.evidence, findings) for place, row in rows]
    used = [entry for entry in entries if entry is not None]
    keys = [criterion.key for criterion, _ in used]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        findings.append(Finding.of("catalogue.twice", keys=twice))
    if not rows and path is not None:
        findings.append(Finding.of("table.empty", file=path.name))
    raise_errors(findings, EvidenceTrouble)
    groups = dict.fromkeys(criterion.group for criterion, _ in used)
    catalogue = Catalogue(
        tuple(Group(name, Text.same(name), Text.same(name)) for name in groups),
        tuple(criterion for criterion, _ in used),
    )
    points: dict[str, float] = dict.fromkeys(groups, 0.0)
    for criterion, use in used:
        points[criterion.group] += use.points
    stage = Stage("own", OWN, OWN, OWN, OWN, OWN, "own", points, tuple(use for _, use in used))
    return catalogue, stage


def _own_directions(loaded: Loaded) -> list[tuple[str, dict[str, str]]]:
    absent = [key for key in loaded.evidence.readings if key not in loaded.directions]
    raise_errors([Finding.of("directions.absent", key=key) for key in absent], EvidenceTrouble)
    return [(key, {"key": key, "direction": word}) for key, word in loaded.directions.items()]


def _criteria_rows(path: Path) -> list[tuple[str, dict[str, str]]]:
    own = path.suffix.lower() == ".xlsx" and has_criteria(path)
    grid = read_grid(path, CRITERIA_SHEET if own else None)
    heading = grid.rows[0] if grid.rows else ()
    missing = [column for column in ("key", "direction") if column not in heading]
    raise_errors(
        [Finding.of("criteria.missing", file=grid.file, column=c) for c in missing], EvidenceTrouble
    )
    return [
        (grid.place(i, 0), dict(zip(heading, row, strict=True)))
        for i, row in enumerate(grid.rows[1:], start=1)
        if any(row)
    ]


def _entry(
    row: Mapping[str, str], place: str, evidence: Evidence, findings: list[Finding]
) -> tuple[Criterion, StageCriterion] | None:
    """One line of the criteria file, checked against the table; None if it is at fault."""
    key = row["key"]
    known = len(findings)
    if key not in evidence.readings:
        findings.append(
            Finding.of("criteria.column", place=place, key=key, known=list(evidence.readings))
        )
        return None
    direction = DIRECTIONS.get(row["direction"].lower())
    if direction is None:
        findings.append(
            Finding.of("criteria.direction", place=place, key=key, found=row["direction"])
        )
    if row.get("curve") and row["curve"] not in CURVES:
        findings.append(_field(place, "curve", key, row["curve"], " / ".join(CURVES)))
    numbers = {
        name: _number(row.get(name, ""), place, name, key, findings)
        for name in ("weight", "worst", "best")
    }
    if len(findings) > known or direction is None:
        return None
    low, high = _range(evidence.readings[key].values())
    worst = numbers["worst"] if numbers["worst"] is not None else (low if direction == 1 else high)
    best = numbers["best"] if numbers["best"] is not None else (high if direction == 1 else low)
    try:
        scale = Scale(worst, best, "log" if row.get("curve") == "log" else "linear")
    except Trouble as trouble:
        constant = numbers["worst"] is None and numbers["best"] is None and low == high
        findings.extend(
            [Finding.of("need.varying", criteria=[key])] if constant else trouble.findings
        )
        return None
    if scale.direction != direction:
        findings.append(
            Finding.of(
                "direction.contradicts", criterion=key, direction=direction, worst=worst, best=best
            )
        )
        return None
    name = Text(row.get("name_en") or key, row.get("name_zh") or row.get("name_en") or key)
    criterion = Criterion(
        key=key,
        name=name,
        description=name,
        group=row.get("group") or "own",
        unit=Text.same(row.get("unit") or "–"),
        kind="means",
        reading=key,
    )
    points = 1.0 if numbers["weight"] is None else numbers["weight"]
    return criterion, StageCriterion(key, scale, points, "means", OWN)


def _number(text: str, place: str, field: str, key: str, findings: list[Finding]) -> float | None:
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if abs(number) < float("inf") and not (field == "weight" and number < 0):
        return number
    findings.append(_field(place, field, key, text, "≥ 0" if field == "weight" else "0.5, 12, …"))
    return None


def _field(place: str, field: str, key: str, found: str, expected: str) -> Finding:
    return Finding.of(
        "criteria.field", place=place, field=field, key=key, found=found, expected=expected
    )


def _range(readings: Iterable[Reading]) -> tuple[float, float]:
    numbers = [reading.value for reading in readings if reading.value is not None]
    return (min(numbers), max(numbers)) if numbers else (0.0, 0.0)
