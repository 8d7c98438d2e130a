"""The verbs of the region: pilots, chain, network."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from criteria.errors import Finding, StudyTrouble
from inputs.own_study.files import read_grid
from mcda.cli.commands.ranking import plain
from mcda.cli.parser import study_from
from mcda.cli.region_options import wishing
from mcda.region.chain import chain
from mcda.region.claims import verdicts
from mcda.region.link_years import Observation, central_cities, measure_named
from mcda.region.network import Link, Network, network
from mcda.region.own_links import read_observations
from mcda.region.pilot_constraints import check, names_of_rules
from mcda.region.pilot_decision import decide
from mcda.report.tables import pilots as pilot_tables
from mcda.study.factory import CHAIN, LINKS, chain_of
from mcda.study.io import digest
from mcda.words import Say, phrase

Answer = tuple[Any, str]  # the JSON document, and the readable text


def pilots(options: argparse.Namespace, say: Say) -> Answer:
    study = wishing(options, study_from(options))
    found = decide(study)
    names = {place.key: say.of(place.name) for place in found.places}
    rules = names_of_rules(found.places, found.rules)
    notes = [f for f in check(found.places, found.rules) if f.severity != "error"]

    def listed(keys: Sequence[str]) -> list[dict[str, Any]]:
        return [
            {"key": key, "name": names[key], "presence": found.firm.presence[key]} for key in keys
        ]

    document = {
        "stage": study.stage.key,
        "k": found.rules.k,
        "chosen": [{"key": key, "name": names[key]} for key in found.best.chosen],
        "value": found.best.value,
        "proven": True,
        "core": listed(found.firm.core),
        "borderline": listed(found.firm.borderline),
        "near": [{"chosen": list(p.chosen), "value": p.value} for p in found.near.portfolios],
        "near_complete": found.near.complete,
        "presence": found.near.presence,
        "price": dict(found.price),
        "left_out": None
        if found.left_out is None
        else {
            "key": found.left_out.key,
            "name": names[found.left_out.key],
            "value": found.left_out.value,
            "needed": found.left_out.needed,
            "barred_by": list(found.left_out.barred_by),
        },
        "findings": [plain(finding, say) for finding in (*notes, *study.findings)],
        "hash": digest(study),
    }
    lines = [say("shell.pilots", k=found.rules.k, value=f"{found.best.value:.4f}")]
    lines += pilot_tables.valued(found, say)
    lines += [f"{found[key].value:8.4f}  {names[key]}" for key in found.best.chosen]
    lines += [
        say("shell.price", rule=rules[rule], value=f"{cost:.4f}")
        for rule, cost in found.price.items()
    ]
    for sentence, keys in (
        ("shell.pilots_core", found.firm.core),
        ("shell.pilots_borderline", found.firm.borderline),
    ):
        told = [f"{names[key]} {say.percent(found.firm.presence[key])}" for key in keys]
        lines.append(say(sentence, names=say.join(told, last=False) or "—"))
    count = len(found.near.portfolios)
    lines.append(say("shell.near" if found.near.complete else "shell.near_more", count=count))
    lines += [say.finding(finding).line() for finding in notes]
    return document, "\n".join(lines)


def chain_(options: argparse.Namespace, say: Say) -> Answer:
    study = study_from(options)
    if study.stage.key not in CHAIN or study.stage.level == "own":
        raise StudyTrouble.of("chain.stage", stage=study.stage.name)
    stages = chain_of(study)
    primary, secondary, tertiary = (stages[key] for key in CHAIN)
    tree = chain(primary, secondary, tertiary, options.lead, options.clustering)
    document = [
        {
            "cluster": say.of(cluster.name),
            "key": cluster.key,
            "cities": [
                {
                    "key": city.key,
                    "name": say.of(city.name),
                    "place": city.place,
                    "counties": [
                        {
                            "key": county.key,
                            "name": say.of(county.name),
                            "place": county.place,
                            "town": None
                            if county.town is None
                            else {
                                "key": county.town.key,
                                "name": say.of(county.town.name),
                                "place": county.town.place,
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
    return document, "\n".join(_tree_lines(document, say))


def _tree_lines(tree: Sequence[dict[str, Any]], say: Say) -> Iterator[str]:
    for cluster in tree:
        yield cluster["cluster"]
        for city in cluster["cities"]:
            yield f"  {_placed(city, say)}"
            for county in city["counties"]:
                town = county["town"]
                yield f"    {_placed(county, say)}" + (f" → {_placed(town, say)}" if town else "")


def _placed(entry: dict[str, Any], say: Say) -> str:
    place = say("map.one_place", place=entry["place"]) if entry["place"] else say("shell.always_in")
    return say.of(phrase("punctuation.in_brackets", words=entry["name"], note=place))


def network_(options: argparse.Namespace, say: Say) -> Answer:
    study = study_from(argparse.Namespace(**{**vars(options), "stage": LINKS}))
    if study.stage.key != LINKS:
        raise StudyTrouble.of("network.stage", stage=study.stage.name)
    own, wrong = _own_links(options.links) if options.links else ((), ())
    found = network(options.step, own or None, study)
    names = {link.key: say.of(link.name) for link in network(3, None, study).links} | {
        row.link: say.of(study.evidence[row.link].name) for row in found.growth
    }
    cities = {key: say.of(name) for key, name in central_cities().items()}
    document = {
        "step": found.step,
        "links": [_link(link, say) for link in found.links],
        "sectors": [
            {
                "key": sector.key,
                "name": say.of(sector.name),
                "step": sector.step,
                "links": list(sector.links),
                "cities": list(sector.cities),
            }
            for sector in found.sectors
        ],
        "growth": [
            {
                "link": row.link,
                "name": names[row.link],
                "measure": row.measure,
                "since": row.since,
                "until": row.until,
                "earlier": row.earlier,
                "later": row.later,
                "percent": row.percent,
            }
            for row in found.growth
        ],
        "echelons": {
            str(number): [
                {"key": key, "name": cities[key], "total": found.totals[key]} for key in group
            ]
            for number, group in enumerate(found.echelons, start=1)
        },
        "growth_measure": found.growth_measure,
        "total_measure": found.total_measure,
        "claims": [
            {
                "key": verdict.claim.key,
                "claim": say.of(verdict.claim.text),
                "answer": verdict.answer,
                "sentence": say.of(verdict.sentence),
            }
            for verdict in verdicts(own)
        ],
        "findings": [plain(finding, say) for finding in wrong],
        "hash": digest(study),
        "_errors": list(wrong),
    }
    return document, "\n".join(_network_lines(found, names, cities, say))


def _link(link: Link, say: Say) -> dict[str, Any]:
    return {
        "key": link.key,
        "name": say.of(link.name),
        "cities": list(link.cities),
        "step": link.step,
        "backbone": {"place": link.backbone_place, "score": link.backbone_score},
        "to_strengthen": {"place": link.strengthen_place, "score": link.strengthen_score},
    }


def _network_lines(
    found: Network, names: dict[str, str], cities: dict[str, str], say: Say
) -> Iterator[str]:
    for step in found.steps:
        yield say("shell.step", number=step.number, name=step.name, link=names[step.strengthen])
    yield say("shell.links")
    for link in sorted(found.links, key=lambda link: link.strengthen_place):
        yield f"{link.backbone_place:>5} {link.strengthen_place:>5}  {names[link.key]}"
    measure = measure_named(found.growth_measure)
    yield say("shell.growth", measure=measure.name, doubt=measure.doubt)
    for row in found.growth:
        percent = "—" if row.percent is None else f"{row.percent:+.0f} %"
        yield f"{percent:>8}  {names[row.link]}  {row.since} → {row.until}"
    for number, group in enumerate(found.echelons, start=1):
        told = say.join([cities[key] for key in group], last=False)
        yield say("shell.echelon", number=number, cities=told)


def _own_links(file: str) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    grid = read_grid(Path(file))
    head, *rows = grid.rows or ((),)
    return read_observations([dict(zip(head, row, strict=True)) for row in rows], grid.file)


REGION_VERBS: dict[str, Callable[[argparse.Namespace, Say], Answer]] = {
    "pilots": pilots,
    "chain": chain_,
    "network": network_,
}
