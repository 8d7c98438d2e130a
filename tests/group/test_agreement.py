"""Agreement against examples worked by hand and published ones; the zero laws; the sentence for each case."""

from itertools import product
from math import e, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from criteria.errors import MethodError
from criteria.text import Text
from mcda import DecisionMatrix, rank
from mcda.group.analysis.agreement import (
    Measure,
    WeightAgreement,
    diversity,
    kendalls_w,
    mean_spearman,
    random_rooms,
    ranks,
    weight_agreement,
)
from mcda.group.analysis.outcome_agreement import (
    Outcome,
    agree,
    first_overlap,
    mean_ws,
)
from mcda.group.analysis.verdict import FIRST, WEIGHTS, verdict
from mcda.group.model.weight_distances import distances, mean_distance
from mcda.methods.families import rank_similarity
from mcda.methods.kernel import Kernel
from mcda.model.ranking import ranks_of
from mcda.report.tables import workshop as workshop_tables
from mcda.robustness import Nested
from mcda.robustness.rank_counts import exact_ranks
from mcda.words import Translator
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
    w = kendalls_w(PROJECTS)
    assert w == pytest.approx(12 * 1048 / (16 * 990))
    assert mean_spearman(PROJECTS) == pytest.approx((4 * w - 1) / 3)


def test_w_with_ties_by_hand():
    tied = np.array([[1, 2.5, 2.5, 4], [1, 2, 3, 4]])
    assert kendalls_w(tied) == pytest.approx(12 * 18.5 / (4 * 60 - 2 * 6))


def test_two_opposed_rankings_have_a_w_of_zero():
    opposed = np.array([[1.0, 2, 3, 4], [4, 3, 2, 1]])
    assert kendalls_w(opposed) == pytest.approx(0)
    assert mean_spearman(opposed) == pytest.approx(-1)


def test_ranks_put_the_largest_first_and_share_ties():
    assert ranks(np.array([[0.5, 0.2, 0.2, 0.1]])).tolist() == [[1, 2.5, 2.5, 4]]


def test_where_everyone_gives_everything_the_same_there_is_no_order():
    even = np.full((4, 3), 1 / 3)
    assert kendalls_w(ranks(even)) is None
    found = weight_agreement(even, [[0, 1, 2]])
    assert (found.w, found.w_p, found.spearman) == (None, None, None)
    assert found.distance.value == 0
    assert found.distance.beyond == pytest.approx(1)


@pytest.mark.parametrize("weights", [[[0.5, 0.3, 0.2]], [[1.0], [1.0]]])
def test_where_nothing_can_be_said_nothing_is(weights):
    assert weight_agreement(np.array(weights), [[0]]) is None


@given(st.integers(0, 10_000), st.integers(2, 9), st.integers(2, 12))
@settings(max_examples=times(60), deadline=None)
def test_w_lies_between_nothing_and_one_and_equals_mean_spearman(seed, raters, items):
    ranked = ranks(np.random.default_rng(seed).random((raters, items)))
    w = kendalls_w(ranked)
    assert -1e-9 <= w <= 1 + 1e-9
    assert mean_spearman(ranked) == pytest.approx((raters * w - 1) / (raters - 1), abs=1e-9)


# the distance of weights, and what chance reaches

FLAT = ((0,), (1,), (2,))
TWO_LEVELS = {
    "4+5+3": ((0, 1, 2, 3), (4, 5, 6, 7, 8), (9, 10, 11)),
    "2+4+5": ((0, 1), (2, 3, 4, 5), (6, 7, 8, 9, 10)),
}


def test_the_mean_distance_by_hand_and_by_pairs():
    weights = np.array([[1.0, 0.0], [0.8, 0.2], [0.0, 1.0], [0.0, 1.0]])
    assert mean_distance(weights) == pytest.approx((0.2 + 1 + 1 + 0.8 + 0.8 + 0) / 6)
    rooms = np.random.default_rng(1).dirichlet(np.ones(5), (7, 9))
    pairs = np.triu_indices(9, 1)
    by_pairs = [distances(room)[pairs].mean() for room in rooms]
    assert mean_distance(rooms) == pytest.approx(by_pairs)
    assert mean_distance(np.tile([0.3, 0.3, 0.4], (9, 1))) == 0


def test_random_people_without_groups_are_as_far_apart_as_the_simplex_says():
    # E|x - y| of two uniform points' shares: of two criteria 1/3; of three, by integration, 4/15 each
    assert random_rooms(8, ((0,), (1,))).distance.mean() == pytest.approx(1 / 3, abs=0.005)
    assert random_rooms(8, FLAT).distance.mean() == pytest.approx(3 * 4 / 15 / 2, abs=0.005)


def test_p_of_w_without_groups_is_that_of_permutations_and_of_chi_square():
    """Ranks of uniform weights are random orders: one way in six that two people have one order of three."""
    alike = weight_agreement(np.array([[0.5, 0.3, 0.2], [0.6, 0.3, 0.1]]), FLAT)
    assert alike.w.value == pytest.approx(1)
    assert alike.w_p == pytest.approx(1 / 6, abs=0.03)
    judged = weight_agreement(11 - PROJECTS[:, ::1], [[j] for j in range(10)])
    assert judged.w.value == pytest.approx(kendalls_w(PROJECTS))
    assert judged.w_p == pytest.approx(0.00076, abs=0.0015)  # χ² of 9 degrees of freedom
    assert judged.w_p >= 1 / 2000


@pytest.mark.parametrize("people", [20, 60])
@pytest.mark.parametrize("structure", TWO_LEVELS)
def test_random_people_who_weigh_in_two_levels_reach_their_w_as_often_as_is_said(structure, people):
    """Ranked as if all criteria were alike, p was at most 0.05 in 20 to 99 of 100 such rooms."""
    inside = TWO_LEVELS[structure]
    rng = np.random.default_rng(people)
    region, rooms = Nested(inside), times(150)
    found = [weight_agreement(region.draw(rng, people), inside) for _ in range(rooms)]
    for p in ([each.w_p for each in found], [each.distance_p for each in found]):
        low, high = binom.ppf([0.0002, 0.9998], rooms, 0.05)
        assert low <= sum(np.array(p) <= 0.05) <= high
        # uniform between 0 and 1: the mean of so many is off by more in 1 of 5,000 such tests
        assert np.mean(p) == pytest.approx(0.5, abs=3.72 / np.sqrt(12 * rooms))
    for name in ("distance", "w", "spearman", "consensus"):
        beyond = np.mean([getattr(each, name).beyond for each in found])
        assert beyond == pytest.approx(0, abs=0.03)


def test_random_rooms_are_the_same_for_every_workshop_of_a_size_and_end():
    assert random_rooms(12, FLAT) is random_rooms(12, FLAT)
    assert len(random_rooms(12, FLAT).w) == 1999
    assert len(random_rooms(1000, FLAT).w) == 499


def test_what_random_people_reach_is_worked_out_for_many_rooms_as_for_each_alone():
    inside = TWO_LEVELS["4+5+3"]
    people = 150  # of whom 666 rooms are drawn, at first 133 at once
    rooms = Nested(inside).draw(np.random.default_rng(1), 133 * people).reshape(133, people, 12)
    chance = random_rooms(people, inside)
    assert len(chance.w) == 666
    for room in rooms[:4]:
        for known, one in (
            (chance.w, kendalls_w(ranks(room))),
            (chance.consensus, diversity(room, ahp=False).consensus),
            (chance.distance, distances(room)[np.triu_indices(people, 1)].mean()),
        ):
            assert np.abs(known - one).min() < 1e-12


def test_the_table_sets_each_figure_beside_random_people_and_opens_those_of_1_0():
    now = {"distance": 0.2, "distance_random": 0.5, "distance_p": 0.001, "p": 0.04}
    now |= {"w": 0.6, "w_random": 0.2, "spearman": 0.5, "spearman_random": 0.0}
    now |= {"consensus": 0.9, "consensus_random": 0.6, "overlap": 0.4, "overlap_random": 0.2}
    weights, places = workshop_tables.agreement(now, Translator("en"))
    assert [row[1:4] for row in weights.rows] == [
        pytest.approx(row)
        for row in ((0.2, 0.5, 0.6), (0.9, 0.6, 0.75), (0.6, 0.2, 0.5), (0.5, 0, 0.5))
    ]
    assert "probability 0.001" in weights.rows[0][-1]
    assert "probability 0.040" in weights.rows[2][-1]
    assert [row[1:4] for row in places.rows] == [pytest.approx((0.4, 0.2, 0.25))]
    old = {name: now[name] for name in ("w", "p", "spearman", "consensus")}
    (alone,) = workshop_tables.agreement(old, Translator("en"))
    assert [row[1] for row in alone.rows] == [0.6, 0.5, 0.9]
    assert "probability" not in alone.rows[0][-1], "1.0 took it of random orders"


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


def agreed(beyond: float, p: float = 0.001) -> WeightAgreement:
    """People whose distance is by so much of that of random ones smaller; of orders that say the contrary."""
    return WeightAgreement(
        Measure(0.4 * (1 - beyond), 0.4, full=0.0),
        p,
        Measure(0.9, 0.6),
        Measure(1 - beyond, 0.2),
        0.4,
    )


COUNTIES = Text("counties", "县(市、区)")


def test_the_sentence_of_the_room():
    found = verdict(agreed(0.3), outcome(0.9), COUNTIES)
    assert found.sentence.en == "You disagree on the weights. You agree on the top 3 counties."
    assert found.sentence.zh == "大家对权重看法不一，对前3个县(市、区)看法一致。"


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


def test_what_chance_may_bring_is_no_agreement():
    assert verdict(agreed(0.9, p=0.2), outcome(0.9)).weights == "disagree"


def told(weights: np.ndarray, inside) -> str:
    return verdict(weight_agreement(weights, inside), outcome(0.9)).weights


@pytest.mark.parametrize(
    "inside", [TWO_LEVELS["4+5+3"], ((0, 1), (2, 3), (4, 5)), ((0,), (1,), (2,))]
)
def test_twenty_people_within_a_point_of_each_other_agree(inside):
    """W of the orders, which noise decides here, is near zero: the room was told that it disagrees."""
    m = sum(map(len, inside))
    near = 1 / m + np.random.default_rng(4).uniform(-0.005, 0.005, (20, m))
    near /= near.sum(axis=1, keepdims=True)
    assert np.ptp(near, axis=0).max() < 0.0115
    assert kendalls_w(ranks(near)) < 0.3
    assert told(near, inside) == "agree"


@pytest.mark.parametrize(
    "inside", [TWO_LEVELS["4+5+3"], TWO_LEVELS["2+4+5"], ((0, 1), (2, 3), (4, 5)), (range(6),)]
)
def test_ten_people_at_18_and_ten_at_83_percent_of_the_first_criterion_do_not_agree(inside):
    """All have one order, W = 1: the room was told that it agrees."""
    rest = np.linspace(1.02, 0.98, sum(map(len, inside)) - 1)
    first = np.array([0.83] * 10 + [0.18] * 10)
    weights = np.column_stack([first, (1 - first)[:, None] * rest / rest.sum()])
    assert kendalls_w(ranks(weights)) == pytest.approx(1)
    assert told(weights, inside) == "disagree"


def test_two_halves_of_one_mind_each_as_far_apart_as_random_people_are_where_disagreement_ends():
    chance = random_rooms(40, FLAT).distance.mean()
    middle = np.array([0.5, 0.3, 0.2])
    other = middle + np.array([-1, 0.5, 0.5]) * chance
    weights = np.repeat([middle, other], 20, axis=0)
    found = weight_agreement(weights, FLAT)
    assert found.distance.beyond == pytest.approx(1 - 20 / 39)
    assert found.distance.beyond == pytest.approx(WEIGHTS.disagree, abs=0.02)


def test_nineteen_people_alike_and_one_slightly_different_agree():
    """Nineteen give all criteria the same and so no order; the twentieth alone decides W."""
    weights = np.full((20, 6), 1 / 6)
    weights[19] += [0.01, -0.01, 0, 0, 0, 0]
    assert told(weights, ((0, 1), (2, 3), (4, 5))) == "agree"


def test_random_people_are_not_told_that_they_agree():
    inside = TWO_LEVELS["4+5+3"]
    rng = np.random.default_rng(3)
    found = [
        told(Nested(inside).draw(rng, people), inside) for people in (3, 8, 20) for _ in range(40)
    ]
    assert found.count("disagree") == len(found)


def test_where_the_table_decides_the_sentence_says_so():
    found = verdict(agreed(0.3), outcome(0.95, random=0.85))
    assert found.by_the_table
    assert "Almost any weights" in found.sentence.en
    assert "几乎任何权重" in found.sentence.zh


def test_people_who_all_weigh_everything_alike_agree_and_one_criterion_leaves_no_choice():
    even = weight_agreement(np.full((4, 3), 1 / 3), FLAT)
    assert verdict(even, outcome(0.3)).weights == "agree"
    assert verdict(weight_agreement(np.ones((4, 1)), [[0]]), outcome(0.3)).weights == "agree"


def test_limits_are_where_the_table_says():
    assert [WEIGHTS.degree(beyond) for beyond in (2 / 3, 0.66, 0.5, 0.49)] == [
        "agree",
        "partly",
        "partly",
        "disagree",
    ]
    assert FIRST.degree(0.8) == "agree"
