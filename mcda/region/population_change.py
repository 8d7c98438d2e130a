"""Whether people disperse outwards, as the paper wants (5.1.1): residents 2010 to 2020 zone by zone, and beyond.

And who may receive them: the rest of the cities that lead the core's counties.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from criteria.text import Text
from inputs.embedded import evidence_of, rows_of
from mcda.region.town_types import county_facts
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

    @property
    def persons(self) -> float:
        return self.after - self.before


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


@dataclass(frozen=True)
class Receiver:
    """A lead city of core counties: these, the rest of the city, and its urban districts on the list, if it has any."""

    name: Text
    core: Change
    rest: Change
    districts: Change | None


def receivers(rules: ZoneRules, lists_off: Collection[str] = ()) -> tuple[Receiver, ...]:
    """The lead cities by what their core counties lost. Counties without a census of 2010 count in the rest of the city.

    A core county that lies in no city of the table (Shennongjia) is led by the nearest: nothing of it is taken off.
    """
    evidence = evidence_of("county", lists_off)
    core = set(zones(evidence, rules)[0].counties)
    listed = {alternative.key: alternative for alternative in evidence.alternatives}
    both = [row for row in rows_of("counties") if row["key"] in listed and row["pop_2010"]]
    found = []
    for city in rows_of("cities"):
        inner = [
            row
            for row in both
            if row["key"] in core and listed[row["key"]].attributes["lead_city"] == city["key"]
        ]
        if not inner:
            continue
        own = [row for row in inner if row["prefecture_zh"] == city["name_zh"]]
        districts = [
            row
            for row in both
            if row["prefecture_zh"] == city["name_zh"]
            and row["key"] not in core
            and county_facts()[row["key"]].is_district
        ]
        name = Text(city["name_en"], city["name_zh"])
        lost = _change("core", name, inner)
        whole, taken = _change("rest", name, [city]), _change("rest", name, own)
        rest = replace(whole, before=whole.before - taken.before, after=whole.after - taken.after)
        found.append(
            Receiver(name, lost, rest, _change("districts", name, districts) if districts else None)
        )
    return tuple(sorted(found, key=lambda each: each.core.persons))


def _change(key: str, name: Text, rows: Sequence[Mapping[str, str]]) -> Change:
    before, after = (sum(float(row[year]) for row in rows) for year in ("pop_2010", "pop_2020"))
    return Change(key, name, before, after, len(rows))
