"""A user's own data from the command line: a table with or without criteria, or a study workbook."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from criteria.errors import AppError, Finding, StudyError, Text, raise_errors
from inputs.checks import check
from inputs.files import open_path
from inputs.own_study.files import (
    Loaded,
    criteria_keys,
    has_criteria,
    read_own_criteria,
    read_table,
)
from inputs.own_study.study_workbook import WorkbookStage, is_study_workbook, read_workbook
from mcda.study.factory import own_study
from mcda.study.study import Study

ANSWER = "what the table does not say: D16=170, decimals=comma, direction/F=max (docs/upload.md)"


def add_to(parser: argparse.ArgumentParser) -> None:
    """The option that answers what a table does not say."""
    parser.add_argument(
        "--answer", nargs="*", default=[], action="extend", metavar="KEY=VALUE", help=ANSWER
    )


def study_from(options: argparse.Namespace) -> Study:
    """The study of a user's table or workbook; its findings that are no errors stay on the options as `told`."""
    stages = stages_of(Path(options.table or options.study), options.criteria, options.answer)
    named = (options.stage, f"own_{options.stage}")
    chosen = next((stage for stage in stages if stage.key in named), None)
    if options.stage and chosen is None:
        known = [stage.key.removeprefix("own_") for stage in stages]
        raise StudyError.of("stage.unknown", key=options.stage, known=known)
    chosen = chosen or stages[0]
    raise_errors(chosen.loaded.findings, StudyError)
    options.told = [f for f in chosen.loaded.findings if f.severity == "warning"]
    options.thresholds = chosen.own.thresholds
    return own_study(chosen.own, chosen.loaded, chosen.title, chosen.date)


def stages_of(
    table: Path, criteria: str | None, answers: Sequence[str]
) -> tuple[WorkbookStage, ...]:
    """The stages of a study workbook, or the one stage of a table. Raises EvidenceError."""
    if criteria is None and is_study_workbook(open_path(table)):
        return read_workbook(open_path(table), _answers(answers))
    path, loaded = _table(table, criteria, answers)
    raise_errors(loaded.findings, StudyError)
    return (WorkbookStage(read_own_criteria(path, loaded), loaded, Text.same(table.stem), ""),)


def checked(options: argparse.Namespace) -> tuple[Loaded, list[Finding]]:
    """A table as it is read, and everything that is to be said of it."""
    table = Path(options.file)
    if options.criteria is None and is_study_workbook(open_path(table)):
        stages = read_workbook(open_path(table), _answers(options.answer))
        loaded = stages[0].loaded
        hygiene = [f for s in stages for f in _hygiene(s.loaded, s)]
        return loaded, [*loaded.findings, *hygiene]
    path, loaded = _table(table, options.criteria, options.answer)
    findings = list(loaded.findings)
    if path or len(loaded.directions) == len(loaded.evidence.observations):
        try:
            own = read_own_criteria(path, loaded)
            findings += _hygiene(loaded, WorkbookStage(own, loaded, Text.same(table.stem), ""))
        except AppError as error:
            findings += error.findings
    return loaded, findings


def _hygiene(loaded: Loaded, stage: WorkbookStage) -> list[Finding]:
    evidence, own = loaded.evidence, stage.own
    found = check(evidence, own.catalogue, own.stage, evidence.alternatives)
    return [
        f for f in found if f.code != "check.gap"
    ]  # each empty cell is told by its place already


def _table(table: Path, criteria: str | None, answers: Sequence[str]) -> tuple[Path | None, Loaded]:
    """The file of criteria, if there is one, and the table as it is read with the answers given."""
    path = criteria_file(criteria, table)
    loaded = read_table(table, _answers(answers), criteria_keys(path))
    if path is not None:  # the criteria say the directions; the table need not
        asked = tuple(f for f in loaded.findings if f.code != "table.direction")
        loaded = replace(loaded, findings=asked)
    return path, loaded


def criteria_file(given: str | None, table: Path) -> Path | None:
    """The criteria file that was named, else the table's own workbook if it has a sheet for them."""
    if given:
        return Path(given)
    return table if has_criteria(table) else None


def _answers(words: Sequence[str]) -> dict[str, str]:
    pairs = [word.partition("=") for word in words]
    wrong = [
        word for word, (key, equals, _) in zip(words, pairs, strict=True) if not key or not equals
    ]
    if wrong:
        raise StudyError.of("answer.form", found=wrong[0])
    return {key.strip(): value.strip() for key, _, value in pairs}
