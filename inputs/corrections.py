"""Corrections of single values: read from a CSV file, and held against what a value can be at all."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from math import inf
from typing import TypeVar

from criteria.errors import EvidenceError, Finding
from criteria.model import Catalogue, Criterion, Stage
from criteria.text import Text
from inputs.evidence import Alternative, Correction, Evidence
from inputs.files import open_file
from inputs.files.limits import LONG_TEXT
from inputs.words import phrase

HEADS = ("adcode", "column", "value", "source")
LARGEST = 2**20  # bytes of the file
LINES = 2000
CANDIDATES = 3  # that one finding names
LOOKED_UP = 20  # unknown names for which similar ones are looked up: each is compared with all
COMPARED = 60  # characters of a name that are compared
MOST_NAMES = 3000  # of all candidates together, for similar ones to be looked up
NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?([eE][+-]?\d{1,4})?", re.ASCII)
LARGEST_NUMBER = 1e15  # beyond which no value of anything here lies


T = TypeVar("T")


@dataclass(frozen=True)
class CorrectionFile:
    """The corrections of a file that can be made, and what is wrong with its other lines."""

    corrections: tuple[Correction, ...] = ()
    findings: tuple[Finding, ...] = ()


def limits(criterion: Criterion, stage: Stage) -> tuple[float, float]:
    """The lowest and the highest that a value of a criterion can be, in its unit; a user's own has no limits."""
    if stage.level == "own":
        return -inf, inf
    known = _limits()
    found = known["variables"].get(criterion.variable) or known["units"].get(criterion.unit.en, ())
    low, high, *_ = (*found, inf, inf) if found else (-inf, inf)
    return low, high


@cache
def _limits() -> Mapping[str, Mapping[str, Sequence[float]]]:
    text = files("inputs").joinpath("physical_limits.toml").read_text("utf-8")
    found: Mapping[str, Mapping[str, Sequence[float]]] = tomllib.loads(text)
    return found


def beyond_limits(criterion: Criterion, stage: Stage, value: float, place: Text) -> list[Finding]:
    """A finding at `place` if a value is beyond what its criterion can be."""
    low, high = limits(criterion, stage)
    if low <= value <= high:
        return []
    values = {"place": place, "criterion": criterion.name, "unit": criterion.unit, "found": value}
    if high == inf:
        return [Finding.of("correction.low", **values, low=low)]
    return [Finding.of("correction.limit", **values, low=low, high=high)]


def correction(
    evidence: Evidence, variable: str, alternative: str, value: float, source: str
) -> Correction:
    """A value to be corrected in this evidence, beside what stands there."""
    now = evidence.observation(variable, alternative).value
    return Correction(
        "", alternative, variable, "" if now is None else _exact(now), _exact(value), source
    )


def _exact(number: float) -> str:
    return f"{number:.15g}"


def read_corrections(
    file: str, data: bytes, evidence: Evidence, catalogue: Catalogue, stage: Stage
) -> CorrectionFile:
    """The corrections of a stage's values in a CSV file or workbook with the columns of HEADS.

    A line with a finding makes no correction. Raises EvidenceError if the file cannot be read as such a table.
    """
    if len(data) > LARGEST:
        raise EvidenceError.of(
            "file.large", file=file, found=f"{len(data) / 2**20:.1f}", limit=LARGEST // 2**20
        )
    lines = _lines(file, data)
    reader = _Reader(file, evidence, catalogue, stage)
    for line in lines:
        if line.beyond:
            reader.findings.append(
                Finding.of("correction.extra", file=file, line=line.number, found=line.beyond)
            )
    made = [(line.number, each) for line in lines if (each := reader.correction(line))]
    cells = Counter((each.alternative, each.variable) for _, each in made)
    twice = [cell for cell, count in cells.items() if count > 1]
    for cell in twice:
        numbers = [number for number, each in made if (each.alternative, each.variable) == cell]
        reader.findings.append(
            Finding.of(
                "correction.twice",
                file=file,
                lines=numbers,
                name=evidence[cell[0]].name,
                criterion=reader.name_of(cell[1]),
            )
        )
    once = tuple(each for _, each in made if cells[each.alternative, each.variable] == 1)
    return CorrectionFile(once, tuple(reader.findings))


@dataclass(frozen=True)
class _Line:
    number: int
    adcode: str
    column: str
    value: str
    source: str
    beyond: str  # what stands beyond the last heading


def _lines(file: str, data: bytes) -> list[_Line]:
    """The lines below the headings. Raises EvidenceError where a column is missing or lines are too many."""
    if not data.strip():
        raise EvidenceError.of("file.empty", file=file)
    sheet = open_file(file, data).sheet()
    rows = [[_written(cell)[:LONG_TEXT] for cell in row] for row in sheet.rows]
    heads = [cell.casefold() for cell in rows[0]] if rows else []
    while heads and not heads[-1]:
        heads.pop()
    missing = [name for name in HEADS if heads.count(name) != 1]
    if missing:
        raise EvidenceError.of("correction.heads", file=file, names=missing, known=list(HEADS))
    filled = [(i, row) for i, row in enumerate(rows) if i and any(row)]
    if len(filled) > LINES:
        raise EvidenceError.of("file.rows", place=file, found=len(filled), limit=LINES)
    at = [heads.index(name) for name in HEADS]
    at.append(len(heads))  # and what stands beyond the last heading
    return [
        _Line(sheet.line(i), *(row[j] if j < len(row) else "" for j in at)) for i, row in filled
    ]


def _written(cell: object) -> str:
    """A cell as it was typed: a workbook holds a code as a number."""
    is_whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST_NUMBER
    return str(
        int(cell) if isinstance(cell, float) and is_whole else "" if cell is None else cell
    ).strip()


class _Reader:
    """Reads one line after the other, and keeps what is wrong with them."""

    def __init__(self, file: str, evidence: Evidence, catalogue: Catalogue, stage: Stage) -> None:
        self.file, self.evidence, self.stage = file, evidence, stage
        uses = (*stage.criteria, *stage.offered)  # what is offered may be taken in later
        self.criteria = [catalogue[use.key] for use in uses]
        self.findings: list[Finding] = []
        self._looked_up = 0
        self._candidates = _by_name((a, (a.key, *_said(a.name))) for a in evidence.alternatives)
        self._columns = _by_name((c, (c.key, c.variable, *_said(c.name))) for c in self.criteria)

    def name_of(self, variable: str) -> Text:
        return next(c.name for c in self.criteria if c.variable == variable)

    def correction(self, line: _Line) -> Correction | None:
        """What a line corrects; None, with a finding for each thing that is wrong with it."""
        before = len(self.findings)
        candidate = self._candidate(line)
        criterion = self._criterion(line)
        value = float(line.value) if NUMBER.fullmatch(line.value) else None
        if value is not None and abs(value) > LARGEST_NUMBER:
            self._tell("correction.huge", line, found=line.value)
        elif value is None:
            self._tell("correction.number", line, found=line.value or "–")
        elif criterion is not None:
            place = phrase("file_line", file=self.file, line=line.number)
            self.findings += beyond_limits(criterion, self.stage, value, place)
        if not line.source:
            self._tell("correction.source", line)
        if candidate is None or criterion is None or value is None or len(self.findings) > before:
            return None
        made = correction(self.evidence, criterion.variable, candidate.key, value, line.source)
        if made.original == made.typed:
            self._tell("correction.same", line, name=candidate.name, criterion=criterion.name)
            return None
        return made

    def _candidate(self, line: _Line) -> Alternative | None:
        found = self._candidates.get(_folded(line.adcode), [])
        if len(found) > 1:
            names = [_coded(a) for a in found]
            self._tell("correction.several", line, found=line.adcode, names=names)
        elif not found:
            similar = self._similar(line.adcode, self._candidates)
            names = [_coded(a) for a in similar]
            code = "correction.alternative" if names else "correction.nobody"
            self._tell(code, line, found=line.adcode or "–", names=names)
        return found[0] if len(found) == 1 else None

    def _criterion(self, line: _Line) -> Criterion | None:
        found = self._columns.get(_folded(line.column), [])
        if len({c.variable for c in found}) > 1:
            names = [c.key for c in found]
            self._tell("correction.several", line, found=line.column, names=names)
            return None
        if not found:
            similar = self._similar(line.column, self._columns) or self.criteria
            names = [c.key for c in similar]
            self._tell("correction.column", line, found=line.column or "–", names=names)
            return None
        return found[0]

    def _similar(self, name: str, known: Mapping[str, list[T]]) -> list[T]:
        """Whose names are spelt much alike."""
        self._looked_up += 1
        if self._looked_up > LOOKED_UP or len(known) > MOST_NAMES:
            return []
        close = get_close_matches(_folded(name)[:COMPARED], known, CANDIDATES)
        found = {id(each): each for key in close for each in known[key]}  # not all can be hashed
        return list(found.values())[:CANDIDATES]

    def _tell(self, code: str, line: _Line, **values: object) -> None:
        self.findings.append(Finding.of(code, file=self.file, line=line.number, **values))


def _coded(alternative: Alternative) -> Text:
    """An alternative by its key and its name."""
    return Text(*(f"{alternative.key} {name}" for name in _said(alternative.name)))


def _said(name: Text) -> tuple[str, str]:
    return name.en, name.zh


def _folded(name: str) -> str:
    return name.strip().casefold()


def _by_name(named: Iterable[tuple[T, Iterable[str]]]) -> dict[str, list[T]]:
    """What each name, in either language, stands for: one, or several."""
    found: dict[str, list[T]] = {}
    for each, names in named:
        for name in dict.fromkeys(map(_folded, names)):
            found.setdefault(name, []).append(each)
    return found
