"""What a set of pilots must respect: quotas, spacing, musts, nevers, the chain; checked, and as rows of a programme."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import Any

import numpy as np

from criteria.errors import Finding
from criteria.text import Text
from inputs.neighbour_graphs import within
from mcda.study.pilot_constraints import By, Quota, ValuePer

MOST_SPACED = 2_000  # candidates whose distances can count: each pair may be a constraint


@dataclass(frozen=True)
class Candidate:
    """A candidate: its value (additive score, or that times its residents in millions), where it lies, its groups.

    `residents` in persons, None if not known.
    """

    key: str
    name: Text
    value: float
    seat: tuple[float, float] | None = None
    groups: Mapping[str, Text] = field(default_factory=dict)  # by → group
    residents: float | None = None


@dataclass(frozen=True)
class Rules:
    """How many pilots (k), and what they must respect. `chained`: keys that the chain lets in; None is no chain."""

    k: int
    quotas: tuple[Quota, ...] = ()
    min_distance_km: float = 0.0
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    chained: frozenset[str] | None = None
    value_per: ValuePer = "place"


@dataclass(frozen=True)
class Row:
    """One linear constraint: between `low` and `high` of the `members` (positions) are chosen.

    `rule` names it among the costs, as the command line's option; `part` is what a clash can name by itself.
    """

    rule: str
    part: str
    name: Text
    members: tuple[int, ...]
    low: float
    high: float


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("mcda").joinpath("region", "rules.toml").read_text("utf-8"))


def check(candidates: Sequence[Candidate], rules: Rules) -> tuple[Finding, ...]:
    """Everything that is wrong with the rules before anything is computed."""
    known = {candidate.key for candidate in candidates}
    findings = []
    if not 1 <= rules.k <= len(candidates):
        findings.append(Finding.of("pilots.k", k=rules.k, count=len(candidates)))
    findings += [
        finding for quota in rules.quotas for finding in _quota_findings(candidates, quota)
    ]
    both = sorted(set(rules.must) & set(rules.never))
    if both:
        findings.append(Finding.of("pilots.must_never", names=_names(candidates, both)))
    absent = sorted(set(rules.must) - known)
    if absent:
        findings.append(Finding.of("pilots.must_unknown", keys=absent))
    idle = sorted(set(rules.never) - known)
    if idle:
        findings.append(Finding.of("pilots.never_idle", keys=idle))
    if len(set(rules.must)) > rules.k:
        findings.append(Finding.of("pilots.must_many", count=len(set(rules.must)), k=rules.k))
    findings += _without_residents(candidates, rules)
    if not (isfinite(rules.min_distance_km) and rules.min_distance_km >= 0):
        findings.append(Finding.of("pilots.distance", found=float(rules.min_distance_km)))
    elif rules.min_distance_km > 0:
        nowhere = [candidate.name for candidate in candidates if candidate.seat is None]
        if nowhere:
            findings.append(Finding.of("pilots.coordinates", names=nowhere))
        if len(candidates) > MOST_SPACED:
            findings.append(Finding.of("pilots.many", count=len(candidates), most=MOST_SPACED))
    return tuple(findings)


def _without_residents(candidates: Sequence[Candidate], rules: Rules) -> list[Finding]:
    unknown = [candidate.name for candidate in candidates if candidate.residents is None]
    counted = rules.value_per == "resident"
    return [Finding.of("pilots.residents", names=unknown)] if counted and unknown else []


def _quota_findings(candidates: Sequence[Candidate], quota: Quota) -> list[Finding]:
    findings = []
    by = Text(**_words()["by"][quota.by])
    groups = _groups(candidates, quota.by)
    if quota.group is not None and not any(quota.group in (g.en, g.zh) for g in groups):
        findings.append(
            Finding.of("pilots.group", by=by, group=quota.group, known=list(groups) or "—")
        )
    most = quota.at_most
    if quota.at_least < 0 or (most is not None and most < max(quota.at_least, 0)):
        findings.append(
            Finding.of(
                "pilots.quota", by=by, least=quota.at_least, most="—" if most is None else most
            )
        )
    return findings


def rows(candidates: Sequence[Candidate], rules: Rules) -> tuple[Row, ...]:
    """The rules as linear constraints over the candidates, in their order."""
    position = {candidate.key: i for i, candidate in enumerate(candidates)}
    found = [
        Row("must", f"must:{key}", _name("must", group=candidates[position[key]].name), (i,), 1, 1)
        for key in dict.fromkeys(rules.must)
        for i in (position[key],)
    ]
    found += [
        Row(
            "never",
            f"never:{key}",
            _name("never", group=candidates[position[key]].name),
            (i,),
            0,
            0,
        )
        for key in dict.fromkeys(rules.never)
        if key in position
        for i in (position[key],)
    ]
    if rules.chained is not None:
        out = tuple(
            i for i, candidate in enumerate(candidates) if candidate.key not in rules.chained
        )
        found.append(Row("chain", "chain", _name("chain"), out, 0, 0))
    if rules.min_distance_km > 0:
        name = _name("min_distance_km", number=rules.min_distance_km)
        found += [
            Row("min_distance_km", "min_distance_km", name, clique, 0, 1)
            for clique in _cliques(candidates, rules.min_distance_km)
        ]
    for quota in rules.quotas:
        found += _quota_rows(candidates, quota)
    return tuple(found)


def names_of_rules(candidates: Sequence[Candidate], rules: Rules) -> dict[str, Text]:
    """What each rule that has a cost is called, in words; musts and nevers by all their candidates together."""
    told: dict[str, Text] = {}
    for row in rows(candidates, rules):
        told.setdefault(row.rule, row.name)
    names = {candidate.key: candidate.name for candidate in candidates}
    for rule, keys in (("must", rules.must), ("never", rules.never)):
        if rule in told:
            told[rule] = _name(rule, group=[names[key] for key in keys if key in names])
    return told


def _quota_rows(candidates: Sequence[Candidate], quota: Quota) -> list[Row]:
    found = []
    bounds = [("min", float(quota.at_least), np.inf)] if quota.at_least > 0 else []
    if quota.at_most is not None:
        bounds.append(("max", 0.0, float(quota.at_most)))
    for group in _groups(candidates, quota.by):
        if quota.group is not None and quota.group not in (group.en, group.zh):
            continue
        members = tuple(i for i, p in enumerate(candidates) if p.groups.get(quota.by) == group)
        for side, low, high in bounds:
            number = int(low if side == "min" else high)
            if quota.group is None:
                rule = f"per_{quota.by}_{side}"
                name = _name(f"per_{side}", number=number, by=Text(**_words()["by"][quota.by]))
            else:
                rule = f"{quota.by}_{side}:{group.en}"
                name = _name(f"group_{side}", number=number, group=group)
            found.append(Row(rule, rule, name, members, low, high))
    return found


def _groups(candidates: Sequence[Candidate], by: By) -> tuple[Text, ...]:
    return tuple(
        dict.fromkeys(candidate.groups[by] for candidate in candidates if by in candidate.groups)
    )


def _cliques(candidates: Sequence[Candidate], km: float) -> list[tuple[int, ...]]:
    """Sets of candidates that all lie nearer than `km` to one another, covering every such pair.

    At most one of a clique may be chosen: tighter than a row for each pair, and fewer rows.
    """
    near = within(
        [candidate.seat for candidate in candidates if candidate.seat is not None],
        np.nextafter(km, 0),
    )
    open_pairs = np.triu(near, 1)
    cliques = []
    for i, j in np.argwhere(open_pairs):
        if not open_pairs[i, j]:
            continue
        clique = [int(i), int(j)]
        common = near[i] & near[j]
        while common.any():
            joined = int(np.argmax(common))
            clique.append(joined)
            common &= near[joined]
        clique.sort()
        open_pairs[np.ix_(clique, clique)] = False
        cliques.append(tuple(clique))
    return cliques


def _name(rule: str, **values: object) -> Text:
    return Text(**_words()["rules"][rule]).filled(**values)


def _names(candidates: Sequence[Candidate], keys: Sequence[str]) -> list[object]:
    return [candidate.name for candidate in candidates if candidate.key in keys] or list(keys)
