"""The network of the six central cities: fifteen links, built in the paper's three steps (5.2.2)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from criteria.errors import StudyError
from criteria.text import Text
from mcda.methods.families import agreement
from mcda.methods.kernel import prepare
from mcda.model.ranking import Ranking
from mcda.region.city_tiers import echelons
from mcda.region.link_years import (
    Growth,
    Observation,
    city_totals,
    embedded_observations,
    growth,
    link_cities,
    measure_named,
    periods,
)
from mcda.robustness.weight_regions import Near
from mcda.study.factory import LINKS, embedded_study
from mcda.study.study import Study

STEPS = (1, 2, 3)
GROWTH_MEASURE = "rail_min_fastest_hs"  # of the embedded measures, the one whose years compare best
TOTAL_MEASURE = "rail_hs_direct_runs_per_1000_in_file"
ECHELONS = 3
DRAWS, SEED = 10_000, 1  # of weights near the study's own, for how surely a link comes first


@dataclass(frozen=True)
class Sector:
    """A sector with its links and the cities at their ends."""

    key: str
    step: int
    name: Text
    links: tuple[str, ...]
    cities: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """A link, the step that adds it (None: no sector holds it), and how the two scenarios rank it."""

    key: str
    name: Text
    cities: tuple[str, str]
    step: int | None
    backbone_rank: int
    backbone_score: float
    strengthen_rank: int
    strengthen_score: float


@dataclass(frozen=True)
class Step:
    """A construction step: what it adds, and which of the links it adds most wants strengthening."""

    number: int
    name: Text
    gloss: Text
    note: Text | None
    adds: tuple[str, ...]
    strengthen: str


@dataclass(frozen=True)
class Network:
    """The network as it stands after a step; growth and tiers are those of all links."""

    step: int
    links: tuple[Link, ...]
    sectors: tuple[Sector, ...]
    steps: tuple[Step, ...]
    growth_measure: str
    growth: tuple[Growth, ...]
    total_measure: str
    totals: dict[str, float]
    echelons: tuple[tuple[str, ...], ...]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("mcda").joinpath("region", "sectors.toml").read_text("utf-8"))


@cache
def sectors() -> tuple[Sector, ...]:
    ends = link_cities()
    return tuple(
        Sector(
            entry["key"],
            entry["step"],
            Text(**entry["name"]),
            tuple(entry["links"]),
            tuple(dict.fromkeys(city for link in entry["links"] for city in ends[link])),
        )
        for entry in _words()["sector"]
    )


def step_of(link: str) -> int | None:
    """The first step whose sectors hold the link; None for Wuhan–Lanzhou, which no sector holds."""
    return min((sector.step for sector in sectors() if link in sector.links), default=None)


def all_links(study: Study | None = None) -> tuple[Link, ...]:
    """The fifteen links in the order of their table, with both scenarios' ranks.

    A `study` of the links' stage brings its own weights into the scenarios of the same names.
    """
    study = study or embedded_study(LINKS)
    backbone, strengthen = _ranked(study, "backbone"), _ranked(study, "to_strengthen")
    scores = [
        dict(zip(ranking.alternatives, ranking.scores, strict=True))
        for ranking in (backbone, strengthen)
    ]
    return tuple(
        Link(
            key,
            study.evidence[key].name,
            cities,
            step_of(key),
            backbone.rank(key),
            float(scores[0][key]),
            strengthen.rank(key),
            float(scores[1][key]),
        )
        for key, cities in link_cities().items()
    )


def _ranked(study: Study, scenario: str) -> Ranking:
    return study.activated(scenario).ranking


def steps(links: Sequence[Link]) -> tuple[Step, ...]:
    found = []
    for entry in _words()["step"]:
        added = [link for link in links if link.step == entry["number"]]
        found.append(
            Step(
                number=entry["number"],
                name=Text(**entry["name"]),
                gloss=Text(**entry["gloss"]),
                note=Text(**entry["note"]) if "note" in entry else None,
                adds=tuple(link.key for link in added),
                strengthen=min(added, key=lambda link: link.strengthen_rank).key,
            )
        )
    return tuple(found)


def surely_first(study: Study, links: Sequence[Link]) -> dict[int, float]:
    """Of the weights near the study's own "to strengthen", the share under which the step's first link leads.

    Compared are the links that the step adds, by the scenario's own method; keyed by step.
    """
    study = study.activated("to_strengthen")
    ranking = study.ranking
    matrix = ranking.matrix
    weights = Near.of(study.weights.array).draw(np.random.default_rng(SEED), DRAWS)
    kernel = prepare(ranking.method.key, matrix, ranking.parameters)
    scores = kernel(weights) if kernel.higher_is_better else -kernel(weights)
    shares = {}
    for step in steps(links):
        columns = [matrix.alternatives.index(key) for key in step.adds]
        first = scores[:, columns].argmax(axis=1)
        shares[step.number] = float((first == step.adds.index(step.strengthen)).mean())
    return shares


def orders_agree(study: Study) -> float | None:
    """Kendall's τ-b of the links' order as backbone and as links to strengthen; None where one has all tied."""
    rankings = {key: _ranked(study, key) for key in ("backbone", "to_strengthen")}
    return agreement(rankings, 1).pairs[0].tau


def network(
    step: int = 3,
    observations: Sequence[Observation] | None = None,
    study: Study | None = None,
) -> Network:
    """The links and sectors that stand after a step, the growth of links, and the cities' tiers.

    Growth and totals come from the embedded rail tables, or from a user's own observations: then of the measure
    with most figures. Raises StudyError if there is no such step.
    """
    if step not in STEPS:
        raise StudyError.of("network.step", found=step)
    links = all_links(study)
    growing, totalled = GROWTH_MEASURE, TOTAL_MEASURE
    if observations:
        names = [o.measure for o in observations]
        growing = totalled = max(dict.fromkeys(names), key=names.count)
    figures = observations or embedded_observations()
    totals = city_totals(figures, totalled, periods(figures, totalled)[-1])
    closer = measure_named(totalled).more_is_closer
    classes = min(ECHELONS, len(set(totals.values())))
    return Network(
        step=step,
        links=tuple(link for link in links if link.step is not None and link.step <= step),
        sectors=tuple(sector for sector in sectors() if sector.step <= step),
        steps=tuple(s for s in steps(links) if s.number <= step),
        growth_measure=growing,
        growth=growth(figures, growing),
        total_measure=totalled,
        totals=totals,
        echelons=echelons(totals, classes, closer),
    )
