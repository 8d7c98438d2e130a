"""Whether people disperse outwards, as the paper wants (5.1.1): residents 2010 to 2020 zone by zone, and beyond."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from criteria.text import Text
from inputs.embedded import evidence_of, rows_of
from mcda.region.zones import zones
from mcda.study.zone_rules import ZoneRules
from mcda.words import phrase

BEYOND = phrase("region.beyond")


@dataclass(frozen=True)
class Change:
    """Residents of a ring at two censuses, over the `counted` units with both."""

    key: str
    name: Text
    before: float
    after: float
    counted: int

    @property
    def percent(self) -> float:
        return 100 * (self.after / self.before - 1)


@dataclass(frozen=True)
class Dispersion:
    """The rings from the inside out, and whether each lost less (or gained more) than the one inside it."""

    rings: tuple[Change, ...]

    @property
    def outwards(self) -> bool:
        return all(a.percent < b.percent for a, b in pairwise(self.rings))


def dispersion(rules: ZoneRules, lists_off: Collection[str] = ()) -> Dispersion:
    """Core, transition, rim, and the 26 cities without the listed counties that lie in them.

    Counties without a census of 2010 are in neither year; their city keeps them in both, so they count outside.
    """
    evidence = evidence_of("county", lists_off)
    rings = []
    for zone in zones(evidence, rules):
        both = [
            a
            for a in (evidence[key] for key in zone.counties)
            if a.number("pop_2010") and a.number("pop_2020")
        ]
        if both:
            before, after = (
                sum(a.number(year) or 0.0 for a in both) for year in ("pop_2010", "pop_2020")
            )
            rings.append(Change(zone.key, zone.name, before, after, len(both)))
    cities = [row for row in rows_of("cities") if row["is_qinba_city_area"] == "1"]
    names = {row["name_zh"] for row in cities}
    listed = {alternative.key for alternative in evidence.alternatives}
    inside = [
        row
        for row in rows_of("counties")
        if row["key"] in listed and row["prefecture_zh"] in names and row["pop_2010"]
    ]
    before, after = (
        sum(float(row[year]) for row in cities) - sum(float(row[year]) for row in inside)
        for year in ("pop_2010", "pop_2020")
    )
    return Dispersion((*rings, Change("beyond", BEYOND, before, after, len(cities))))
