"""Pilots: equal to brute force under every rule, better than greedy, and honest about clashes."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from criteria.errors import StudyError
from criteria.text import Text
from inputs.places import kilometres
from mcda.region import pilots
from mcda.region.linear_constraints import Candidate, Quota, Rules, check, rows
from mcda.region.pilots import choose, clashing, first_left_out, near, price
from tests.drivers.repetitions import times


def allowed(candidates: Sequence[Candidate], rules: Rules, chosen: Sequence[int]) -> bool:
    """The rules once more, in plain words and without any solver."""
    inside = [candidates[i] for i in chosen]
    keys = {candidate.key for candidate in inside}
    if not set(rules.must) <= keys or set(rules.never) & keys:
        return False
    if rules.chained is not None and not keys <= rules.chained:
        return False
    for a, b in combinations(inside, 2):
        if rules.min_distance_km and kilometres(a.seat, b.seat) < rules.min_distance_km:
            return False
    for quota in rules.quotas:
        for group in {candidate.groups[quota.by] for candidate in candidates}:
            if quota.group in (None, group.en, group.zh):
                count = sum(candidate.groups[quota.by] == group for candidate in inside)
                most = np.inf if quota.at_most is None else quota.at_most
                if not quota.at_least <= count <= most:
                    return False
    return True


def all_sets(candidates: Sequence[Candidate], rules: Rules) -> list[tuple[float, frozenset[str]]]:
    found = [
        (sum(candidates[i].value for i in chosen), frozenset(candidates[i].key for i in chosen))
        for chosen in combinations(range(len(candidates)), rules.k)
        if allowed(candidates, rules, chosen)
    ]
    return sorted(found, key=lambda pair: -pair[0])


def small_case(seed: int) -> tuple[list[Candidate], Rules]:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(4, 11))
    provinces = [Text("Shaanxi", "陕西省"), Text("Gansu", "甘肃省"), Text("Hubei", "湖北省")]
    zones = [Text("Core", "核心区"), Text("Rim", "外缘区")]
    candidates = [
        Candidate(
            f"p{i}",
            Text.same(f"P{i}"),
            float(rng.integers(0, 12)) / 10 if seed % 4 == 0 else float(rng.random()),
            (float(rng.uniform(106, 109)), float(rng.uniform(32, 34))),
            {
                "province": provinces[rng.integers(3)],
                "prefecture": Text.same(f"f{rng.integers(3)}"),
                "zone": zones[rng.integers(2)],
            },
        )
        for i in range(n)
    ]
    quotas = []
    if rng.random() < 0.6:
        quotas.append(Quota("province", None, 0, int(rng.integers(1, 4))))
    if rng.random() < 0.4:
        group = candidates[rng.integers(n)].groups["prefecture"].zh
        quotas.append(Quota("prefecture", group, int(rng.integers(0, 3)), None))
    if rng.random() < 0.4:
        quotas.append(Quota("zone", candidates[0].groups["zone"].en, 1, int(rng.integers(1, 4))))
    if rng.random() < 0.2:
        quotas.append(Quota("zone", None, 1, None))
    must = tuple(p.key for p in candidates if rng.random() < 0.1)[:2]
    never = tuple(p.key for p in candidates if rng.random() < 0.1 and p.key not in must)
    chained = frozenset(p.key for p in candidates if rng.random() < 0.8)
    return candidates, Rules(
        k=int(rng.integers(max(1, len(must)), 5)),
        quotas=tuple(quotas),
        min_distance_km=float(rng.choice([0.0, 40.0, 90.0])),
        must=must,
        never=never,
        chained=chained if rng.random() < 0.4 else None,
    )


@pytest.mark.parametrize("seed", range(times(200)))
def test_equals_brute_force(seed: int) -> None:
    candidates, rules = small_case(seed)
    sets = all_sets(candidates, rules)
    if not sets:
        with pytest.raises(StudyError, match="they conflict"):
            choose(candidates, rules)
        clash = clashing(candidates, rules)
        parts = {row.part for row in clash}
        assert parts
        for part in parts:  # none of it can be spared
            assert clashing_without(candidates, rules, parts - {part}) == ()
        return
    best = choose(candidates, rules)
    assert best.value == pytest.approx(sets[0][0], abs=1e-9)
    assert frozenset(best.chosen) in {chosen for _, chosen in sets}
    assert clashing(candidates, rules) == ()
    close = near(candidates, rules, share=0.05, limit=1000)
    assert close.complete
    expected = {chosen for value, chosen in sets if value >= 0.95 * sets[0][0] - 1e-12}
    assert {frozenset(portfolio.chosen) for portfolio in close.portfolios} == expected
    costs = price(candidates, rules)
    for rule in costs:
        without = all_sets(candidates, dropped(rules, rule))
        assert costs[rule] == pytest.approx(without[0][0] - best.value, abs=1e-9)
    assert set(costs) == {row.rule for row in rows(candidates, rules)}


def clashing_without(candidates: Sequence[Candidate], rules: Rules, parts: set[str]) -> tuple:
    """What clashes when only the rules named remain, found by brute force."""
    keep = Rules(
        rules.k,
        tuple(q for q in split(rules.quotas) if quota_part(candidates, q) in parts),
        rules.min_distance_km if "min_distance_km" in parts else 0.0,
        tuple(key for key in rules.must if f"must:{key}" in parts),
        tuple(key for key in rules.never if f"never:{key}" in parts),
        rules.chained if "chain" in parts else None,
    )
    return () if all_sets(candidates, keep) else tuple(parts)


def split(quotas: Sequence[Quota]) -> list[Quota]:
    return [
        q for quota in quotas for q in (replace(quota, at_most=None), replace(quota, at_least=0))
    ]


def quota_part(candidates: Sequence[Candidate], quota: Quota) -> str:
    side = "max" if quota.at_most is not None else "min"
    if quota.group is None:
        return f"per_{quota.by}_{side}"
    groups = (candidate.groups[quota.by] for candidate in candidates)
    en = next(group.en for group in groups if quota.group in (group.en, group.zh))
    return f"{quota.by}_{side}:{en}"


def dropped(rules: Rules, rule: str) -> Rules:
    if rule == "min_distance_km":
        return replace(rules, min_distance_km=0.0)
    if rule in ("must", "never"):
        return replace(rules, **{rule: ()})
    if rule == "chain":
        return replace(rules, chained=None)
    side, by = (
        (rule.split("_")[2], rule.split("_")[1])
        if rule.startswith("per_")
        else (rule.split(":", maxsplit=1)[0].split("_")[1], rule.split("_", maxsplit=1)[0])
    )
    whole = rule.startswith("per_")
    open_side = {"at_most": None} if side == "max" else {"at_least": 0}
    quotas = [
        replace(quota, **open_side) if quota.by == by and (quota.group is None) == whole else quota
        for quota in rules.quotas
    ]
    return replace(rules, quotas=tuple(quotas))


def test_greedy_is_worse() -> None:
    # the best place stands between two good ones: taking it first shuts out both
    candidates = [
        Candidate("middle", Text.same("m"), 1.0, (108.0, 33.0)),
        Candidate("west", Text.same("w"), 0.9, (107.5, 33.0)),
        Candidate("east", Text.same("e"), 0.9, (108.5, 33.0)),
        Candidate("far", Text.same("f"), 0.1, (110.5, 33.0)),
    ]
    rules = Rules(k=2, min_distance_km=60)
    greedy: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda p: -p.value):
        if len(greedy) < 2 and all(kilometres(candidate.seat, g.seat) >= 60 for g in greedy):
            greedy.append(candidate)
    best = choose(candidates, rules)
    assert [g.key for g in greedy] == ["middle", "far"]
    assert set(best.chosen) == {"west", "east"}
    assert best.value > sum(g.value for g in greedy)


def test_left_out_by_hand() -> None:
    candidates = [
        Candidate(f"p{i}", Text.same(f"P{i}"), v) for i, v in enumerate([0.9, 0.8, 0.5, 0.4])
    ]
    lacking = first_left_out(candidates, Rules(k=2, never=("p0",)))
    assert lacking is not None
    assert (lacking.key, lacking.needed, lacking.barred_by) == ("p0", None, ("never",))
    plain = first_left_out(candidates, Rules(k=2))
    assert plain is not None
    assert (plain.key, plain.needed) == ("p2", pytest.approx(0.8))
    assert first_left_out(candidates, Rules(k=4)) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"k": 5}, "pilots.k"),
        ({"k": 0}, "pilots.k"),
        ({"quotas": (Quota("province", "Yunnan", 0, 1),)}, "pilots.group"),
        ({"quotas": (Quota("province", None, 3, 1),)}, "pilots.quota"),
        ({"quotas": (Quota("province", None, 0, -1),)}, "pilots.quota"),
        ({"must": ("a",), "never": ("a",)}, "pilots.must_never"),
        ({"must": ("z",)}, "pilots.must_unknown"),
        ({"must": ("a", "b", "c")}, "pilots.must_many"),
        ({"min_distance_km": -1.0}, "pilots.distance"),
        ({"min_distance_km": float("nan")}, "pilots.distance"),
        ({"min_distance_km": 10.0}, "pilots.coordinates"),
    ],
)
def test_what_the_rules_may_do_wrong(changes: dict, code: str) -> None:
    shaanxi = {"province": Text("Shaanxi", "陕西省")}
    candidates = [Candidate(key, Text.same(key.upper()), 0.5, None, shaanxi) for key in "abcd"]
    rules = replace(Rules(k=2), **changes)
    assert [finding.code for finding in check(candidates, rules)] == [code]
    with pytest.raises(StudyError):
        choose(candidates, rules)
    assert all(finding.in_("zh").line() for finding in check(candidates, rules))


def test_never_of_a_stranger_is_only_noted() -> None:
    candidates = [Candidate(key, Text.same(key), 0.5) for key in "abc"]
    rules = Rules(k=2, never=("z",))
    assert [finding.severity for finding in check(candidates, rules)] == ["note"]
    assert len(choose(candidates, rules).chosen) == 2


def test_a_clash_is_named_in_both_languages() -> None:
    candidates = [
        Candidate(key, Text.same(key), 0.5, (108.0 + i / 100, 33.0)) for i, key in enumerate("abc")
    ]
    with pytest.raises(StudyError) as caught:
        choose(candidates, Rules(k=2, min_distance_km=50, never=("a",)))
    finding = caught.value.findings[0]
    assert finding.values["keys"] == ["min_distance_km"]
    assert "at least 50 km apart" in finding.in_("en").line()
    assert "两两相距不少于50千米" in finding.in_("zh").line()


@pytest.mark.parametrize("seed", range(4))
def test_many_draws_together_are_decided_as_one_by_one(seed):
    """Quotas both ways, distances, musts, nevers and a chain; whole values, so that sets tie."""
    rng = np.random.default_rng(seed)
    n, k = 24, 5
    groups = [Text.same(name) for name in "ABC"]
    candidates = [
        Candidate(
            f"p{i}",
            Text.same(f"p{i}"),
            0.0,
            tuple(rng.uniform(0, 2, 2)),
            {"province": groups[i % 3]},
        )
        for i in range(n)
    ]
    rules = Rules(
        k,
        (Quota("province", None, 1, 2),),
        min_distance_km=40.0,
        must=("p3",),
        never=("p5",),
        chained=frozenset(f"p{i}" for i in range(n) if i != 7),
    )
    normalised = rng.integers(0, 4, (n, 3)) / 3 if seed % 2 else rng.random((n, 3))
    draws = rng.dirichlet(np.ones(3), 50)
    repeated = pilots.RepeatedChoice(candidates, rules, normalised, draws)
    assert repeated.firmness(50).draws == 50
    constraints = rows(candidates, rules)
    for values, chosen in zip(draws @ normalised.T, repeated._found, strict=True):
        alone = pilots._solve(values, constraints, k)
        assert values[list(chosen)].sum() == pytest.approx(values[list(alone)].sum(), abs=1e-9)
        picked = replace(rules, must=tuple(f"p{i}" for i in chosen))
        assert set(choose(candidates, picked).chosen) == {f"p{i}" for i in chosen}
