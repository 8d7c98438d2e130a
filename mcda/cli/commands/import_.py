"""import: what was typed into a brief, read back as a scenario of the study that it records."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from mcda.cli.answer import Answer, finding_documents, finding_lines, translator, written
from mcda.cli.changes import changes_document
from mcda.cli.parser import Verb, add_common
from mcda.cli.study_options import brief_of
from mcda.report.tables.study_comparison import sentences
from mcda.report.workbook.reader import reopened
from mcda.study.comparison import Comparison
from mcda.study.io import to_json


def add_options(verb: Verb) -> None:
    examples = ("edited.xlsx", "edited.xlsx -o edited.json", "edited.xlsx --lang zh")
    add_common(verb, "FILE", *examples, of_study=False, writes="")
    verb.option("file", words="options.brief", metavar="FILE", is_input=True)


def run(options: Namespace) -> Answer:
    """The scenario's key, null where nothing was typed, and what it changes."""
    t = translator(options)
    path = Path(options.file)
    recorded, found = reopened(path), brief_of(path, what_if=True)
    before = recorded.study
    changed = Comparison(before, found.study)
    values = [
        {
            "what": "value",
            "alternative": edit.alternative,
            "criterion": edit.criterion,
            "before": edit.before,
            "after": edit.after,
        }
        for edit in recorded.edits.cells
        if edit.kind == "value"
    ]
    document: dict[str, Any] = {
        "scenario": None if found.study is before else found.study.active,
        # the scenario assumes the values; what was typed is each of them
        "changes": [c for c in changes_document(changed) if c.get("field") != "assumed"] + values,
        "findings": finding_documents(found.findings, t),
    }
    if found.study is before:
        told = [t("cli.what_if_none", file=path.name)]
    else:
        name = found.study.scenario.name
        told = [t("cli.scenario", name=name), *sentences(changed, t, is_listed=True)]
    lines = [*told, *finding_lines(found.findings, t)]
    if options.output:
        return written(options.output, to_json(found.study).encode(), t, document, *lines)
    return Answer(document, "\n".join(lines))
