"""Points, swing and order of importance; the registry; and what is said about answers that cannot be used."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.errors import WeightsError
from criteria.text import LANGS
from mcda.model.weights import Weights
from mcda.weighting.registry import WEIGHTING_METHODS, compose, elicit

KEYS = ["a", "b", "c", "d", "e", "f", "g"]


def codes(way: str, answers: object) -> list[str]:
    with pytest.raises(WeightsError) as caught:
        elicit(way, answers)
    for finding in caught.value.findings:
        for lang in LANGS:
            assert finding.in_(lang).line()
    return [finding.code for finding in caught.value.findings]


def test_ways_are_those_of_the_contract():
    assert list(WEIGHTING_METHODS) == ["points", "swing", "ranking", "ahp", "best_worst"]
    assert all(key == way.key for key, way in WEIGHTING_METHODS.items())


def test_unknown_way_is_named():
    assert codes("guess", {}) == ["elicit.unknown"]


def test_points_are_shared_in_proportion():
    found = elicit("points", {"points": {"a": 100, "b": 60, "c": 40, "d": 0}})
    assert found.weights.as_dict() == pytest.approx({"a": 0.5, "b": 0.3, "c": 0.2, "d": 0.0})
    assert (found.consistency, found.limit, found.acceptable, found.worst) == (None, None, None, ())


def test_swing_von_winterfeldt_edwards_1986():
    found = elicit("swing", {"points": {"cost": 100, "noise": 50, "access": 50}})
    assert found.weights.shares == pytest.approx((0.5, 0.25, 0.25))
    assert found.consistency is None


@given(
    st.dictionaries(st.sampled_from(KEYS), st.floats(0.001, 1000), min_size=1),
    st.floats(1e-6, 1e6),
)
def test_scaling_the_points_does_not_matter(points, factor):
    once = elicit("points", {"points": points}).weights.shares
    scaled = {key: number * factor for key, number in points.items()}
    assert elicit("points", {"points": scaled}).weights.shares == pytest.approx(once)


@pytest.mark.parametrize("way", ["points", "swing"])
@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"points": {"a": 0, "b": 0}}, ["weights.zero"]),
        ({"points": {"a": -1, "b": 5, "c": -2}}, ["weights.negative"] * 2),
        ({"points": {"a": "60", "b": None, "c": True}}, ["weights.number"] * 3),
        ({"points": {"a": float("nan"), "b": float("inf")}}, ["weights.number"] * 2),
        ({"points": {"a": 10**400, "b": 1}}, ["weights.number"]),
        ({"points": {}}, ["answers.form"]),
        ({"points": [1, 2]}, ["answers.form"]),
        ({"order": ["a"]}, ["answers.form"]),
        (["a", "b"], ["answers.form"]),
        (None, ["answers.form"]),
    ],
)
def test_points_that_cannot_be_used_are_named(way, answers, expected):
    assert codes(way, answers) == expected


@pytest.mark.parametrize(
    ("n", "published"),
    [
        (3, [0.6111, 0.2778, 0.1111]),
        (4, [0.5208, 0.2708, 0.1458, 0.0625]),
        (5, [0.4567, 0.2567, 0.1567, 0.0900, 0.0400]),
    ],
)
def test_ranking_barron_barrett_1996(n, published):
    found = elicit("ranking", {"order": KEYS[:n]})
    assert found.weights.shares == pytest.approx(published, abs=6e-5)
    assert found.consistency is None


def test_tied_criteria_share_the_mean_of_their_positions():
    free = elicit("ranking", {"order": ["a", "b", "c", "d"]}).weights
    tied = elicit("ranking", {"order": ["a", ["b", "c"], "d"]}).weights
    assert tied["b"] == tied["c"] == pytest.approx((free["b"] + free["c"]) / 2)
    assert (tied["a"], tied["d"]) == pytest.approx((free["a"], free["d"]))


def test_all_tied_is_even():
    assert elicit("ranking", {"order": [["a", "b", "c"]]}).weights.shares == pytest.approx(
        [1 / 3] * 3
    )


@given(st.permutations(KEYS))
def test_weights_fall_along_the_order(order):
    shares = elicit("ranking", {"order": order}).weights.shares
    assert list(shares) == sorted(shares, reverse=True)
    assert len(set(shares)) == len(shares)
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"order": ["a", "b", "a"]}, ["answers.twice"]),
        ({"order": ["a", ["b", "a"]]}, ["answers.twice"]),
        ({"order": ["a", "b"], "criteria": ["a", "b", "c"]}, ["answers.missing"]),
        ({"order": ["a", "z"], "criteria": ["a", "b"]}, ["answers.missing", "answers.stranger"]),
        ({"order": []}, ["answers.form"]),
        ({"order": ["a", []]}, ["answers.form"]),
        ({"order": ["a", [["b"]]]}, ["answers.form"]),
        ({"order": ["a", 2]}, ["answers.form"]),
        ({"order": "abc"}, ["answers.form"]),
        ({}, ["answers.form"]),
    ],
)
def test_orders_that_cannot_be_used_are_named(answers, expected):
    assert codes("ranking", answers) == expected


def test_optional_criteria_of_an_order_change_nothing_when_they_agree():
    order = {"order": ["b", "a"]}
    assert elicit("ranking", {**order, "criteria": ["a", "b"]}) == elicit("ranking", order)


def test_hierarchy_multiplies_group_and_inside():
    grouped = compose(
        {"green": Weights.of({"a": 3, "b": 1}), "road": Weights.of({"c": 1})},
        elicit("points", {"points": {"green": 60, "road": 40}}).weights,
    )
    assert grouped.whole(["a", "b", "c"]).shares == pytest.approx((0.45, 0.15, 0.4))


def test_hierarchy_with_a_group_that_was_not_weighed_inside_is_named():
    with pytest.raises(WeightsError) as caught:
        compose({"green": Weights.of({"a": 1})}, Weights.of({"green": 1, "road": 1}))
    assert [finding.code for finding in caught.value.findings] == ["weights.stranger"]


def test_what_was_elicited_can_be_pickled():
    found = elicit("ranking", {"order": ["a", "b"]})
    assert pickle.loads(pickle.dumps(found)) == found
