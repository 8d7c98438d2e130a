"""The green heart's zones: core, transition and rim, each county by editable limits."""

from collections.abc import Iterable
from dataclasses import dataclass

from criteria.text import Text
from inputs.evidence import Alternative, Evidence
from inputs.neighbour_graphs import pieces
from mcda.region.areas import words
from mcda.study.zone_rules import ZONES, ZoneKey, ZoneRules


@dataclass(frozen=True)
class Zone:
    """A zone with its counties and totals.

    `change_pct` is the change of residents 2010-2020 in % over the `counted` counties with both censuses.
    `pieces` are groups of keys whose seats hang together by steps of the rules' reach, largest first.
    """

    key: ZoneKey
    name: Text
    counties: tuple[str, ...]
    area_km2: float
    people: float
    change_pct: float | None
    counted: int
    pieces: tuple[tuple[str, ...], ...]


def zone_of(evidence: Evidence, rules: ZoneRules) -> dict[str, ZoneKey]:
    """Zone of each county; one without tree cover or night light is in none."""
    found: dict[str, ZoneKey] = {}
    for alternative in evidence.alternatives:
        tree = evidence.observation("tree_cover", alternative.key).value
        light = evidence.observation("night_light", alternative.key).value
        if tree is not None and light is not None:
            found[alternative.key] = rules.zone(tree, light)
    return found


def unsure(evidence: Evidence, rules: ZoneRules) -> tuple[str, ...]:
    """Counties whose zone would be another one at the low or the high end of their tree cover."""
    undecided = []
    for key, zone in zone_of(evidence, rules).items():
        tree = evidence.observation("tree_cover", key)
        light = evidence.observation("night_light", key).value
        ends = [end for end in (tree.low, tree.high) if end is not None]
        if light is not None and any(rules.zone(end, light) != zone for end in ends):
            undecided.append(key)
    return tuple(undecided)


def zones(evidence: Evidence, rules: ZoneRules | None = None) -> tuple[Zone, Zone, Zone]:
    """Core, transition and rim of county evidence, with area, people, change of residents and pieces."""
    rules = rules or ZoneRules()
    of = zone_of(evidence, rules)
    core, transition, rim = (
        _zone(key, [a for a in evidence.alternatives if of.get(a.key) == key], rules)
        for key in ZONES
    )
    return core, transition, rim


def _zone(key: ZoneKey, members: list[Alternative], rules: ZoneRules) -> Zone:
    both = [a for a in members if a.number("pop_2010") and a.number("pop_2020")]
    before, after = _sum(both, "pop_2010"), _sum(both, "pop_2020")
    placed = [a for a in members if a.seat is not None]
    groups = pieces([a.seat for a in placed if a.seat is not None], rules.reach_km)
    return Zone(
        key=key,
        name=Text(**words()["zones"][key]["name"]),
        counties=tuple(a.key for a in members),
        area_km2=_sum(members, "area_km2"),
        people=_sum(members, "pop_2020"),
        change_pct=100 * (after / before - 1) if before else None,
        counted=len(both),
        pieces=tuple(tuple(placed[i].key for i in group) for group in groups),
    )


def _sum(members: Iterable[Alternative], attribute: str) -> float:
    return sum(a.number(attribute) or 0.0 for a in members)
