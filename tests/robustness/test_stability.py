"""Intervals, lines and flips: each checked by ranking again just before and just after."""

import itertools

import numpy as np
import pytest

from criteria.errors import MethodError
from mcda import DecisionMatrix, Weights, rank
from mcda.robustness import (
    lines_along,
    nearest_fall,
    smallest_change,
    smallest_change_into,
    stability_interval,
)

STEP = 1e-6


def ranked(n=9, m=4, seed=0, method="additive", **parameters):
    rng = np.random.default_rng(seed)
    matrix = DecisionMatrix.of(rng.uniform(1, 9, (n, m)), [1, -1, 1, 1][:m])
    return rank(matrix, rng.dirichlet(np.ones(m)), method, **parameters)


def at(ranking, criterion, share):
    weights = ranking.weights.moved(criterion, share)
    return rank(ranking.matrix, weights, ranking.method.key, **ranking.parameters)


def answer(ranking, keep):
    if keep == "order":
        return [line.key for line in ranking]
    return {line.key for line in ranking if line.rank <= keep}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("keep", [1, 3, "order"])
@pytest.mark.parametrize("method", ["additive", "topsis", "vikor", "wpm", "promethee_ii"])
def test_the_answer_holds_inside_an_interval_and_not_outside(method, keep, seed):
    ranking = ranked(seed=seed, method=method)
    for criterion in ranking.matrix.criteria:
        found = stability_interval(ranking, criterion, keep)
        assert found.exact == (method == "additive")
        assert 0 <= found.low <= found.share <= found.high <= 1
        now = answer(ranking, keep)
        for end, outwards in ((found.low, -STEP), (found.high, STEP)):
            inside = end - outwards if 0 < end < 1 else end
            if (inside - found.share) * outwards > 0:
                assert answer(at(ranking, criterion, inside), keep) == now
            if STEP < end < 1 - STEP:
                assert answer(at(ranking, criterion, end + outwards), keep) != now


@pytest.mark.parametrize("seed", range(6))
def test_an_interval_names_who_changes_places(seed):
    ranking = ranked(seed=seed)
    for criterion in ranking.matrix.criteria:
        found = stability_interval(ranking, criterion)
        for swap, end, outwards in (
            (found.below, found.low, -STEP),
            (found.above, found.high, STEP),
        ):
            assert (swap is None) == (end in (0, 1))
            if swap is not None:
                assert answer(ranking, 1) == {swap.falls}
                assert answer(at(ranking, criterion, end + outwards), 1) == {swap.rises}


def test_an_interval_by_hand():
    """S = 0.5 t + 0.2 (1 - t) against 0.3 t + 0.6 (1 - t): they meet at t = 2/3."""
    matrix = DecisionMatrix.of([[0.5, 0.2], [0.3, 0.6]], [1, 1], scales=[(0, 1), (0, 1)])
    found = stability_interval(rank(matrix, [0.4, 0.6]), "C1")
    assert found.low == 0
    assert found.high == pytest.approx(2 / 3, abs=1e-12)
    assert found.above == ("A2", "A1")


def test_a_tie_breaks_at_once_and_identical_alternatives_never():
    scales = [(0, 1), (0, 1)]
    tied = rank(DecisionMatrix.of([[1, 0], [0, 1]], [1, 1], scales=scales), [0.5, 0.5])
    found = stability_interval(tied, "C1")
    assert (found.low, found.high) == (0.5, 0.5)
    twins = DecisionMatrix.of([[1, 1], [1, 1], [0, 0]], [1, 1], scales=scales)
    found = stability_interval(rank(twins, [0.5, 0.5]), "C1", "order")
    assert (found.low, found.high) == (0, 1)


def test_all_weight_on_one_criterion():
    matrix = DecisionMatrix.of([[0.5, 0.2], [0.3, 0.6]], [1, 1], scales=[(0, 1), (0, 1)])
    found = stability_interval(rank(matrix, [1, 0]), "C1")
    assert found.low == pytest.approx(2 / 3, abs=1e-12)
    assert found.high == 1


@pytest.mark.parametrize("seed", range(5))
def test_lines_are_the_scores_and_name_every_leader(seed):
    ranking = ranked(seed=seed, n=12)
    for criterion in ranking.matrix.criteria:
        lines = lines_along(ranking, criterion)
        for share in np.linspace(0, 1, 23):
            assert lines.scores(share) == pytest.approx(at(ranking, criterion, share).scores)
        assert [a for a, _, _ in lines.leaders[1:]] == [b for _, b, _ in lines.leaders[:-1]]
        assert lines.leaders[0][0] == 0
        assert lines.leaders[-1][1] == 1
        for start, end, leader in lines.leaders:
            assert at(ranking, criterion, (start + end) / 2).rank(leader) == 1


def least_on_a_grid(ranking, passes, steps=40):
    """The least L1 change among weights on a grid of the simplex at which `passes`."""
    m = len(ranking.weights.shares)
    best = np.inf
    for cuts in itertools.combinations_with_replacement(range(steps + 1), m - 1):
        weights = np.diff((0, *cuts, steps)) / steps
        change = np.abs(weights - ranking.weights.array).sum()
        if change < best and passes(ranking.matrix.normalised @ weights):
            best = change
    return best


@pytest.mark.parametrize("seed", range(4))
def test_a_pair_flips_with_the_smallest_change_and_not_before(seed):
    ranking = ranked(seed=seed, m=3)
    first = next(iter(ranking)).key
    a = ranking.alternatives.index(first)
    for key in ranking.alternatives:
        if key == first:
            continue
        b = ranking.alternatives.index(key)
        flip = smallest_change(ranking, key, first)
        grid = least_on_a_grid(ranking, lambda s, a=a, b=b: s[b] > s[a])
        if flip is None:
            assert grid == np.inf
            continue
        assert flip.change <= grid + 1e-6
        assert first in flip.overtaken
        after = rank(ranking.matrix, flip.weights)
        assert after.rank(key) < after.rank(first)
        start, end = ranking.weights.array, flip.weights.array
        before = rank(ranking.matrix, start + 0.999 * (end - start))
        assert before.rank(key) > before.rank(first)


def test_a_dominated_alternative_never_overtakes():
    matrix = DecisionMatrix.of([[3, 3], [2, 2], [1, 4]], [1, 1])
    ranking = rank(matrix, [0.6, 0.4])
    assert smallest_change(ranking, "A2", "A1") is None
    assert smallest_change_into(ranking, "A2", 1) is None
    assert smallest_change(ranking, "A1", "A2").change == 0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("k", [1, 3])
def test_the_smallest_change_into_the_first_few(seed, k):
    ranking = ranked(seed=seed, m=3)
    for line in ranking:
        flip = smallest_change_into(ranking, line.key, k)
        row = line.row
        grid = least_on_a_grid(ranking, lambda s, row=row: (s > s[row]).sum() < k)
        if line.rank <= k:
            assert flip.change == 0
        elif flip is None:
            assert grid == np.inf
        else:
            assert flip.change <= grid + 1e-6
            after = rank(ranking.matrix, flip.weights)
            assert after.rank(line.key) <= k
            start, end = ranking.weights.array, flip.weights.array
            before = rank(ranking.matrix, start + 0.999 * (end - start))
            assert before.rank(line.key) > k


@pytest.mark.parametrize("seed", range(5))
def test_the_nearest_fall_is_real_and_nearest(seed):
    ranking = ranked(seed=seed)
    for line in ranking:
        fall = nearest_fall(ranking, line.key)
        worse = [other.key for other in ranking if other.rank > line.rank]
        if fall is None:
            for criterion in ranking.matrix.criteria:
                for share in np.linspace(STEP, 1 - STEP, 50):
                    there = at(ranking, criterion, share)
                    assert all(there.rank(line.key) < there.rank(other) for other in worse)
            continue
        share = ranking.weights[fall.criterion]
        outwards = STEP if fall.more else -STEP
        after = at(ranking, fall.criterion, fall.share + outwards)
        assert after.rank(line.key) > after.rank(fall.behind)
        before = at(ranking, fall.criterion, fall.share - outwards)
        assert before.rank(line.key) < before.rank(fall.behind)
        reach = abs(fall.share - share) - STEP
        for criterion in ranking.matrix.criteria:
            for move in (-reach, reach):
                moved = ranking.weights[criterion] + move
                if 0 <= moved <= 1:
                    near = at(ranking, criterion, moved)
                    assert all(near.rank(line.key) < near.rank(other) for other in worse)


def test_only_additive_scores_have_lines_and_flips():
    ranking = ranked(method="topsis")
    for ask in (
        lambda: lines_along(ranking, "C1"),
        lambda: smallest_change(ranking, "A1", "A2"),
        lambda: smallest_change_into(ranking, "A1", 2),
        lambda: nearest_fall(ranking, "A1"),
    ):
        with pytest.raises(MethodError, match="not sums over the criteria"):
            ask()
    with pytest.raises(MethodError, match="not in this ranking"):
        smallest_change(ranked(), "A1", "Nowhere")


def test_weights_of_a_flip_are_weights():
    ranking = ranked(seed=2)
    flip = smallest_change_into(ranking, list(ranking)[-1].key, 4)
    assert isinstance(flip.weights, Weights)
    assert flip.change == pytest.approx(
        np.abs(flip.weights.array - ranking.weights.array).sum(), abs=1e-12
    )
