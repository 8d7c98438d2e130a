"""The smallest change that brings enough of a list among the first k, against every choice gone through one by one."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from criteria.errors import MethodError
from mcda import DecisionMatrix, Weights, rank
from mcda.robustness.list_changes import smallest_change_for_list
from tests.drivers.repetitions import times


def ranked(table, weights, method="additive"):
    m = len(table[0])
    matrix = DecisionMatrix.of(table, [1] * m, scales=[(0, 1)] * m)
    return rank(matrix, Weights.of(weights, matrix.criteria), method)


def least(values, now, members, need, k):
    """The least change over every set that reaches a threshold, its lowest one, and every set above it; None if none."""
    n, m = values.shape
    best = None
    for reach in itertools.combinations(members, need):
        for lowest in reach:
            others = [i for i in range(n) if i != lowest]
            for above in itertools.combinations(others, min(k - 1, n - 1)):
                rows = [values[lowest] - values[i] for i in reach if i != lowest]
                rows += [values[i] - values[lowest] for i in others if i not in above]
                rows = np.array(rows).reshape(-1, m)
                found = linprog(
                    np.concatenate((np.zeros(m), np.ones(m))),
                    A_ub=np.vstack(
                        (
                            np.hstack((rows, np.zeros_like(rows))),
                            np.hstack((np.eye(m), -np.eye(m))),
                            np.hstack((-np.eye(m), -np.eye(m))),
                        )
                    ),
                    b_ub=np.concatenate((np.zeros(len(rows)), now, -now)),
                    A_eq=np.concatenate((np.ones(m), np.zeros(m)))[None],
                    b_eq=[1.0],
                )
                if found.success:
                    best = found.fun if best is None else min(best, found.fun)
    return best


@st.composite
def cases(draw):
    n, m = draw(st.integers(4, 6)), draw(st.integers(2, 3))
    share = st.integers(0, 6).map(lambda number: number / 6)
    table = draw(st.lists(st.lists(share, min_size=m, max_size=m), min_size=n, max_size=n))
    weights = draw(st.lists(st.integers(1, 5), min_size=m, max_size=m))
    members = draw(st.sets(st.integers(0, n - 1), min_size=1, max_size=3))
    need = draw(st.integers(1, len(members)))
    return np.array(table), np.array(weights) / sum(weights), sorted(members), need


@settings(max_examples=times(25), deadline=None)
@given(case=cases(), more=st.integers(0, 1))
def test_it_is_the_least_of_all_choices(case, more):
    table, weights, members, need = case
    k = min(need + more, len(table) - 1)
    ranking = ranked(table, weights)
    keys = {ranking.alternatives[i] for i in members}
    expected = least(ranking.matrix.normalised, weights, members, need, k)
    found = smallest_change_for_list(ranking, keys, need, k)
    assert found.proven
    assert (found.change is None) == (expected is None)
    if expected is not None:
        assert found.change == pytest.approx(expected, abs=3e-5)
        after = rank(ranking.matrix, found.weights)
        assert sum(after.rank(key) <= k for key in keys) >= need


def test_a_hand_computed_change():
    # b overtakes a where 0.9 w1 + 0.1 w2 = 0.2 w1 + 0.8 w2, at w1 = w2 = 1/2: 0.2 of 0.7 is moved, given and taken
    ranking = ranked([[0.9, 0.1], [0.2, 0.8], [0.0, 0.0]], [0.7, 0.3])
    a, b, c = ranking.alternatives
    found = smallest_change_for_list(ranking, {b}, 1, 1)
    assert found.proven
    assert found.entering == (b,)
    assert found.change == pytest.approx(0.4, abs=1e-5)
    assert smallest_change_for_list(ranking, {a}, 1, 1).change == 0.0
    never = smallest_change_for_list(ranking, {c}, 1, 1)
    assert never.change is None
    assert never.proven


def test_other_methods_are_refused():
    ranking = ranked([[0.9, 0.1], [0.2, 0.8], [0.0, 0.0]], [0.7, 0.3], "topsis")
    with pytest.raises(MethodError, match="TOPSIS"):
        smallest_change_for_list(ranking, {ranking.alternatives[1]}, 1, 1)


def test_a_search_cut_short_says_that_it_is_not_proven():
    rng = np.random.default_rng(1)
    ranking = ranked(rng.random((60, 6)), [1 / 6] * 6)
    worst = [line.key for line in ranking][-30:]
    found = smallest_change_for_list(ranking, worst, 6, 6, nodes=1)
    assert not found.proven
    assert found.change is None or found.change >= found.least
