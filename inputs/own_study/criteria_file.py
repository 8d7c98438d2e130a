"""The criteria by which a user's table is ranked: from a file of criteria, or from what the table itself says."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from criteria.catalogue import ENDS
from criteria.errors import AppError, EvidenceError, Finding, raise_errors
from criteria.model import CURVES, Catalogue, Criterion, Group, Scale, Stage, StageCriterion
from criteria.text import Text
from inputs.evidence import Evidence, Observation
from inputs.files import open_path
from inputs.files.sheet import Sheet
from inputs.tables.cells.number import normalise_text, read
from inputs.tables.cells.ordered_words import OrderedWords
from inputs.tables.cells.vocabulary import direction_of
from inputs.words import phrase

OWN = phrase("own_table")
QUESTION = phrase("own_question")
AS_SAID = phrase("own_direction")
NOT_SAID = phrase("own_unknown")
OWN_GROUP = "own"
OWN_GROUP_NAME = phrase("own_group")
THRESHOLDS = ("preference", "q", "p", "s")
PREFERENCE = "linear"  # where the others say one and this row does not
NUMBERS = ("weight", "worst", "best", "q", "p", "s", "cutoff")
CRITERIA_SHEET = "criteria"  # of a study workbook, as template.py makes it
OLD_HEADINGS = {"bottom_line": "cutoff"}  # of files that 1.0 could read


@dataclass(frozen=True)
class OwnColumn:
    """What the table itself says of a criterion, and the other names by which a file may call it."""

    key: str
    name: str
    unit: str = ""
    group: str = ""
    weight: float | None = None
    aliases: tuple[str, ...] = ()
    words: OrderedWords = field(default_factory=OrderedWords)


@dataclass(frozen=True, eq=False)
class Loaded:
    """Evidence from a table, the directions that the table itself states, and every finding about it."""

    evidence: Evidence
    directions: Mapping[str, str]
    findings: tuple[Finding, ...]
    columns: Mapping[str, OwnColumn] = field(default_factory=dict)

    def key_of(self, name: str) -> str:
        """The column's key for a name that a file of criteria uses; the name itself if no column has it."""
        if name in self.evidence.observations:
            return name
        alike = [
            key for key, column in self.columns.items() if normalise_text(name) in column.aliases
        ]
        return alike[0] if len(alike) == 1 else name


@dataclass(frozen=True, eq=False)
class OwnCriteria:
    """Catalogue and stage of a user's table, its cut-offs, and thresholds for the pairwise method."""

    catalogue: Catalogue
    stage: Stage
    cutoffs: Mapping[str, float] = field(default_factory=dict)
    thresholds: Mapping[str, list[Any]] = field(default_factory=dict)


def read_own_criteria(path: Path | None, loaded: Loaded) -> OwnCriteria:
    """From a criteria file (key, direction, weight and more), or from the table's own directions.

    Without scales a criterion takes its column's own range. Raises EvidenceError with every fault found.
    """
    rows = _own_directions(loaded) if path is None else criteria_rows(_sheet_of(path))
    if not rows:
        name = path.name if path is not None else OWN.en
        raise EvidenceError.of("table.empty", file=name)
    return own_criteria(rows, loaded)


Rows = list[tuple[str, dict[str, str]]]  # the place of each row, and its fields


def own_criteria(rows: Rows, loaded: Loaded) -> OwnCriteria:
    """Rows of criteria checked against the table. Raises EvidenceError with every fault found."""
    findings: list[Finding] = []
    rows = [(place, {**row, "key": loaded.key_of(row["key"])}) for place, row in rows]
    entries = [_entry(row, place, loaded, findings) for place, row in rows]
    used = [entry for entry in entries if entry is not None]
    twice = [key for key, count in Counter(c.key for c, _ in used).items() if count > 1]
    if twice:
        findings.append(Finding.of("catalogue.twice", keys=sorted(twice)))
    raise_errors(findings, EvidenceError)
    points: dict[str, float] = {}
    for criterion, use in used:
        points[criterion.group] = points.get(criterion.group, 0.0) + use.points
    groups = [
        Group(key, name, name) for key in points for name in [_group_name(key, dict(rows).values())]
    ]
    catalogue = Catalogue(tuple(groups), tuple(criterion for criterion, _ in used))
    stage = Stage(
        key="own",
        name=OWN,
        title=OWN,
        question=QUESTION,
        competitors=_competitors(len(loaded.evidence.alternatives)),
        unknown=NOT_SAID,
        level="own",
        groups=points,
        criteria=tuple(use for _, use in used),
    )
    fields = {row["key"]: row for _, row in rows}
    lines = {
        c.key: _figure(fields[c.key]["cutoff"], _column(c.key, loaded))
        for c, _ in used
        if fields[c.key].get("cutoff")
    }
    return OwnCriteria(
        catalogue,
        stage,
        {key: line for key, line in lines.items() if line is not None},
        _thresholds([fields[criterion.key] for criterion, _ in used]),
    )


def text_of(row: Mapping[str, str], field: str, otherwise: Text) -> Text:
    """What a row says in FIELD_en and FIELD_zh; where one is empty, the other stands for both."""
    en, zh = row.get(f"{field}_en", ""), row.get(f"{field}_zh", "")
    return Text(en or zh, zh or en) if en or zh else otherwise


def _group_name(key: str, rows: Iterable[Mapping[str, str]]) -> Text:
    """What the first row of the group that names it says, else its key."""
    if key == OWN_GROUP:
        return OWN_GROUP_NAME
    bare = Text.same(key)
    named = (text_of(row, "group", bare) for row in rows if row.get("group") == key)
    return next((name for name in named if name != bare), bare)


def _competitors(count: int) -> Text:
    return phrase("own_competitors", count=count)


def _thresholds(rows: list[dict[str, str]]) -> dict[str, list[Any]]:
    """preference, q, p and s in the order of the criteria, where any row gives them; an empty cell is the default."""
    found: dict[str, list[Any]] = {}
    for name in THRESHOLDS:
        texts = [row.get(name, "") for row in rows]
        if not any(texts):
            continue
        if name == "preference":
            found[name] = [text or PREFERENCE for text in texts]
        else:
            found[name] = [read(text).value if text else None for text in texts]
    return found


def criteria_keys(path: Path | None) -> tuple[str, ...]:
    """The keys that a file of criteria names. Raises EvidenceError if it cannot be read."""
    return () if path is None else tuple(row["key"] for _, row in criteria_rows(_sheet_of(path)))


def _sheet_of(path: Path) -> Sheet:
    book = open_path(path)
    return book.sheet(CRITERIA_SHEET if CRITERIA_SHEET in book.names else None)


def criteria_rows(sheet: Sheet) -> Rows:
    """The rows of a sheet of criteria. Raises EvidenceError if a column is missing."""
    words = [normalise_text(str(cell)).lower() for cell in sheet.rows[0]] if sheet.rows else []
    heading = [OLD_HEADINGS.get(word, word) for word in words]
    missing = [column for column in ("key", "direction") if column not in heading]
    raise_errors(
        [Finding.of("criteria.missing", file=sheet.whole, column=c) for c in missing],
        EvidenceError,
    )
    rows = []
    for i, row in enumerate(sheet.rows[1:], start=1):
        cells = [
            f"{cell:.15g}" if isinstance(cell, float) else normalise_text(cell) for cell in row
        ]
        if any(cells):
            fields = dict(zip(heading, cells, strict=True))
            rows.append((sheet.place(sheet.address(i, 0)), fields))
    return rows


def _own_directions(loaded: Loaded) -> Rows:
    absent = [key for key in loaded.evidence.observations if key not in loaded.directions]
    raise_errors([Finding.of("directions.absent", key=key) for key in absent], EvidenceError)
    return [(key, {"key": key, "direction": word}) for key, word in loaded.directions.items()]


def _entry(
    row: Mapping[str, str], place: str, loaded: Loaded, findings: list[Finding]
) -> tuple[Criterion, StageCriterion] | None:
    """One line of the criteria file, checked against the table; None if it is at fault."""
    key, evidence = row["key"], loaded.evidence
    known = len(findings)
    if key not in evidence.observations:
        findings.append(
            Finding.of("criteria.column", place=place, key=key, known=list(evidence.observations))
        )
        return None
    direction = direction_of(row["direction"])
    if direction is None:
        findings.append(
            Finding.of("criteria.direction", place=place, key=key, found=row["direction"] or "–")
        )
    if row.get("curve") and row["curve"] not in CURVES:
        findings.append(_field(place, "curve", key, row["curve"], " / ".join(CURVES)))
    own = _column(key, loaded)
    numbers = {name: _number(row.get(name, ""), place, name, own, findings) for name in NUMBERS}
    if len(findings) > known or direction is None:
        return None
    scale = _scale(row, place, numbers, direction, evidence, findings)
    if scale is None:
        return None
    name = Text(
        row.get("name_en") or row.get("name_zh") or own.name,
        row.get("name_zh") or row.get("name_en") or own.name,
    )
    criterion = Criterion(
        key=key,
        name=name,
        description=phrase("own_description", name=own.name),
        group=row.get("group") or own.group or OWN_GROUP,
        unit=text_of(row, "unit", Text.same(row.get("unit") or own.unit or "–")),
        kind="unsorted",
        variable=key,
        sources=(key,) if key in evidence.sources else (),
        levels={value: Text.same(word) for word, value in own.words.values.items()},
    )
    points = numbers["weight"] if numbers["weight"] is not None else own.weight
    return criterion, StageCriterion(
        key, scale, 1.0 if points is None else points, "unsorted", AS_SAID
    )


def _scale(
    row: Mapping[str, str],
    place: str,
    numbers: Mapping[str, float | None],
    direction: int,
    evidence: Evidence,
    findings: list[Finding],
) -> Scale | None:
    key = row["key"]
    low, high = _range(evidence.observations[key].values())
    worst = numbers["worst"] if numbers["worst"] is not None else (low if direction == 1 else high)
    best = numbers["best"] if numbers["best"] is not None else (high if direction == 1 else low)
    if (
        worst == best
        and low == high
        and any(not r.is_missing for r in evidence.observations[key].values())
    ):
        worst, best = (
            worst - direction,
            best + direction,
        )  # all alike: it adds the same to everybody
    try:
        scale = Scale(worst, best, "log" if row.get("curve") == "log" else "linear")
    except AppError:
        findings.append(_field(place, "worst, best", key, f"{worst:g}, {best:g}", ENDS))
        return None
    if scale.direction != direction:
        findings.append(
            Finding.of(
                "direction.contradicts", criterion=key, direction=direction, worst=worst, best=best
            )
        )
        return None
    return scale


def _column(key: str, loaded: Loaded) -> OwnColumn:
    return loaded.columns.get(key, OwnColumn(key, key))


def _figure(text: str, own: OwnColumn) -> float | None:
    """A number, or one of the column's ordered words."""
    level, figure = own.words.value(text), read(text)
    return level if level is not None or figure.kind != "number" else figure.value


def _number(
    text: str, place: str, field: str, own: OwnColumn, findings: list[Finding]
) -> float | None:
    if not text:
        return None
    value = _figure(text, OwnColumn(own.key, own.key) if field == "weight" else own)
    if value is not None and not (field == "weight" and value < 0):
        return value
    expected = ", ".join(own.words.values) or "0.5, 12, …"
    wanted = "≥ 0" if field == "weight" else expected
    findings.append(_field(place, field, own.key, text, wanted))
    return None


def _field(place: str, field: str, key: str, found: str, expected: str | Text) -> Finding:
    return Finding.of(
        "criteria.field", place=place, field=field, key=key, found=found, expected=expected
    )


def _range(observations: Iterable[Observation]) -> tuple[float, float]:
    numbers = [observation.value for observation in observations if observation.value is not None]
    return (min(numbers), max(numbers)) if numbers else (0.0, 0.0)
