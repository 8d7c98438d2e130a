"""network: links and sectors of the six central cities, and how the links have grown."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from criteria.errors import Finding, StudyError
from inputs.own_study.files import read_grid
from mcda.cli.answer import Answer, finding_documents, translator
from mcda.cli.parser import Verb, add_common
from mcda.cli.study_options import study_from
from mcda.region.claims import verdicts
from mcda.region.link_years import (
    Observation,
    central_cities,
    embedded_observations,
    measure_named,
)
from mcda.region.network import STEPS, Link, network
from mcda.region.own_links import read_observations
from mcda.report.tables import network as network_tables
from mcda.study.factory import LINKS
from mcda.study.io import digest
from mcda.words import Translator


def add_options(verb: Verb) -> None:
    add_common(verb, "", "", "--phase 1", "--links links.csv --format csv", has_table=True)
    verb.option(
        "--phase", words="options.phase", number=int, choices=STEPS, default=STEPS[-1], metavar="N"
    )
    verb.option("--links", words="options.links", metavar="FILE", is_input=True)


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
    measure = measure_named(found.growth_measure)
    figures = own or embedded_observations()
    links = network_tables.links(found, t)
    growth = network_tables.grown(figures, found.growth_measure, study, t)
    steps = [
        t("network.sentence", number=s.number, name=s.name, link=names[s.strengthen])
        for s in found.steps
    ]
    notes = [t("cli.growth", measure=measure.name, doubt=measure.doubt)]
    for number, group in enumerate(found.echelons, start=1):
        told = t.join([cities[key] for key in group], last=False)
        notes.append(t("cli.tier", number=number, cities=told))
    return Answer(document, "", wrong, (links, growth), "\n".join(steps), tuple(notes))


def _link(link: Link, t: Translator) -> dict[str, Any]:
    return {
        "key": link.key,
        "name": t.text(link.name),
        "cities": list(link.cities),
        "phase": link.step,
        "backbone": {"rank": link.backbone_rank, "score": link.backbone_score},
        "to_strengthen": {"rank": link.strengthen_rank, "score": link.strengthen_score},
    }


def _own_links(file: str) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    grid = read_grid(Path(file))
    head, *rows = grid.rows or ((),)
    return read_observations([dict(zip(head, row, strict=True)) for row in rows], grid.file)
