"""Ranking: places with ties 1, 1, 3, rounding noise, both directions; parts and influence add up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.methods.registry import rank
from mcda.model.decision_matrix import DecisionMatrix
from mcda.model.ranking import ranks_of
from mcda.study.study import Study


@pytest.mark.parametrize(
    ("scores", "higher", "expected"),
    [
        ([3, 2, 1], True, [1, 2, 3]),
        ([3, 2, 1], False, [3, 2, 1]),
        ([2, 2, 1], True, [1, 1, 3]),
        ([1, 2, 2], True, [3, 1, 1]),
        ([1, 2, 2], False, [1, 2, 2]),
        ([5, 5, 5], True, [1, 1, 1]),
        ([4, 3, 3, 1], True, [1, 2, 2, 4]),
        ([0.1 + 0.2, 0.3, 0.2], True, [1, 1, 3]),
        ([1, 1 + 1e-9], True, [2, 1]),
        ([0, 0, 0], True, [1, 1, 1]),
        ([1e12 + 1, 1e12], True, [1, 2]),
        ([0.5, 0.5 - 1e-15, 0.5], True, [1, 1, 1]),
    ],
)
def test_ties_share_the_better_place(scores, higher, expected) -> None:
    assert ranks_of(np.array(scores, dtype=float), higher).tolist() == expected


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=40))
def test_a_place_is_one_more_than_how_many_are_better(scores: list[int]) -> None:
    found = ranks_of(np.array(scores, dtype=float)).tolist()
    assert found == [1 + sum(other > score for other in scores) for score in scores]
    turned = ranks_of(-np.array(scores, dtype=float), higher_is_better=False).tolist()
    assert turned == found


@given(st.lists(st.integers(0, 5), min_size=2, max_size=20), st.randoms())
def test_noise_of_rounding_makes_no_places(scores: list[int], random) -> None:
    noisy = np.array([score * (1 + random.choice([-1, 0, 1]) * 2e-16) for score in scores])
    assert ranks_of(noisy).tolist() == ranks_of(np.array(scores, dtype=float)).tolist()


def test_a_ranking_reads_best_first_with_ties_in_the_order_given() -> None:
    matrix = DecisionMatrix.of([[1], [3], [3], [2]], [1], ["a", "b", "c", "d"])
    ranking = rank(matrix, [1])
    assert [(line.key, line.rank, line.row) for line in ranking] == [
        ("b", 1, 1),
        ("c", 1, 2),
        ("d", 3, 3),
        ("a", 4, 0),
    ]
    assert ranking.rank("d") == 3
    assert len(ranking) == 4


def test_a_low_score_is_best_under_vikor() -> None:
    matrix = DecisionMatrix.of([[1, 5], [9, 8], [4, 2]], [1, 1])
    ranking = rank(matrix, [1, 1], "vikor")
    assert not ranking.method.higher_is_better
    assert next(iter(ranking)).key == "A2"
    assert ranking.scores[1] == ranking.scores.min()


def test_parts_add_up_to_the_score(each_study: Study) -> None:
    ranking = each_study.ranking
    assert ranking.parts is not None
    np.testing.assert_allclose(ranking.parts.sum(axis=1), ranking.scores, rtol=0, atol=1e-12)


def test_influences_sum_to_one(each_study: Study) -> None:
    assert each_study.ranking.influence.sum() == pytest.approx(1, abs=1e-9)


def test_influence_of_the_second_stage_under_the_timetable_of_2026(secondary: Study) -> None:
    keys, influence = secondary.ranking.matrix.criteria, secondary.ranking.influence
    found = dict(zip(keys, 100 * influence, strict=True))
    assert found["tree_cover"] == pytest.approx(36.9, abs=0.06)
    assert found["relief"] == pytest.approx(19.8, abs=0.06)
    assert found["water_source"] == pytest.approx(18.0, abs=0.06)
    assert found["designations"] == pytest.approx(19.4, abs=0.06)
    assert found["residents"] == pytest.approx(-9.6, abs=0.06)  # against tree cover
    distances = found["hsr_km"] + found["city_km"] + found["central_km"]
    assert distances == pytest.approx(-2.9, abs=0.06)


def test_a_criterion_without_weight_or_variation_has_no_influence() -> None:
    matrix = DecisionMatrix.of([[1, 5, 3], [2, 5, 1], [4, 5, 9]], [1, 1, 1])
    influence = rank(matrix, [1, 1, 0]).influence
    assert influence.tolist() == [pytest.approx(1), 0, 0]


def test_where_nothing_varies_nothing_has_influence() -> None:
    matrix = DecisionMatrix.of([[1, 5], [1, 5]], [1, 1])
    assert rank(matrix, [1, 1]).influence.tolist() == [0, 0]


def test_other_methods_have_no_parts_and_squared_correlations(secondary: Study) -> None:
    ranking = secondary.ranked_by("topsis")
    assert ranking.parts is None
    assert (np.abs(ranking.influence) <= 1).all()
    j = ranking.matrix.criteria.index("tree_cover")
    expected = np.corrcoef(ranking.matrix.normalised[:, j], ranking.scores)[0, 1]
    assert ranking.influence[j] == pytest.approx(expected * abs(expected))


@pytest.mark.parametrize("method", ["topsis", "vikor", "promethee_ii", "wsm", "spotis"])
def test_a_criterion_that_pulls_against_the_ranking_has_a_negative_influence(method: str) -> None:
    """The second runs against the first, which weighs four times as much; a low score of VIKOR is good."""
    matrix = DecisionMatrix.of([[1, 9], [3, 6], [6, 4], [9, 1]], [1, 1])
    influence = rank(matrix, [4, 1], method).influence
    assert influence[0] > 0.9
    assert influence[1] < -0.9
