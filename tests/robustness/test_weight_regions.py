"""Regions of weights: means, spreads and bounds against what is known of them."""

import pickle
from itertools import product

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
    assert not (found[:, 0] == found[:, 1]).any()  # a tie leaves open which is heavier
    assert str(Order.sentence.en).endswith("ties either way")


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


def test_another_room_is_drawn_as_a_loop_over_its_people_would_draw_it():
    """Heads of each group are kept, their people come with replacement, and groups count by their weight."""
    people = room("bootstrap")
    found = draws(people, 200, seed=7)
    rng = np.random.default_rng(7)
    farmers, offices = (rng.integers(heads, size=(200, heads)) for heads in (2, 1))
    by_hand = []
    for room_number in range(200):
        of_farmers = [people.weights[:2][person] for person in farmers[room_number]]
        of_offices = [people.weights[2:][person] for person in offices[room_number]]
        by_hand.append(0.75 * np.mean(of_farmers, axis=0) + 0.25 * np.mean(of_offices, axis=0))
    assert found == pytest.approx(np.array(by_hand), abs=1e-15)


def test_all_rooms_of_three_people_come_as_often_as_they_can_be_made():
    """27 ordered draws of three people: each mean comes in the share of draws that make it."""
    own = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4]])
    exact: dict[tuple[float, ...], float] = {}
    for who in product(range(3), repeat=3):
        mean = tuple(np.round(own[list(who)].mean(axis=0), 9))
        exact[mean] = exact.get(mean, 0) + 1 / 27
    found = draws(ParticipantWeights.of(own, mode="bootstrap"))
    means, counts = np.unique(np.round(found, 9), axis=0, return_counts=True)
    assert {tuple(mean) for mean in means} == set(exact)
    for mean, count in zip(means, counts, strict=True):
        assert count / SIZE == pytest.approx(exact[tuple(mean)], abs=0.008)


# Twelve people (rows of weights, to be normalised) and what six alternatives are worth on three criteria.
TWELVE = [
    *([6, 1, 8], [7, 8, 3], [2, 5, 3], [3, 9, 1], [7, 9, 2], [8, 3, 9]),
    *([9, 7, 1], [4, 3, 7], [7, 2, 9], [3, 2, 8], [6, 2, 4], [2, 5, 3]),
]
SIX = np.array([[1, 8, 3], [6, 5, 4], [9, 2, 4], [2, 6, 7], [9, 0, 8], [0, 3, 1]])


def first_shares(weights):
    leaders = (weights @ SIX.T).argmax(axis=1)
    return np.bincount(leaders, minlength=6) / len(weights)


def test_another_room_is_not_the_same_people_once_more():
    """Half of twelve people put one first, and other rooms of twelve put it first in nine of ten."""
    people = ParticipantWeights.of(TWELVE)
    assert first_shares(people.weights) * 12 == pytest.approx([1, 2, 1, 2, 6, 0])
    rooms = draws(people.with_mode("bootstrap"), 20_000)
    assert rooms.mean(axis=0) == pytest.approx(people.weights.mean(axis=0), abs=0.002)
    assert rooms.std(axis=0) == pytest.approx(people.weights.std(axis=0) / np.sqrt(12), rel=0.02)
    expected = [0, 0.056, 0, 0.033, 0.911, 0]
    assert first_shares(rooms) == pytest.approx(expected, abs=0.012)


def test_doubt_is_of_the_same_people_each_within_what_they_may_have_meant():
    """A room that doubts nothing stays where it is; one that does varies round the same mean."""
    own = room().weights
    mean = 0.375 * own[0] + 0.375 * own[1] + 0.25 * own[2]
    assert draws(room("doubt", [0.0, 0.0, 0.0]), 5) == pytest.approx(np.tile(mean, (5, 1)))
    found = draws(room("doubt", [0.0, 0.1, 0.0]), 20_000)  # only the second person's varies
    theirs = (found - mean) / 0.375
    assert np.abs(theirs).max() <= 0.1 + 1e-12
    assert np.ptp(theirs, axis=0) == pytest.approx(0.2, abs=0.01)
    assert theirs.mean(axis=0) == pytest.approx(0, abs=0.003)
    all_doubt = draws(room("doubt", 0.1 * np.ones(3)), 20_000)
    by_person = found.var(axis=0) / 0.375**2
    assert all_doubt.var(axis=0) == pytest.approx(
        by_person * (0.375**2 + 0.375**2 + 0.25**2), rel=0.05
    )


def test_a_doubt_larger_than_the_weight_itself_does_not_lift_the_weight():
    """Five points either way of a weight of one point would have been one of up to six, never less than none."""
    people = ParticipantWeights.of([[0.0, 0.01, 0.29, 0.7], [0.5, 0.5, 0, 0]], mode="doubt")
    found = draws(people, 20_000)
    assert found.mean(axis=0) == pytest.approx(people.weights.mean(axis=0), abs=0.001)
    assert np.abs(2 * found[:, 0] - 0.5).max() <= 0.05 + 1e-12


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


def test_near_says_what_a_dirichlet_does():
    """Of 40, a weight of 18% varies by a third of itself, one of 4.5% by 72%; below 2.5% the likeliest is 0."""
    region = Near.of([0.545, 0.18, 0.18, 0.045, 0.03, 0.02])
    drawn = region.draw(np.random.default_rng(1), 60_000)
    assert region.relative_spread == pytest.approx(drawn.std(axis=0) / region.shares, rel=0.02)
    assert region.relative_spread[[1, 3]] == pytest.approx([0.333, 0.719], abs=0.001)
    assert "standard deviation 14% of the heaviest, 109% of the lightest" in region.sentence.en
    assert "small shifts" not in region.sentence.en
    for column, least in ((4, False), (5, True)):  # 3% and 2%: where the density is highest
        heights, _ = np.histogram(drawn[:, column], bins=np.linspace(0, 0.06, 13))
        assert (heights.argmax() == 0) == least
