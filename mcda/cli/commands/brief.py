"""The verbs of the brief: write it, and compare two."""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from criteria.errors import Finding
from criteria.model import Scale
from mcda.cli.commands.ranking import Answer, plain, written
from mcda.cli.parser import study_from
from mcda.report.tables.study_comparison import sentences
from mcda.report.workbook.reader import is_brief, reopened
from mcda.study.comparison import Change, Comparison
from mcda.study.io import open_study, recorded_hash_findings
from mcda.study.study import Study
from mcda.words import Translator


def brief(options: argparse.Namespace, t: Translator) -> Answer:
    """The workbook; of a brief that is read back, in its own language unless another is asked for."""
    from mcda.report.workbook.contents import brief as brief_of
    from mcda.report.workbook.writer import write

    path = Path(options.study) if options.study else None
    own = path is not None and options.lang is None and is_brief(path)
    made = brief_of(study_from(options), Translator(reopened(path).lang) if path and own else t)
    findings = tuple(getattr(options, "told", ()))
    document = {
        "sheets": [sheet.name for sheet in made.sheets],
        "hash": made.hash,
        "findings": [plain(finding, t) for finding in findings],
    }
    document, text = written(options, write(made), t, document)
    return document, "\n".join([text, *_lines(findings, t)])


def compare(options: argparse.Namespace, t: Translator) -> Answer:
    """Which weights, scales, readings and choices changed between two briefs or studies, and who moved."""
    (before, first), (after, second) = map(_opened, (options.first, options.second))
    found = Comparison(before, after)
    findings = (*first, *second)
    told = sentences(found, t)
    document = {
        "same": found.is_same,
        "weights": _changes(found.weights, "criterion"),
        "scales": [
            {"criterion": c.criterion, "before": _scale(c.before), "after": _scale(c.after)}
            for c in found.scales
        ],
        "readings": [change._asdict() for change in found.observations],
        "choices": [
            {"field": c.field, "before": _plain(c.before), "after": _plain(c.after)}
            for c in found.choices
        ],
        "came": list(found.came),
        "left": list(found.left),
        "moved": _changes(found.moved, "alternative"),
        "sentences": told,
        "findings": [plain(finding, t) for finding in findings],
    }
    return document, "\n".join([*told, *_lines(findings, t)])


def _opened(name: str) -> tuple[Study, tuple[Finding, ...]]:
    """A study saved as JSON or recorded in a brief, and what no longer fits it. Raises StudyError."""
    path = Path(name)
    if path.suffix.lower() == ".xlsx":
        found = reopened(path)
        return found.study, found.findings
    study = open_study(path)
    return study, recorded_hash_findings(path.read_text("utf-8"), study, path.name)


def _changes(changes: Sequence[Change], what: str) -> list[dict[str, Any]]:
    return [{what: c.key, "before": c.before, "after": c.after} for c in changes]


def _scale(scale: Scale) -> dict[str, Any]:
    return {"worst": scale.worst, "best": scale.best, "curve": scale.curve}


def _plain(value: object) -> Any:
    return json.loads(json.dumps(value, default=vars))


def _lines(findings: Sequence[Finding], t: Translator) -> list[str]:
    return [t.finding(finding).line() for finding in findings]


BRIEF_COMMANDS: dict[str, Callable[[argparse.Namespace, Translator], Answer]] = {
    "brief": brief,
    "compare": compare,
}
