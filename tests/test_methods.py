"""The common laws of ranking methods, for every entry of METHODS on tables of every awkward kind."""

import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.errors import MethodError
from criteria.text import LANGS
from mcda.methods import registry
from mcda.methods.registry import METHODS, NOT_OFFERED, method_named, rank
from mcda.model.decision_matrix import DecisionMatrix
from mcda.model.weights import Weights
from mcda.study.factory import embedded_study
from tests.drivers.repetitions import times

every_method = pytest.mark.parametrize("method", METHODS)
laws = settings(max_examples=times(40), deadline=None, derandomize=True)

few_integers = st.integers(0, 4).map(float)  # ties, zeros, constants
signed = st.integers(-3, 3).map(float)
positive = st.floats(0.01, 100).map(lambda x: round(x, 2))
COLUMNS = (few_integers, signed, positive, st.just(2.0), st.just(0.0))


@st.composite
def problems(draw):
    """(values, directions, weights): ties, zeros, negatives, constants, columns nine decades apart, zero weights."""
    n, m = draw(st.integers(2, 7)), draw(st.integers(1, 5))
    columns = [
        draw(st.lists(draw(st.sampled_from(COLUMNS)), min_size=n, max_size=n)) for _ in range(m)
    ]
    decades = draw(st.lists(st.sampled_from([-4, 0, 0, 0, 5]), min_size=m, max_size=m))
    values = np.array(columns).T * 10.0 ** np.array(decades)
    directions = draw(st.lists(st.sampled_from([-1, 1]), min_size=m, max_size=m))
    weights = draw(st.lists(st.integers(0, 5), min_size=m, max_size=m).filter(any))
    return values, np.array(directions), np.array(weights, dtype=float)


def answer(method, values, directions, weights, **parameters):
    """A Ranking, or the codes of the findings that say why there is none."""
    try:
        return rank(DecisionMatrix.of(values, directions), weights, method, **parameters)
    except MethodError as trouble:
        return [finding.code for finding in trouble.findings]


def assert_same(ranking, scores, places):
    """The same scores up to rounding, and the same places wherever rounding does not decide."""
    size = np.abs(ranking.scores).max()
    np.testing.assert_allclose(ranking.scores, scores, rtol=1e-9, atol=1e-9 * size)
    gap = np.abs(ranking.scores[:, None] - ranking.scores)
    clear = gap > 1e-9 * size
    before = np.sign(ranking.ranks[:, None] - ranking.ranks)
    after = np.sign(places[:, None] - places)
    assert (before[clear] == after[clear]).all()


@every_method
@laws
@given(problems())
def test_right_or_a_finding(method, problem):
    values, directions, weights = problem
    matrix = DecisionMatrix.of(values, directions)
    findings = ()
    try:
        ranking = rank(matrix, weights, method)
    except MethodError as trouble:
        findings = trouble.findings
    if findings:
        assert all(finding.in_(lang).line() for finding in findings for lang in LANGS)
        return
    assert np.isfinite(ranking.scores).all()
    assert ranking.scores.shape == (len(values),)
    assert ranking.ranks.min() == 1


@every_method
@laws
@given(problems())
def test_answers_twice_alike(method, problem):
    first, second = answer(method, *problem), answer(method, *problem)
    if isinstance(first, list):
        assert first == second
    else:
        np.testing.assert_array_equal(first.scores, second.scores)


@every_method
@laws
@given(problems(), st.randoms(use_true_random=False))
def test_order_of_alternatives_does_not_matter(method, problem, random):
    values, directions, weights = problem
    order = random.sample(range(len(values)), len(values))
    before = answer(method, values, directions, weights)
    after = answer(method, values[order], directions, weights)
    if isinstance(before, list):
        assert after == before
    else:
        back = np.argsort(order)
        assert_same(before, after.scores[back], after.ranks[back])


@every_method
@laws
@given(problems(), st.sampled_from([1e-6, 0.3, 7.0, 1e9]))
def test_scaling_weights_does_not_matter(method, problem, factor):
    values, directions, weights = problem
    before = answer(method, values, directions, weights)
    after = answer(method, values, directions, weights * factor)
    if isinstance(before, list):
        assert after == before
    else:
        assert_same(before, after.scores, after.ranks)


@every_method
@laws
@given(problems(), st.data())
def test_a_dominating_alternative_is_first(method, problem, data):
    values, directions, weights = problem
    if data.draw(st.booleans()):  # so that methods for positive readings are tried as well
        values = np.abs(values) + 0.5
    best = data.draw(st.integers(0, len(values) - 1))
    others = np.delete(values, best, axis=0)
    low, high = others.min(axis=0), others.max(axis=0)
    under = np.where(low > 0, low / 2, low - 1 - np.abs(low))
    values[best] = np.where(directions == 1, high + 1 + np.abs(high), under)
    found = answer(method, values, directions, weights)
    if method == "sprobid" and len(values) < 8:
        assert "need.best" in found or set(found) & {"need.nonzero", "need.difference"}
    elif not isinstance(found, list):
        assert found.ranks[best] == 1


def test_a_dominating_alternative_is_first_in_sprobid():
    values = np.random.default_rng(4).uniform(1, 9, (9, 3))
    values[6] = [10, 0.5, 10]
    assert answer("sprobid", values, [1, -1, 1], [1, 2, 3]).ranks[6] == 1


@every_method
@laws
@given(problems())
def test_inputs_are_left_as_they_were(method, problem):
    values, directions, weights = problem
    kept = values.copy(), directions.copy(), weights.copy()
    answer(method, values, directions, weights)
    for before, after in zip(kept, problem, strict=True):
        np.testing.assert_array_equal(before, after)


@every_method
def test_a_criterion_without_difference_or_weight_changes_no_place(method):
    rng = np.random.default_rng(3)
    values = rng.uniform(1, 9, (9, 4))
    directions = np.array([1, -1, 1, -1])
    weights = rng.dirichlet(np.ones(4))
    before = rank(DecisionMatrix.of(values, directions), weights, method)
    more = np.column_stack((values, rng.uniform(1, 9, 9)))
    after = rank(DecisionMatrix.of(more, [*directions, 1]), [*weights, 0.0], method)
    if method != "cocoso":  # its sum of powers counts every criterion as one, weight or none
        assert after.ranks.tolist() == before.ranks.tolist()


@every_method
def test_readings_of_any_size_are_answered(method):
    for size in (1e-140, 1e17, 1e140):
        values = np.column_stack(([1.0, 3.0, 2.0], [2.0, 2.0, 2.0], [2.0, 1.0, 3.0])) * size
        found = answer(method, values, [1, -1, -1], [3, 1, 1])
        if method == "sprobid":
            assert found == ["need.best"]
        else:
            assert found.ranks[1] == 1, size


@every_method
def test_a_ranking_survives_pickling(method):
    values = np.random.default_rng(5).uniform(1, 9, (6, 3))
    ranking = rank(DecisionMatrix.of(values, [1, -1, 1]), [1, 2, 3], method)
    again = pickle.loads(pickle.dumps(ranking))
    np.testing.assert_array_equal(again.scores, ranking.scores)
    assert again.method.key == method


@every_method
def test_every_parameter_can_be_set_to_its_default(method):
    values = np.random.default_rng(6).uniform(1, 9, (6, 3))
    matrix = DecisionMatrix.of(values, [1, -1, 1])
    plain = rank(matrix, [1, 2, 3], method)
    spelt = rank(matrix, [1, 2, 3], method, **plain.parameters)
    np.testing.assert_array_equal(spelt.scores, plain.scores)


@every_method
def test_what_is_out_of_range_is_a_finding(method):
    matrix = DecisionMatrix.of(np.random.default_rng(6).uniform(1, 9, (6, 3)), [1, -1, 1])
    wrong = {"number": -1, "choice": "none", "shapes": "none", "per_criterion": -1}
    for parameter in METHODS[method].parameters:
        for value in (wrong.get(parameter.kind, [1, 2]), object(), [["x"]], {"x": 1}):
            with pytest.raises(MethodError) as trouble:
                rank(matrix, [1, 2, 3], method, **{parameter.key: value})
            assert trouble.value.findings[0].code == "parameter.value"


def test_every_normalisation_answers_or_says_why():
    rng = np.random.default_rng(8)
    tables = [
        rng.uniform(1, 9, (6, 3)),
        rng.integers(0, 3, (6, 3)),
        rng.uniform(-5, 5, (6, 3)),
        np.column_stack((rng.uniform(-9, -1, (6, 1)), rng.uniform(1.5, 3, (6, 2)))),
        np.column_stack((np.zeros(6), np.full(6, 0.5), rng.uniform(0, 1, 6))),
    ]
    refused = answered = 0
    for method in METHODS.values():
        for name in next((p.choices for p in method.parameters if p.key == "normalisation"), ()):
            for table in tables:
                for directions in ([1, -1, 1], [-1, 1, -1]):
                    found = answer(method.key, table, directions, [1, 2, 3], normalisation=name)
                    if isinstance(found, list):
                        refused += 1
                        assert found[0].startswith("need.")
                    else:
                        answered += 1
                        assert np.isfinite(found.scores).all()
    assert refused > 100
    assert answered > 100


@pytest.mark.parametrize("stage", ["primary", "secondary", "tertiary", "links"])
@pytest.mark.parametrize("beyond", ["end", "raw"])
def test_the_embedded_study_is_answered_or_told_why(stage, beyond):
    study = embedded_study(stage).with_changes(beyond=beyond)
    refused, codes = set(), set()
    for method in METHODS.values():
        try:
            ranking = study.ranked_by(method.key)
        except MethodError as trouble:
            refused.add(method.key)
            codes |= {finding.code for finding in trouble.findings}
        else:
            assert np.isfinite(ranking.scores).all()
    assert all(code.startswith("need.") for code in codes)
    assert not any(METHODS[key].in_default_menu for key in refused)
    assert len(refused) < len(METHODS) / 2, refused


def test_methods_that_are_not_offered_say_why():
    for key, reason in NOT_OFFERED.items():
        with pytest.raises(MethodError, match=f"Method {key}: not offered") as trouble:
            method_named(key)
        assert reason.zh in trouble.value.findings[0].in_("zh").line()
    assert not set(NOT_OFFERED) & set(METHODS)


def todim(values, weights, reference):
    """Gomes & Lima (1991) with θ = 1: scores from 0 to 1; values are from 0 to 1, more is better."""
    relative = weights / weights[reference]
    lead = values[:, None] - values
    share = relative / relative.sum()
    won = np.sqrt(share * np.maximum(lead, 0)) - np.sqrt(np.maximum(-lead, 0) / share)
    total = won.sum(axis=(1, 2))
    return (total - total.min()) / np.ptp(total)


def test_todim_is_not_offered_for_a_reason_that_is_true():
    """Its reference criterion cancels out: not that, but what a weight does to losses speaks against it."""
    rng = np.random.default_rng(12)
    for _ in range(200):
        values, weights = rng.uniform(0, 1, (6, 4)), rng.dirichlet(np.ones(4))
        scores = [todim(values, weights, reference) for reference in range(4)]
        np.testing.assert_allclose(scores, np.tile(scores[0], (4, 1)), atol=1e-12)
    values = np.array([[1, 0.2, 0.4], [0.5, 0.7, 0.4], [0.1, 1, 0.7], [0, 0.8, 0.8]])
    before, after = np.array([1, 4, 3]) / 8, np.array([2, 4, 3]) / 9
    # the first is the best on the first criterion alone, whose weight is doubled
    places = [(-todim(values, weights, 0)).argsort().tolist() for weights in (before, after)]
    assert [order.index(0) + 1 for order in places] == [3, 4]
    felt = [rank(DecisionMatrix.of(values + 0.1, [1, 1, 1]), w, "ervd") for w in (before, after)]
    assert felt[1].rank("A1") <= felt[0].rank("A1")
    assert "reference" not in NOT_OFFERED["todim"].en
    assert "参照" not in NOT_OFFERED["todim"].zh


def test_codas_says_when_the_sum_of_differences_counts():
    """Two that differ by less than τ in straight distance are ranked by it alone, the others by both."""
    values = [[1.0, 1.0], [9.0, 9.0], [9.0, 9.01]]
    weights = np.array([0.5, 0.5])
    r = np.array(values) / np.max(values, axis=0)
    beyond = (r - r.min(axis=0)) * weights
    euclid, taxicab = np.sqrt((beyond**2).sum(axis=1)), beyond.sum(axis=1)
    found = rank(DecisionMatrix.of(values, [1, 1]), weights, "codas")
    near = euclid[2] - euclid[1]
    assert 0 < near < 0.02
    far = sum(euclid[2] - euclid[k] for k in (0, 1)) + taxicab[2] - taxicab[0]
    assert found.scores[2] == pytest.approx(far)
    assert "where two straight distances differ by tau or more" in METHODS["codas"].gloss.en
    assert "不小于tau时" in METHODS["codas"].gloss.zh


def test_every_key_of_the_contract_is_answered():
    promised = [
        "additive",
        "wsm",
        "topsis",
        "vikor",
        "promethee_ii",
        "wpm",
        "waspas",
        "edas",
        "mabac",
        "mairca",
        "marcos",
        "aras",
        "cocoso",
        "codas",
        "copras",
        "moora",
        "ocra",
        "probid",
        "sprobid",
        "ram",
        "rim",
        "lmaw",
        "aroman",
        "ervd",
        "rafsi",
        "spotis",
        "balanced_spotis",
    ]
    assert set(promised) <= set(METHODS) | set(NOT_OFFERED)


def test_the_default_menu_has_one_method_a_family():
    menu = [method for method in METHODS.values() if method.in_default_menu]
    assert {method.key for method in menu} == {
        "additive",
        "topsis",
        "vikor",
        "promethee_ii",
        "wpm",
    }
    assert len({method.family for method in menu}) == len(menu)


def test_only_distances_and_gaps_are_better_when_lower():
    lower = {key for key, method in METHODS.items() if not method.higher_is_better}
    assert lower == {"vikor", "mairca", "spotis", "balanced_spotis"}


def test_weights_keep_their_names():
    matrix = DecisionMatrix.of([[1, 2], [2, 1]], [1, 1], criteria=["a", "b"])
    assert rank(matrix, Weights.of({"b": 3, "a": 1}), "topsis").weights.shares == (0.25, 0.75)


def test_every_file_with_a_kernel_is_an_entry_of_the_list():
    folder = Path(registry.__file__).parent
    files = {
        path.stem for path in folder.glob("*.py") if "\ndef kernel(" in path.read_text("utf-8")
    }
    assert files == set(METHODS)


@every_method
def test_every_number_that_may_be_set_has_a_name_in_both_languages(method):
    for parameter in METHODS[method].parameters:
        if parameter.kind == "number":
            assert parameter.label is not None
            assert parameter.label.en
            assert parameter.label.zh


UNDRAWN = """
import sys
from mcda.study.factory import embedded_study
assert len(embedded_study("primary").ranking.ranks) == 11
assert "matplotlib" not in sys.modules
import pymcdm
assert callable(pymcdm.visuals.ranking_bar)
assert "matplotlib" in sys.modules
"""


@pytest.mark.slow
def test_a_ranking_waits_for_no_drawing_library_and_pymcdms_pictures_are_there_when_asked_for():
    command = [sys.executable, "-W", "error", "-c", UNDRAWN]
    root = Path(__file__).parents[1]
    found = subprocess.run(command, check=False, cwd=root, capture_output=True, text=True)
    assert (found.returncode, found.stderr) == (0, "")
