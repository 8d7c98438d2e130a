"""rank: the alternatives, best first."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from criteria.errors import StudyError
from mcda.cli.answer import Answer, finding_documents, finding_lines, translator
from mcda.cli.parser import Verb, add_common, add_rows
from mcda.cli.study_options import keys_in_province, opened
from mcda.methods.vikor import compromise
from mcda.model.ranking import Ranked, Ranking
from mcda.region.residents import parts, residents_of, top, tops
from mcda.region.town_types import has_types, ranking_within
from mcda.report.tables.ranking import (
    compromise_sentence,
    headline,
    records,
    source_words,
    table_of,
)
from mcda.report.tables.residents import document_of
from mcda.report.tables.town_types import within_table, within_words
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.study.town_type_rules import TOWN_TYPES


def add_options(verb: Verb) -> None:
    examples = (
        "--top 10",
        "--stage primary --method topsis --format csv -o cities.csv",
        "--weights income=0.5,tree_cover=0.5 --province Gansu",
    )
    add_common(verb, "", *examples, has_table=True)
    add_rows(verb)
    verb.option("--town-type", words="options.town_type", choices=TOWN_TYPES, metavar="TYPE")


def run(options: Namespace) -> Answer:
    t = translator(options)
    found = opened(options)
    study, ranking = found.study, found.study.ranking
    # what the table left open, then what a reader of the ranking should know
    findings = (*found.findings, *study.findings)
    in_json = (*found.findings, *found.notes, *study.findings)
    keys = ranking.matrix.criteria
    lines = list(lines_shown(options, study))
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
            for line, record in zip(lines, records(study, t, lines), strict=True)
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
    if options.town_type and not has_types(study):
        raise StudyError.of("town_type.stage", stage=study.stage.name)
    if options.town_type:
        table = within_table(study, options.town_type, t)
        told = [table.title, within_words(study, options.town_type, t)]
        document["within_type"] = [
            {"key": line.key, "rank": line.rank, "score": line.score}
            for line in ranking_within(study, options.town_type)
        ][: options.top]
        table = replace(table, rows=table.rows[: options.top])
    else:
        table = table_of(study, lines, t, "shell")
        told = [headline(study, t), *source_words(study, t)]
    if len(lines) < len(ranking) and not options.town_type:
        told.append(t("cli.shown", count=len(lines), all=len(ranking)))
    notes = [*told, *([] if proposed is None else [proposed]), *finding_lines(findings, t)]
    return Answer(document, tables=(table,), title=title, notes=tuple(notes))


def lines_shown(options: Namespace, study: Study) -> Iterator[Ranked]:
    """The lines of the ranking that are asked for: those of a province, the first few, or all."""
    within = keys_in_province(study, options.province)
    lines = (line for line in study.ranking if within is None or line.key in within)
    return islice(lines, options.top)


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
