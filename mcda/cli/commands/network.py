"""network: links and sectors of the six central cities, and how the links have grown."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from criteria.errors import Finding, StudyError
from inputs.own_study.files import read_grid
from mcda.cli.answer import Answer, finding_documents, translator
from mcda.cli.parser import add_common, study_from
from mcda.region.claims import verdicts
from mcda.region.link_years import Observation, central_cities, measure_named
from mcda.region.network import STEPS, Link, Network, network
from mcda.region.own_links import read_observations
from mcda.study.factory import LINKS
from mcda.study.io import digest
from mcda.words import Translator


def add_options(verb: ArgumentParser) -> None:
    add_common(verb)
    verb.add_argument(
        "--phase", type=int, choices=STEPS, default=STEPS[-1], help=f"default: {STEPS[-1]}"
    )
    verb.add_argument("--links", metavar="FILE", help="your links by year, CSV or XLSX")


def run(options: Namespace) -> Answer:
    t = translator(options)
    study = study_from(Namespace(**{**vars(options), "stage": LINKS}))
    if study.stage.key != LINKS:
        raise StudyError.of("network.stage", stage=study.stage.name)
    own, wrong = _own_links(options.links) if options.links else ((), ())
    found = network(options.phase, own or None, study)
    names = {link.key: t.text(link.name) for link in network(3, None, study).links} | {
        row.link: t.text(study.evidence[row.link].name) for row in found.growth
    }
    cities = {key: t.text(name) for key, name in central_cities().items()}
    document = {
        "phase": found.step,
        "links": [_link(link, t) for link in found.links],
        "sectors": [
            {
                "key": sector.key,
                "name": t.text(sector.name),
                "phase": sector.step,
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
        "tiers": {
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
        "findings": finding_documents(wrong, t),
        "checksum": digest(study),
    }
    return Answer(document, "\n".join(_lines(found, names, cities, t)), wrong)


def _link(link: Link, t: Translator) -> dict[str, Any]:
    return {
        "key": link.key,
        "name": t.text(link.name),
        "cities": list(link.cities),
        "phase": link.step,
        "backbone": {"rank": link.backbone_rank, "score": link.backbone_score},
        "to_strengthen": {"rank": link.strengthen_rank, "score": link.strengthen_score},
    }


def _lines(
    found: Network, names: dict[str, str], cities: dict[str, str], t: Translator
) -> Iterator[str]:
    for step in found.steps:
        yield t("network.sentence", number=step.number, name=step.name, link=names[step.strengthen])
    yield t("cli.links")
    for link in sorted(found.links, key=lambda link: link.strengthen_rank):
        yield f"{link.backbone_rank:>5} {link.strengthen_rank:>5}  {names[link.key]}"
    measure = measure_named(found.growth_measure)
    yield t("cli.growth", measure=measure.name, doubt=measure.doubt)
    for row in found.growth:
        percent = "—" if row.percent is None else f"{row.percent:+.0f}%"
        yield f"{percent:>8}  {names[row.link]}  {row.since} → {row.until}"
    for number, group in enumerate(found.echelons, start=1):
        told = t.join([cities[key] for key in group], last=False)
        yield t("cli.tier", number=number, cities=told)


def _own_links(file: str) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    grid = read_grid(Path(file))
    head, *rows = grid.rows or ((),)
    return read_observations([dict(zip(head, row, strict=True)) for row in rows], grid.file)
