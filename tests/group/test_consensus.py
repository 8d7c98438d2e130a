"""Group weights, what divides two groups, and leanings: by hand, by law, and on a rehearsed room."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.errors import WeightsError
from mcda.group.analysis.consensus import aij, aip, group_judgement, spread
from mcda.group.analysis.disagreement import divide, divides
from mcda.group.analysis.response_bias import anchored, leanings, order_effect
from mcda.group.model.answers import weigh
from mcda.group.model.panel import Panel
from mcda.group.model.workshop import Round
from mcda.group.privacy.publication import published
from mcda.group.rehearsal import answers_from, sensible_answers
from mcda.weighting.registry import WEIGHTING_METHODS, elicit
from tests.drivers.repetitions import times
from tests.drivers.workshops import CRITERIA, panel, submission, workshop

KEYS = ("a", "b", "c")


def shown_of(room, people):
    found = panel(room, people)
    rounds = (Round(1, "closed", "", "x", method_key=room.method_key, minimum_group=3),)
    return published(Panel(room, rounds, found.submissions))[0]


# by people and by judgements


def test_aip_is_the_mean_of_the_weights():
    weights = np.array([[0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
    assert aip(weights, np.array([0.5, 0.5]), KEYS).shares == pytest.approx((0.4, 0.3, 0.3))
    assert aip(weights, np.array([0.75, 0.25]), KEYS).shares == pytest.approx((0.5, 0.3, 0.2))


def test_geometric_aip_by_hand_and_its_veto():
    weights = np.array([[0.8, 0.1, 0.1], [0.2, 0.4, 0.4]])
    found = aip(weights, np.array([0.5, 0.5]), KEYS, "geometric")
    assert found.shares == pytest.approx((0.5, 0.25, 0.25))  # 0.4 : 0.2 : 0.2
    zero = np.array([[0.5, 0.5, 0.0], [0.2, 0.4, 0.4]])
    assert aip(zero, np.array([0.5, 0.5]), KEYS, "geometric")["c"] == 0
    assert aip(zero, np.array([0.0, 1.0]), KEYS, "geometric")["c"] == pytest.approx(0.4)
    with pytest.raises(WeightsError):
        aip(np.eye(3), np.full(3, 1 / 3), KEYS, "geometric")


def test_aij_is_the_geometric_mean_where_the_arithmetic_one_contradicts_itself():
    """Three people say 2, 3 and 4 times: together the cube root of 24, and the other way round its reciprocal."""
    matrices = [np.array([[1, r], [1 / r, 1]]) for r in (2.0, 3.0, 4.0)]
    found = aij(matrices, np.full(3, 1 / 3))
    assert found[0, 1] == pytest.approx(24 ** (1 / 3))
    assert found[1, 0] == pytest.approx(1 / 24 ** (1 / 3))
    arithmetic = np.mean(matrices, axis=0)
    assert arithmetic[0, 1] * arithmetic[1, 0] == pytest.approx(3 * 13 / 36)  # not one


@given(st.integers(0, 10_000), st.integers(1, 6), st.integers(2, 6))
@settings(max_examples=times(60), deadline=None)
def test_aij_keeps_reciprocity_whatever_the_voices(seed, people, n):
    rng = np.random.default_rng(seed)
    half = np.triu(rng.uniform(-2, 2, (people, n, n)), 1)
    matrices = np.exp(half - half.transpose(0, 2, 1))
    found = aij(list(matrices), rng.dirichlet(np.ones(people)))
    assert found * found.T == pytest.approx(np.ones((n, n)))
    assert np.diag(found) == pytest.approx(1)


def test_those_who_judged_a_pair_speak_for_it():
    one = np.array([[1, np.nan], [np.nan, 1]])
    other = np.array([[1, 4.0], [0.25, 1]])
    assert aij([one, other], np.array([0.9, 0.1]))[0, 1] == pytest.approx(4)
    assert np.isnan(aij([one, one], np.array([0.5, 0.5]))[0, 1])
    assert np.isnan(aij([one, other], np.array([1.0, 0.0]))[0, 1])


def test_people_alike_get_their_own_weights_by_every_road():
    room = workshop(method_key="ahp")
    answers = sensible_answers(room, 4)
    people = [submission(room, n, "forest", answers=answers) for n in range(4)]
    (shown,) = published(
        Panel(
            room, (Round(1, "closed", "", "x", method_key="ahp", minimum_group=3),), tuple(people)
        )
    )
    own = weigh(room, answers).weights
    weights, blocks = group_judgement(shown)
    assert weights.whole(room.keys).shares == pytest.approx(own.whole(room.keys).shares)
    assert set(blocks) == set(room.blocks)
    for mean in ("arithmetic", "geometric"):
        found = aip(shown.weights, shown.participant_weights, room.keys, mean)
        assert found.shares == pytest.approx(own.whole(room.keys).shares)


def test_judgements_are_only_there_where_they_were_asked_for():
    assert group_judgement(shown_of(workshop(), [(n, "forest") for n in range(4)])) is None


def test_judgements_in_any_order_of_criteria_are_the_same():
    room = workshop(method_key="ahp")
    answers = sensible_answers(room, 4)
    turned = {
        block: {
            "criteria": given["criteria"][::-1],
            "matrix": [row[::-1] for row in given["matrix"]][::-1],
        }
        for block, given in answers.items()
    }
    people = [submission(room, n, "forest", answers=answers if n % 2 else turned) for n in range(4)]
    (shown,) = published(
        Panel(
            room, (Round(1, "closed", "", "x", method_key="ahp", minimum_group=3),), tuple(people)
        )
    )
    own = weigh(room, answers).weights.whole(room.keys)
    assert group_judgement(shown)[0].whole(room.keys).shares == pytest.approx(own.shares)


def test_spread_has_quartiles_for_everyone_and_for_each_cell():
    shown = shown_of(
        workshop(), [(n, "forest") for n in range(5)] + [(n, "town") for n in range(5, 9)]
    )
    found = spread(shown)
    assert found.everyone is None
    assert found.of_cells == (None, None)
    exact = [shown.of_cell(at).mean(axis=0) for at in (0, 1)]
    assert found.cell_means[1] == pytest.approx(exact[1], abs=0.0025 + 1e-9)
    assert found.mean == pytest.approx(5 / 9 * exact[0] + 4 / 9 * exact[1], abs=0.0025 + 1e-9)
    for told in (found.mean, *found.cell_means):
        assert told * 200 == pytest.approx(np.round(told * 200))  # half points, no digit more


def test_quartiles_are_of_four_times_the_minimum():
    few = shown_of(workshop(), [(n, "forest") for n in range(11)])
    many = shown_of(workshop(), [(n, "forest") for n in range(11)] + [(11, "town")])
    assert spread(few).everyone is None
    found = spread(many)
    assert found.everyone.shape == (3, 6)
    assert found.everyone[1] == pytest.approx(np.median(many.weights, axis=0), abs=0.0025 + 1e-9)


# what divides


def test_what_divides_two_groups_by_hand():
    """One says all trees, one all roads: three places, D = (1, 0, -1), and each criterion half of it."""
    normalised = np.array([[1.0, 0.0, 0.3], [0.5, 0.5, 0.9], [0.0, 1.0, 0.1]])
    found = divide(("x", "y"), np.array([0.9, 0.1, 0]), np.array([0.1, 0.9, 0]), normalised, KEYS)
    shares = {part.criterion: part.share for part in found.parts}
    assert shares == pytest.approx({"a": 0.5, "b": 0.5, "c": 0.0})
    assert (found.apart, found.pairs) == (3, 3)
    assert found.next.weights in ((0.9, 0.1), (0.1, 0.9))


def test_the_criterion_that_moves_the_ranking_comes_first_not_the_one_with_the_largest_gap():
    normalised = np.array([[0.50, 1.0, 0.0], [0.51, 0.5, 0.0], [0.52, 0.0, 1.0]])
    one, other = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.5, 0.3])
    found = divide(("x", "y"), one, other, normalised, KEYS)
    assert found.next.criterion == "b"  # a has the largest gap, and tells no place from another


def test_agreeing_on_a_criterion_settles_pairs():
    """0.54 against 0.3 and 0.26 against 0.3; with a at 0.325 for both, 0.365 and 0.435 against 0.3."""
    normalised = np.array([[1.0, 0.0, 0.2], [0.0, 1.0, 0.0]])
    one, other = np.array([0.5, 0.3, 0.2]), np.array([0.15, 0.3, 0.55])
    found = divide(("x", "y"), one, other, normalised, KEYS)
    assert found.apart == 1
    assert {part.criterion: part.settled for part in found.parts} == {"a": 1, "b": 0, "c": 0}


@given(st.integers(0, 10_000), st.integers(2, 7), st.integers(2, 9))
@settings(max_examples=times(60), deadline=None)
def test_shares_of_what_divides_sum_to_one_and_zero_laws_hold(seed, m, n):
    rng = np.random.default_rng(seed)
    normalised = rng.random((n, m))
    normalised[:, 0] = 0.4  # a criterion that tells no place from another
    one, other = rng.dirichlet(np.ones(m)), rng.dirichlet(np.ones(m))
    other[-1] = one[-1]  # one on which they agree
    found = divide(("x", "y"), one, other, normalised, [str(j) for j in range(m)])
    shares = {part.criterion: part.share for part in found.parts}
    assert shares["0"] == pytest.approx(0, abs=1e-12)
    assert shares[str(m - 1)] == pytest.approx(0, abs=1e-12)
    if m > 2:
        assert sum(shares.values()) == pytest.approx(1)
    moved = (normalised @ (one - other))[:, None] - (normalised @ (one - other))[None, :]
    assert found.apart <= int((np.abs(moved) > 0).sum() / 2)


def test_groups_that_weigh_alike_have_nothing_to_discuss():
    same = np.array([0.5, 0.3, 0.2])
    found = divide(("x", "y"), same, same, np.random.default_rng(0).random((5, 3)), KEYS)
    assert found.apart == 0
    assert found.next is None


def test_every_pair_of_cells_is_told_farthest_first():
    people = [(n, ("forest", "town", "road")[n % 3]) for n in range(12)]
    shown = shown_of(workshop(), people)
    found = divides(shown, np.random.default_rng(0).random((20, 6)))
    assert len(found) == 3
    assert [each.apart for each in found] == sorted((e.apart for e in found), reverse=True)


# leanings


def test_even_weights_are_counted():
    room = workshop()
    even = {block: {"points": dict.fromkeys(keys, 10)} for block, keys in room.blocks.items()}
    people = [submission(room, n, "forest", answers=even) for n in range(2)]
    people += [submission(room, n, "forest") for n in range(2, 4)]
    (shown,) = published(
        Panel(
            room,
            (Round(1, "closed", "", "x", method_key="points", minimum_group=3),),
            tuple(people),
        )
    )
    found = leanings(shown)
    assert found.even == pytest.approx(0.5)
    assert found.anchored >= 0.5


def test_what_was_shown_first_and_weighs_most_is_an_order_effect():
    weights = np.array([0.3, 0.2, 0.1, 0.4])
    groups = [[0, 1, 2], [3]]
    assert order_effect(weights, np.array([0.0, 1, 2, 3]), groups) == pytest.approx(-1)
    assert order_effect(weights, np.array([2.0, 1, 0, 3]), groups) == pytest.approx(1)
    assert order_effect(np.array([0.2, 0.2, 0.2, 0.4]), np.arange(4.0), groups) is None


def test_an_order_effect_in_the_room_is_noticed_and_none_is_not():
    room = workshop(criteria={"people": ("income", "school", "homes")})
    rng = np.random.default_rng(1)

    def people(first: int):
        for n in range(30):
            order = tuple(rng.permutation(room.keys))
            given = dict(zip(order, (first, 20, 10), strict=True))
            if first == 20:
                given = dict(zip(room.keys, rng.permutation([30, 20, 10]), strict=True))
            answers = {"people": {"points": {key: int(p) for key, p in given.items()}}}
            yield submission(room, n, "forest", answers=answers, order=order)

    rounds = (Round(1, "closed", "", "x", method_key="points", minimum_group=3),)
    (led,) = published(Panel(room, rounds, tuple(people(30))))
    (free,) = published(Panel(room, rounds, tuple(people(20))))
    assert leanings(led).order == pytest.approx(-1)
    assert abs(leanings(free).order) < 0.4
    assert leanings(led).order_matters  # thirty of thirty lean one way: the surest case of all
    assert not leanings(free).order_matters


def test_an_order_effect_is_told_by_chance_in_no_more_than_one_room_of_twenty():
    """Small rooms too: with two standard errors one of eight would be told that the order mattered."""
    room = workshop(criteria={"people": ("income", "school", "homes")})
    rng = np.random.default_rng(2)
    rounds = (Round(1, "closed", "", "x", method_key="points", minimum_group=3),)
    told, rooms = 0, times(100)
    for _ in range(rooms):
        people = []
        for n in range(6):
            points = dict(zip(room.keys, rng.permutation([30, 20, 10]), strict=True))
            answers = {"people": {"points": {key: int(p) for key, p in points.items()}}}
            order = tuple(rng.permutation(room.keys))
            people.append(submission(room, n, "forest", answers=answers, order=order))
        (shown,) = published(Panel(room, rounds, tuple(people)))
        told += leanings(shown).order_matters
    assert told <= 0.05 * rooms + 2 * np.sqrt(0.05 * 0.95 * rooms)


def test_six_who_all_weigh_what_came_first_most_is_past_chance_and_five_is_not():
    room = workshop(criteria={"people": ("income", "school", "homes")})
    rounds = (Round(1, "closed", "", "x", method_key="points", minimum_group=3),)
    answers = {"people": {"points": {"income": 30, "school": 20, "homes": 10}}}
    for heads, p in ((5, 2 / 2**5), (6, 2 / 2**6)):
        people = [
            submission(room, n, "forest", answers=answers, order=("income", "school", "homes"))
            for n in range(heads)
        ]
        (shown,) = published(Panel(room, rounds, tuple(people)))
        assert leanings(shown).order_p == pytest.approx(p)
        assert leanings(shown).order_matters == (heads == 6)


def test_answers_that_repeat_the_first_one_by_hand():
    answers = [{"b": {"points": {"x": 50, "y": 50, "z": 20}}}]
    assert anchored(answers, [("z", "x", "y")]) == pytest.approx(0)
    assert anchored(answers, [("x", "z", "y")]) == pytest.approx(0.5)
    assert anchored([{"b": {"order": ["x"]}}], [("x",)]) is None


# simulated participants answer as people do, in every way of weighing


@pytest.mark.parametrize("way", WEIGHTING_METHODS)
def test_simulated_answers_lead_back_to_the_mind_behind_them(way):
    room = workshop(method_key=way)
    mind = {
        "green": np.array([0.7, 0.3]),
        "people": np.array([0.6, 0.25, 0.15]),
        "~groups": np.array([0.5, 0.3, 0.2]),
    }
    answers = answers_from(room, mind, 1)
    for block, keys in room.blocks.items():
        found = elicit(way, answers[block]).weights
        back = np.array([found[key] for key in keys])
        assert np.argsort(-back).tolist() == np.argsort(-mind[block]).tolist()
        assert back == pytest.approx(mind[block], abs=0.12)
    assert sum(weigh(room, answers).weights.whole(room.keys).shares) == pytest.approx(1)


@pytest.mark.parametrize("way", WEIGHTING_METHODS)
@given(seed=st.integers(0, 100_000))
@settings(max_examples=times(25), deadline=None)
def test_whatever_a_simulated_participant_thinks_can_be_answered(way, seed):
    room = workshop(method_key=way, criteria=CRITERIA)
    answered = weigh(room, sensible_answers(room, seed)).weights.whole(room.keys)
    assert sum(answered.shares) == pytest.approx(1)


@pytest.mark.parametrize("way", WEIGHTING_METHODS)
def test_an_even_mind_can_be_answered_too(way):
    room = workshop(method_key=way)
    even = {block: np.full(len(keys), 1 / len(keys)) for block, keys in room.blocks.items()}
    answered = weigh(room, answers_from(room, even, 3)).weights.whole(room.keys)
    assert sum(answered.shares) == pytest.approx(1)
