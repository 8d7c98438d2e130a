"""Objective weights: the laws, equality with pymcdm where it answers, and words where nothing can be weighed."""

import numpy as np
import pymcdm.weights
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.helpers import normalize_matrix
from pymcdm.normalizations import minmax_normalization, vector_normalization

from criteria.errors import MethodError
from criteria.text import LANGS
from mcda.model.decision_matrix import DecisionMatrix
from mcda.weighting.objective import FORMULAS, NAMED, OBJECTIVE, objective_weights
from tests.drivers.repetitions import times

METHODS = list(OBJECTIVE)


def weigh(method, values, directions=None, normalisation=None):
    directions = [1] * len(values[0]) if directions is None else directions
    return objective_weights(method, DecisionMatrix.of(values, directions), normalisation).array


def refused(method, values, directions=None, normalisation=None):
    """Code and criteria of the finding."""
    with pytest.raises(MethodError) as caught:
        weigh(method, values, directions, normalisation)
    (finding,) = caught.value.findings
    for lang in LANGS:
        assert finding.in_(lang).line()
    return finding.code, list(finding.values.get("criteria", ()))


FLATS = [
    [3, 100, 10, 7],
    [2.5, 80, 8, 5],
    [1.8, 50, 20, 11],
    [2.2, 70, 12, 9],
]


@pytest.mark.parametrize("method", METHODS[1:])
def test_a_constant_column_is_as_good_as_absent(method):
    table = np.random.default_rng(5).uniform(1, 9, (6, 4))
    table[:, 1] = 0.1 + 0.2
    table[3, 1] = 0.3  # the same but for rounding
    found = weigh(method, table, [1, 1, -1, 1])
    assert found[1] == 0
    absent = weigh(method, np.delete(table, 1, axis=1), [1, -1, 1])
    assert np.delete(found, 1) == pytest.approx(absent)


@pytest.mark.parametrize("method", METHODS[1:])
def test_the_only_criterion_that_differs_has_all_the_weight(method):
    table = [[1, 7, 0], [2, 7, 0], [4, 7, 0]]
    assert weigh(method, table).tolist() == [1, 0, 0]
    assert weigh(method, [[3], [1], [2]]).tolist() == [1]


@pytest.mark.parametrize("method", METHODS[1:])
def test_nothing_that_differs_is_refused_by_name(method):
    assert refused(method, [[1, 7], [1, 7], [1, 7]]) == ("need.varying", ["C1", "C2"])


def test_equal_needs_nothing():
    assert weigh("equal", [[1, 7], [1, 7]]).tolist() == [0.5, 0.5]
    assert weigh("equal", [[0, -1, 5, 2], [0, 1, 5, 2]], normalisation="sum").tolist() == [0.25] * 4


# pymcdm as the measure


def by_pymcdm(method, table, directions):
    """Pymcdm's weights; deviation and CRITIC on min-max by direction, as their publication has it."""
    if method in ("standard_deviation", "critic"):
        table = normalize_matrix(table, minmax_normalization, directions)
    return getattr(pymcdm.weights, f"{method}_weights")(table, directions)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", range(12))
def test_equals_pymcdm_on_positive_tables(method, seed):
    generator = np.random.default_rng(seed)
    n, m = generator.integers(6, 40), generator.integers(3, 9)
    table, directions = generator.lognormal(size=(n, m)), generator.choice([-1, 1], m)
    found = weigh(method, table, directions)
    assert found == pytest.approx(by_pymcdm(method, table, directions), abs=1e-9)


def test_another_normalisation_replaces_the_first_step():
    table, directions = np.array(FLATS), np.array([-1, 1, -1, 1])
    values = normalize_matrix(table, vector_normalization, directions)
    deviation = values.std(axis=0, ddof=1)
    assert weigh("standard_deviation", table, directions, "vector") == pytest.approx(
        deviation / deviation.sum()
    )
    conflict = deviation * (1 - np.corrcoef(values.T)).sum(axis=0)
    assert weigh("critic", table, directions, "vector") == pytest.approx(conflict / conflict.sum())


def test_entropy_after_minmax_counts_zero_shares_as_nothing():
    table = np.array([[1.0, 5.0], [2.0, 1.0], [4.0, 2.0]])
    p = np.array([[0, 1], [1 / 3, 0], [1, 1 / 4]])
    p /= p.sum(axis=0)
    entropy = -np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0).sum(axis=0) / np.log(3)
    expected = (1 - entropy) / (1 - entropy).sum()
    assert weigh("entropy", table, normalisation="minmax") == pytest.approx(expected)


def test_zeros_in_readings_do_not_stop_entropy_gini_or_angle():
    table = [[0, 3, 1], [1, 0, 2], [1, 5, 0], [0, 2, 2]]
    for method in ("entropy", "gini", "angle"):
        found = weigh(method, table)
        assert (found > 0).all()
    shares = np.array([np.log(4) - np.log(2)])  # two equal shares of four
    assert FORMULAS["entropy"](np.array(table, float))[0] == pytest.approx(shares / np.log(4))


# laws


@st.composite
def tables(draw):
    n, m = draw(st.integers(4, 8)), draw(st.integers(2, 5))
    cells = draw(st.lists(st.integers(1, 60), min_size=n * m, max_size=n * m))
    return np.array(cells, dtype=float).reshape(n, m), draw(
        st.lists(st.sampled_from([-1, 1]), min_size=m, max_size=m)
    )


def answered(method, table, directions, normalisation=None):
    """The weights, or the codes of the findings."""
    try:
        return weigh(method, table, directions, normalisation)
    except MethodError as trouble:
        return sorted(finding.code for finding in trouble.findings)


@pytest.mark.parametrize("method", METHODS)
@given(problem=tables(), random=st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=times(40))
def test_order_does_not_matter_and_no_weight_is_negative(method, problem, random):
    table, directions = problem
    rows, columns = (random.sample(range(size), size) for size in table.shape)
    found = answered(method, table, directions)
    turned = answered(method, table[rows][:, columns], [directions[j] for j in columns])
    if isinstance(found, list):
        assert turned == found
    else:
        assert turned == pytest.approx(found[columns], abs=1e-7)
        assert found.min() >= 0
        assert found.sum() == pytest.approx(1)


@pytest.mark.parametrize("method", METHODS)
@given(problem=tables(), factor=st.sampled_from([1e-6, 0.1, 1000.0, 1e9]))
@settings(deadline=None, max_examples=times(20))
def test_the_unit_of_a_criterion_does_not_matter(method, problem, factor):
    table, directions = problem
    scaled = table * np.r_[factor, np.ones(table.shape[1] - 1)]
    found, other = answered(method, table, directions), answered(method, scaled, directions)
    assert other == found if isinstance(found, list) else other == pytest.approx(found, abs=1e-7)


# what cannot be weighed


def test_unknown_names_are_refused():
    assert refused("guess", [[1, 2], [2, 1]])[0] == "objective.unknown"
    assert refused("entropy", [[1, 2], [2, 1]], normalisation="zscore")[0] == "parameter.value"
    assert (
        refused("entropy", [[1, 2], [2, 1]], normalisation="smallest_over")[0] == "parameter.value"
    )


@pytest.mark.parametrize("method", ["entropy", "gini", "angle", "cilos", "idocriw"])
def test_negative_readings_are_refused_by_name(method):
    assert refused(method, [[1, -2, 3], [2, 3, 9], [4, 1, 5]]) == ("objective.negative", ["C2"])


@pytest.mark.parametrize("method", ["standard_deviation", "variance", "critic", "lopcow"])
def test_negative_readings_are_no_trouble_to_minmax(method):
    table = np.array([[1.0, -2, 3], [2, 3, 9], [4, 1, 5]])
    assert weigh(method, table) == pytest.approx(weigh(method, table + 10))


@pytest.mark.parametrize("value", [0, -1])
@pytest.mark.parametrize("direction", [1, -1])
def test_merec_refuses_zero_and_negative_by_name(value, direction):
    table = [[1, value, 3], [2, 3, 9], [4, 1, 5]]
    assert refused("merec", table, [1, direction, 1]) == ("objective.positive", ["C2"])


def test_cilos_refuses_zero_only_where_it_divides():
    table = [[3, 0, 3], [2, 3, 9], [4, 1, 5]]
    assert refused("cilos", table, [1, -1, 1]) == ("objective.positive", ["C2"])
    assert weigh("cilos", table, [1, 1, -1]).sum() == pytest.approx(1)


def test_cilos_names_the_criteria_that_never_lose():
    assert refused("cilos", [[9, 9], [1, 2], [2, 1]]) == ("objective.no_loss", ["C1", "C2"])
    table = [[9, 5, 1], [1, 5, 9], [2, 1, 3]]
    assert refused("idocriw", table) == ("objective.no_loss", ["C2"])


def test_cilos_takes_the_mean_of_alternatives_that_share_the_best():
    table = np.array([[9, 1, 4], [9, 3, 2], [1, 6, 5], [2, 2, 8]], dtype=float)
    mean = np.vstack([table, [9, 2, 3]])[2:]
    assert weigh("cilos", table) == pytest.approx(weigh("cilos", mean))


def test_critic_refuses_criteria_that_all_move_alike():
    table = [[1, 10], [2, 20], [3, 30]]
    assert refused("critic", table) == ("objective.alike", ["C1", "C2"])
    assert weigh("critic", table, [1, -1]) == pytest.approx([0.5, 0.5])


def test_lopcow_needs_three_alternatives_and_some_level():
    assert refused("lopcow", [[1, 2], [2, 1]])[0] == "objective.few"
    assert refused("lopcow", [[1, 0, 0], [0, 1, 0], [0, 0, 1]])[0] == "objective.alike"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "table",
    [
        [[0, 3, 1], [1, 0, 2], [1, 5, 0], [0, 2, 2]],
        [[-1, 3, 1], [1, -4, 2], [1, 5, -9], [3, 2, 2]],
        [[1, 3, 1], [1, 3, 2], [1, 5, 2], [1, 2, 2]],
        [[1e300, 3, 1e-300], [1, 3e299, 2], [1, 5, 2], [7, 2, 2]],
        [[5, 5, 5], [5, 5, 5]],
        [[1, 2, 3], [1, 2, 3]],
        [[1, 4, 2], [2, 2, 1]],
    ],
)
@pytest.mark.parametrize("directions", [[1, 1, 1], [1, -1, -1]])
def test_an_answer_or_words_but_never_nan(method, table, directions):
    for normalisation in (None, "none", *NAMED):
        found = answered(method, table, directions, normalisation)
        assert isinstance(found, list) or np.isfinite(found).all()


def test_a_large_table_of_many_alternatives_is_quick_for_gini():
    table = np.random.default_rng(1).uniform(1, 9, (20_000, 3))
    assert weigh("gini", table) == pytest.approx([1 / 3] * 3, abs=0.01)


def test_each_entry_is_described_in_both_languages():
    assert set(FORMULAS) | {"equal", "idocriw"} == set(OBJECTIVE)
    for entry in OBJECTIVE.values():
        assert entry.name.zh
        assert entry.gloss.zh
        assert entry.formula
        assert entry.reference
