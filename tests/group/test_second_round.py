"""What a second round asks again, by hand figures."""

import numpy as np
import pytest

from mcda.group.analysis.consensus import Spread
from mcda.group.analysis.second_round import AskedAgain, asked_again

KEYS = ("forest", "income", "road", "rail")


def told(everyone: list[list[float]] | None, cell_means: list[list[float]] | None = None) -> Spread:
    quartiles = None if everyone is None else np.array(everyone)
    mean = np.array([0.25, 0.25, 0.25, 0.25])
    means = tuple(np.array(each) for each in cell_means or [])
    return Spread(1, 24, 0, KEYS, quartiles, mean, (), (), means)


QUARTILES = [[0.20, 0.10, 0.20, 0.24], [0.25, 0.25, 0.25, 0.25], [0.30, 0.40, 0.25, 0.25]]


def test_the_farthest_and_the_most_divided_are_asked_by_hand():
    # outside the middle half: forest by 0.25; rail by 0.19; wide: income 0.30, forest 0.10, road 0.05
    found = asked_again(told(QUARTILES), (0.55, 0.20, 0.20, 0.05), KEYS)
    assert found == (
        AskedAgain("income", "divided"),
        AskedAgain("forest", "far"),
        AskedAgain("rail", "far"),
    )


def test_without_quartiles_the_mean_and_the_groups_decide():
    cells = [[0.20, 0.25, 0.30, 0.25], [0.45, 0.25, 0.05, 0.25]]
    # from the mean: forest 0.05, income 0.05, road 0.15, rail 0.05; between groups: forest 0.25, road 0.25
    found = asked_again(told(None, cells), (0.30, 0.20, 0.40, 0.30), KEYS)
    assert found == (
        AskedAgain("forest", "divided"),
        AskedAgain("road", "divided"),
        AskedAgain("income", "far_mean"),
    )


def test_what_is_no_longer_weighed_is_not_asked():
    found = asked_again(told(QUARTILES), (0.55, 0.20, 0.20, 0.05), ("road", "rail"))
    assert [each.criterion for each in found] == ["rail", "road"]


@pytest.mark.parametrize("everyone", [QUARTILES, None])
def test_nobody_is_asked_again_what_they_never_answered(everyone):
    assert asked_again(told(everyone), (), KEYS) == ()


def test_where_all_agree_nothing_is_asked_again():
    alike = [[0.25] * 4] * 3
    assert asked_again(told(alike), (0.25,) * 4, KEYS) == ()
