"""Regions of weights: means, spreads and bounds against what is known of them."""

import pickle

import numpy as np
import pytest

from criteria.errors import WeightsError
from mcda.robustness import Box, Given, Near, Nested, Order, ParticipantWeights, Simplex
from mcda.robustness.participant_weights import MODES

SIZE = 60_000


def draws(region, size=SIZE, seed=1):
    return region.draw(np.random.default_rng(seed), size)


def room(mode="doubt", noise=None):
    return ParticipantWeights.of(
        [[0.5, 0.3, 0.2], [0.2, 0.2, 0.6], [0.4, 0.4, 0.2]],
        ["farmers", "farmers", "offices"],
        {"farmers": 3.0, "offices": 1.0},
        mode,
        noise,
    )


REGIONS = [
    Simplex(4),
    Nested(((0, 2), (1, 3))),
    Order((2, (0, 3), 1)),
    Box.of([0.1, 0.0, 0.2, 0.05], [0.4, 0.3, 0.5, 0.6]),
    Near.of([0.4, 0.3, 0.2, 0.1]),
    Given.of([[1, 2, 3, 4], [4, 3, 2, 1]]),
    *(room(mode) for mode in MODES),
]


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.name.en)
def test_every_region_draws_weights_repeatably_and_travels(region):
    found = draws(region, 500)
    assert found.shape == (500, region.m)
    assert (found >= 0).all()
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-12)
    travelled = pickle.loads(pickle.dumps(region))
    assert np.array_equal(draws(travelled, 500), found)
    assert not np.array_equal(draws(region, 500, seed=2), found)
    for text in (region.name, region.sentence):
        assert text.en
        assert any("一" <= sign <= "鿿" for sign in text.zh)


def test_simplex_has_the_moments_of_the_uniform_distribution():
    found = draws(Simplex(5))
    variance = (1 / 5) * (4 / 5) / 6  # Dirichlet(1): p (1 - p) / (m + 1)
    assert found.mean(axis=0) == pytest.approx(0.2, abs=4 * np.sqrt(variance / SIZE))
    assert found.var(axis=0) == pytest.approx(variance, rel=0.03)
    assert np.cov(found.T)[0, 1] == pytest.approx(-1 / 5 / 5 / 6, rel=0.06)


def test_nested_gives_groups_equal_means_whatever_their_size():
    found = draws(Nested.of(["a", "b", "a", "a"]))
    assert found[:, 1].mean() == pytest.approx(0.5, abs=0.005)
    assert found[:, 1].var() == pytest.approx(1 / 12, rel=0.03)  # one of two groups: uniform
    assert found[:, [0, 2, 3]].mean(axis=0) == pytest.approx(1 / 6, abs=0.003)


def test_order_has_the_rank_order_centroid():
    found = draws(Order((2, 0, 1, 3)))
    centroid = [sum(1 / i for i in range(k, 5)) / 4 for k in range(1, 5)]  # Barron & Barrett 1996
    assert found.mean(axis=0)[[2, 0, 1, 3]] == pytest.approx(centroid, abs=0.003)
    assert (np.diff(found[:, [2, 0, 1, 3]], axis=1) <= 0).all()


def test_tied_columns_share_the_mean_of_their_centroids():
    found = draws(Order((2, (0, 1), 3)))
    centroid = [sum(1 / i for i in range(k, 5)) / 4 for k in range(1, 5)]
    assert found.mean(axis=0)[[0, 1]] == pytest.approx(np.mean(centroid[1:3]), abs=0.003)
    assert (found[:, 2:3] >= found[:, :2]).all()
    assert (found[:, :2] >= found[:, 3:]).all()
    assert (found[:, 0] > found[:, 1]).mean() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ([0.1, 0.1, 0.1], [0.5, 0.6, 0.8]),
        ([0.0, 0.3, 0.0], [0.2, 0.5, 1.0]),
        ([0.2, 0.2, 0.2], [0.45, 0.45, 0.45]),
        ([0.0, 0.0, 0.0], [0.36, 0.4, 0.5]),
    ],
)
def test_box_agrees_with_a_fine_grid(low, high):
    a, b = np.meshgrid(*(np.linspace(low[j], high[j], 1201) for j in (0, 1)), indexing="ij")
    c = 1 - a - b
    inside = (c >= low[2]) & (c <= high[2])
    grid = np.column_stack((a[inside], b[inside], c[inside]))
    found = draws(Box.of(low, high))
    assert found.mean(axis=0) == pytest.approx(grid.mean(axis=0), abs=0.002)
    assert found.std(axis=0) == pytest.approx(grid.std(axis=0), rel=0.02)


def test_boxed_draws_never_leave_their_box():
    for box in (
        Box.around(np.full(12, 1 / 12)),
        Box.of([0.0] * 12, [0.2] * 11 + [1.0]),
        Box.of([0.05] * 12, [0.1] * 11 + [0.45]),
        Box.of([0.25, 0.1, 0.0], [0.25, 0.6, 0.9]),
    ):
        found = draws(box, 20_000)
        assert (found >= box.low - 1e-15).all()
        assert (found <= box.high + 1e-15).all()


def test_a_free_box_is_the_simplex():
    found = draws(Box.of([0.0] * 4, [1.0] * 4))
    assert found.mean(axis=0) == pytest.approx(0.25, abs=0.003)
    assert found.var(axis=0) == pytest.approx(0.25 * 0.75 / 5, rel=0.03)


def test_a_box_that_leaves_one_point_gives_that_point():
    assert draws(Box.of([0.2, 0.3, 0.5], [0.6, 0.6, 0.6]), 3).tolist() == [[0.2, 0.3, 0.5]] * 3
    assert draws(Box.of([0.0, 0.0, 0.0], [0.2, 0.3, 0.5]), 2) == pytest.approx(
        np.array([[0.2, 0.3, 0.5]] * 2)
    )


def test_near_has_the_mean_and_spread_of_its_dirichlet():
    shares = np.array([0.5, 0.3, 0.2, 0.0])
    found = draws(Near.of(shares))
    assert found.mean(axis=0) == pytest.approx(shares, abs=0.002)
    assert found.var(axis=0) == pytest.approx(shares * (1 - shares) / 41, rel=0.03)
    assert (found[:, 3] == 0).all()


def test_the_room_as_it_is_holds_everyone_once():
    people = room("as_they_are")
    assert people.fixed == pytest.approx(people.weights)
    assert room("bootstrap").fixed is None


def test_the_room_draws_a_group_by_its_weight_then_a_participant():
    people = room("bootstrap")
    found = draws(people)
    share = [(found == row).all(axis=1).mean() for row in people.weights]
    assert share == pytest.approx([0.375, 0.375, 0.25], abs=0.008)


def test_doubt_is_each_participants_own():
    people = room("doubt", [0.0, 0.1, 0.02])
    found = draws(people, 20_000)
    nearest = np.abs(found[:, None] - people.weights).max(axis=2)
    assert (nearest.min(axis=1) <= 0.1 + 1e-12).all()
    assert (found == people.weights[0]).all(axis=1).mean() == pytest.approx(0.375, abs=0.015)
    theirs = found[np.abs(found - people.weights[1]).max(axis=1) <= 0.1]
    assert theirs.mean(axis=0) == pytest.approx(people.weights[1], abs=0.003)
    assert np.ptp(theirs, axis=0) == pytest.approx(0.2, abs=0.01)
    five_points = draws(room("doubt"), 2000)
    away = np.abs(five_points[:, None] - people.weights).max(axis=2).min(axis=1)
    assert 0.04 < away.max() <= 0.05 + 1e-12


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: Simplex(0), "region.empty"),
        (lambda: Nested(((0, 1), (1, 2))), "region.columns"),
        (lambda: Order((0, 0)), "region.columns"),
        (lambda: Box.of([0.4, 0.1], [0.3, 1.0]), "region.bounds"),
        (lambda: Box.of([-0.1, 0.1], [0.3, 1.0]), "region.bounds"),
        (lambda: Box.of([0.1, 0.1], [0.3, 0.5]), "region.sum"),
        (lambda: Box.of([0.6, 0.6], [0.9, 0.9]), "region.sum"),
        (lambda: Box.of([0.1], [0.3, 0.5]), "region.length"),
        (lambda: Near.of([0.5, 0.6]), "region.shares"),
        (lambda: Near.of([0.5, 0.5], 0), "region.concentration"),
        (lambda: Given.of([[0.5, 0.5], [0.0, 0.0]]), "region.row"),
        (lambda: Given.of([[0.5, -0.5]]), "region.row"),
        (lambda: ParticipantWeights.of([[1, 1]], ["a", "b"]), "region.length"),
        (lambda: ParticipantWeights.of([[1, 1]], ["a"], {"b": 1}), "weights.stranger"),
        (lambda: ParticipantWeights.of([[1, 1]], mode="loud"), "region.mode"),
        (lambda: ParticipantWeights.of([[1, 1]], noise=[-1]), "region.noise"),
    ],
)
def test_a_bad_region_is_told_in_both_languages(build, code):
    with pytest.raises(WeightsError) as told:
        build()
    assert [finding.code for finding in told.value.findings] == [code]
    for lang in ("en", "zh"):
        assert "{" not in told.value.findings[0].in_(lang).line()
