"""What a command answers: a JSON document, the same as readable text, and the errors that were met."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from criteria.errors import Finding, StudyError
from mcda.words import Translator


@dataclass(frozen=True)
class Answer:
    """`errors` go to standard error and make the exit status 1, though there is an answer."""

    document: Any
    text: str
    errors: tuple[Finding, ...] = ()


def translator(options: Namespace) -> Translator:
    return Translator(options.lang or "en")


def finding_document(finding: Finding, t: Translator) -> dict[str, str]:
    """A finding as JSON has it; its code is the same in both languages."""
    told = t.finding(finding)
    return {
        "severity": told.severity,
        "where": told.place,
        "problem": told.problem,
        "remedy": told.remedy,
        "code": finding.code,
    }


def finding_documents(findings: Iterable[Finding], t: Translator) -> list[dict[str, str]]:
    return [finding_document(finding, t) for finding in findings]


def finding_lines(findings: Iterable[Finding], t: Translator) -> list[str]:
    return [t.finding(finding).line() for finding in findings]


def written(file: str, data: bytes, t: Translator, more: Mapping[str, Any], *notes: str) -> Answer:
    """The file is written and its path told. Raises StudyError if it cannot be."""
    path = Path(file)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StudyError.of(
            "file.unwritable", file=str(path), error=error.strerror or str(error)
        ) from None
    text = "\n".join([t("cli.written", file=str(path)), *notes])
    return Answer({"file": str(path), **more}, text)
