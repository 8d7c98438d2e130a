"""Agreement against examples worked by hand and published ones; the zero laws; the sentence for each case."""

from itertools import product
from math import e, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.errors import MethodError
from criteria.text import Text
from mcda import DecisionMatrix, rank
from mcda.group.analysis.agreement import (
    Concordance,
    concordance,
    diversity,
    kendalls_w,
    mean_spearman,
    ranks,
)
from mcda.group.analysis.outcome_agreement import (
    Measure,
    Outcome,
    agree,
    first_overlap,
    mean_ws,
)
from mcda.group.analysis.verdict import FIRST, WEIGHTS, verdict
from mcda.methods.families import rank_similarity
from mcda.methods.kernel import Kernel
from mcda.model.ranking import ranks_of
from mcda.robustness import Nested
from mcda.robustness.rank_counts import exact_ranks
from tests.drivers.repetitions import times

# ten projects ranked by four judges: a worked example of statistics teaching (S = 1048)
PROJECTS = np.array(
    [
        [1, 3, 4, 5, 2, 8, 6, 7, 10, 9],
        [2, 1, 4, 5, 6, 3, 8, 7, 10, 9],
        [3, 2, 1, 5, 7, 4, 6, 8, 9, 10],
        [4, 2, 3, 1, 6, 7, 5, 9, 8, 10],
    ],
    dtype=float,
)


def test_identical_rankings_have_a_w_of_one():
    assert kendalls_w(np.tile([1.0, 2, 3, 4, 5], (6, 1))) == pytest.approx(1)
    assert mean_spearman(np.tile([1.0, 2, 3, 4, 5], (6, 1))) == pytest.approx(1)


def test_w_of_three_competitors_and_four_judges_is_a_sixteenth():
    judges = np.array([[1, 3, 2], [1, 2, 3], [2, 3, 1], [3, 1, 2]], dtype=float)
    assert kendalls_w(judges) == pytest.approx(1 / 16)


def test_w_of_ten_projects_and_four_judges():
    found = concordance(PROJECTS)
    assert found.w == pytest.approx(12 * 1048 / (16 * 990))
    assert found.chi2 == pytest.approx(4 * 9 * found.w)
    assert found.test == "chi2"
    assert found.p == pytest.approx(0.00076, abs=1e-5)
    assert found.mean_spearman == pytest.approx((4 * found.w - 1) / 3)


def test_w_with_ties_by_hand():
    tied = np.array([[1, 2.5, 2.5, 4], [1, 2, 3, 4]])
    assert kendalls_w(tied) == pytest.approx(12 * 18.5 / (4 * 60 - 2 * 6))


def test_two_opposed_rankings_have_a_w_of_zero():
    opposed = np.array([[1.0, 2, 3, 4], [4, 3, 2, 1]])
    assert kendalls_w(opposed) == pytest.approx(0)
    assert mean_spearman(opposed) == pytest.approx(-1)


def test_ranks_put_the_largest_first_and_share_ties():
    assert ranks(np.array([[0.5, 0.2, 0.2, 0.1]])).tolist() == [[1, 2.5, 2.5, 4]]


@pytest.mark.parametrize(("raters", "ways"), [(2, 6), (3, 36)])
def test_few_items_are_tested_by_all_permutations(raters, ways):
    found = concordance(np.tile([1.0, 2, 3], (raters, 1)))
    assert found.test == "permutation"
    assert found.p == pytest.approx(1 / ways)


def test_the_drawn_test_is_near_the_one_of_all_ways_and_repeats():
    ranked = ranks(np.random.default_rng(3).random((7, 4)))
    drawn = concordance(ranked)
    assert drawn.test == "drawn"
    assert drawn.p == concordance(ranked).p
    few = ranked[:4]
    exact = concordance(few)
    assert exact.test == "permutation"
    from mcda.group.analysis.agreement import _drawn

    assert _drawn(few, 1) == pytest.approx(exact.p, abs=0.02)


def test_chance_reaches_a_chance_ranking_often_and_an_agreed_one_hardly_ever():
    rng = np.random.default_rng(5)
    found = [concordance(ranks(rng.random((8, 5))), seed=n).p for n in range(60)]
    assert 0.35 < np.mean(found) < 0.65
    assert concordance(np.tile([1.0, 2, 3, 4, 5], (8, 1))).p < 0.001


@pytest.mark.parametrize("ranked", [[[1.0, 2, 3]], [[1.0], [1.0]], [[2.0, 2, 2], [2.0, 2, 2]]])
def test_where_nothing_can_be_said_nothing_is(ranked):
    assert concordance(np.array(ranked)) is None


@given(st.integers(0, 10_000), st.integers(2, 9), st.integers(2, 12))
@settings(max_examples=times(60), deadline=None)
def test_w_lies_between_nothing_and_one_and_equals_mean_spearman(seed, raters, items):
    ranked = ranks(np.random.default_rng(seed).random((raters, items)))
    w = kendalls_w(ranked)
    assert -1e-9 <= w <= 1 + 1e-9
    assert mean_spearman(ranked) == pytest.approx((raters * w - 1) / (raters - 1), abs=1e-9)


# Goepel's consensus


def test_goepels_consensus_is_one_for_people_alike_and_zero_for_each_most_extreme():
    alike = np.tile([0.5, 0.3, 0.2], (5, 1))
    for ahp in (True, False):
        assert diversity(alike, ahp).consensus == pytest.approx(1)
        assert diversity(alike, ahp).beta == pytest.approx(0)
    extreme = (np.ones((3, 3)) + 8 * np.eye(3)) / 11
    assert diversity(extreme, ahp=True).consensus == pytest.approx(0)
    assert diversity(extreme, ahp=False).consensus > 0.3
    assert diversity(np.eye(3), ahp=False).consensus == pytest.approx(0)


def test_goepels_consensus_of_two_people_by_hand():
    shares = np.array([[9, 1, 1], [1, 9, 1]]) / 11
    alpha = -(9 / 11 * log(9 / 11) + 2 / 11 * log(1 / 11))
    gamma = -(2 * 5 / 11 * log(5 / 11) + 1 / 11 * log(1 / 11))
    most = 3 / e**alpha
    found = diversity(shares, ahp=True)
    assert (found.alpha, found.gamma) == pytest.approx((alpha, gamma))
    assert found.consensus == pytest.approx((e ** (alpha - gamma) - 1 / most) / (1 - 1 / most))
    assert found.consensus == pytest.approx(0.2755, abs=5e-5)
    assert found.word == Text("very low", "很低")


def test_two_people_cannot_differ_in_more_than_two_things():
    apart = diversity(np.eye(4)[:2], ahp=False)
    assert apart.beta == pytest.approx(log(2))
    assert apart.consensus == pytest.approx((1 / 2 - 1 / 4) / (1 - 1 / 4))


@pytest.mark.parametrize(
    ("consensus", "word"),
    [(0.49, "very low"), (0.5, "low"), (0.625, "moderate"), (0.75, "high"), (0.875, "very high")],
)
def test_goepels_words(consensus, word):
    from mcda.group.analysis.agreement import Diversity

    assert Diversity(0, 0, consensus, True).word.en == word


def test_one_person_or_one_share_has_no_consensus():
    assert diversity(np.array([[0.5, 0.5]]), ahp=True) is None
    assert diversity(np.ones((4, 1)), ahp=True) is None


# on the ranking


def test_ws_of_salabun_and_urbaniak_looks_first_at_the_reference():
    one, other = np.array([1, 2, 3]), np.array([2, 3, 1])
    assert mean_ws(one, other[None, :]) == pytest.approx(0.375)
    assert mean_ws(other, one[None, :]) == pytest.approx(0.1875)
    many = np.stack([ranks_of(row) for row in np.random.default_rng(1).integers(0, 6, (9, 7))])
    each = [rank_similarity(many[0], row) for row in many[1:]]
    assert mean_ws(many[0], many[1:]) == pytest.approx(np.mean(each), rel=1e-14)


def test_overlap_of_the_first_two_by_hand():
    placed = np.array([[1, 2, 3, 4], [2, 1, 3, 4], [1, 3, 2, 4]])
    assert first_overlap(placed, 2) == pytest.approx((1 + 0.5 + 0.5) / 3)
    tie = np.array([[1, 2, 2, 4], [1, 2, 3, 4]])
    assert first_overlap(tie, 2) == pytest.approx(2 * 2 / 5)  # three against two


@given(st.integers(0, 10_000))
@settings(max_examples=times(60), deadline=None)
def test_places_of_many_rows_are_the_places_of_each(seed):
    rng = np.random.default_rng(seed)
    scores = rng.integers(0, 4, (5, 7)) / 3 + rng.choice([0, 1e-15], (5, 7))
    assert np.array_equal(exact_ranks(scores, True), np.stack([ranks_of(row) for row in scores]))


def inside_of(study) -> list:
    matrix = study.filled.matrix
    groups = study.scenario.weights.inside.values()
    return [[matrix.criteria.index(key) for key in w.criteria] for w in groups]


def test_fifteen_random_weightings_agree_by_half_and_that_is_no_agreement(secondary):
    rng = np.random.default_rng(11)
    inside = inside_of(secondary)
    weights = Nested(tuple(map(tuple, inside))).draw(rng, 15)
    found = agree(secondary.filled.matrix, weights, weights.mean(axis=0), inside)
    assert found.w.random == pytest.approx(0.5, abs=0.05)
    assert found.w.beyond == pytest.approx(0, abs=0.15)
    assert found.overlap.beyond == pytest.approx(0, abs=0.15)


def test_people_who_weigh_alike_agree_wholly(secondary):
    weights = np.tile(secondary.weights.array, (6, 1))
    found = agree(secondary.filled.matrix, weights, weights[0], inside_of(secondary), k=5)
    for measure in (found.overlap, found.w, found.ws):
        assert measure.value == pytest.approx(1)
        assert measure.beyond == pytest.approx(1)
    first = [line.key for line in secondary.ranking if line.rank <= 5]
    assert sorted(found.shared) == sorted(first)


@pytest.mark.parametrize("method", ["topsis", "vikor", "promethee_ii", "edas", "codas"])
def test_every_method_ranks_all_people_at_once_by_its_kernel(method, monkeypatch):
    rng = np.random.default_rng(2)
    matrix = DecisionMatrix.of(rng.random((9, 3)) + 0.1, [1, -1, 1])
    weights = rng.dirichlet(np.ones(3), 5)
    one_by_one = np.stack([rank(matrix, row, method).ranks for row in weights])
    calls = []
    whole = Kernel.__call__
    monkeypatch.setattr(Kernel, "__call__", lambda k, w: calls.append(len(w)) or whole(k, w))
    found = agree(matrix, weights, weights.mean(axis=0), [[0, 1, 2]], k=2, method=method)
    assert calls[0] == len(weights)
    assert found.overlap.value == pytest.approx(first_overlap(one_by_one, 2))
    among = (one_by_one <= 2).all(axis=0)
    assert found.shared == tuple(np.array(matrix.alternatives)[among])


def test_a_method_whose_needs_the_table_does_not_meet_says_so():
    matrix = DecisionMatrix.of([[1.0, 2.0], [0.0, 1.0], [3.0, 0.0]], [1, -1])
    weights = np.array([[0.5, 0.5], [0.2, 0.8]])
    with pytest.raises(MethodError):
        agree(matrix, weights, weights[0], [[0, 1]], method="wpm")


def test_another_method_gives_the_ranks_that_it_gives_one_weighting_at_a_time():
    rng = np.random.default_rng(2)
    matrix = DecisionMatrix.of(rng.random((9, 3)) + 0.1, [1, -1, 1])
    weights = rng.dirichlet(np.ones(3), 5)
    found = agree(matrix, weights, weights.mean(axis=0), [[0, 1, 2]], k=2, method="topsis")
    placed = np.stack([rank(matrix, row, "topsis").ranks for row in weights])
    assert found.overlap.value == pytest.approx(first_overlap(placed, 2))
    assert found.w.value == pytest.approx(kendalls_w(placed.astype(float)))
    assert agree(matrix, weights[:1], weights[0], [[0, 1, 2]]) is None


def test_what_chance_does_already_leaves_nothing_to_measure():
    assert Measure(1.0, 1.0).beyond is None
    assert Measure(0.75, 0.5).beyond == pytest.approx(0.5)


# the sentence


def outcome(overlap: float, random: float = 0.2, k: int = 3) -> Outcome:
    measure = Measure(overlap, random)
    return Outcome(k, measure, Measure(0.8, 0.5), Measure(0.9, 0.8), (), 9)


def agreed(w: float, p: float = 0.001) -> Concordance:
    return Concordance(w, w, 9.0, p, "chi2", 9, 8)


COUNTIES = Text("counties", "县(市、区)")


def test_the_sentence_of_the_room():
    found = verdict(agreed(0.3), outcome(0.9), COUNTIES)
    assert found.sentence.en == "You disagree on the weights, but not on the first 3 counties."
    assert found.sentence.zh == "大家对权重看法不一，但前3个县(市、区)基本一致。"


def test_each_case_has_a_sentence_of_its_own_in_both_languages():
    cases = list(product((0.3, 0.6, 0.8), (0.3, 0.6, 0.9)))
    found = [verdict(agreed(w), outcome(overlap), COUNTIES) for w, overlap in cases]
    assert len({each.sentence.en for each in found}) == 9
    assert len({each.sentence.zh for each in found}) == 9
    assert [(each.weights, each.first) for each in found] == list(
        product(("disagree", "partly", "agree"), repeat=2)
    )
    for each in found:
        assert "{" not in each.sentence.en + each.sentence.zh


def test_a_w_that_chance_may_bring_is_no_agreement():
    assert verdict(agreed(0.9, p=0.2), outcome(0.9)).weights == "disagree"


def test_where_the_table_decides_the_sentence_says_so():
    found = verdict(agreed(0.3), outcome(0.95, random=0.85))
    assert found.by_the_table
    assert "almost any weights" in found.sentence.en
    assert "几乎任何权重" in found.sentence.zh


def test_people_who_all_weigh_everything_alike_agree():
    same = Outcome(3, Measure(1, 0.2), Measure(1, 0.5), Measure(1, 0.8), (), 4)
    assert verdict(None, same).weights == "agree"
    assert verdict(None, outcome(0.9)).weights == "disagree"


def test_limits_are_where_the_table_says():
    assert [WEIGHTS.degree(w) for w in (0.7, 0.69, 0.5, 0.49)] == [
        "agree",
        "partly",
        "partly",
        "disagree",
    ]
    assert FIRST.degree(0.8) == "agree"
