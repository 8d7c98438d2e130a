"""The commands, in the order in which help lists them, each with its line there: a file each.

Each has `add_options(verb)`, which declares its options, and `run(options)`, which gives the answer. A file is imported
once its verb is asked for: help, and every other verb, need not wait for what this one imports.
"""

from argparse import ArgumentParser
from importlib import import_module
from keyword import iskeyword

COMMANDS = {
    "app": "serve the pages",
    "rank": "rank the candidates",
    "methods": "list the ranking methods",
    "weights": "weights from the data alone",
    "elicit": "weights from a file of answers",
    "check": "check a table or study workbook",
    "template": "an empty study workbook, or one of towns",
    "brief": "the Excel brief",
    "compare": "compare two briefs or studies",
    "import": "changed cells of a brief as a scenario",
    "robust": "robustness of the ranks",
    "why": "why A scores more or less than B",
    "lists": "the top of the ranking beside official lists",
    "pilots": "the optimal set of pilots",
    "chain": "the transmission chain from cluster to county town",
    "network": "links of the six central cities",
    "store": "list or delete workshops and published studies",
}


def add_options(name: str, verb: ArgumentParser) -> None:
    """Declare the options of a command, and `run`, on the parser of its verb."""
    command = import_module(f"{__name__}.{name}_" if iskeyword(name) else f"{__name__}.{name}")
    command.add_options(verb)
    verb.set_defaults(run=command.run)
