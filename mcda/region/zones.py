"""The green heart's zones: core, transition and rim, read county by county from editable gates."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from criteria.finding import Finding, StudyTrouble, Text, raise_errors
from inputs.evidence import Alternative, Evidence
from inputs.graph import pieces
from mcda.region.levels import words

ZoneKey = Literal["core", "transition", "rim"]
ZONES: tuple[ZoneKey, ...] = ("core", "transition", "rim")


@dataclass(frozen=True)
class ZoneRules:
    """The gates: tree cover in %, night light per km² (an index), and the reach that joins two seats, in km.

    Core: at least `core_tree_cover` and at most `core_night_light`. Rim: less than `rim_tree_cover`, or at least
    `rim_night_light`. Transition: the rest. Raises StudyTrouble where a county could be in two zones.
    """

    core_tree_cover: float = 65.0
    core_night_light: float = 1.0
    rim_tree_cover: float = 35.0
    rim_night_light: float = 3.0
    reach_km: float = 75.0

    def __post_init__(self) -> None:
        numbers = (
            self.core_tree_cover,
            self.core_night_light,
            self.rim_tree_cover,
            self.rim_night_light,
            self.reach_km,
        )
        findings = []
        if not all(isfinite(number) and number >= 0 for number in numbers):
            findings.append(Finding.of("zones.number", numbers=list(map(float, numbers))))
        elif (
            self.rim_tree_cover > self.core_tree_cover
            or self.rim_night_light <= self.core_night_light
        ):
            findings.append(
                Finding.of(
                    "zones.crossed",
                    core_tree=self.core_tree_cover,
                    rim_tree=self.rim_tree_cover,
                    core_light=self.core_night_light,
                    rim_light=self.rim_night_light,
                )
            )
        raise_errors(findings, StudyTrouble)

    def zone(self, tree_cover: float, night_light: float) -> ZoneKey:
        if tree_cover >= self.core_tree_cover and night_light <= self.core_night_light:
            return "core"
        if tree_cover < self.rim_tree_cover or night_light >= self.rim_night_light:
            return "rim"
        return "transition"


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
        tree = evidence.reading("tree_cover", alternative.key).value
        light = evidence.reading("night_light", alternative.key).value
        if tree is not None and light is not None:
            found[alternative.key] = rules.zone(tree, light)
    return found


def unsure(evidence: Evidence, rules: ZoneRules) -> tuple[str, ...]:
    """Counties whose zone would be another one at the low or the high end of their tree cover."""
    undecided = []
    for key, zone in zone_of(evidence, rules).items():
        tree = evidence.reading("tree_cover", key)
        light = evidence.reading("night_light", key).value
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
