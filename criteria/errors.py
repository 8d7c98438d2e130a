"""Findings: trouble told as data, spoken in either language as place, found, expected, remedy."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, ...] = ("en", "zh")
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Text:
    """The same words in English and in Chinese; neither is empty."""

    en: str
    zh: str

    def __post_init__(self) -> None:
        if not self.en.strip() or not self.zh.strip():
            raise ValueError(
                f"text: found en={self.en!r}, zh={self.zh!r}, expected both; write the missing one"
            )

    def in_(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def filled(self, **values: object) -> "Text":
        """The text with its {names} filled in, each value worded as its language words it."""
        return Text(*(self._filled(lang, values) for lang in LANGS))

    def _filled(self, lang: Lang, values: Mapping[str, object]) -> str:
        return self.in_(lang).format(**{name: wording(v, lang) for name, v in values.items()})

    @staticmethod
    def same(words: str) -> "Text":
        """A name that is the same in both languages (a user's own column, a code)."""
        return Text(words, words)


@dataclass(frozen=True)
class RenderedFinding:
    """One finding in one language."""

    lang: Lang
    severity: Severity
    place: str
    found: str
    expected: str
    remedy: str

    def line(self) -> str:
        """The finding as one line: place, found, expected, remedy."""
        form = phrasebook("criteria", "words.toml")["finding_line"].in_(self.lang)
        return form.format(**{part: getattr(self, part) for part in PARTS})


@dataclass(frozen=True)
class Finding:
    """What is wrong, as a code of findings.toml and the values that its sentences need."""

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


PARTS = ("place", "found", "expected", "remedy")


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
    """Raise `trouble` with all findings of severity error, if there is one."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise error(*errors)


def wording(value: object, lang: Lang) -> str:
    """A value as it stands in a sentence: texts in the language, lists joined, numbers short."""
    if isinstance(value, Text):
        return value.in_(lang)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, (list, tuple, set, frozenset)):
        comma = phrasebook("criteria", "words.toml")["comma"].in_(lang)
        return comma.join(wording(item, lang) for item in value)
    return str(value)


@cache
def phrasebook(package: str, file: str) -> Mapping[str, Text]:
    """Every phrase of a TOML file of a package, by its key.

    Raises ValueError or TypeError if one of the two languages is missing, which the word tests find first.
    """
    document = tomllib.loads(files(package).joinpath(file).read_text("utf-8"))
    return {key: Text(**entry) for key, entry in document.items()}


def phrase(key: str, **values: object) -> Text:
    """A phrase of this room (criteria/words.toml) with its {names} filled in."""
    return phrasebook("criteria", "words.toml")[key].filled(**values)


@cache
def _phrases() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("criteria").joinpath("findings.toml").read_text("utf-8"))
