"""Doubts by their kind: each value by itself, one share for a column, yes or no, bounds that nobody draws."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.errors import EvidenceError
from criteria.model import Scale
from inputs.embedded import evidence_of
from inputs.evidence import UNCERTAINTIES, Observation
from mcda import DecisionMatrix, rank
from mcda.robustness import (
    Given,
    Intervals,
    Near,
    Sampling,
    acceptability,
    intervals_of,
    sample_acceptability,
    uncertain_counts,
)
from mcda.robustness.uncertain_values import drawn_matrix
from mcda.study.factory import embedded_study
from mcda.study.io import digest, from_json, to_json
from tests.drivers.repetitions import times

SAVED = Path(__file__).parents[1] / "saved" / "1.0" / "studies"

SERIAL = SimpleNamespace(map=map)
SEEDS = 5  # standard errors that two computations may lie apart

# Four alternatives by three criteria. C1: one share for all but the last, which is drawn by itself; C2: lists of one and
# two answers; C3: each by itself, one certain.
VALUES = np.array([[4.0, 1, 5], [5, 0, 4], [3, 2, 6], [6, 1, 3]])
LOW = np.array([[2.0, 0, 5], [3, 0, 2], [1, 0, 4], [5, 1, 2]])
HIGH = np.array([[7.0, 1, 5], [6, 1, 6], [9, 2, 8], [8, 1, 4]])
LISTS = np.array([[0, 1, 0], [0, 1, 0], [0, 2, 0], [0, 0, 0]])
CHANCE = np.array([[0.5, 0.8, 0.5], [0.5, 0.3, 0.5], [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]])
COMMON = np.array([[1, 0, 0], [1, 0, 0], [1, 0, 0], [0, 0, 0]])
SCALES = np.array([[2.0, 8], [0, 2], [8, 2]])
MATRIX = DecisionMatrix.of(VALUES, scales=SCALES)
WEIGHTS = np.array([0.5, 0.2, 0.3])


def mixed(order=slice(None), columns=slice(None)):
    """The small case with its rows and columns in another order."""
    cut = [table[order][:, columns] for table in (VALUES, LOW, HIGH, LISTS, CHANCE, COMMON)]
    matrix = DecisionMatrix.of(cut[0], scales=SCALES[columns])
    return matrix, Intervals.of(matrix, *cut[1:])


def looped(samples, seed, method="additive"):
    """Each draw by itself, cell by cell, ranked as a table that nobody doubts: share of draws in each rank."""
    rng = np.random.default_rng(seed)
    counts = np.zeros((4, 4))
    for _ in range(samples):
        weights = Near.of(WEIGHTS).draw(rng, 1)[0]
        together = rng.random()
        table = VALUES.copy()
        for i in range(4):
            for j in range(3):
                low, high = LOW[i, j], HIGH[i, j]
                if LISTS[i, j]:
                    table[i, j] = low + sum(rng.random() < CHANCE[i, j] for _ in range(LISTS[i, j]))
                elif low < high:
                    share = together if COMMON[i, j] else rng.random()
                    table[i, j] = low + share * (high - low)
        drawn = DecisionMatrix.of(table, scales=SCALES)
        counts[np.arange(4), rank(drawn, weights, method).ranks - 1] += 1
    return counts / samples


@pytest.mark.slow
@pytest.mark.parametrize("method", ["additive", "topsis"])
def test_acceptability_of_mixed_kinds_equals_a_loop_over_single_rankings(method):
    few, many = 4_000, 200_000 if method == "additive" else 20_000
    matrix, values = mixed()
    found = acceptability(matrix, method, many, 1, Near.of(WEIGHTS), observations=values)
    expected = looped(few, 2, method)
    error = np.sqrt(np.maximum(expected * (1 - expected), 1 / few) / few)
    error = np.hypot(error, found.acceptability_error / 1.96)
    assert (np.abs(found.acceptability - expected) <= SEEDS * error).all()
    # the same values, each drawn by itself, come to other shares: the test would tell
    alone = Intervals.of(matrix, LOW, HIGH, LISTS, CHANCE)
    other = acceptability(matrix, method, many, 1, Near.of(WEIGHTS), observations=alone)
    assert (np.abs(other.acceptability - expected) > SEEDS * error).any()


def test_what_is_common_moves_all_and_changes_no_order_among_alike():
    """A1 has one more than A2 at any share: drawn by themselves they change places, drawn in common never."""
    matrix = DecisionMatrix.of([[4.0], [3.0]], scales=[[0, 10]])
    low, high = [[2.0], [1.0]], [[6.0], [5.0]]
    fixed = Given.of(np.ones((4096, 1)))
    for common, before in ((1, 1.0), (0, 1 - 0.75**2 / 2)):
        values = Intervals.of(matrix, low, high, common=common)
        found = acceptability(matrix, region=fixed, observations=values, executor=SERIAL)
        assert found.top(1)[0] == pytest.approx(before, abs=0.03)


def test_the_order_of_alternatives_and_criteria_does_not_matter():
    samples = 100_000
    first = acceptability(
        mixed()[0], samples=samples, region=Near.of(WEIGHTS), observations=mixed()[1]
    )
    order, columns = [2, 0, 3, 1], [1, 2, 0]
    matrix, values = mixed(order, columns)
    again = acceptability(
        matrix, samples=samples, region=Near.of(WEIGHTS[columns]), observations=values
    )
    apart = np.abs(first.acceptability[order] - again.acceptability)
    assert (apart <= 2 * (first.acceptability_error[order] + again.acceptability_error)).all()


KINDS = st.sampled_from(["own", "common", "other", "list", "certain"])


@settings(max_examples=times(200), deadline=None)
@given(st.lists(KINDS, min_size=6, max_size=6), st.integers(0, 2**32 - 1))
def test_every_mix_of_kinds_is_drawn_as_its_kinds_say(kinds, seed):
    rng = np.random.default_rng(seed)
    table = np.array(kinds).reshape(3, 2)
    low = rng.integers(0, 5, (3, 2)).astype(float)
    high = np.where(table == "certain", low, low + rng.integers(1, 4, (3, 2)))
    lists = np.where(table == "list", high - low, 0).astype(int)
    common = np.select([table == "common", table == "other"], [1, 2], 0)
    matrix = DecisionMatrix.of(low, scales=[[0, 8], [8, 0]])
    values = Intervals.of(matrix, low, high, lists, common=common)
    drawn = values.draw(np.random.default_rng(seed), 50)
    assert len(values.rows) == sum(kind != "certain" for kind in kinds)
    share = (drawn - values.low) / (values.high - values.low)
    assert ((share >= 0) & (share <= 1)).all()
    cells = table[values.rows, values.columns]
    for kind in ("common", "other"):
        together = share[:, cells == kind]
        assert together.size == 0 or np.ptp(together, axis=1).max() < 1e-12
    assert np.array_equal(drawn[:, cells == "list"], np.round(drawn[:, cells == "list"]))
    apart = [k for k, cell in enumerate(cells) if cell == "own"]
    apart += [next(iter(np.flatnonzero(cells == kind)), None) for kind in ("common", "other")]
    apart = [k for k in apart if k is not None]
    for k in apart:
        for other in apart:
            assert k == other or not np.allclose(share[:, k], share[:, other])


# the embedded study


def with_kind(study, kind):
    """The study with its common doubts turned into another kind."""

    def turned(one):
        return replace(one, uncertainty=kind) if one.uncertainty == "common" else one

    observations = {
        variable: {key: turned(one) for key, one in column.items()}
        for variable, column in study.evidence.observations.items()
    }
    return replace(study, evidence=replace(study.evidence, observations=observations))


def top_ten(study, name, samples):
    found = sample_acceptability(study, Sampling(samples=samples))
    row = found.alternatives.index(study.evidence.named(name).key)
    return found.top(10)[row]


def test_tree_cover_as_one_question_takes_ziyang_from_21_to_12_per_cent(secondary):
    """How tree cover is counted was drawn for 91 counties as 91 questions; distances to stations as 1.0 had them."""
    study = from_json((SAVED / "secondary.json").read_text("utf-8"))
    columns = {
        **secondary.evidence.observations,
        **{key: study.evidence.observations[key] for key in ("hsr_km", "city_km")},
    }
    evidence = replace(secondary.evidence, observations=columns)
    of_1_0 = replace(secondary, evidence=evidence).activated("default_1_0")
    samples = 20_000
    error = (0.25 * 0.75 / samples) ** 0.5  # standard error, at most
    one, many = (top_ten(each, "Ziyang", samples) for each in (of_1_0, with_kind(of_1_0, "own")))
    assert many == pytest.approx(0.215, abs=4 * error)
    assert one == pytest.approx(0.122, abs=4 * error)
    assert many - one > 20 * error


@pytest.mark.parametrize("stage", ["primary", "secondary", "tertiary"])
def test_only_tree_cover_is_common_and_all_of_it_shares_one_draw(stage):
    study = embedded_study(stage)
    found, criteria = intervals_of(study), study.filled.matrix.criteria
    trees = found.columns == criteria.index("tree_cover")
    assert len(set(found.shares[trees].tolist())) == 1
    assert len(set(found.shares.tolist())) == 1 + int((~trees).sum())
    counts = uncertain_counts(study)
    assert counts["common"] == trees.sum() > 10
    assert counts["list"] == np.count_nonzero(found.lists)
    assert counts["bounds"] == (2 if stage != "primary" else 1)  # Zhen'an and Zhashui; Shangluo
    assert sum(counts.values()) - counts["bounds"] == len(found.rows)


@pytest.mark.parametrize("level", ["city", "county", "town"])
def test_an_unsettled_list_of_whole_numbers_is_a_list(level):
    for column in evidence_of(level).observations.values():
        for one in column.values():
            if one.mark == "unsettled" and float(one.high - one.low).is_integer():
                assert one.uncertainty == "list"


# the quick way to scores


@pytest.mark.parametrize("stage", ["primary", "secondary", "tertiary"])
def test_gains_of_a_common_doubt_are_those_of_its_values(stage):
    """Between the nodes gains lie on a line: the same scores as ranking each drawn table."""
    study = embedded_study(stage)
    task = sample_acceptability(study, Sampling(samples=64)).task
    shares = task.observations.draw_shares(np.random.default_rng(3), 40)
    shares[0], shares[1] = 0, 1
    weights = task.region.draw(np.random.default_rng(4), 40)
    scores = task.kernel.score(weights)
    task.shifts.add(scores, weights, task.shifts.at(shares))
    assert task.shifts.at(shares).shape[1] < len(task.observations.rows)
    for row, values in enumerate(task.observations.at(shares)):
        drawn = drawn_matrix(study.filled.matrix, task.observations, values)
        assert scores[row] == pytest.approx(drawn.normalised @ weights[row], abs=1e-12)


@pytest.mark.parametrize("curve", ["linear", "log"])
@pytest.mark.parametrize("direction", [1, -1])
def test_they_are_so_on_every_scale_and_beyond_its_ends(curve, direction):
    ends = (2.0, 50.0)[::direction]
    scale = Scale(*ends, curve=curve)
    low = np.array([[1.0], [3.0], [40.0], [0.5], [2.0]])
    high = np.array([[60.0], [9.0], [70.0], [1.5], [50.0]])
    matrix = DecisionMatrix.of((low + high) / 2, scales=[scale])
    values = Intervals.of(matrix, low, high, common=1)
    task = acceptability(matrix, samples=64, observations=values, executor=SERIAL).task
    shares, weights = np.linspace(0, 1, 101)[:, None], np.ones((101, 1))
    scores = task.kernel.score(weights)
    task.shifts.add(scores, weights, task.shifts.at(shares))
    assert task.shifts.at(shares).shape == (101, 1)
    for row, drawn in enumerate(values.at(shares)):
        table = drawn_matrix(matrix, values, drawn)
        assert scores[row] == pytest.approx(table.normalised[:, 0], abs=1e-12)


# bounds


def test_bounds_are_never_drawn_and_their_ranks_are_told_at_both_ends(secondary):
    bounded = with_kind(secondary, "bounds")
    trees = bounded.filled.matrix.criteria.index("tree_cover")
    found = intervals_of(bounded)
    assert trees not in found.columns
    before, after = uncertain_counts(secondary), uncertain_counts(bounded)
    assert (after["bounds"], after["common"]) == (before["bounds"] + before["common"], 0)
    missing = {gap.alternative for gap in bounded.filled.missing_values}
    compared = 0
    for key in [line.key for line in bounded.ranking][:20]:
        one = bounded.evidence.observation("tree_cover", key)
        ranks = []
        for value in (one.low, one.value, one.high):
            again = bounded.filled.with_cells({(key, "tree_cover"): value})
            ranks.append(rank(again, bounded.weights).rank(key))
        told = bounded.ranks_over_imputations(key)
        if key not in missing:
            assert (told.first, told.last, told.exact) == (min(ranks), max(ranks), True)
            compared += 1
    assert compared > 10


def test_a_missing_value_with_bounds_alone_stays_as_it_is_treated(secondary):
    key = next(iter(secondary.ranking)).key
    column = secondary.evidence.observations["hsr_km"]

    def study(kind):
        told = {**column, key: Observation(None, 5.0, 60.0, uncertainty=kind)}
        observations = {**secondary.evidence.observations, "hsr_km": told}
        return replace(secondary, evidence=replace(secondary.evidence, observations=observations))

    row, criterion = secondary.filled.matrix.alternatives.index(key), "hsr_km"
    for kind, drawn in (("own", True), ("bounds", False)):
        found = intervals_of(study(kind))
        at = found.columns == study(kind).filled.matrix.criteria.index(criterion)
        assert (row in found.rows[at]) is drawn
    assert study("bounds").rank_interval(key) == study("own").rank_interval(key)


# what is written down


def test_a_kind_that_is_none_and_a_list_without_answers_are_refused():
    for one, code in (
        ({"uncertainty": "perhaps"}, "reading.uncertainty"),
        ({"uncertainty": "list"}, "reading.list"),
        ({"low": 0.0, "high": 0.5, "uncertainty": "list"}, "reading.list"),
    ):
        with pytest.raises(EvidenceError) as caught:
            Observation(**one)
        assert [finding.code for finding in caught.value.findings] == [code]


@pytest.mark.parametrize("kind", UNCERTAINTIES)
def test_a_study_file_keeps_the_kind_and_its_hash_tells_it(secondary, kind):
    study = from_json(to_json(with_kind(secondary, kind) if kind != "list" else secondary))
    kinds = {
        one.uncertainty for one in study.evidence.observations["tree_cover"].values() if one.low
    }
    assert kinds == {"common" if kind == "list" else kind}
    lists = study.evidence.observations["designations"].values()
    assert {one.uncertainty for one in lists} == {"own", "list"}
    assert (digest(study) == digest(secondary)) is (kind in ("common", "list"))


def test_the_hash_tells_an_unsettled_list_from_an_interval_of_its_own(secondary):
    column = {
        key: replace(one, uncertainty="own")
        for key, one in secondary.evidence.observations["designations"].items()
    }
    observations = {**secondary.evidence.observations, "designations": column}
    other = replace(secondary, evidence=replace(secondary.evidence, observations=observations))
    assert digest(other) != digest(secondary)
    assert digest(from_json(to_json(other))) == digest(other)
