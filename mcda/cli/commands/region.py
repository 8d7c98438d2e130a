"""The verbs of the region: pilots, chain, network."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from criteria.errors import Finding, StudyError
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
from mcda.words import Translator, phrase

Answer = tuple[Any, str]  # the JSON document, and the readable text


def pilots(options: argparse.Namespace, t: Translator) -> Answer:
    study = wishing(options, study_from(options))
    found = decide(study)
    names = {rank.key: t.text(rank.name) for rank in found.candidates}
    rules = names_of_rules(found.candidates, found.rules)
    notes = [f for f in check(found.candidates, found.rules) if f.severity != "error"]

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
        "findings": [plain(finding, t) for finding in (*notes, *study.findings)],
        "hash": digest(study),
    }
    lines = [t("shell.pilots", k=found.rules.k, value=f"{found.best.value:.4f}")]
    lines += pilot_tables.valued(found, t)
    lines += [f"{found[key].value:8.4f}  {names[key]}" for key in found.best.chosen]
    lines += [
        t("shell.price", rule=rules[rule], value=f"{cost:.4f}")
        for rule, cost in found.price.items()
    ]
    for sentence, keys in (
        ("shell.pilots_core", found.firm.core),
        ("shell.pilots_borderline", found.firm.borderline),
    ):
        told = [f"{names[key]} {t.percent(found.firm.presence[key])}" for key in keys]
        lines.append(t(sentence, names=t.join(told, last=False) or "—"))
    count = len(found.near.portfolios)
    lines.append(t("shell.near" if found.near.complete else "shell.near_more", count=count))
    lines += [t.finding(finding).line() for finding in notes]
    return document, "\n".join(lines)


def chain_(options: argparse.Namespace, t: Translator) -> Answer:
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
    return document, "\n".join(_tree_lines(document, t))


def _tree_lines(tree: Sequence[dict[str, Any]], t: Translator) -> Iterator[str]:
    for cluster in tree:
        yield cluster["cluster"]
        for city in cluster["cities"]:
            yield f"  {_placed(city, t)}"
            for county in city["counties"]:
                town = county["town"]
                yield f"    {_placed(county, t)}" + (f" → {_placed(town, t)}" if town else "")


def _placed(entry: dict[str, Any], t: Translator) -> str:
    rank = t("map.one_place", place=entry["rank"]) if entry["rank"] else t("shell.always_in")
    return t.text(phrase("punctuation.in_brackets", words=entry["name"], note=rank))


def network_(options: argparse.Namespace, t: Translator) -> Answer:
    study = study_from(argparse.Namespace(**{**vars(options), "stage": LINKS}))
    if study.stage.key != LINKS:
        raise StudyError.of("network.stage", stage=study.stage.name)
    own, wrong = _own_links(options.links) if options.links else ((), ())
    found = network(options.step, own or None, study)
    names = {link.key: t.text(link.name) for link in network(3, None, study).links} | {
        row.link: t.text(study.evidence[row.link].name) for row in found.growth
    }
    cities = {key: t.text(name) for key, name in central_cities().items()}
    document = {
        "step": found.step,
        "links": [_link(link, t) for link in found.links],
        "sectors": [
            {
                "key": sector.key,
                "name": t.text(sector.name),
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
                "claim": t.text(verdict.claim.text),
                "answer": verdict.answer,
                "sentence": t.text(verdict.sentence),
            }
            for verdict in verdicts(own)
        ],
        "findings": [plain(finding, t) for finding in wrong],
        "hash": digest(study),
        "_errors": list(wrong),
    }
    return document, "\n".join(_network_lines(found, names, cities, t))


def _link(link: Link, t: Translator) -> dict[str, Any]:
    return {
        "key": link.key,
        "name": t.text(link.name),
        "cities": list(link.cities),
        "step": link.step,
        "backbone": {"rank": link.backbone_rank, "score": link.backbone_score},
        "to_strengthen": {"rank": link.strengthen_rank, "score": link.strengthen_score},
    }


def _network_lines(
    found: Network, names: dict[str, str], cities: dict[str, str], t: Translator
) -> Iterator[str]:
    for step in found.steps:
        yield t("shell.step", number=step.number, name=step.name, link=names[step.strengthen])
    yield t("shell.links")
    for link in sorted(found.links, key=lambda link: link.strengthen_rank):
        yield f"{link.backbone_rank:>5} {link.strengthen_rank:>5}  {names[link.key]}"
    measure = measure_named(found.growth_measure)
    yield t("shell.growth", measure=measure.name, doubt=measure.doubt)
    for row in found.growth:
        percent = "—" if row.percent is None else f"{row.percent:+.0f} %"
        yield f"{percent:>8}  {names[row.link]}  {row.since} → {row.until}"
    for number, group in enumerate(found.echelons, start=1):
        told = t.join([cities[key] for key in group], last=False)
        yield t("shell.echelon", number=number, cities=told)


def _own_links(file: str) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    grid = read_grid(Path(file))
    head, *rows = grid.rows or ((),)
    return read_observations([dict(zip(head, row, strict=True)) for row in rows], grid.file)


REGION_COMMANDS: dict[str, Callable[[argparse.Namespace, Translator], Answer]] = {
    "pilots": pilots,
    "chain": chain_,
    "network": network_,
}
