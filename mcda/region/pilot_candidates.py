"""The candidates for pilots of a study, and whom the three-stage chain lets in."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from criteria.errors import StudyError
from criteria.text import Text
from inputs.evidence import Alternative
from inputs.neighbour_graphs import distances
from mcda.region.areas import words
from mcda.region.linear_constraints import Candidate
from mcda.region.residents import residents_of
from mcda.region.zones import zone_of
from mcda.study.pilot_constraints import By
from mcda.study.plan_choice import plan_rules
from mcda.study.study import Study
from mcda.study.zone_rules import ZoneRules

ALWAYS_IN = ("610100", "500000")  # Xi'an and Chongqing lead their own counties and do not compete
REACH_KM = 75.0
TOWN_SPACING_KM = (
    40.0  # so that the pilots of the default spread over the region; the paper asks for no distance
)
MILLION = 1e6  # persons: score × residents is then of the size of a score


def candidates_of(study: Study, zone_rules: ZoneRules | None = None) -> tuple[Candidate, ...]:
    """The study's candidates with their additive scores, provinces, prefectures, zones, seats and residents.

    Where each resident counts once, a candidate is worth score × residents in millions (the score where they are not
    known, which `check` refuses).
    """
    ranking = study.ranked_by("additive")
    scores = dict(zip(ranking.alternatives, ranking.scores, strict=True))
    zones = zone_of(study.evidence, zone_rules or study.zone_rules)
    per_resident = study.scenario.pilot_constraints.value_per == "resident"
    found = []
    for a in study.candidates:
        if a.key in scores:
            residents = residents_of(study.evidence, a.key)
            times = residents / MILLION if per_resident and residents is not None else 1.0
            value = float(scores[a.key]) * times
            found.append(Candidate(a.key, a.name, value, a.seat, _groups(a, zones), residents))
    return tuple(found)


def _groups(alternative: Alternative, zones: Mapping[str, str]) -> dict[str, Text]:
    found: dict[By, Text | None] = {
        "province": alternative.province,
        "prefecture": alternative.prefecture,
        "zone": Text(**words()["zones"][zones[alternative.key]]["name"])
        if alternative.key in zones
        else None,
    }
    return {by: group for by, group in found.items() if group is not None}


def leading_cities(primary: Study) -> frozenset[str]:
    """The first half of the ranked cities, ties with the last of them included, and those that lead without a rank."""
    half = (len(primary.ranking) + 1) // 2
    first = frozenset(line.key for line in primary.ranking if line.rank <= half)
    return first | {a.key for a in primary.evidence.alternatives if leads_unranked(primary, a.key)}


def leads_unranked(primary: Study, city: str) -> bool:
    """Whether a city leads its counties without a rank: always in, or not eligible as wholly in a cluster plan already."""
    rule = primary.ineligible.get(city)
    return city in ALWAYS_IN or (rule is not None and rule == plan_rules(primary).get("outside"))


def counties_let_in(alternatives: Iterable[Alternative], cities: Collection[str]) -> frozenset[str]:
    """Counties whose lead city is in."""
    return frozenset(a.key for a in alternatives if a.attributes.get("lead_city") in cities)


def towns_let_in(
    towns: Iterable[Alternative], counties: Iterable[Alternative], reach_km: float = REACH_KM
) -> frozenset[str]:
    """Towns whose seat lies within `reach_km` of the seat of one of the chosen counties.

    Raises StudyError if a candidate has no coordinates.
    """
    near, hosts = list(towns), list(counties)
    nowhere = [a.name for a in (*near, *hosts) if a.seat is None]
    if nowhere:
        raise StudyError.of("pilots.coordinates", names=nowhere)
    if not hosts:
        return frozenset()
    km = distances([a.seat for a in (*near, *hosts) if a.seat is not None])
    reached = (km[: len(near), len(near) :] <= reach_km).any(axis=1)
    return frozenset(near[i].key for i in np.nonzero(reached)[0])
