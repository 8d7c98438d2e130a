"""template: an empty study workbook to fill in, or one of the towns of some counties."""

from argparse import ArgumentParser, Namespace

from mcda.cli.answer import Answer, translator, written
from mcda.cli.parser import add_common


def add_options(verb: ArgumentParser) -> None:
    add_common(verb, of_study=False)
    verb.add_argument(
        "-o", "--output", metavar="FILE", default="study.xlsx", help="default: study.xlsx"
    )
    verb.add_argument(
        "--towns",
        nargs="+",
        metavar="COUNTY",
        help="with the towns of counties, by name or code; figures are yours to fill in",
    )


def run(options: Namespace) -> Answer:
    from inputs.embedded import evidence_of
    from inputs.own_study.template import template
    from inputs.own_study.township_workbook import township_workbook

    t = translator(options)
    if options.towns is None:
        return written(options.output, template(), t, {})
    counties = evidence_of("county")
    keys = [counties.named(word).key for word in options.towns]
    return written(options.output, township_workbook(keys), t, {"counties": keys})
