"""Weights: shares that sum to one, moved with proportions and locks kept; groups and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.errors import WeightsError
from mcda.model.weights import GroupedWeights, Weights

KEYS = "abcdef"
shares = st.dictionaries(st.sampled_from(KEYS), st.floats(0, 1e6), min_size=1).filter(
    lambda found: sum(found.values()) > 1e-6
)
moves = st.floats(-0.5, 1.5)


@given(shares)
def test_shares_sum_to_one(points: dict[str, float]) -> None:
    weights = Weights.of(points)
    assert sum(weights.shares) == pytest.approx(1, abs=1e-12)
    assert all(share >= 0 for share in weights.shares)
    total = sum(points.values())
    for key, number in points.items():
        assert weights[key] == pytest.approx(number / total, abs=1e-12)


def test_huge_points_do_not_overflow() -> None:
    assert Weights.of([1e308, 1e308]).shares == (0.5, 0.5)


def test_a_criterion_that_is_not_named_gets_nothing() -> None:
    assert Weights.of({"b": 2}, ["a", "b"]).as_dict() == {"a": 0, "b": 1}


@pytest.mark.parametrize(
    ("given_shares", "criteria", "code"),
    [
        ([1, -1], None, "weights.negative"),
        ([1, np.nan], None, "weights.number"),
        ([1, np.inf], None, "weights.number"),
        ([0, 0], None, "weights.zero"),
        ([], None, "weights.zero"),
        ([1, 2], ["a"], "weights.length"),
        ({"x": 1}, ["a"], "weights.stranger"),
        ({"x": "much"}, None, "weights.number"),
        ({"x": [1, 2]}, None, "weights.length"),
        ({"x": None}, None, "weights.number"),
    ],
)
def test_what_is_no_weight_is_refused(given_shares, criteria, code: str) -> None:
    with pytest.raises(WeightsError) as raised:
        Weights.of(given_shares, criteria)
    assert [finding.code for finding in raised.value.findings] == [code]


def test_every_bad_weight_is_named() -> None:
    with pytest.raises(WeightsError) as raised:
        Weights.of({"a": -1, "b": 1, "c": -2})
    assert [finding.values["criterion"] for finding in raised.value.findings] == ["a", "c"]


@given(shares.filter(lambda found: len(found) > 1), moves, st.data())
def test_moving_one_share_keeps_the_others_in_proportion(points, share, data) -> None:
    weights = Weights.of(points)
    key = data.draw(st.sampled_from(weights.criteria))
    moved = weights.moved(key, share)
    assert sum(moved.shares) == pytest.approx(1, abs=1e-12)
    assert moved[key] == pytest.approx(min(max(share, 0), 1), abs=1e-12)
    others = [other for other in weights.criteria if other != key]
    before = sum(weights[other] for other in others)
    for other in others:
        proportion = weights[other] / before if before > 0 else 1 / len(others)
        assert moved[other] == pytest.approx(proportion * (1 - moved[key]), abs=1e-12)


@given(shares.filter(lambda found: len(found) > 1), moves, st.data())
def test_a_locked_share_stays(points, share, data) -> None:
    weights = Weights.of(points)
    key = data.draw(st.sampled_from(weights.criteria))
    locked = data.draw(st.sets(st.sampled_from(weights.criteria)))
    moved = weights.moved(key, share, locked)
    assert sum(moved.shares) == pytest.approx(1, abs=1e-12)
    for held in locked - {key}:
        assert moved[held] == pytest.approx(weights[held], abs=1e-12)


def test_locks_that_leave_nothing_free_move_nothing() -> None:
    # ten tenths add up to a hair more than one: what is free must not fall below zero
    weights = Weights.of([0.1] * 3 + [0.7] + [0.0] * 2)
    held = weights.criteria[:4]
    moved = weights.moved("C5", 0.5, held)
    assert moved.shares == pytest.approx(weights.shares, abs=1e-12)


def test_free_never_falls_below_zero_by_rounding() -> None:
    for n in range(2, 60):
        weights = Weights.of([1.0 / k for k in range(1, n + 1)] + [0.0, 0.0])
        held = weights.criteria[:n]
        assert weights.moved(weights.criteria[-1], 1.0, held)[
            weights.criteria[-1]
        ] == pytest.approx(0, abs=1e-12)


def test_what_nothing_can_give_stays() -> None:
    weights = Weights.of({"a": 1, "b": 3})
    assert weights.moved("a", 0.9, ["b"]) == weights


groups = st.dictionaries(
    st.sampled_from(["g", "h", "i"]),
    st.dictionaries(st.sampled_from("xyz"), st.floats(0.01, 100), min_size=1),
    min_size=1,
)


@given(groups, st.data())
def test_grouped_weights_become_flat_and_grouped_again(inside, data) -> None:
    named = {g: {f"{g}{key}": n for key, n in members.items()} for g, members in inside.items()}
    points = {g: data.draw(st.floats(0, 100)) for g in named}
    if sum(points.values()) < 1e-3:
        points[next(iter(points))] = 1.0
    grouped = GroupedWeights.of(points, named)
    keys = [key for members in named.values() for key in members]
    whole = grouped.whole(keys)
    assert sum(whole.shares) == pytest.approx(1, abs=1e-12)
    for g, members in named.items():
        for key in members:
            assert whole[key] == pytest.approx(
                grouped.groups[g] * grouped.inside[g][key], abs=1e-12
            )
    again = GroupedWeights.from_flat(whole, {key: key[0] for key in keys})
    assert again.whole(keys).shares == pytest.approx(whole.shares, abs=1e-12)
    for g, members in named.items():
        assert again.groups[g] == pytest.approx(grouped.groups[g], abs=1e-12)
        if grouped.groups[g] > 1e-9:
            for key in members:
                assert again.inside[g][key] == pytest.approx(grouped.inside[g][key], abs=1e-6)


def test_a_group_without_weight_is_even_inside() -> None:
    flat = Weights.of({"a": 1, "b": 0, "c": 0})
    grouped = GroupedWeights.from_flat(flat, {"a": "g", "b": "h", "c": "h"})
    assert grouped.groups.as_dict() == {"g": 1, "h": 0}
    assert grouped.inside["h"].as_dict() == {"b": 0.5, "c": 0.5}


def test_whole_follows_the_order_asked_for_and_leaves_out() -> None:
    grouped = GroupedWeights.of({"g": 1, "h": 1}, {"g": {"a": 1, "b": 3}, "h": {"c": 1}})
    assert grouped.whole(["c", "b", "a"]).shares == pytest.approx((0.5, 0.375, 0.125))
    assert grouped.whole(["c", "a"]).shares == pytest.approx((0.8, 0.2))


def test_moves_inside_and_between_groups_do_not_touch_the_rest() -> None:
    grouped = GroupedWeights.of({"g": 1, "h": 1}, {"g": {"a": 1, "b": 3}, "h": {"c": 1, "d": 1}})
    between = grouped.moved_group("g", 0.8)
    assert between.groups.as_dict() == pytest.approx({"g": 0.8, "h": 0.2})
    assert between.inside == grouped.inside
    inside = grouped.moved_inside("g", "a", 0.5)
    assert inside.inside["g"].as_dict() == pytest.approx({"a": 0.5, "b": 0.5})
    assert inside.groups == grouped.groups
    assert inside.inside["h"] == grouped.inside["h"]


def test_groups_and_their_insides_name_the_same_groups() -> None:
    with pytest.raises(WeightsError) as raised:
        GroupedWeights.of({"g": 1, "ghost": 1}, {"g": {"a": 1}})
    assert "ghost" in str(raised.value)
