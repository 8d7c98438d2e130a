"""Findings: what a user can correct, as data: where, what is wrong, what to do. Errors carry them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from criteria.text import Lang, phrasebook, wording

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class RenderedFinding:
    """One finding in one language."""

    lang: Lang
    severity: Severity
    place: str
    problem: str
    remedy: str

    def line(self) -> str:
        """The finding as one line: where, and a sentence each for what is wrong and what to do."""
        form = phrasebook("criteria", "words.toml")["finding_line"].in_(self.lang)
        problem, remedy = (part.rstrip(STOPS) for part in (self.problem, self.remedy))
        return form.format(place=self.place, problem=problem, remedy=remedy)


@dataclass(frozen=True)
class Finding:
    """What is wrong, as a code of findings/ and the values that its sentences need."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    @staticmethod
    def of(code: str, **values: object) -> "Finding":
        return Finding(code, values)

    @property
    def severity(self) -> Severity:
        severity: Severity = _phrases()[self.code]["severity"]
        return severity

    def in_(self, lang: Lang) -> RenderedFinding:
        entry = _phrases()[self.code]
        spoken = {name: wording(value, lang) for name, value in self.values.items()}
        parts = {part: str(entry[part][lang]).format(**spoken) for part in PARTS}
        return RenderedFinding(lang, self.severity, **parts)

    def __str__(self) -> str:
        return self.in_("en").line()


PARTS = ("place", "problem", "remedy")
STOPS = " ."  # at the end of what another program said: the line has its own


class AppError(ValueError):
    """Something the caller must mend; carries every finding, not only the first."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("\n".join(str(finding) for finding in findings))

    @classmethod
    def of(cls, code: str, **values: object) -> "AppError":
        return cls(Finding.of(code, **values))

    def __reduce__(self) -> tuple[type["AppError"], tuple[Finding, ...]]:
        # ValueError would pickle the message alone; executors need the findings
        return type(self), self.findings


class CatalogueError(AppError):
    """The criteria or stages are at fault."""


class EvidenceError(AppError):
    """The data are at fault."""


class WeightsError(AppError):
    """The weights, or the answers they come from, are at fault."""


class MethodError(AppError):
    """The method is unknown, its parameters are, or the table does not meet its needs."""


class StudyError(AppError):
    """A saved study cannot be opened, or a choice names what is not there."""


class WorkshopError(AppError):
    """A workshop's settings are at fault, or it does not allow what was asked of it."""


class StoreError(AppError):
    """The database did not take or give what it should: locked, full, read-only or gone."""


def raise_errors(findings: Iterable[Finding], error: type[AppError]) -> None:
    """Raise `error` with all findings of severity error, if there is one."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise error(*errors)


@cache
def _phrases() -> dict[str, dict[str, Any]]:
    """Every finding, by its code; the files of findings/ part them by subject."""
    found: dict[str, dict[str, Any]] = {}
    for file in files("criteria").joinpath("findings").iterdir():
        found |= tomllib.loads(file.read_text("utf-8"))
    return found
