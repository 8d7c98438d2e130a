"""criteria: what a study ranks by, and what it only offers, by key."""

from argparse import Namespace

from mcda.cli.answer import Answer, translator
from mcda.cli.parser import Verb, add_common
from mcda.cli.study_options import study_from
from mcda.report.tables.formatting import span
from mcda.report.tables.model import tabulate


def add_options(verb: Verb) -> None:
    examples = ("", "--stage links --lang zh", "--table mine.csv --format markdown")
    add_common(verb, "", *examples, has_table=True)


def run(options: Namespace) -> Answer:
    t, study = translator(options), study_from(options)
    weights = study.weights.as_dict()
    uses = (*study.stage.criteria, *study.stage.offered)
    listed = [
        {
            "key": use.key,
            "name": t.text(criterion.name),
            "group": criterion.group,
            "unit": t.text(criterion.unit),
            "worst": scale.worst,
            "best": scale.best,
            "curve": scale.curve,
            "weight": weights.get(use.key, 0.0),
            "offered": use in study.stage.offered,
        }
        for use in uses
        for criterion in (study.catalogue[use.key],)
        for scale in (study.scales.get(use.key, use.scale),)
    ]
    offered = {use.key for use in study.stage.offered}
    scales = {use.key: study.scales.get(use.key, use.scale) for use in uses}
    table = tabulate(
        t,
        "",
        [study.catalogue[use.key] for use in uses],
        ("live.key", "key", lambda c: c.key),
        ("chart.criterion", "name", lambda c: t.text(c.name)),
        ("brief.group", "key", lambda c: t.text(study.catalogue.group(c.group).name)),
        ("cli.direction_words", "key", lambda c: span(t, c, scales[c.key])),
        (
            "chart.share",
            "key",
            lambda c: t("cli.offered") if c.key in offered else t.percent(weights.get(c.key, 0), 1),
        ),
    )
    return Answer({"stage": study.stage.key, "criteria": listed}, tables=(table,))
