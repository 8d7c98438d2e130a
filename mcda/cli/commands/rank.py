"""rank: the alternatives, best first."""

from argparse import ArgumentParser, Namespace
from typing import Any

from mcda.cli.answer import Answer, finding_documents, finding_lines, translator
from mcda.cli.parser import add_common, opened
from mcda.methods.vikor import compromise
from mcda.model.ranking import Ranking
from mcda.region.residents import parts, residents_of, top, tops
from mcda.report.tables.ranking import (
    compromise_sentence,
    headline,
    records,
    source_words,
    text_lines,
)
from mcda.report.tables.residents import document_of
from mcda.study.io import digest


def add_options(verb: ArgumentParser) -> None:
    add_common(verb)


def run(options: Namespace) -> Answer:
    t = translator(options)
    found = opened(options)
    study, ranking = found.study, found.study.ranking
    # what the table left open, then what a reader of the ranking should know
    findings = (*found.findings, *study.findings)
    in_json = (*found.findings, *found.notes, *study.findings)
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
                "residents": residents_of(study.evidence, line.key),
                "contributions": None
                if ranking.parts is None
                else dict(zip(keys, map(float, ranking.parts[line.row]), strict=True)),
            }
            for line, record in zip(ranking, records(study, t), strict=True)
        ],
        "excluded": [
            {"key": key, "why": t.text(rule.name), "score": study.ineligible_scores.get(key)}
            for key, rule in study.ineligible.items()
        ]
        + [
            {"key": low.key, "why": t.text(study.cutoffs_name(low)), "score": low.score}
            for low in study.screened_out
            if low.excluded
        ],
        "people": {f"top_{k}": document_of(study, top(study, k)) for k in tops(study)},
        "people_by_part": [
            {"by": part.by, "name": t.text(part.name), **(document_of(study, part.keys) or {})}
            for part in parts(study)
        ],
        "findings": finding_documents(in_json, t),
        "checksum": digest(study),
    }
    if ranking.method.key == "vikor":
        document["compromise"] = _compromise(ranking)
    title = f"{t.text(study.title)} · {t.text(ranking.method.name)}"
    proposed = compromise_sentence(study, t)
    told = [headline(study, t), *source_words(study, t)]
    lines = [*text_lines(study, t), *told, *([] if proposed is None else [proposed])]
    return Answer(document, "\n".join([title, *lines, *finding_lines(findings, t)]))


def _compromise(ranking: Ranking) -> dict[str, Any]:
    """Whom VIKOR proposes, and its two conditions."""
    found = compromise(ranking)
    return {
        "solutions": list(found.solutions),
        "lead": found.lead,
        "needed_lead": found.needed,
        "acceptable_advantage": found.has_advantage,
        "acceptable_stability": found.is_stable,
    }


def _jsonable(value: Any) -> Any:
    return (
        [_jsonable(item) for item in value]
        if hasattr(value, "__len__") and not isinstance(value, str)
        else value
    )
