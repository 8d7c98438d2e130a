"""AHP: missing judgements, and judgements that cannot be used."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.sparse.csgraph import connected_components

from criteria.errors import WeightsError
from criteria.text import LANGS
from mcda.weighting.ahp import eigenvector, geometric_mean, random_index
from mcda.weighting.registry import elicit
from tests.drivers.repetitions import times

SAATY_SCALE = np.r_[1 / np.arange(9, 1, -1), np.arange(1, 10)]


def reciprocal(*upper: list[float]) -> list[list[float]]:
    """The full matrix from its rows right of the diagonal."""
    n = len(upper) + 1
    matrix = np.eye(n)
    for i, row in enumerate(upper):
        for j, value in enumerate(row, start=i + 1):
            matrix[i, j], matrix[j, i] = value, 1 / value
    return matrix.tolist()


def ahp(matrix, criteria=None, **more):
    criteria = criteria or [f"c{i + 1}" for i in range(len(matrix))]
    return elicit("ahp", {"criteria": criteria, "matrix": matrix, **more})


def codes(answers) -> list[str]:
    with pytest.raises(WeightsError) as caught:
        elicit("ahp", answers)
    for finding in caught.value.findings:
        for lang in LANGS:
            assert finding.in_(lang).line()
    return [finding.code for finding in caught.value.findings]


weights_of_five = st.lists(st.floats(0.05, 20), min_size=3, max_size=7)


@given(weights_of_five, st.randoms(use_true_random=False))
def test_any_tree_of_consistent_judgements_recovers_the_weights(numbers, random):
    n = len(numbers)
    answers = [[1 if i == j else None for j in range(n)] for i in range(n)]
    order = random.sample(range(n), n)
    for at, j in enumerate(order[1:], start=1):
        i = order[random.randrange(at)]
        answers[i][j] = numbers[i] / numbers[j]
    found = ahp(answers)
    assert found.weights.array == pytest.approx(np.array(numbers) / sum(numbers), rel=1e-7)
    assert (found.consistency, found.limit, found.acceptable) == (None, None, None)


def test_one_half_of_the_matrix_is_enough():
    lower = [[1, None, None], [1 / 3, 1, None], [1 / 7, 1 / 4, None]]
    assert ahp(lower).weights.shares == pytest.approx(ahp(reciprocal([3, 7], [4])).weights.shares)


def test_missing_judgements_take_the_values_with_the_smallest_eigenvalue():
    generator = np.random.default_rng(1)
    for n, gone in ((4, 2), (5, 2), (6, 4)):
        matrix = random_matrix(generator, n, gone)
        rows, columns = np.nonzero(np.triu(np.isnan(matrix)))

        def largest(logs, matrix=matrix, rows=rows, columns=columns):
            filled = matrix.copy()
            filled[rows, columns], filled[columns, rows] = np.exp(logs), np.exp(-logs)
            return np.linalg.eigvals(filled).real.max()

        other = minimize(largest, np.zeros(gone), method="Powell", options={"ftol": 1e-13})
        assert eigenvector(matrix)[1] == pytest.approx(other.fun, abs=1e-7)


def test_incomplete_least_squares_leave_no_pull_on_any_criterion():
    matrix = random_matrix(np.random.default_rng(2), 6, 5)
    logs = geometric_mean(matrix)
    residuals = np.nan_to_num(np.log(matrix) - logs[:, None] + logs[None, :])
    assert residuals.sum(axis=1) == pytest.approx(np.zeros(6), abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(("n", "missing"), [(4, 0), (4, 1), (4, 2), (5, 2), (6, 3)])
def test_random_index_agoston_csato_2022(n, missing):
    """The line is within a tenth, and three standard errors, of the mean of random matrices."""
    generator = np.random.default_rng(7)
    drawn = [
        (eigenvector(random_matrix(generator, n, missing))[1] - n) / (n - 1)
        for _ in range(times(400))
    ]
    error = np.std(drawn) / np.sqrt(len(drawn))
    assert (
        abs(np.mean(drawn) - random_index(n, missing)) < 0.1 * random_index(n, missing) + 3 * error
    )


def test_random_index_is_zero_where_nothing_can_contradict():
    assert [random_index(n, (n - 1) * (n - 2) // 2) for n in (2, 3, 4, 7)] == pytest.approx([0] * 4)
    assert random_index(5, 3) == pytest.approx(1.1086 / 2)


def random_matrix(generator, n, missing):
    upper = np.triu_indices(n, 1)
    while True:
        matrix = np.eye(n)
        values = generator.choice(SAATY_SCALE, len(upper[0]))
        values[generator.choice(len(values), missing, replace=False)] = np.nan
        matrix[upper], matrix.T[upper] = values, 1 / values
        if connected_components(~np.isnan(matrix), directed=False)[0] == 1:
            return matrix


# judgements that cannot be used


def test_rounded_reciprocals_are_accepted_and_the_larger_counts():
    exact = ahp(reciprocal([3, 7, 8], [9, 6], [1 / 3])).weights
    rounded = ahp(
        [[1, 3, 7, 8], [0.33, 1, 9, 6], [0.14, 0.11, 1, 0.333], [0.13, 0.17, 3, 1]]
    ).weights
    assert rounded.shares == pytest.approx(exact.shares, rel=1e-12)


@pytest.mark.parametrize("other", [0.3, 0.4, 3, 0.4999, 1])
def test_judgements_that_are_not_reciprocal_are_named(other):
    with pytest.raises(WeightsError) as caught:
        ahp([[1, 3, 2], [other, 1, 1], [1 / 2, 1, 1]], ["ecology", "poverty", "roads"])
    (finding,) = caught.value.findings
    assert finding.code == "ahp.reciprocal"
    assert (finding.values["row"], finding.values["column"]) == ("ecology", "poverty")


@pytest.mark.parametrize("cell", [0, -3, "3", True, float("nan"), float("inf"), [1], 1e-320])
def test_a_cell_that_is_no_positive_number_is_named(cell):
    answers = {"criteria": ["a", "b"], "matrix": [[1, cell], [None, 1]]}
    assert codes(answers) == ["ahp.judgement"]


def test_every_fault_is_named_at_once():
    matrix = [[1, 0, 2, 5], [-1, 1, "x", 1], [0.5, 1, 1, 1], [1 / 5, 1, 1, 1]]
    assert codes({"criteria": list("abcd"), "matrix": matrix}) == ["ahp.judgement"] * 3
    matrix = [[2, 3, 2], [1, 1, 1], [1, 1, 0.5]]
    assert codes({"criteria": list("abc"), "matrix": matrix}) == [
        *["ahp.diagonal"] * 2,
        *["ahp.reciprocal"] * 2,
    ]


def test_criteria_that_are_not_connected_are_named_in_their_parts():
    matrix = [[1, 3, None, None], [None, 1, None, None], [None, None, 1, 2], [None, None, None, 1]]
    with pytest.raises(WeightsError) as caught:
        ahp(matrix, list("abcd"))
    (finding,) = caught.value.findings
    assert finding.code == "ahp.unconnected"
    assert finding.values["parts"] == ["a + b", "c + d"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"matrix": [[1]]}, ["answers.form"]),
        ({"criteria": ["a"]}, ["answers.form"]),
        ({"criteria": [], "matrix": []}, ["answers.form"]),
        ({"criteria": "ab", "matrix": [[1, 1], [1, 1]]}, ["answers.form"]),
        ({"criteria": ["a", "a"], "matrix": [[1, 1], [1, 1]]}, ["answers.twice"]),
        ({"criteria": ["a", "b"], "matrix": [[1, 1, 1], [1, 1, 1]]}, ["answers.form"]),
        ({"criteria": ["a", "b"], "matrix": [[1, 1]]}, ["answers.form"]),
        ({"criteria": ["a", "b"], "matrix": [1, 1]}, ["answers.form"]),
        ({"criteria": ["a", "b"], "matrix": None}, ["answers.form"]),
        ({"criteria": ["a"], "matrix": [[1]], "priority": "mean"}, ["answers.form"]),
    ],
)
def test_answers_of_the_wrong_form_are_named(answers, expected):
    assert codes(answers) == expected


def test_numpy_matrices_are_read_like_lists():
    matrix = np.array(reciprocal([3, 7], [4]))
    assert ahp(matrix).weights == ahp(matrix.tolist()).weights


def test_far_judgements_lose_no_weight_to_rounding():
    w = np.array([1e12, 1e6, 1.0])
    found = ahp((w[:, None] / w[None, :]).tolist())
    assert found.weights.array == pytest.approx(w / w.sum(), rel=1e-9)
