"""weights: objective weights, from the study's data alone."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import TypeAlias

from mcda.cli.answer import Answer, translator
from mcda.cli.parser import Verb, add_common
from mcda.cli.study_options import study_from
from mcda.model.weights import Weights
from mcda.report.tables.model import Meaning, Table, Value, tabulate
from mcda.weighting.objective import OBJECTIVE, objective_weights
from mcda.words import Translator

Cells: TypeAlias = tuple[str, Meaning, Callable[[str], Value]]


def add_options(verb: Verb) -> None:
    examples = (
        "--objective entropy",
        "--objective critic --stage primary",
        "--objective merec --format csv",
    )
    add_common(verb, "--objective NAME", *examples, has_table=True)
    # one that is unknown is a finding
    verb.option(
        "--objective", words="options.objective", required=True, metavar="NAME",
        values=[*OBJECTIVE],
    )  # fmt: skip
    verb.option("--normalisation", words="options.normalisation", metavar="KEY")


def run(options: Namespace) -> Answer:
    t, study = translator(options), study_from(options)
    found = objective_weights(options.objective, study.filled.matrix, options.normalisation)
    names = {key: t.text(study.catalogue[key].name) for key in found.criteria}
    document = {"method": options.objective, "weights": found.as_dict()}
    return Answer(document, tables=(shares(found, t, names),))


def shares(found: Weights, t: Translator, names: Mapping[str, str] | None = None) -> Table:
    """One row a criterion: its key, its name where it has one, its share of the whole."""
    share: Cells = ("chart.share", "share", found.__getitem__)
    key: Cells = ("live.key", "key", str)
    if names is None:
        return tabulate(t, "", found.criteria, key, share)
    named: Cells = ("chart.criterion", "name", names.__getitem__)
    return tabulate(t, "", found.criteria, key, named, share)
