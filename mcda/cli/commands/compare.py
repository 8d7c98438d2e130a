"""compare: which weights, scales, values and choices changed between two briefs or studies, and who moved."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from criteria.errors import Finding
from criteria.model import Scale
from mcda.cli.answer import Answer, finding_documents, finding_lines, translator
from mcda.cli.parser import Parents, Verbs
from mcda.report.tables.study_comparison import sentences
from mcda.report.workbook.reader import reopened
from mcda.study.comparison import Comparison
from mcda.study.io import open_study, recorded_hash_findings
from mcda.study.study import Study


def add_parser(verbs: Verbs, parents: Parents) -> None:
    verb = verbs.add_parser(
        "compare", parents=[parents.common], help="two briefs or studies, in words"
    )
    verb.add_argument("first")
    verb.add_argument("second")
    verb.set_defaults(run=run)


def run(options: Namespace) -> Answer:
    t = translator(options)
    (before, first), (after, second) = map(_opened, (options.first, options.second))
    found = Comparison(before, after)
    findings = (*first, *second)
    told = sentences(found, t)
    document = {
        "same": found.is_same,
        "changes": _changes(found),
        "came": list(found.came),
        "left": list(found.left),
        "moved": [{"key": c.key, "before": c.before, "after": c.after} for c in found.moved],
        "sentences": told,
        "findings": finding_documents(findings, t),
    }
    return Answer(document, "\n".join([*told, *finding_lines(findings, t)]))


def _opened(name: str) -> tuple[Study, tuple[Finding, ...]]:
    """A study saved as JSON or recorded in a brief, and what no longer fits it. Raises StudyError."""
    path = Path(name)
    if path.suffix.lower() == ".xlsx":
        found = reopened(path)
        return found.study, found.findings
    study = open_study(path)
    return study, recorded_hash_findings(path.read_text("utf-8"), study, path.name)


def _changes(found: Comparison) -> list[dict[str, Any]]:
    """Each with what it is of: weight, scale or value of a criterion, or a choice by its field."""
    weights = [
        {"what": "weight", "criterion": c.key, "before": c.before, "after": c.after}
        for c in found.weights
    ]
    scales = [
        {
            "what": "scale",
            "criterion": c.criterion,
            "before": _scale(c.before),
            "after": _scale(c.after),
        }
        for c in found.scales
    ]
    values = [{"what": "value", **change._asdict()} for change in found.observations]
    choices = [
        {"what": "choice", "field": c.field, "before": _plain(c.before), "after": _plain(c.after)}
        for c in found.choices
    ]
    return [*weights, *scales, *values, *choices]


def _scale(scale: Scale) -> dict[str, Any]:
    return {"worst": scale.worst, "best": scale.best, "curve": scale.curve}


def _plain(value: object) -> Any:
    return json.loads(json.dumps(value, default=vars))
