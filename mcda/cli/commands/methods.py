"""methods: the ranking methods described, those that are not offered and why, and the criteria."""

from argparse import ArgumentParser, Namespace

from criteria.catalogue import read_catalogue
from mcda.cli.answer import Answer, translator
from mcda.cli.parser import add_common
from mcda.methods.registry import METHODS, NOT_OFFERED


def add_options(verb: ArgumentParser) -> None:
    add_common(verb, of_study=False)


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
    lines = [
        f"{entry['key']:<14} {entry['family']:<12} {entry['name']}: {entry['gloss']}"
        for entry in listed
    ]
    refused = {key: t.text(reason) for key, reason in NOT_OFFERED.items()}
    document = {"methods": listed, "not_offered": refused, "criteria": criteria}
    return Answer(document, "\n".join(lines))
