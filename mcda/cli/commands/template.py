"""template: an empty study workbook to fill in."""

from argparse import Namespace

from mcda.cli.answer import Answer, translator, written
from mcda.cli.parser import Parents, Verbs


def add_parser(verbs: Verbs, parents: Parents) -> None:
    verb = verbs.add_parser(
        "template", parents=[parents.common], help="an empty study workbook to fill in"
    )
    verb.add_argument("-o", "--output", default="study.xlsx")
    verb.set_defaults(run=run)


def run(options: Namespace) -> Answer:
    from inputs.own_study.template import template

    return written(options.output, template(), translator(options), {})
