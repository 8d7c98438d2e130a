"""template: an empty study workbook to fill in."""

from argparse import ArgumentParser, Namespace

from mcda.cli.answer import Answer, translator, written
from mcda.cli.parser import add_common


def add_options(verb: ArgumentParser) -> None:
    add_common(verb, of_study=False)
    verb.add_argument(
        "-o", "--output", metavar="FILE", default="study.xlsx", help="default: study.xlsx"
    )


def run(options: Namespace) -> Answer:
    from inputs.own_study.template import template

    return written(options.output, template(), translator(options), {})
