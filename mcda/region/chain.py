"""The three-stage chain: cluster, central city, county, fulcrum town, as one tree of the three rankings."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np

from criteria.errors import StudyError
from criteria.text import Text
from inputs.embedded import CLUSTER_OUTSIDE, evidence_of
from inputs.evidence import Alternative
from inputs.places import kilometres
from mcda.model.ranking import Ranked, ranks_of
from mcda.region.pilot_candidates import ALWAYS_IN
from mcda.study.study import Study

Lead = Literal["own_prefecture", "nearest_ranked"]
Clustering = Literal["assigned", "strongest_link"]
LEADS: tuple[Lead, ...] = ("own_prefecture", "nearest_ranked")
CLUSTERINGS: tuple[Clustering, ...] = ("assigned", "strongest_link")
OUTSIDE = "outside"


@dataclass(frozen=True)
class Strength:
    """A criterion on which a city stands in the top third of the ranked cities."""

    criterion: str
    rank: int


@dataclass(frozen=True)
class Town:
    """A fulcrum town: its rank in the tertiary stage, and its position in the network of seats."""

    key: str
    name: Text
    rank: int
    score: float
    betweenness: float | None
    neighbours: tuple[str, ...]


@dataclass(frozen=True)
class Border:
    """A city in another province than the county: its lead city, or its nearest city where the lead city is not."""

    city: Alternative
    is_lead: bool


@dataclass(frozen=True)
class County:
    """A county with its rank in the secondary stage, and its town if that competes in the tertiary."""

    key: str
    name: Text
    rank: int
    score: float
    town: Town | None
    border: Border | None


@dataclass(frozen=True)
class City:
    """A lead city with its counties; rank and score are None where it does not compete but is always in."""

    key: str
    name: Text
    rank: int | None
    score: float | None
    basis: Text
    profile: tuple[Strength, ...]
    counties: tuple[County, ...]


@dataclass(frozen=True)
class Cluster:
    """An urban cluster with the lead cities that belong to it, ranked ones first."""

    key: str
    name: Text
    cities: tuple[City, ...]


@dataclass(frozen=True)
class NamedPlace:
    """A place that the paper names, and its rank among `of` at a stage (None: an eligibility rule shuts it out)."""

    stage: str
    key: str
    name: Text
    rank: int | None
    of: int

    @property
    def agrees(self) -> bool | None:
        """Whether the ranking has it in its first third too."""
        return None if self.rank is None else 3 * self.rank <= self.of


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("mcda").joinpath("region", "transmission.toml").read_text("utf-8"))


def cluster_name(key: str) -> Text:
    return Text(**_words()["clusters"][key])


def chain(
    primary: Study,
    secondary: Study,
    tertiary: Study,
    lead: Lead = "own_prefecture",
    clustering: Clustering = "assigned",
) -> tuple[Cluster, ...]:
    """Clusters in the paper's order, their cities, the cities' counties, the counties' towns; each best first.

    A county's lead city is its own prefecture's (Shennongjia's is the nearest city), or by choice the nearest
    ranked one. Raises StudyError if `lead` or `clustering` is not one of LEADS, CLUSTERINGS.
    """
    for chosen, known in ((lead, LEADS), (clustering, CLUSTERINGS)):
        if chosen not in known:
            raise StudyError.of("chain.choice", found=chosen, known=list(known))
    ranked = {line.key: line for line in primary.ranking}
    towns = {line.key: _town(line, tertiary) for line in tertiary.ranking}
    counties: dict[str, list[County]] = {}
    for line in secondary.ranking:
        rank = secondary.evidence[line.key]
        city = lead_city(rank, primary, lead)
        counties.setdefault(city, []).append(
            County(
                line.key,
                rank.name,
                line.rank,
                line.score,
                towns.get(line.key),
                across_border(rank, city),
            )
        )
    extra = [key for key in (*ALWAYS_IN, *counties) if key not in ranked]
    members: dict[str, list[City]] = {}
    for key in dict.fromkeys([*ranked, *extra]):
        cluster, basis = cluster_of(primary.evidence[key], primary, clustering)
        members.setdefault(cluster, []).append(
            _city(primary.evidence[key], ranked.get(key), primary, basis, counties.get(key, []))
        )
    return tuple(
        Cluster(key, cluster_name(key), tuple(members[key]))
        for key in _words()["clusters"]
        if key in members
    )


def lead_city(county: Alternative, primary: Study, lead: Lead = "own_prefecture") -> str:
    """The key of the city that leads a county."""
    if lead == "own_prefecture":
        return str(county.attributes["lead_city"])
    ranked = set(primary.ranking.alternatives)
    return _nearest(
        county, [a for a in primary.candidates if a.seat is not None and a.key in ranked]
    )


def across_border(county: Alternative, lead: str | None = None) -> Border | None:
    """Whether a county (or its town) and its lead city, else its nearest of the 36 cities, lie in two provinces.

    `lead` is the lead city's key where it is not that of the county's own prefecture.
    """
    cities = evidence_of("city")
    for key, is_lead in (
        (lead or county.attributes.get("lead_city"), True),
        (county.attributes.get("nearest_city"), False),
    ):
        if key is not None and cities[str(key)].province != county.province:
            return Border(cities[str(key)], is_lead)
    return None


def _nearest(county: Alternative, cities: Sequence[Alternative]) -> str:
    here = county.seat
    if here is None or not cities:
        return str(county.attributes["lead_city"])
    return min(cities, key=lambda city: kilometres(here, city.seat or here)).key


def cluster_of(
    city: Alternative, primary: Study, clustering: Clustering = "assigned"
) -> tuple[str, Text]:
    """(cluster, why): as the table assigns it, or that of the central city that pulls it most.

    Pull is GDP × GDP ÷ km², as for the links. Lanzhou's surroundings are none of the paper's four clusters.
    """
    basis = str(city.attributes["cluster_basis"])
    partner = city
    if clustering == "strongest_link" and not city.number("is_central_city"):
        centres = [a for a in primary.evidence.alternatives if a.number("is_central_city")]
        partner = max(centres, key=lambda centre: _pull(city, centre))
        basis = "strongest_link"
    cluster = str(partner.attributes["cluster"])
    why = Text(**_words()["basis"][basis])
    return (OUTSIDE if cluster == CLUSTER_OUTSIDE else cluster), why


def _pull(a: Alternative, b: Alternative) -> float:
    if a.seat is None or b.seat is None:
        return 0.0
    return (
        (a.number("gdp_2021") or 0.0)
        * (b.number("gdp_2021") or 0.0)
        / kilometres(a.seat, b.seat) ** 2
    )


def profile(primary: Study, key: str) -> tuple[Strength, ...]:
    """The criteria on which the city stands in the top third, the strongest first; its own positioning."""
    matrix = primary.filled.matrix
    row = matrix.alternatives.index(key)
    found = []
    for j, criterion in enumerate(matrix.criteria):
        column = matrix.normalised[:, j]
        rank = int(ranks_of(column)[row])
        # a value that the last one shares tells nobody apart
        if 3 * rank <= len(column) and column[row] > np.min(column):
            found.append(Strength(criterion, rank))
    return tuple(sorted(found, key=lambda strength: strength.rank))


def named_places(studies: Mapping[str, Study]) -> tuple[NamedPlace, ...]:
    """The paper's own places with how each stage's ranking (keyed by stage) ranks them, also where it disagrees."""
    found = []
    for stage, study in studies.items():
        for key in _words()["named"].get(stage, {"keys": ()})["keys"]:
            competes = key in study.ranking.alternatives
            found.append(
                NamedPlace(
                    stage,
                    key,
                    study.evidence[key].name,
                    study.ranking.rank(key) if competes else None,
                    len(study.ranking),
                )
            )
    return tuple(found)


def named_note(stage: str) -> Text:
    """How the paper's list of that stage was read."""
    return Text(**_words()["named"][stage]["note"])


def _city(
    city: Alternative,
    line: Ranked | None,
    primary: Study,
    basis: Text,
    counties: Sequence[County],
) -> City:
    return City(
        city.key,
        city.name,
        line.rank if line else None,
        line.score if line else None,
        basis,
        profile(primary, city.key) if line else (),
        tuple(counties),
    )


def _town(line: Ranked, tertiary: Study) -> Town:
    town = tertiary.evidence[line.key]
    return Town(
        line.key,
        town.name,
        line.rank,
        line.score,
        tertiary.evidence.observation("betweenness", line.key).value,
        tuple(str(town.attributes.get("neighbours", "")).split()),
    )
