"""check: a table or a study workbook is read, and everything wrong with it told at once."""

from argparse import Namespace
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
from mcda.cli.answer import Answer, finding_documents, finding_lines, translator
from mcda.cli.parser import Verb, add_answer_option, add_common
from mcda.cli.study_options import answers_of, brief_of
from mcda.report.workbook.reader import is_brief


def add_options(verb: Verb) -> None:
    examples = ("mine.csv", "mine.csv --criteria criteria.csv", "mine.xlsx --answer D16=170")
    add_common(verb, "FILE", *examples, of_study=False)
    verb.option("file", words="options.checked", metavar="FILE", is_input=True)
    verb.option("--criteria", words="options.criteria", metavar="FILE", is_input=True)
    add_answer_option(verb)
    verb.option("--values", words="options.values", action="store_true")


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
    told = [
        line
        for severity in ("warning", "note")
        for line in finding_lines((f for f in findings if f.severity == severity), t)
    ]
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
