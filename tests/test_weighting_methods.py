"""What every weighting method asks, and how what is put into its forms becomes answers, once it suffices."""

import random
from itertools import combinations

import numpy as np
import pytest

from criteria.errors import WeightsError
from mcda.weighting.ahp import pair, pairs
from mcda.weighting.best_worst import BEST, WORST
from mcda.weighting.model import Choice
from mcda.weighting.registry import WEIGHTING_METHODS, elicit
from mcda.weighting.swing import FIRST

KEYS = ("a", "b", "c", "d")


def given(way, **notes):
    return WEIGHTING_METHODS[way].parse(KEYS, notes.get)


def test_nothing_is_preset():
    for key, method in WEIGHTING_METHODS.items():
        found = method.parse(KEYS, lambda name: None)
        assert found.answers is None, key
        assert found.count == 0


def test_points_suffice_when_all_are_given_and_one_counts():
    assert given("points", a=1.0, b=2.0, c=0.0).open == ("d",)
    assert given("points", a=0.0, b=0.0, c=0.0, d=0.0).answers is None
    answers = given("points", a=1.0, b=2.0, c=0.0, d=1.0).answers
    assert elicit("points", answers).weights.shares == (0.25, 0.5, 0.0, 0.25)


def test_the_first_swing_counts_one_hundred_whatever_was_noted_for_it_before():
    notes = {FIRST: "b", "a": 50.0, "b": 3.0, "c": 25.0, "d": 25.0}
    assert WEIGHTING_METHODS["swing"].parse(KEYS, notes.get).answers == {
        "points": {"a": 50.0, "b": 100.0, "c": 25.0, "d": 25.0}
    }


def test_equal_numbers_are_a_tie_and_gaps_between_numbers_do_not_matter():
    assert given("ranking", a=4, b=1, c=4, d=2).answers == {"order": ["b", "d", ["a", "c"]]}
    assert given("ranking", a=4, b=1, c=4).answers is None


def test_comparisons_suffice_once_they_connect_all():
    few = {pair("a", "b"): 3, pair("a", "c"): -2, pair("b", "c"): 1}
    found = WEIGHTING_METHODS["ahp"].parse(KEYS, few.get)
    assert (found.answers, found.count, found.open) == (None, 3, ("d",))
    found = WEIGHTING_METHODS["ahp"].parse(KEYS, {**few, pair("c", "d"): -4}.get)
    assert found.open == ()
    matrix = found.answers["matrix"]
    assert matrix[0][1:3] == [3.0, 0.5]
    assert matrix[2][0] == 2.0
    assert matrix[3][2] == 4.0
    assert matrix[0][3] is None
    assert elicit("ahp", found.answers).consistency is not None


def test_two_islands_of_comparisons_do_not_suffice():
    found = WEIGHTING_METHODS["ahp"].parse(KEYS, {pair("a", "b"): 3, pair("c", "d"): 3}.get)
    assert found.answers is None
    assert found.open == ("c", "d")


@pytest.mark.parametrize("n", [2, 3, 6, 9])
def test_the_first_pairs_asked_for_connect_all_and_each_pair_is_asked_for_once(n):
    keys = [f"k{i}" for i in range(n)]
    asked = list(pairs(keys))
    assert sorted(asked) == sorted(combinations(keys, 2))
    first = {pair(*both): 2 for both in asked[: n - 1]}
    assert WEIGHTING_METHODS["ahp"].parse(keys, first.get).answers is not None


def test_best_and_worst_ask_for_each_comparison_once():
    notes = {BEST: "a", WORST: "d", "b/a/b": 2, "b/a/c": 3, "b/a/d": 6, "w/d/b": 3}
    found = WEIGHTING_METHODS["best_worst"].parse(KEYS, notes.get)
    assert (found.answers, found.count, found.needed) == (None, 6, 7)
    found = WEIGHTING_METHODS["best_worst"].parse(KEYS, {**notes, "w/d/c": 2}.get)
    assert found.answers["others_to_worst"] == {"d": 1, "a": 6, "b": 3, "c": 2}
    assert elicit("best_worst", found.answers).acceptable
    assert WEIGHTING_METHODS["best_worst"].parse(KEYS, {**notes, WORST: "a"}.get).answers is None


def test_a_criterion_may_be_called_like_a_question():
    keys = ("first", "best", "worst")
    assert (
        WEIGHTING_METHODS["points"]
        .parse(keys, {"first": 1.0, "best": 1.0, "worst": 2.0}.get)
        .answers
        is not None
    )
    notes = {FIRST: "best", "first": 10.0, "worst": 20.0}
    assert WEIGHTING_METHODS["swing"].parse(keys, notes.get).answers["points"]["best"] == 100.0


every_method = pytest.mark.parametrize("key", WEIGHTING_METHODS)
SIZES = range(2, 7)


def simulated(method, items, seed=1):
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(items)))
    return method.simulated(items, weights, random.Random(seed))


@every_method
@pytest.mark.parametrize("n", SIZES)
def test_answers_put_back_into_a_form_are_complete_and_lead_to_the_same_weights(key, n):
    method, items = WEIGHTING_METHODS[key], [f"k{i}" for i in range(n)]
    for seed in range(10):
        answers = simulated(method, items, seed)
        note = method.notes_from(items, answers).get
        again = method.parse(items, note)
        assert again.remark is None or n == 2
        assert again.answers is not None
        before, after = method.weigh(answers).weights, method.weigh(again.answers).weights
        assert [after[item] for item in items] == pytest.approx([before[item] for item in items])
        assert all(method.is_answered(items, step.key, note) for step in method.steps(items, note))


@every_method
@pytest.mark.parametrize("n", SIZES)
def test_steps_are_the_same_whatever_is_answered(key, n):
    method, items = WEIGHTING_METHODS[key], [f"k{i}" for i in range(n)]
    empty = method.steps(items, lambda _: None)
    assert empty
    assert not any(method.is_answered(items, step.key, lambda _: None) for step in empty)
    full = method.steps(items, method.notes_from(items, simulated(method, items)).get)
    assert [step.key for step in full] == [step.key for step in empty]
    assert len({step.key for step in full}) == len(full)
    notes = [question.note for step in full for question in step.questions]
    assert len(set(notes)) == len(notes)
    for step in full:
        for question in step.questions:
            assert not isinstance(question, Choice) or set(question.items) <= set(items)


@every_method
def test_paper_and_table_of_forms_ask_about_every_item(key):
    method = WEIGHTING_METHODS[key]
    assert method.marks
    assert {item for subject in method.subjects(KEYS) for item in subject} == set(KEYS)
    columns = method.columns(KEYS)
    assert len({column.key for column in columns}) == len(columns)
    headings = [word for column in columns for word in column.heading]
    assert {word for word in headings if isinstance(word, str)} == set(KEYS)
    empty = method.from_row(KEYS, dict.fromkeys(column.key for column in columns))
    with pytest.raises(WeightsError):
        method.weigh(empty)


@pytest.mark.parametrize("key", ["ahp", "best_worst"])
def test_a_judgement_that_fits_ill_is_mended_where_it_was_asked(key):
    method = WEIGHTING_METHODS[key]
    for seed in range(30):
        note = method.notes_from(KEYS, simulated(method, KEYS, seed)).get
        steps = {step.key: step for step in method.steps(KEYS, note)}
        for judgement in method.weigh(method.parse(KEYS, note).answers).worst:
            mended = method.correction(judgement, note)
            assert mended.note in {asked.note for asked in steps[mended.step].questions}
            assert mended.now == note(mended.note)
