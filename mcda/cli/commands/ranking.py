"""One function a verb: options in, a JSON document and readable text out."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from criteria.catalogue import read_catalogue
from criteria.errors import Finding, StudyError, WeightsError
from mcda.cli import own_data
from mcda.cli.json_files import UNREADABLE, read_json, why_unreadable
from mcda.cli.parser import study_from
from mcda.methods.registry import METHODS, NOT_OFFERED
from mcda.model.weights import Weights
from mcda.report.tables.ranking import records, text_lines
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.weighting.objective import objective_weights
from mcda.weighting.registry import elicit as answered
from mcda.words import Translator

Answer = tuple[dict[str, Any], str]  # the JSON document, and the readable text


def plain(finding: Finding, t: Translator) -> dict[str, str]:
    spoken = t.finding(finding)
    return {
        "severity": spoken.severity,
        "where": spoken.place,
        "found": spoken.found,
        "expected": spoken.expected,
        "remedy": spoken.remedy,
    }


def rank(options: argparse.Namespace, t: Translator) -> Answer:
    study = study_from(options)
    ranking = study.ranking
    keys = ranking.matrix.criteria
    document = {
        "method": ranking.method.key,
        "family": ranking.method.family,
        "parameters": {key: _jsonable(value) for key, value in ranking.parameters.items()},
        "stage": study.stage.key,
        "scenario": study.active,
        "weights": ranking.weights.as_dict(),
        "higher_is_better": ranking.method.higher_is_better,
        "ranking": [
            {
                "key": line.key,
                **record,
                "parts": None
                if ranking.parts is None
                else dict(zip(keys, map(float, ranking.parts[line.row]), strict=True)),
            }
            for line, record in zip(ranking, records(study, t), strict=True)
        ],
        "excluded": [
            {"key": key, "why": t.text(gate.name), "score": study.ineligible_scores.get(key)}
            for key, gate in study.ineligible.items()
        ]
        + [
            {
                "key": low.key,
                "why": t.text(study.cutoffs_name(low)),
                "score": low.score,
            }
            for low in study.screened_out
            if low.excluded
        ],
        "findings": [plain(finding, t) for finding in _told(options, study)],
        "hash": digest(study),
    }
    notes = [t.finding(finding).line() for finding in _told(options, study)]
    return document, "\n".join(
        [f"{t.text(study.title)} · {t.text(ranking.method.name)}", *text_lines(study, t), *notes]
    )


def _told(options: argparse.Namespace, study: Study) -> list[Finding]:
    """What the table left open, then what a reader of the ranking should know."""
    return [*getattr(options, "told", ()), *study.findings]


def _jsonable(value: Any) -> Any:
    return (
        [_jsonable(item) for item in value]
        if hasattr(value, "__len__") and not isinstance(value, str)
        else value
    )


def methods(_: argparse.Namespace, t: Translator) -> Answer:
    listed = [
        {
            "key": method.key,
            "name": t.text(method.name),
            "family": method.family,
            "gloss": t.text(method.gloss),
            "formula": method.formula,
            "reference": method.reference,
            "higher_is_better": method.higher_is_better,
            "needs": [need.__name__ for need in method.needs],
            "vices": t.text(method.vices),
            "default_menu": method.in_default_menu,
            "alike": list(method.clones),
            "parameters": [
                {
                    "key": p.key,
                    "default": p.default,
                    "low": p.low,
                    "high": p.high,
                    "choices": list(p.choices),
                }
                for p in method.parameters
            ],
        }
        for method in METHODS.values()
    ]
    criteria = [
        {"key": criterion.key, "name": t.text(criterion.name), "group": criterion.group}
        for criterion in read_catalogue()[0].criteria
    ]
    lines = [
        f"{entry['key']:<14} {entry['family']:<12} {entry['name']}: {entry['gloss']}"
        for entry in listed
    ]
    refused = {key: t.text(reason) for key, reason in NOT_OFFERED.items()}
    return {"methods": listed, "not_offered": refused, "criteria": criteria}, "\n".join(lines)


def weights(options: argparse.Namespace, t: Translator) -> Answer:
    """Objective weights of the study's matrix."""
    found = objective_weights(
        options.objective, study_from(options).filled.matrix, options.normalisation
    )
    return {"method": options.objective, "weights": found.as_dict()}, _shares(found, t)


def elicit(options: argparse.Namespace, t: Translator) -> Answer:
    """Weights from a file of answers."""
    path = Path(options.answers)
    try:
        answers = read_json(path)
    except UNREADABLE as error:
        raise WeightsError.of("answers.file", file=str(path), error=why_unreadable(error)) from None
    found = answered(options.by, answers)
    consistency = None
    if found.consistency is not None:
        consistency = {
            "value": found.consistency,
            "limit": found.limit,
            "acceptable": found.acceptable,
        }
    worst = [
        {"row": j.row, "column": j.column, "given": j.given, "fits": j.fits} for j in found.worst
    ]
    document = {
        "method": options.by,
        "weights": found.weights.as_dict(),
        "consistency": consistency,
        "worst": worst,
        "workings": dict(found.workings),
    }
    lines = [_shares(found.weights, t)]
    if consistency is not None:
        lines.append(t("shell.consistency", value=found.consistency, limit=found.limit or "—"))
    lines += [
        t("shell.judgement", row=j.row, column=j.column, given=j.given, fits=j.fits)
        for j in found.worst
    ]
    return document, "\n".join(lines)


def _shares(found: Weights, t: Translator) -> str:
    return "\n".join(f"{t.percent(share, 1):>8}  {key}" for key, share in found.as_dict().items())


def check(options: argparse.Namespace, t: Translator) -> Answer:
    loaded, findings = own_data.checked(options)
    document: dict[str, Any] = {
        "alternatives": [alternative.key for alternative in loaded.evidence.alternatives],
        "criteria": list(loaded.evidence.observations),
        "findings": [plain(finding, t) for finding in findings],
        "_errors": [finding for finding in findings if finding.severity == "error"],
    }
    if options.observations:
        document["readings"] = {
            alternative.key: {
                key: column[alternative.key].value
                for key, column in loaded.evidence.observations.items()
            }
            for alternative in loaded.evidence.alternatives
        }
    told = [f"{s.severity}  {s.line()}" for s in map(t.finding, findings) if s.severity != "error"]
    known = loaded.evidence
    counts = t("shell.read", alternatives=len(known.alternatives), criteria=len(known.observations))
    return document, "\n".join([counts, *told])


def template(options: argparse.Namespace, t: Translator) -> Answer:
    from inputs.own_study.template import template as workbook

    return written(options, workbook(), t, {})


def written(
    options: argparse.Namespace, data: bytes, t: Translator, more: dict[str, Any]
) -> Answer:
    path = Path(options.output)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StudyError.of(
            "file.unwritable", file=str(path), error=error.strerror or str(error)
        ) from None
    return {"file": str(path), **more}, t("shell.written", file=str(path))


COMMANDS: dict[str, Callable[[argparse.Namespace, Translator], Answer]] = {
    "rank": rank,
    "weights": weights,
    "elicit": elicit,
    "methods": methods,
    "check": check,
    "template": template,
}
