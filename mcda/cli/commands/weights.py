"""weights: objective weights, from the study's data alone."""

from argparse import ArgumentParser, Namespace

from mcda.cli.answer import Answer, translator
from mcda.cli.parser import add_common, study_from
from mcda.model.weights import Weights
from mcda.weighting.objective import OBJECTIVE, objective_weights
from mcda.words import Translator


def add_options(verb: ArgumentParser) -> None:
    add_common(verb, "--objective NAME")
    verb.add_argument("--objective", required=True, metavar="NAME", help=", ".join(OBJECTIVE))
    verb.add_argument(
        "--normalisation", metavar="KEY", help="none, or a key of pymcdm (default: as published)"
    )


def run(options: Namespace) -> Answer:
    matrix = study_from(options).filled.matrix
    found = objective_weights(options.objective, matrix, options.normalisation)
    document = {"method": options.objective, "weights": found.as_dict()}
    return Answer(document, share_lines(found, translator(options)))


def share_lines(found: Weights, t: Translator) -> str:
    """One criterion a line, its share of the whole before it."""
    return "\n".join(f"{t.percent(share, 1):>8}  {key}" for key, share in found.as_dict().items())
