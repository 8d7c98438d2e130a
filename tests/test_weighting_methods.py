"""What every weighting method asks, and how what is put into its forms becomes answers, once it suffices."""

import random
from itertools import combinations, product

import numpy as np
import pytest

from criteria.errors import WeightsError
from mcda.weighting.ahp import LIMITS, pair, pairs, random_index
from mcda.weighting.best_worst import BEST, WORST
from mcda.weighting.model import Choice, as_ratio
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
        elicited = method.weigh(method.parse(KEYS, note).answers)
        for judgement in (*elicited.worst, *elicited.mends):
            mended = method.correction(judgement, note)
            assert mended.note in {asked.note for asked in steps[mended.step].questions}
            assert mended.now == note(mended.note)


WHOLE = (*(-step for step in range(9, 1, -1)), *range(1, 10))  # the scale of a comparison
SCALE = np.log([as_ratio(step) for step in WHOLE])


def missed_by(triple):
    """The logarithm by which the first two comparisons miss the third."""
    one, two, both = (np.log(as_ratio(step)) for step in triple)
    return abs(one + two - both)


@pytest.mark.slow
def test_what_is_offered_for_any_three_comparisons_is_another_answer_that_agrees_better():
    """39 triples were told "you chose extreme (9), by your other answers it should be extreme (9)"."""
    method = WEIGHTING_METHODS["ahp"]
    items = KEYS[:3]
    notes = [f"{items[0]}~{items[1]}", f"{items[1]}~{items[2]}", f"{items[0]}~{items[2]}"]
    refused = 0
    for triple in product(WHOLE, WHOLE, range(1, 10)):  # others are these, read the other way round
        given = dict(zip(notes, triple, strict=True))
        one, two, both = (as_ratio(step) for step in triple)
        gap = missed_by(triple)
        # λ of three is 1 + e^(d/3) + e^(-d/3), d the logarithm by which the chain misses the third
        index = (np.exp(gap / 3) + np.exp(-gap / 3) - 2) / 2
        if index / random_index(3) <= LIMITS[3]:
            continue
        refused += 1
        elicited = method.weigh(method.parse(items, given.get).answers)
        assert not elicited.acceptable
        corrections = [method.correction(each, given.get) for each in elicited.mends]
        assert corrections
        reached = []
        for mended in corrections:
            assert mended.now == given[mended.note] != mended.fits
            assert mended.fits in WHOLE
            reached.append(missed_by([(given | {mended.note: mended.fits})[n] for n in notes]))
        logs = np.log([one, two, both])
        missed = logs[0] + logs[1] - logs[2]
        best = np.abs(missed + np.outer([1, 1, -1], SCALE) - ([1, 1, -1] * logs)[:, None]).min()
        assert reached[0] == pytest.approx(best, abs=1e-9), "no other single answer agrees better"
        assert np.diff(reached).min(initial=0) >= -1e-9
    assert refused > 1500


def test_three_extreme_answers_are_mended_by_lowering_one_that_can_be_lowered():
    """Nine times nine is no nine: the third cannot rise, so the first is to fall."""
    method = WEIGHTING_METHODS["ahp"]
    a, b, c = KEYS[:3]
    given = {f"{a}~{b}": 9, f"{b}~{c}": 9, f"{a}~{c}": 9}
    elicited = method.weigh(method.parse(KEYS[:3], given.get).answers)
    first = method.correction(elicited.mends[0], given.get)
    assert (first.note, first.now, first.fits) == (f"{a}~{b}", 9, 1)
    assert method.weigh(method.parse(KEYS[:3], (given | {first.note: 1}).get).answers).acceptable
    assert f"{a}~{c}" not in [method.correction(m, given.get).note for m in elicited.mends]


def test_judgements_not_given_are_not_mended_and_one_that_alone_connects_two_is_left():
    given = {f"{KEYS[0]}~{KEYS[1]}": 9, f"{KEYS[1]}~{KEYS[2]}": 9, f"{KEYS[0]}~{KEYS[2]}": 2}
    given |= {f"{KEYS[2]}~{KEYS[3]}": 5}
    method = WEIGHTING_METHODS["ahp"]
    elicited = method.weigh(method.parse(KEYS[:4], given.get).answers)
    offered = {method.correction(each, given.get).note for each in elicited.mends}
    assert offered <= set(given) - {f"{KEYS[2]}~{KEYS[3]}"}
    assert offered


def test_what_is_offered_for_best_and_worst_is_another_answer_that_agrees_better():
    """A step below one cannot be chosen: "you said 1, your other answers say 1"."""
    method = WEIGHTING_METHODS["best_worst"]
    best, middle, worst = KEYS[:3]
    offered = 0
    for a_bw, over, under in product((2, 5, 9), range(1, 10), range(1, 10, 2)):
        answers = {
            "criteria": list(KEYS[:3]),
            "best": best,
            "worst": worst,
            "best_to_others": {middle: over, worst: a_bw},
            "others_to_worst": {middle: under, best: a_bw},
        }
        note = method.notes_from(KEYS[:3], answers).get
        elicited = method.weigh(answers)
        if elicited.acceptable is not False:
            continue
        assert elicited.mends
        for judgement in elicited.mends:
            offered += 1
            mended = method.correction(judgement, note)
            assert mended.now != mended.fits
            other = under if judgement.row == best else over
            assert abs(mended.fits * other - a_bw) < abs(over * under - a_bw)
    assert offered > 50
