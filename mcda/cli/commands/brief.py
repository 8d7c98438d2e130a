"""brief: the Excel brief of a study."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mcda.cli.answer import Answer, finding_documents, finding_lines, translator, written
from mcda.cli.parser import add_common, opened
from mcda.report.workbook.reader import is_brief, reopened
from mcda.words import Translator


def add_options(verb: ArgumentParser) -> None:
    add_common(verb)
    verb.add_argument(
        "-o", "--output", metavar="FILE", default="brief.xlsx", help="default: brief.xlsx"
    )


def run(options: Namespace) -> Answer:
    """The workbook; of a brief that is read back, in its own language unless another is asked for."""
    from mcda.report.workbook.contents import brief
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
