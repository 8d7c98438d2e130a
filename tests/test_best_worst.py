"""Best-worst method: published answers, one answer whatever the order, and comparisons that cannot be used."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from criteria.errors import WeightsError
from criteria.text import LANGS
from mcda.weighting.answers import Judgement
from mcda.weighting.best_worst import linear_model
from mcda.weighting.registry import elicit


def answers(criteria, best, worst, over, under, **more):
    return {
        "criteria": list(criteria),
        "best": best,
        "worst": worst,
        "best_to_others": dict(zip(criteria, over, strict=True)),
        "others_to_worst": dict(zip(criteria, under, strict=True)),
        **more,
    }


CAR = answers(
    ["quality", "price", "comfort", "safety", "style"],
    *("price", "style"),
    *([2, 1, 4, 3, 8], [4, 8, 2, 3, 1]),
)
TRANSPORT = answers(
    ["load flexibility", "accessibility", "cost"],
    *("cost", "load flexibility"),
    *([8, 2, 1], [1, 5, 8]),
)


def test_best_worst_rezaei_2016_car():
    found = elicit("best_worst", CAR)
    published = [0.2295082, 0.44808743, 0.1147541, 0.15300546, 0.05464481]
    assert found.weights.shares == pytest.approx(published, abs=1e-8)
    assert found.workings["xi"] == pytest.approx(0.010928962, abs=1e-9)


def test_best_worst_rezaei_2015_transport_by_the_linear_model():
    # the paper's own 0.0714, 0.3387, 0.5899 are those of the nonlinear model
    found = elicit("best_worst", TRANSPORT)
    assert found.weights.shares == pytest.approx([1 / 14, 4.5 / 14, 8.5 / 14])
    assert found.workings["xi"] == pytest.approx(1 / 28)


def test_consistency_liang_brunelli_rezaei_2020():
    found = elicit("best_worst", CAR)
    assert found.consistency == pytest.approx(abs(3 * 3 - 8) / (8 * 8 - 8))
    assert (found.limit, found.acceptable) == (0.2958, True)
    assert found.worst == (
        Judgement("price", "safety", 3.0, pytest.approx(8 / 3)),
        Judgement("safety", "style", 3.0, pytest.approx(8 / 3)),
    )


def test_answers_beyond_the_limit_are_not_acceptable():
    found = elicit("best_worst", answers("abc", "a", "c", [1, 2, 8], [8, 2, 1]))
    assert found.consistency == pytest.approx((8 - 4) / 56)
    assert found.limit == 0.1309
    assert found.acceptable is True
    found = elicit("best_worst", answers("abc", "a", "c", [1, 1, 8], [8, 1, 1]))
    assert found.consistency == pytest.approx(7 / 56)
    found = elicit("best_worst", answers("abc", "a", "c", [1, 8, 8], [8, 8, 1]))
    assert (found.consistency, found.acceptable) == (pytest.approx(1.0), False)


@pytest.mark.parametrize(
    ("n", "a_bw", "limit"),
    [(2, 5, None), (3, 1, None), (3, 2, 0.0), (9, 9, 0.3662), (10, 5, None), (4, 4.5, None)],
)
def test_a_limit_is_given_only_where_one_is_published(n, a_bw, limit):
    keys = [f"c{i}" for i in range(n)]
    found = elicit(
        "best_worst",
        answers(keys, keys[0], keys[-1], [1, *[a_bw] * (n - 1)], [*[a_bw] * 1, *[1] * (n - 1)]),
    )
    assert found.limit == limit
    assert found.consistency == 0
    assert found.acceptable is (None if limit is None else True)


@given(st.lists(st.floats(1, 9), min_size=2, max_size=8, unique=True))
@settings(deadline=None)
def test_consistent_answers_recover_their_weights(ratios):
    ratios = np.array([1.0, *sorted(ratios)])  # how many times the best is as important
    w = (1 / ratios) / (1 / ratios).sum()
    keys = [f"c{i}" for i in range(len(ratios))]
    found = elicit(
        "best_worst",
        answers(keys, keys[0], keys[-1], ratios.tolist(), (ratios[-1] / ratios).tolist()),
    )
    assert found.weights.array == pytest.approx(w, rel=1e-7)
    assert found.workings["xi"] == pytest.approx(0, abs=1e-9)
    assert found.consistency == pytest.approx(0, abs=1e-6) or ratios[-1] - 1 < 1e-3


@st.composite
def comparisons(draw):
    n = draw(st.integers(3, 8))
    a_bw = draw(st.integers(2, 9))
    scale = st.lists(st.integers(1, a_bw), min_size=n - 2, max_size=n - 2)
    over = np.array([1, *draw(scale), a_bw], dtype=float)
    under = np.array([a_bw, *draw(scale), 1], dtype=float)
    return over, under


@pytest.mark.slow
@given(comparisons(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_there_is_one_answer_whatever_the_order_of_criteria(vectors, random):
    over, under = vectors
    n = len(over)
    order = random.sample(range(n), n)
    weights, xi = linear_model(over, under, 0, n - 1)
    turned, xi_turned = linear_model(over[order], under[order], order.index(0), order.index(n - 1))
    assert turned == pytest.approx(weights[order], abs=1e-9)
    assert xi_turned == pytest.approx(xi, abs=1e-9)


@pytest.mark.slow
@given(comparisons())
@settings(deadline=None)
def test_no_weights_have_a_smaller_largest_deviation(vectors):
    over, under = vectors
    n = len(over)
    weights, xi = linear_model(over, under, 0, n - 1)
    apart = [weights[0] - over[1:] * weights[1:], weights[:-1] - under[:-1] * weights[-1]]
    assert max(np.abs(part).max() for part in apart) == pytest.approx(xi, abs=1e-9)
    rows = []
    for j in range(1, n):
        rows += [[float(k == 0) - over[j] * (k == j) for k in range(n)]]
    for j in range(n - 1):
        rows += [[float(k == j) - under[j] * (k == n - 1) for k in range(n)]]
    both = np.vstack([rows, np.negative(rows)])
    plain = linprog(
        [0] * n + [1],
        A_ub=np.column_stack([both, -np.ones(len(both))]),
        b_ub=np.zeros(len(both)),
        A_eq=[[1] * n + [0]],
        b_eq=[1],
    )
    assert xi == pytest.approx(plain.fun, abs=1e-9)


def test_comparisons_with_itself_may_be_left_out():
    short = {
        **CAR,
        "best_to_others": {k: v for k, v in CAR["best_to_others"].items() if k != "price"},
        "others_to_worst": {k: v for k, v in CAR["others_to_worst"].items() if k != "style"},
    }
    assert elicit("best_worst", short) == elicit("best_worst", CAR)


def without(part, key):
    return {**CAR, part: {k: v for k, v in CAR[part].items() if k != key}}


def changed(part, **values):
    return {**CAR, part: {**CAR[part], **values}}


@pytest.mark.parametrize(
    ("given_answers", "expected"),
    [
        ({**CAR, "worst": "price"}, ["best_worst.same"]),
        ({**CAR, "best": "colour"}, ["answers.form"]),
        ({k: v for k, v in CAR.items() if k != "worst"}, ["answers.form"]),
        ({k: v for k, v in CAR.items() if k != "criteria"}, ["answers.form"]),
        ({**CAR, "criteria": ["price", "style", "price"]}, ["answers.twice"]),
        ({**CAR, "best_to_others": [2, 1, 4, 3, 8]}, ["answers.form"]),
        (changed("best_to_others", comfort=10), ["best_worst.scale"]),
        (changed("best_to_others", comfort=0.5, safety=0), ["best_worst.scale"] * 2),
        (changed("others_to_worst", comfort="2"), ["best_worst.scale"]),
        (changed("others_to_worst", comfort=None), ["best_worst.scale"]),
        (changed("best_to_others", price=2), ["best_worst.self"]),
        (changed("others_to_worst", style=2), ["best_worst.self"]),
        (changed("others_to_worst", price=7), ["best_worst.pair"]),
        (without("best_to_others", "comfort"), ["answers.missing"]),
        (without("others_to_worst", "safety"), ["answers.missing"]),
        (changed("best_to_others", colour=3), ["answers.stranger"]),
        (answers("abc", "a", "c", [1, 3, 1], [1, 1, 1]), ["best_worst.even"]),
    ],
)
def test_comparisons_that_cannot_be_used_are_named(given_answers, expected):
    with pytest.raises(WeightsError) as caught:
        elicit("best_worst", given_answers)
    assert [finding.code for finding in caught.value.findings] == expected
    for finding in caught.value.findings:
        for lang in LANGS:
            assert finding.in_(lang).line()
