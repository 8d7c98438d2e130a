"""What the spread of a rank comes from: shares that can be worked out by hand, by a loop, and on the embedded study."""

from types import SimpleNamespace

import numpy as np
import pytest

from mcda import DecisionMatrix
from mcda.robustness import (
    Intervals,
    Near,
    ParticipantWeights,
    Sampling,
    Simplex,
    acceptability,
    acceptability_of,
    sample_acceptability,
    variance_shares_of,
)
from mcda.robustness.rank_counts import exact_ranks, quick_ranks
from mcda.robustness.variance_shares import variance_shares

SERIAL = SimpleNamespace(map=map)
FIXED = 1e9  # a concentration at which weights near the current ones hardly vary


def shares_of(values, low, high, weights, concentration, **kinds):
    matrix = DecisionMatrix.of(values, scales=[[0, 1]] * len(values[0]))
    drawn = Intervals.of(matrix, low, high, **kinds)
    region = Near.of(weights, concentration) if concentration else Simplex(len(weights))
    return variance_shares(
        acceptability(matrix, samples=64, region=region, observations=drawn, executor=SERIAL).task
    )


def test_two_lists_that_must_both_say_yes_explain_a_third_each_and_a_third_together():
    """First where both say yes, p = 1/4: the rank's variance is 3/16, of its mean given one list 1/16."""
    found = shares_of(
        [[0.5, 0.5], [0.75, 0.75]],
        [[0, 0], [0.75, 0.75]],
        [[1, 1], [0.75, 0.75]],
        [0.5, 0.5],
        FIXED,
        lists=[[1, 1], [0, 0]],
    )
    assert found.criteria == ("C1", "C2")
    for row in range(2):
        assert (np.abs(found.shares[row] - [0, 1 / 3, 1 / 3]) <= 1.5 * found.errors[row]).all()
    assert (found.errors < 0.06).all()


def test_one_doubt_alone_explains_everything_and_a_certain_rank_has_no_share():
    found = shares_of(
        [[0.5, 0.5], [0.4, 0.5], [0.1, 0.1]],
        [[0.0, 0.5], [0.4, 0.5], [0.0, 0.1]],
        [[1.0, 0.5], [0.4, 0.5], [0.0, 0.1]],
        [0.5, 0.5],
        FIXED,
    )
    assert found.shares[:2, 1] == pytest.approx([1, 1], abs=1e-9)
    assert found.shares[:2, 0] == pytest.approx([0, 0], abs=0.1)
    assert np.isnan(found.shares[2]).all()


def test_shares_equal_a_loop_that_settles_each_source_in_turn():
    """Of 300 settings of one source, the variance of the mean rank over 300 draws of the others."""
    values = np.array([[0.6, 0.4], [0.4, 0.7], [0.5, 0.5]])
    low, high = (
        np.array([[0.2, 0.1], [0.1, 0.5], [0.5, 0.5]]),
        np.array([[0.9, 0.6], [0.7, 0.9], [0.5, 0.5]]),
    )
    common = np.array([[1, 0], [1, 0], [0, 0]])
    found = shares_of(values, low, high, [0.5, 0.5], None, common=common)
    rng = np.random.default_rng(5)
    outer = inner = 300

    def drawn(size):
        together = rng.random((size, 1))
        first = low[:, 0] + together * (high - low)[:, 0]
        second = low[:, 1] + rng.random((size, 3)) * (high - low)[:, 1]
        return [Simplex(2).draw(rng, size), first, second]

    def ranks(weights, first, second):
        scores = weights[:, :1] * first + weights[:, 1:] * second
        return 1 + (scores[:, None, :] > scores[:, :, None] + 1e-9).sum(axis=2)

    total = ranks(*drawn(outer * inner)).var(axis=0)
    for column in range(3):
        means = []
        for _ in range(outer):
            sources = drawn(inner)
            sources[column] = np.repeat(drawn(1)[column], inner, axis=0)
            means.append(ranks(*sources).mean(axis=0))
        means = np.array(means)
        explained = (means.var(axis=0, ddof=1) - total / inner) / total
        error = np.hypot(found.errors[:, column], 3 * explained * (2 / outer) ** 0.5)
        assert (np.abs(found.shares[:, column] - explained) <= 1.5 * error + 0.02).all()
    assert found.shares.sum(axis=1).max() < 1.05


def test_the_error_is_the_one_that_other_seeds_have(secondary):
    found = []
    for seed in range(8):
        task = sample_acceptability(secondary, Sampling(samples=64, seed=seed)).task
        found.append(variance_shares(task))
    shares = np.array([one.shares for one in found])
    told = np.array([one.errors for one in found]).mean(axis=0)
    spread = 1.96 * shares.std(axis=0, ddof=1)
    assert np.median(spread / told) == pytest.approx(1, abs=0.25)
    assert np.nanmedian(told) < 0.04


def test_how_tree_cover_is_counted_explains_half_of_what_moves_pingchang(secondary):
    """Weights near the study's explain most ranks; where tree cover lies between the ends of its scale, it does."""
    found = variance_shares_of(secondary, Sampling())
    names = ("weights", *found.criteria)
    trees = names.index("tree_cover")

    def row(name):
        return found.alternatives.index(secondary.evidence.named(name).key)

    at = row("Pingchang")
    assert found.shares[at, trees] - found.errors[at, trees] > 0.45
    assert found.shares[at, trees] > found.shares[at, 0]
    leader = row("Ningshan")
    assert found.shares[leader, 0] - found.errors[leader, 0] > 0.7
    assert (found.shares.sum(axis=1) <= 1 + found.errors.sum(axis=1)).all()
    assert variance_shares_of(secondary, Sampling()) is found


def test_where_nothing_can_be_parted_nothing_is_told(secondary):
    assert variance_shares_of(secondary, Sampling(samples=64, redrawn=False)) is None
    assert variance_shares_of(secondary.with_changes(method="topsis"), Sampling(samples=64)) is None
    people = ParticipantWeights.of(np.eye(len(secondary.weights.array)), mode="bootstrap")
    room = sample_acceptability(secondary, Sampling(samples=64), region=people)
    assert variance_shares(room.task) is None


def test_quick_ranks_are_the_exact_ranks_ties_included():
    rng = np.random.default_rng(2)
    scores = rng.integers(0, 40, (200, 30)) / 7
    scores[::2] = rng.random((100, 30))
    for better in (True, False):
        assert np.array_equal(quick_ranks(scores, better), exact_ranks(scores, better))


def test_shares_are_those_of_the_draws_that_the_page_shows(secondary):
    """Another region of weights, other shares: of all weights they explain more than of weights near the current."""
    near, wide = (variance_shares_of(secondary, Sampling(region)) for region in ("near", None))
    assert np.nanmean(wide.shares[:, 0]) > np.nanmean(near.shares[:, 0]) + 0.05
    assert acceptability_of(secondary, Sampling(None)).region.key == "nested"
