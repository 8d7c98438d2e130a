"""One crowd with a room's mean and spread: what each step computes, by hand."""

import numpy as np
import pytest

from mcda.group.privacy.unimodal import (
    _blocks,
    _drawn,
    _fitted,
    _whole,
    dirichlet_rooms,
    uniform_rooms,
)

APART = [[0, 3], [1, 2]]  # columns of a group need not stand together
ROOM = np.array([[0.1, 0.2, 0.4, 0.3], [0.0, 0.25, 0.75, 0.0], [0.5, 0.0, 0.0, 0.5]])


def test_shares_of_groups_and_inside_each_group_are_parted_and_put_together():
    of_groups, first, second = _blocks(ROOM, APART)
    assert of_groups == pytest.approx(np.array([[0.4, 0.6], [0, 1], [1, 0]]))
    assert first == pytest.approx(np.array([[0.25, 0.75], [0.5, 0.5], [0.5, 0.5]]))
    assert second == pytest.approx(np.array([[1 / 3, 2 / 3], [0.25, 0.75], [0.5, 0.5]]))
    assert _whole([of_groups, first, second], APART) == pytest.approx(ROOM)


def test_a_group_of_almost_no_weight_keeps_its_shares():
    tiny = np.array([[1e-9, 1 - 4e-9, 0.0, 3e-9]])
    assert _blocks(tiny, APART)[1] == pytest.approx(np.array([[0.25, 0.75]]))


def test_the_sum_of_parameters_is_fitted_by_moments():
    """Means 0.4 and 0.6, variances 0.04 each: 0.48 / 0.08 - 1."""
    mean, total = _fitted(np.array([[0.2, 0.8], [0.4, 0.6], [0.6, 0.4]]))
    assert mean == pytest.approx([0.4, 0.6])
    assert total == pytest.approx(5)


def test_the_largest_parameter_is_at_least_one():
    """Means 0.75 and 0.25: a sum of 4/3 gives 1 and 1/3."""
    _, total = _fitted(np.array([[1.0, 0.0], [1, 0], [1, 0], [0, 1]]))
    assert total == pytest.approx(4 / 3)


def test_people_who_weigh_alike_are_drawn_alike():
    mean, total = _fitted(np.array([[0.3, 0.7]] * 4))
    assert np.isinf(total)
    drawn = _drawn(np.random.default_rng(0), mean, total, 5)
    assert drawn.shape == (5, 2)
    assert (drawn == mean).all()
    _, nearly = _fitted(np.array([[0.3, 0.7], [0.3 + 1e-5, 0.7 - 1e-5]]))
    assert np.isfinite(nearly)


def test_shares_are_drawn_with_the_spread_that_was_fitted():
    mean = np.array([0.2, 0.3, 0.5])
    drawn = _drawn(np.random.default_rng(0), mean, 9.0, 40_000)
    assert drawn.mean(axis=0) == pytest.approx(mean, abs=0.005)
    assert drawn.var(axis=0) == pytest.approx(mean * (1 - mean) / 10, rel=0.05)


def test_rows_of_which_no_share_is_above_zero_are_the_mean():
    mean = np.array([0.25, 0.75])
    drawn = _drawn(np.random.default_rng(0), mean, 1e-4, 200)
    assert np.isfinite(drawn).all()
    assert drawn.sum(axis=1) == pytest.approx(np.ones(200))
    assert (drawn == mean).all(axis=1).sum() > 100


def test_an_even_crowd_reaches_as_far_as_its_variance_says():
    """Variance of even shares: width² / 12. With variance 0.01 they end 0.173 on either side of the mean."""
    much = 0.5 + 0.1 * np.array([-1.0, 1]) * np.sqrt(0.5)  # variance 0.01 with P - 1
    room = np.column_stack([much, 1 - much])
    drawn = np.concatenate(list(uniform_rooms(room, [[0], [1]], 4_000)))[:, 0]
    assert drawn.min() == pytest.approx(0.5 - 0.3**0.5 / 10**0.5, abs=0.002)
    assert drawn.max() == pytest.approx(0.5 + 0.3**0.5 / 10**0.5, abs=0.002)
    assert drawn.mean() == pytest.approx(0.5, abs=0.005)
    assert drawn.var() == pytest.approx(0.01, rel=0.05)


def test_an_even_crowd_varies_in_the_directions_of_the_room_alone():
    """What the first two lose the third does not gain, and shares inside groups go with those of the groups."""
    step = np.array([-0.1, -0.05, 0.0, 0.05, 0.1])[:, None]
    room = np.array([[0.3, 0.3, 0.4]]) + step * np.array([[1, -1, 0]])
    drawn = np.concatenate(list(uniform_rooms(room, [[0], [1], [2]], 50)))
    assert drawn[:, 2] == pytest.approx(np.full(250, 0.4))
    assert drawn[:, 0] + drawn[:, 1] == pytest.approx(np.full(250, 0.6))
    nested = np.concatenate(list(uniform_rooms(room, [[0, 2], [1]], 50)))
    assert np.corrcoef(nested[:, 0], nested[:, 1])[0, 1] < -0.99


def test_what_falls_below_zero_is_zero():
    room = np.array([[0.0, 1.0], [0.0, 1.0], [0.0, 1.0], [0.4, 0.6]])
    drawn = np.concatenate(list(uniform_rooms(room, [[0], [1]], 200)))
    assert drawn.min() == pytest.approx(0, abs=1e-9)
    assert drawn.min() >= 0
    assert (drawn[:, 0] < 1e-9).mean() > 0.1
    assert drawn.sum(axis=1) == pytest.approx(np.ones(len(drawn)))


@pytest.mark.parametrize("crowd", [dirichlet_rooms, uniform_rooms])
def test_as_many_rooms_as_are_asked_for_each_another_and_the_same_again(crowd):
    room = np.array([[0.2, 0.3, 0.5], [0.3, 0.3, 0.4], [0.5, 0.2, 0.3]])
    first, second = (np.stack(list(crowd(room, [[0], [1], [2]], 3))) for _ in range(2))
    assert first.shape == (3, 3, 3)
    assert (first == second).all()
    assert not np.allclose(first[0], first[1])
