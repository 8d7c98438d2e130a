"""methods: the ranking methods described, those that are not offered and why, and the criteria."""

from argparse import Namespace

from criteria.catalogue import read_catalogue
from mcda.cli.answer import Answer, translator
from mcda.cli.parser import Verb, add_common
from mcda.methods.registry import METHODS, NOT_OFFERED
from mcda.report.tables.model import tabulate


def add_options(verb: Verb) -> None:
    examples = ("", "--lang zh", "--format markdown -o methods.md")
    add_common(verb, "", *examples, of_study=False, has_table=True)


def run(options: Namespace) -> Answer:
    t = translator(options)
    listed = [
        {
            "key": method.key,
            "name": t.text(method.name),
            "family": method.family,
            "gloss": t.text(method.gloss),
            "formula": method.formula,
            "reference": method.reference,
            "higher_is_better": method.higher_is_better,
            "needs": [need.__name__ for need in method.needs],
            "limitations": t.text(method.limitations),
            "default_menu": method.in_default_menu,
            "alike": list(method.clones),
            "parameters": [
                {
                    "key": p.key,
                    "default": p.default,
                    "low": p.low,
                    "high": p.high,
                    "choices": list(p.choices),
                }
                for p in method.parameters
            ],
        }
        for method in METHODS.values()
    ]
    criteria = [
        {"key": criterion.key, "name": t.text(criterion.name), "group": criterion.group}
        for criterion in read_catalogue()[0].criteria
    ]
    table = tabulate(
        t,
        "",
        METHODS.values(),
        ("live.key", "key", lambda method: method.key),
        ("ranking.family", "key", lambda method: t(f"kinds.{method.family}")),
        ("chart.name", "name", lambda method: t.text(method.name)),
        ("cli.gloss", "text", lambda method: t.text(method.gloss)),
    )
    refused = {key: t.text(reason) for key, reason in NOT_OFFERED.items()}
    document = {"methods": listed, "not_offered": refused, "criteria": criteria}
    return Answer(document, tables=(table,))
