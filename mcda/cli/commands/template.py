"""template: an empty study workbook to fill in, or one of the towns of some counties."""

from argparse import Namespace

from mcda.cli.answer import Answer, translator, written
from mcda.cli.parser import Verb, add_common


def add_options(verb: Verb) -> None:
    examples = ("", "--towns 611025 Ningshan -o towns.xlsx", "-o - > mine.xlsx")
    add_common(verb, "", *examples, of_study=False, writes="study.xlsx")
    verb.option("--towns", words="options.towns", nargs="+", metavar="COUNTY")


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
