"""Values that are not certain: needs met wherever they may lie, ends that stay, lists that say yes or no."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from criteria.errors import MethodError
from inputs.evidence import Observation
from mcda import DecisionMatrix, rank
from mcda.methods.registry import METHODS
from mcda.robustness import Intervals, Sampling, acceptability, intervals_of, sample_acceptability

SERIAL = SimpleNamespace(map=map)
REACHING = DecisionMatrix.of([[1, 1], [2, 5], [3, 4]], [-1, 1])
LOW, HIGH = [[-0.5, 1], [2, 5], [3, 4]], [[0.6, 1], [2, 5], [3, 4]]


# needs


def refusal(work):
    with pytest.raises(MethodError) as caught:
        work()
    return caught.value.findings


@pytest.mark.parametrize(
    "method", ["ocra", "copras", "aras", "wsm", "marcos", "codas", "wpm", "waspas", "lmaw"]
)
def test_a_cost_that_may_be_below_zero_is_refused_as_a_ranking_refuses_it(method):
    """A2 dominates A3, yet it was before A3 in 64% (OCRA) to 96% (CODAS): directions were turned round silently."""
    below = DecisionMatrix.of(LOW, [-1, 1])
    expected = refusal(lambda: rank(below, [0.5, 0.5], method))
    found = refusal(lambda: acceptability(REACHING, method, samples=64, low=LOW, high=HIGH))
    assert [(one.code, one.values) for one in found[: len(expected)]] == [
        (one.code, one.values) for one in expected
    ]
    (reaches,) = found[len(expected) :]
    assert reaches.code == "robust.reaches"
    assert reaches.values == {"alternative": "A1", "criterion": "C1", "low": -0.5, "high": 0.6}


@pytest.mark.parametrize("method", ["additive", "topsis", "vikor", "promethee_ii", "spotis"])
def test_methods_that_can_take_it_draw_it(method):
    found = acceptability(REACHING, method, samples=64, low=LOW, high=HIGH, executor=SERIAL)
    assert found.winning(SERIAL)[1, 2] == 1  # who dominates is always before


def test_an_end_that_is_never_drawn_refuses_nothing():
    """From 0 to 0.6: a cost of zero itself has no chance; two values with one low are never alike."""
    low = [[0, 1], [2, 5], [3, 4]]
    assert acceptability(REACHING, "wsm", samples=64, low=low, high=HIGH).samples == 64
    twins = DecisionMatrix.of([[1, 1], [2, 5]], [1, 1])
    wide = [[1, 1], [1, 1]], [[3, 5], [3, 5]]
    assert acceptability(twins, "topsis", samples=64, low=wide[0], high=wide[1]).samples == 64


def test_a_yes_or_no_that_may_be_zero_is_refused():
    """Drawn as one or the other, zero does have its chance."""
    values = Intervals.of(REACHING, [[0, 1], [2, 5], [3, 4]], [[1, 1], [2, 5], [3, 4]], lists=1)
    found = refusal(lambda: acceptability(REACHING, "wsm", samples=64, observations=values))
    assert [one.code for one in found] == ["need.divisor", "robust.reaches"]


@pytest.mark.slow
@pytest.mark.parametrize("method", list(METHODS))
def test_no_embedded_study_is_refused_for_its_intervals(method, each_study):
    """What ranks an embedded study as it stands ranks every table that is drawn in its place."""
    study = each_study.with_changes(method=method, parameters={})
    if METHODS[method].unmet(study.filled.matrix):
        return
    found = sample_acceptability(study, Sampling("near", 64), SERIAL)
    assert found.samples == 64


# ends


@pytest.mark.parametrize("directions", [[1, 1, 1, 1], [1, -1, 1, -1]])
def test_additive_and_its_clones_agree_in_every_draw_on_a_table_without_scales(directions):
    """They parted by up to 5 points: the clones took each drawn table's own range for the ends."""
    rng = np.random.default_rng(3)
    values = rng.uniform(1, 9, (7, 4))
    matrix = DecisionMatrix.of(values, directions)
    asked = {"samples": 250, "low": values - 0.9, "high": values + 0.9, "executor": SERIAL}
    expected = acceptability(matrix, **asked)
    clones = ["spotis", "balanced_spotis", *(["rafsi"] if min(directions) > 0 else [])]
    for method in clones:
        found = acceptability(matrix, method, **asked)
        assert found.task.batch == 1  # a table a draw, as the additive method has it
        assert np.array_equal(found.counts, expected.counts), method


def test_each_draw_is_ranked_on_the_ends_of_the_table_as_given():
    rng = np.random.default_rng(4)
    values = rng.uniform(1, 9, (6, 3))
    matrix = DecisionMatrix.of(values, [1, -1, 1])
    ends = np.column_stack((values.min(axis=0), values.max(axis=0)))
    ends[1] = ends[1][::-1]
    scaled = DecisionMatrix.of(values, scales=ends)
    asked = {"samples": 100, "low": values - 1, "high": values + 1, "executor": SERIAL}
    for method in ("additive", "spotis", "rim", "rafsi"):
        bare, fixed = (acceptability(one, method, **asked) for one in (matrix, scaled))
        assert np.array_equal(bare.counts, fixed.counts), method


# yes or no


def drawn(lists, chance=0.5, low=0.0, high=1.0):
    matrix = DecisionMatrix.of([[low, 1], [high, 2]], [1, 1])
    ends = [[low, 1], [high, 2]], [[high, 1], [high, 2]]
    found = Intervals.of(matrix, *ends, lists=[[lists, 0], [0, 0]], chance=chance)
    return found.draw(np.random.default_rng(1), 20_000)[:, 0]


def test_an_unsettled_list_is_drawn_as_yes_or_no():
    values, counts = np.unique(drawn(1), return_counts=True)
    assert values.tolist() == [0, 1]
    assert counts / 20_000 == pytest.approx([0.5, 0.5], abs=0.015)


def test_two_unsettled_lists_are_two_answers():
    values, counts = np.unique(drawn(2, low=1.0, high=3.0), return_counts=True)
    assert values.tolist() == [1, 2, 3]
    assert counts / 20_000 == pytest.approx([0.25, 0.5, 0.25], abs=0.015)


def test_a_list_with_a_stated_probability_says_yes_so_often():
    values, counts = np.unique(drawn(1, chance=0.8), return_counts=True)
    assert values.tolist() == [0, 1]
    assert counts / 20_000 == pytest.approx([0.2, 0.8], abs=0.012)


def test_the_lists_that_could_not_be_read_are_counts_and_nothing_else_is(secondary):
    found, matrix = intervals_of(secondary), secondary.filled.matrix
    counted = {
        (matrix.alternatives[i], matrix.criteria[j]): int(lists)
        for i, j, lists in zip(found.rows, found.columns, found.lists, strict=True)
        if lists
    }
    unsettled = {
        (key, criterion): int(one.high - one.low)
        for criterion in matrix.criteria
        for key in matrix.alternatives
        if (
            one := secondary.evidence.observation(secondary.catalogue[criterion].variable, key)
        ).mark
        == "unsettled"
    }
    assert counted == unsettled
    assert len(counted) == 19
    assert set(counted.values()) == {1, 2}
    values = found.draw(np.random.default_rng(1), 200)[:, found.lists > 0]
    assert np.array_equal(values, np.round(values))


def test_a_value_between_yes_and_no_is_the_probability_of_yes(secondary):
    criterion = secondary.catalogue["designations"]
    key = secondary.filled.matrix.alternatives[0]
    column = secondary.evidence.observations[criterion.variable]
    told = {**column, key: Observation(0.25, 0.0, 1.0, uncertainty="list")}
    observations = {**secondary.evidence.observations, criterion.variable: told}
    study = replace(secondary, evidence=replace(secondary.evidence, observations=observations))
    found = intervals_of(study)
    cells = list(zip(found.rows, found.columns, strict=True))
    at = cells.index((0, study.filled.matrix.criteria.index("designations")))
    assert found.lists[at] == 1
    assert found.chance[at] == 0.25
