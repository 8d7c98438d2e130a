"""chain: one tree of the three rankings, cluster, city, county, county town."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from criteria.errors import StudyError
from mcda.cli.answer import Answer, translator
from mcda.cli.parser import Verb, add_common
from mcda.cli.study_options import study_from
from mcda.region.chain import CLUSTERINGS, LEADS, chain, named_places
from mcda.region.pilot_candidates import leads_unranked
from mcda.report.tables import chain as chain_tables
from mcda.study.factory import CHAIN, chain_of
from mcda.study.study import Study
from mcda.words import Translator, phrase


def add_options(verb: Verb) -> None:
    examples = ("", "--clustering strongest_link", "--format csv -o chain.csv")
    add_common(verb, "", *examples, has_table=True)
    verb.option("--lead", words="options.lead", choices=LEADS, default=LEADS[0])
    verb.option(
        "--clustering", words="options.clustering", choices=CLUSTERINGS, default=CLUSTERINGS[0]
    )


def run(options: Namespace) -> Answer:
    t = translator(options)
    study = study_from(options)
    if study.stage.key not in CHAIN or study.stage.level == "own":
        raise StudyError.of("chain.stage", stage=study.stage.name)
    stages = chain_of(study)
    primary, secondary, tertiary = (stages[key] for key in CHAIN)
    tree = chain(primary, secondary, tertiary, options.lead, options.clustering)
    document = [
        {
            "cluster": t.text(cluster.name),
            "key": cluster.key,
            "cities": [
                {
                    "key": city.key,
                    "name": t.text(city.name),
                    "rank": city.rank,
                    "counties": [
                        {
                            "key": county.key,
                            "name": t.text(county.name),
                            "rank": county.rank,
                            "across_border": None
                            if county.border is None
                            else {"city": county.border.city.key, "is_lead": county.border.is_lead},
                            "town": None
                            if county.town is None
                            else {
                                "key": county.town.key,
                                "name": t.text(county.town.name),
                                "rank": county.town.rank,
                            },
                        }
                        for county in city.counties
                    ],
                }
                for city in cluster.cities
            ],
        }
        for cluster in tree
    ]
    named = {
        stage: tuple(rank.key for rank in named_places(stages) if rank.stage == stage)
        for stage in CHAIN
    }
    table = chain_tables.tree(tree, named, t)
    return Answer(document, "\n".join(_tree_lines(document, primary, t)), tables=(table,))


def _tree_lines(tree: Sequence[dict[str, Any]], primary: Study, t: Translator) -> Iterator[str]:
    for cluster in tree:
        yield cluster["cluster"]
        for city in cluster["cities"]:
            leads = leads_unranked(primary, city["key"])
            yield f"  {_ranked(city, t, 'chain.always_in' if leads else 'chain.shut_out')}"
            for county in city["counties"]:
                town = county["town"]
                yield f"    {_ranked(county, t)}" + (f" → {_ranked(town, t)}" if town else "")


def _ranked(entry: dict[str, Any], t: Translator, out: str = "chain.shut_out") -> str:
    rank = t("map.one_rank", rank=entry["rank"]) if entry["rank"] else t(out)
    return t.text(phrase("punctuation.in_brackets", words=entry["name"], note=rank))
