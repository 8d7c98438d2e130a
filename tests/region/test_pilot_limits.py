"""Choosing pilots ends: candidates whose distances count are limited, each solve in time, all solves in number."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import milp

from criteria.errors import StudyError
from criteria.text import LANGS, Text
from mcda.region import pilots
from mcda.region.linear_constraints import MOST_SPACED, Candidate, Rules
from mcda.region.pilots import choose, clashing, firmness, first_left_out, near, price
from mcda.robustness import integer_programme
from mcda.study.pilot_constraints import Quota
from tests.drivers.waiting import until

pytestmark = pytest.mark.slow


def scattered(count: int) -> list[Candidate]:
    """Places with coordinates in a square of three degrees."""
    chance = np.random.default_rng(count)
    values, lon, lat = chance.random(count), chance.random(count), chance.random(count)
    return [
        Candidate(str(i), Text.same(str(i)), float(values[i]), (106 + 3 * lon[i], 31 + 3 * lat[i]))
        for i in range(count)
    ]


@pytest.mark.parametrize(("count", "k", "km"), [(3_000, 34, 15), (10_000, 20, 10)])
def test_the_distances_of_very_many_places_are_refused(count, k, km):
    """They took 16 s and 0.5 GiB, 80 s and 3.3 GiB."""
    with pytest.raises(StudyError) as raised:
        choose(scattered(count), Rules(k, min_distance_km=km))
    (finding,) = raised.value.findings
    assert finding.code == "pilots.many"
    assert all(str(MOST_SPACED) in finding.in_(lang).problem for lang in LANGS)


def test_as_many_as_are_allowed_and_any_number_without_distances_are_chosen_from():
    assert MOST_SPACED == 2_000
    assert len(choose(scattered(MOST_SPACED), Rules(5, min_distance_km=1)).chosen) == 5
    assert len(choose(scattered(10_000), Rules(20)).chosen) == 20


HALVES = [{"province": Text.same(name)} for name in ("east", "west")]
HARD = Rules(30, min_distance_km=15)
# Quotas of groups that overlap, which the most valuable do not meet: the solver must say.
ODD = [{"prefecture": Text.same(name)} for name in ("even", "odd")]
CLAIMED = [
    replace(place, value=float(i), groups={**HALVES[i < 25], **ODD[i % 2]})
    for i, place in enumerate(scattered(50))
]
CLAIM = Rules(5, (Quota("province", "west", 2), Quota("prefecture", "odd", 4)))


@pytest.fixture
def no_time(monkeypatch):
    """The places of a choice that takes seconds, and a hundredth of one to prove it in."""
    places = scattered(400)
    best = choose(places, Rules(30))
    monkeypatch.setattr(pilots, "SECONDS", 1e-3)
    return places, best


def test_a_choice_that_is_not_proven_in_time_is_told_so(no_time):
    places, _ = no_time
    with pytest.raises(StudyError) as raised:
        choose(places, HARD)
    (finding,) = raised.value.findings
    assert finding.code == "pilots.time"
    assert "not proven" in finding.in_("en").problem
    with pytest.raises(StudyError):
        clashing(places, HARD)


def test_each_solve_has_ten_seconds(monkeypatch):
    given: list[float] = []
    solve = integer_programme.milp

    def noted(*arguments, options, **more):
        given.append(options["time_limit"])
        return solve(*arguments, options=options, **more)

    monkeypatch.setattr(integer_programme, "milp", noted)
    choose(CLAIMED, CLAIM)
    assert given == [10.0]


def out_of_time_after(monkeypatch, solves: int):
    """Every solve after so many is not proven."""
    left = [solves]

    def limited(*arguments, options, **more):
        left[0] -= 1
        options = options if left[0] >= 0 else {**options, "time_limit": 0.0}
        return milp(*arguments, options=options, **more)

    monkeypatch.setattr(integer_programme, "milp", limited)


def test_what_follows_from_a_choice_is_as_far_as_it_was_proven(monkeypatch):
    places, rules = scattered(120), Rules(12, min_distance_km=40)
    whole = near(places, rules)
    out_of_time_after(monkeypatch, 3)
    some = near(places, rules)
    assert not some.complete
    assert some.portfolios == whole.portfolios[: len(some.portfolios)]
    assert some.portfolios

    rng = np.random.default_rng(2)
    scores, draws = rng.random((len(places), 3)), rng.dirichlet(np.ones(3), 40)
    out_of_time_after(monkeypatch, 4)
    firm = firmness(places, rules, scores, draws)
    assert 0 < firm.draws < 40
    monkeypatch.undo()
    assert firm.presence == firmness(places, rules, scores, draws[: firm.draws]).presence

    out_of_time_after(monkeypatch, 1)
    grouped = [
        replace(place, groups={**HALVES[i % 2], **ODD[i // 2 % 2]})
        for i, place in enumerate(places)
    ]
    quotas = (Quota("province", "west", 9), Quota("prefecture", "odd", 9))
    assert price(grouped, replace(rules, quotas=quotas)) == {}
    out_of_time_after(monkeypatch, 1)
    left = first_left_out(places, rules)
    assert left is not None
    assert left.needed is None


def test_two_choices_are_made_at_a_time(monkeypatch):
    at_work, most, go_on = 0, 0, threading.Event()
    lock = threading.Lock()
    solve = integer_programme.milp

    def watched(*arguments, **more):
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        go_on.wait(60)
        with lock:
            at_work -= 1
        return solve(*arguments, **more)

    monkeypatch.setattr(integer_programme, "milp", watched)
    threads = [threading.Thread(target=choose, args=(CLAIMED, CLAIM)) for _ in range(5)]
    for thread in threads:
        thread.start()
    until(lambda: at_work == 2)
    go_on.set()
    for thread in threads:
        thread.join()
    assert most == 2
