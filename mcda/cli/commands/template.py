"""template: an empty study workbook to fill in."""

from argparse import Namespace

from mcda.cli.answer import Answer, translator, written
from mcda.cli.parser import Verbs, add_verb


def add_parser(verbs: Verbs) -> None:
    verb = add_verb(verbs, "template", "an empty study workbook", of_study=False)
    verb.add_argument(
        "-o", "--output", metavar="FILE", default="study.xlsx", help="default: study.xlsx"
    )
    verb.set_defaults(run=run)


def run(options: Namespace) -> Answer:
    from inputs.own_study.template import template

    return written(options.output, template(), translator(options), {})
