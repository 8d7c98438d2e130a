"""DecisionMatrix: complete, finite, or refused with every fault named; worth from 0 to 1."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.errors import EvidenceError
from criteria.model import Scale
from mcda.model.decision_matrix import DecisionMatrix


def codes(trouble: EvidenceError) -> list[str]:
    return [finding.code for finding in trouble.findings]


def test_names_are_given_where_none_are() -> None:
    matrix = DecisionMatrix.of([[1, 2], [3, 4]], [1, -1])
    assert matrix.alternatives == ("A1", "A2")
    assert matrix.criteria == ("C1", "C2")
    assert matrix.shape == (2, 2)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_cell_that_is_no_finite_number_is_named(value: float) -> None:
    with pytest.raises(EvidenceError) as raised:
        DecisionMatrix.of([[1, 2], [3, value]], [1, -1], ["x", "y"], ["a", "b"])
    assert codes(raised.value) == ["matrix.number"]
    assert raised.value.findings[0].values["cell"] == "y, b"


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(EvidenceError) as raised:
        DecisionMatrix.of([[1, np.nan], [np.inf, 4]], [1, 2])
    assert codes(raised.value) == ["direction.value", "matrix.number", "matrix.number"]


@pytest.mark.parametrize(
    ("values", "directions", "names", "keys", "code"),
    [
        ([[1, 2]], [1, 1], None, None, "matrix.few"),
        ([1, 2], [1, 1], None, None, "matrix.shape"),
        ([], [], None, None, "matrix.shape"),
        ([[], []], [], None, None, "matrix.shape"),
        ([["a", "b"], [1, 2]], [1, 1], None, None, "matrix.number"),
        ([[1, 2], [3]], [1, 1], None, None, "matrix.number"),
        ([[1, 2], [3, 4]], [1], None, None, "direction.length"),
        ([[1, 2], [3, 4]], [1, 0], None, None, "direction.value"),
        ([[1, 2], [3, 4]], [1, 0.5], None, None, "direction.value"),
        ([[1, 2], [3, 4]], ["most", "least"], None, None, "direction.value"),
        ([[1, 2], [3, 4]], None, None, None, "direction.value"),
        ([[1, 2], [3, 4]], [1, 1], ["x"], None, "matrix.names"),
        ([[1, 2], [3, 4]], [1, 1], ["x", "x"], None, "evidence.twice"),
        ([[1, 2], [3, 4]], [1, 1], None, ["a"], "matrix.names"),
        ([[1, 2], [3, 4]], [1, 1], None, ["a", "a"], "evidence.twice"),
    ],
)
def test_what_cannot_be_ranked_is_refused(values, directions, names, keys, code) -> None:
    with pytest.raises(EvidenceError) as raised:
        DecisionMatrix.of(values, directions, names, keys)
    assert code in codes(raised.value)


@pytest.mark.parametrize(
    ("scales", "curves", "code"),
    [
        ([[0, 1]], None, "scales.length"),
        ([[0, 1], [2, 3]], ["log"], "scales.length"),
        ([[0, 1], [1, 1]], None, "scale.equal"),
        ([[0, 1], 3], None, "scales.pair"),
        ([[0, 1], ["a", "b"]], None, "scales.pair"),
        ([[0, 1], [1, 2, 3]], None, "scales.pair"),
        ([[0, 1], [0, 1]], ["linear", "log"], "scale.log"),
        ([[1, 2], [1, 2]], ["linear", "lgo"], "scale.curve"),
        ([[1, 2], [1, np.nan]], None, "scale.finite"),
        ([[0, 1], [1, 0]], None, "direction.contradicts"),
        (None, ["linear", "log"], "scales.needed"),
    ],
)
def test_a_scale_at_fault_is_named(scales, curves, code) -> None:
    with pytest.raises(EvidenceError) as raised:
        DecisionMatrix.of([[1, 2], [3, 4]], [1, 1], scales=scales, curves=curves)
    assert codes(raised.value) == [code]


def test_scales_give_the_directions() -> None:
    matrix = DecisionMatrix.of([[1, 2], [3, 4]], scales=[[0, 5], [9, 1]])
    assert matrix.directions.tolist() == [1, -1]


def test_the_values_of_a_matrix_cannot_be_changed() -> None:
    source = np.array([[1.0, 2.0], [3.0, 4.0]])
    matrix = DecisionMatrix.of(source, [1, 1])
    source[0, 0] = 99
    assert matrix.values[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        matrix.values[0, 0] = 5


def test_worth_runs_from_the_worst_end_to_the_best() -> None:
    values = [[0, 10, 1, 7], [5, 5, 10, 7], [10, 0, 100, 7], [20, -3, 1000, 7]]
    scales = [Scale(0, 10), Scale(10, 0), Scale(1, 100, "log"), None]
    matrix = DecisionMatrix.of(values, [1, -1, 1, -1], scales=scales)
    expected = [[0, 0, 0, 1], [0.5, 0.5, 0.5, 1], [1, 1, 1, 1], [1, 1, 1, 1]]
    np.testing.assert_allclose(matrix.normalised, expected, atol=1e-15)
    np.testing.assert_allclose(matrix.scaled_1_100, 1 + 99 * np.array(expected), atol=1e-12)
    assert matrix.n_clipped == 3
    assert not matrix.is_scaled


def test_readings_beyond_their_scale_stop_or_stay() -> None:
    values = [[0, 1], [20, 2]]
    end = DecisionMatrix.of(values, scales=[Scale(5, 10), Scale(1, 2)])
    raw = DecisionMatrix.of(values, scales=[Scale(5, 10), Scale(1, 2)], beyond="raw")
    assert end.clipped.tolist() == [[5, 1], [10, 2]]
    assert raw.clipped.tolist() == [[0, 1], [20, 2]]
    np.testing.assert_array_equal(end.normalised, raw.normalised)


numbers = st.floats(-1e6, 1e6, allow_subnormal=False)
tables = st.integers(1, 5).flatmap(
    lambda m: st.tuples(
        st.lists(st.lists(numbers, min_size=m, max_size=m), min_size=2, max_size=6),
        st.lists(st.sampled_from([1, -1]), min_size=m, max_size=m),
    )
)


@given(tables)
def test_worth_is_never_outside_0_and_1(table) -> None:
    values, directions = table
    matrix = DecisionMatrix.of(values, directions)
    assert (matrix.normalised >= 0).all()
    assert (matrix.normalised <= 1).all()
    assert matrix.n_clipped == 0
    for j, scale in enumerate(matrix.ends):
        assert (scale is None) == (np.ptp(matrix.values[:, j]) == 0)
