"""Families: what must rank alike does so on every table, what need not seldom does; and measures of agreement."""

import itertools

import numpy as np
import pymcdm.correlations as engine
import pytest
from scipy.stats import kendalltau

from criteria.errors import MethodError
from mcda.methods.families import (
    ALIKE,
    agreement,
    alike,
    chance_similarity,
    clones_of,
    overlap,
    rank_similarity,
    tau_b,
    weighted_spearman,
)
from mcda.methods.registry import METHODS, rank
from mcda.model.decision_matrix import DecisionMatrix

TABLES = 400


def random_table(seed, scaled):
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(3, 12)), int(rng.integers(2, 6))
    values = rng.uniform(1, 100, (n, m))
    if seed % 4 == 0:
        values = rng.integers(1, 5, (n, m)).astype(float)  # ties and constant columns
    directions = rng.choice([-1, 1], m)
    scales = [(0, 120) if sign == 1 else (120, 0) for sign in directions] if scaled else None
    return DecisionMatrix.of(values, directions, scales=scales), rng.dirichlet(np.ones(m))


def answers(group, matrix, weights):
    """Places by each member of a group that can answer."""
    found = []
    for member in group.members:
        try:
            found.append(rank(matrix, weights, member.method, **member.parameters))
        except MethodError:
            continue
    return found


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(ALIKE)))
@pytest.mark.parametrize("scaled", [False, True])
def test_a_family_ranks_alike_on_every_table(number, scaled):
    group = ALIKE[number]
    for seed in range(TABLES):
        matrix, weights = random_table(seed, scaled)
        if not group.holds(matrix):
            assert group.where == ("bare" if scaled else "scaled")
            return
        assert group in alike(matrix)
        found = answers(group, matrix, weights)
        assert len(found) > 1 or (matrix.lowest == matrix.highest).all()
        for other in found[1:]:
            assert other.ranks.tolist() == found[0].ranks.tolist(), (seed, other.method.key)


@pytest.mark.parametrize(
    ("method", "parameters", "at_most"),
    [
        ("topsis", {"normalisation": "minmax"}, 0.2),
        ("vikor", {"v": 0.5}, 0.2),
        ("promethee_ii", {"preference": "usual"}, 0.2),
        ("promethee_ii", {}, 0.5),
    ],
)
def test_different_families_seldom_give_the_same_full_order(method, parameters, at_most):
    same = 0
    for seed in range(TABLES):
        rng = np.random.default_rng(seed)
        matrix = DecisionMatrix.of(rng.random((10, 4)), rng.choice([-1, 1], 4))
        weights = rng.dirichlet(np.ones(4))
        first = rank(matrix, weights, "wsm", normalisation="minmax")
        same += (first.ranks == rank(matrix, weights, method, **parameters).ranks).all()
    assert same < at_most * TABLES


def test_clones_are_told_by_both():
    assert clones_of("mabac") == METHODS["mabac"].clones
    assert "mairca" in METHODS["mabac"].clones
    assert METHODS["codas"].clones == ()
    for key, method in METHODS.items():
        assert all(key in METHODS[clone].clones for clone in method.clones)
    assert {m.method for group in ALIKE for m in group.members} <= set(METHODS)


def rankings(n=12, m=4, seed=2):
    rng = np.random.default_rng(seed)
    matrix = DecisionMatrix.of(rng.uniform(1, 9, (n, m)), [1, -1, 1, -1])
    keys = ("additive", "topsis", "vikor", "promethee_ii", "wpm")
    return {key: rank(matrix, [4, 3, 2, 1], key) for key in keys}


def test_agreement_measures_every_ordered_pair_on_places():
    found = rankings()
    table = agreement(found, first=3)
    assert {(p.reference, p.other) for p in table.pairs} == set(itertools.permutations(found, 2))
    for a, b in itertools.permutations(found, 2):
        x, y = found[a].ranks, found[b].ranks
        pair = table.between(a, b)
        assert pair.tau == pytest.approx(kendalltau(x, y).statistic)
        assert pair.weighted == pytest.approx(engine.weighted_spearman(x, y))
        assert pair.ws == pytest.approx(engine.rank_similarity_coef(x, y))
        assert pair.overlap == len(set(np.flatnonzero(x <= 3)) & set(np.flatnonzero(y <= 3))) / 3


def test_agreement_looks_at_places_not_scores():
    # VIKOR's low score is good: scores would disagree with the additive ones, places need not
    assert agreement(rankings()).between("additive", "vikor").tau > 0


def test_agreement_follows_names_where_the_order_differs():
    rng = np.random.default_rng(4)
    values, names = rng.random((6, 2)), list("abcdef")
    one = rank(DecisionMatrix.of(values, [1, 1], names), [1, 2])
    other = rank(DecisionMatrix.of(values[::-1], [1, 1], names[::-1]), [1, 2])
    pair = agreement({"one": one, "other": other}, first=2).between("one", "other")
    assert (pair.tau, pair.weighted, pair.ws, pair.overlap) == pytest.approx((1, 1, 1, 1))
    stranger = rank(DecisionMatrix.of(values, [1, 1], list("abcdeX")), [1, 2])
    with pytest.raises(MethodError, match="Ranking stranger: only one ranking has X, f"):
        agreement({"one": one, "stranger": stranger})
    with pytest.raises(MethodError, match="is not one or more"):
        agreement({"one": one, "other": other}, first=0)


def test_rank_similarity_looks_from_its_reference():
    x, y = np.array([1, 2, 3]), np.array([2, 3, 1])
    assert rank_similarity(x, y) == pytest.approx(0.375)
    assert rank_similarity(y, x) == pytest.approx(0.1875)


def test_unrelated_orders_have_a_similarity_of_a_half_and_no_correlation():
    """All orders of five against all: the means of chance. Of a county's 107 the mean WS is 0.50."""
    orders = [np.array(order) for order in itertools.permutations(range(1, 6))]
    reference = orders[0]
    mean = {
        measure: np.mean([measure(reference, other) for other in orders])
        for measure in (tau_b, weighted_spearman, rank_similarity)
    }
    assert mean[tau_b] == pytest.approx(0, abs=1e-12)
    assert mean[weighted_spearman] == pytest.approx(0, abs=1e-12)
    assert mean[rank_similarity] == pytest.approx(chance_similarity(5), abs=1e-12)
    assert chance_similarity(107) == pytest.approx(0.5045, abs=5e-4)


def test_with_ties_the_measures_stay_in_their_range():
    """(1, 3, 2) and (3, 1, 1) had a weighted Spearman of -1.31."""
    assert weighted_spearman(np.array([1, 3, 2]), np.array([3, 1, 1])) >= -1
    for n in (2, 3, 4):
        scores = [np.array(s) for s in itertools.product(range(n), repeat=n) if len(set(s)) > 1]
        ranks = {tuple((s[None] < s[:, None]).sum(axis=1) + 1) for s in scores}
        for x, y in itertools.product([np.array(order) for order in ranks], repeat=2):
            assert -1 - 1e-12 <= weighted_spearman(x, y) <= 1 + 1e-12
            assert 0 <= rank_similarity(x, y) <= 1


def test_opposite_orders():
    x = np.arange(1, 6)
    assert tau_b(x, x[::-1]) == pytest.approx(-1)
    assert weighted_spearman(x, x[::-1]) == pytest.approx(-1)


def test_a_ranking_that_orders_nothing_agrees_with_none():
    tied, x = np.array([1, 1, 1]), np.array([1, 2, 3])
    for measure in (tau_b, weighted_spearman, rank_similarity):
        assert measure(tied, x) is None
        assert measure(x, tied) is None
        assert measure(np.array([1]), np.array([1])) is None
    assert overlap(tied, x, 1) == pytest.approx(
        1 / 3
    )  # all three come first in one, one in the other
    assert overlap(tied, x, 10) == 1


def test_tau_b_corrects_for_ties():
    x, y = np.array([1, 1, 3, 4]), np.array([1, 2, 3, 4])
    assert tau_b(x, y) == pytest.approx(5 / np.sqrt(5 * 6))
