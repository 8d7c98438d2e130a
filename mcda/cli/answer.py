"""What a command answers: a JSON document, the same to be read as tables and sentences, and the errors that were met."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from criteria.errors import Finding, StudyError
from mcda.words import Translator

if TYPE_CHECKING:  # which takes a moment that help need not wait for
    from mcda.report.tables.model import Table

ALIKE = 10  # findings of one kind that are told; the others are counted


@dataclass(frozen=True)
class Answer:
    """`errors` go to standard error and make the exit status 1, though there is an answer.

    `tables` are printed in the format that is asked for, the first alone as CSV or TSV; `text` is printed where there
    is no table, or in place of tables that nobody asked for in another format. `notes` go to standard error: what else
    is to be known of the tables; `title` goes before them. `data` is a file for standard output.
    """

    document: Any
    text: str = ""
    errors: tuple[Finding, ...] = ()
    tables: tuple["Table", ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    data: bytes | None = None


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
    """A line a finding; of many of one kind the first few, and how many more there are."""
    lines, met = [], Counter[str]()
    for finding in findings:
        met[finding.code] += 1
        if met[finding.code] <= ALIKE:
            lines.append(t.finding(finding).line())
    more = sum(count - ALIKE for count in met.values() if count > ALIKE)
    return [*lines, t("cli.more_findings", count=more)] if more else lines


def written(file: str, data: bytes, t: Translator, more: Mapping[str, Any], *notes: str) -> Answer:
    """The file is written and its path told; "-" is standard output. Raises StudyError if it cannot be."""
    if file == "-":
        return Answer(dict(more), notes=notes, data=data)
    path = Path(file)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StudyError.of(
            "file.unwritable", file=str(path), error=error.strerror or str(error)
        ) from None
    text = "\n".join([t("cli.written", file=str(path)), *notes])
    return Answer({"file": str(path), **more}, text)
