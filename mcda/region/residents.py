"""How many people stand behind a set of candidates: residents of the 2020 census, and people registered elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass

from criteria.text import Text
from inputs.evidence import Evidence
from mcda.region.areas import words
from mcda.region.town_types import candidates_of_type, has_types, type_name
from mcda.region.zones import zone_of
from mcda.study.study import Study
from mcda.study.town_type_rules import TOWN_TYPES
from mcda.study.zone_rules import ZONES

TOPS = (10, 20)  # of the ranking, where it is longer


@dataclass(frozen=True)
class People:
    """People of a set of candidates, in persons: residents over the `known` of its `members` that have a figure.

    `away` is registered people (end of 2020) less residents over the `both` that have the two, None if none has; it is
    net: who moved in counts against who left.
    """

    members: int
    known: int
    residents: float
    away: float | None
    both: int


@dataclass(frozen=True)
class Part:
    """A part of a ranking: by what it is one, its name, and its keys by rank."""

    by: str
    name: Text
    keys: tuple[str, ...]


def residents_of(evidence: Evidence, key: str) -> float | None:
    """Residents (census 2020), in persons: a county's or a city's own; of a county town those in all towns of its county.

    None is not known: a user's own table has none.
    """
    alternative = evidence[key]
    if alternative.level == "town":
        thousands = evidence.observation("urban_people", key).value
        return None if thousands is None else 1000 * thousands
    return alternative.number("pop_2020")


def people(evidence: Evidence, keys: Collection[str]) -> People | None:
    """The people of a set; None if no member has a figure."""
    known = {key: found for key in keys if (found := residents_of(evidence, key)) is not None}
    if not known:
        return None
    away = [
        (ratio - 1) * residents
        for key, residents in known.items()
        if evidence[key].level
        == "county"  # a county's registered people are not those of its towns
        and (ratio := evidence.observation("people_away", key).value) is not None
    ]
    return People(
        len(keys), len(known), sum(known.values()), sum(away) if away else None, len(away)
    )


def top(study: Study, k: int) -> tuple[str, ...]:
    """Who ranks k or better: more than k where ranks are tied."""
    return tuple(line.key for line in study.ranking if line.rank <= k)


def tops(study: Study) -> tuple[int, ...]:
    """How many of the first are looked at: 10 and 20, where the ranking is longer."""
    return tuple(k for k in TOPS if k < len(study.ranking))


def parts(study: Study) -> tuple[Part, ...]:
    """The ranking by province, prefecture, zone and type of county town, as far as these are known."""
    order = [study.evidence[line.key] for line in study.ranking]
    zones = zone_of(study.evidence, study.zone_rules)
    found: dict[tuple[str, Text], list[str]] = {}
    for alternative in order:
        if alternative.province is not None:
            found.setdefault(("province", alternative.province), []).append(alternative.key)
    for alternative in order:
        if alternative.prefecture is not None:
            found.setdefault(("prefecture", alternative.prefecture), []).append(alternative.key)
    for zone in ZONES:
        held = [each.key for each in order if zones.get(each.key) == zone]
        if held:
            found[("zone", Text(**words()["zones"][zone]["name"]))] = held
    if has_types(study):
        for kind in TOWN_TYPES:
            found[("type", type_name(kind))] = list(candidates_of_type(study, kind))
    return tuple(Part(by, name, tuple(keys)) for (by, name), keys in found.items())
