"""check: a table or a study workbook is read, and everything wrong with it told at once."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from criteria.errors import AppError, Finding
from criteria.text import Text
from inputs.checks import check
from inputs.evidence import Evidence
from inputs.files import open_path
from inputs.own_study.criteria_file import Loaded, read_own_criteria
from inputs.own_study.study_workbook import (
    WorkbookStage,
    is_study_workbook,
    read_table_of,
    read_workbook,
)
from mcda.cli.answer import Answer, finding_documents, translator
from mcda.cli.parser import CRITERIA, add_answer_option, add_common, answers_of, brief_of
from mcda.report.workbook.reader import is_brief


def add_options(verb: ArgumentParser) -> None:
    add_common(verb, "FILE", of_study=False)
    verb.add_argument("file", metavar="FILE", help="CSV, XLSX or another table")
    verb.add_argument("--criteria", metavar="FILE", help=CRITERIA)
    add_answer_option(verb)
    verb.add_argument("--values", action="store_true", help="with --json: the values as well")


def run(options: Namespace) -> Answer:
    t = translator(options)
    path = Path(options.file)
    if options.criteria is None and is_brief(path):
        known, variables, findings = _checked_brief(path)
    else:
        loaded, findings = _checked(path, options.criteria, answers_of(options.answer))
        known, variables = loaded.evidence, {key: key for key in loaded.evidence.observations}
    document: dict[str, Any] = {
        "alternatives": [alternative.key for alternative in known.alternatives],
        "criteria": list(variables),
        "findings": finding_documents(findings, t),
    }
    if options.values:
        document["values"] = {
            alternative.key: {
                key: known.observation(variable, alternative.key).value
                for key, variable in variables.items()
            }
            for alternative in known.alternatives
        }
    told = [f"{s.severity}  {s.line()}" for s in map(t.finding, findings) if s.severity != "error"]
    counts = t("cli.read", alternatives=len(known.alternatives), criteria=len(variables))
    errors = tuple(finding for finding in findings if finding.severity == "error")
    return Answer(document, "\n".join([counts, *told]), errors)


def _checked(
    file: Path, criteria: str | None, answers: dict[str, str]
) -> tuple[Loaded, list[Finding]]:
    """A table as it is read, and everything that is to be said of it."""
    if criteria is None and is_study_workbook(open_path(file)):
        stages = read_workbook(open_path(file), answers)
        loaded = stages[0].loaded
        return loaded, [*loaded.findings, *(f for s in stages for f in _plausibility(s))]
    path, loaded = read_table_of(file, criteria, answers)
    findings = list(loaded.findings)
    if path or len(loaded.directions) == len(loaded.evidence.observations):
        try:
            own = read_own_criteria(path, loaded)
            findings += _plausibility(WorkbookStage(own, loaded, Text.same(file.stem), ""))
        except AppError as error:
            findings += error.findings
    return loaded, findings


def _checked_brief(file: Path) -> tuple[Evidence, dict[str, str], list[Finding]]:
    """The data of the study that a brief records, the variable of each criterion, and what is to be said of them."""
    found = brief_of(file, what_if=False)
    study = found.study
    variables = {key: study.catalogue[key].variable for key in study.stage.keys}
    plausible = check(study.evidence, study.catalogue, study.stage, study.candidates)
    return study.evidence, variables, [*found.findings, *found.notes, *plausible]


def _plausibility(stage: WorkbookStage) -> list[Finding]:
    evidence, own = stage.loaded.evidence, stage.own
    found = check(evidence, own.catalogue, own.stage, evidence.alternatives)
    # each empty cell is told where it stands already
    return [finding for finding in found if finding.code != "check.gap"]
