"""brief: the Excel brief of a study."""

from argparse import Namespace
from pathlib import Path

from mcda.cli.answer import Answer, finding_documents, finding_lines, translator, written
from mcda.cli.parser import Verb, add_common
from mcda.cli.study_options import opened
from mcda.words import Translator


def add_options(verb: Verb) -> None:
    examples = ("--lang zh", "--stage primary -o cities.xlsx", "--study brief.xlsx -o again.xlsx")
    add_common(verb, "", *examples, writes="brief.xlsx")


def run(options: Namespace) -> Answer:
    """The workbook; of a brief that is read back, in its own language unless another is asked for."""
    from mcda.report.workbook.contents import brief
    from mcda.report.workbook.reader import is_brief, reopened
    from mcda.report.workbook.writer import write

    t = translator(options)
    path = Path(options.study) if options.study else None
    own = path is not None and options.lang is None and is_brief(path)
    found = opened(options)
    made = brief(found.study, Translator(reopened(path).lang) if path and own else t)
    document = {
        "sheets": [sheet.name for sheet in made.sheets],
        "checksum": made.hash,
        "findings": finding_documents((*found.findings, *found.notes), t),
    }
    return written(options.output, write(made), t, document, *finding_lines(found.findings, t))
