"""Every kernel against pymcdm itself, one weight vector at a time."""

import pickle
from functools import partial

import numpy as np
import pymcdm.methods as pm
import pymcdm.normalizations as pn
import pytest

from criteria.errors import MethodError
from mcda import DecisionMatrix
from mcda.methods.kernel import prepare
from mcda.methods.matrix_products import QUIET, product
from mcda.methods.registry import METHODS, rank
from tests.definitions import DEFINITIONS

NORMALISATIONS = (
    "minmax",
    "max",
    "sum",
    "vector",
    "logarithmic",
    "linear",
    "nonlinear",
    "enhanced_accuracy",
    "zavadskas_turskis",
)


def tables():
    rng = np.random.default_rng(4)
    n, m = 23, 6
    directions = [1, -1, 1, 1, -1, -1]
    return [
        DecisionMatrix.of(values, directions)
        for values in (
            rng.uniform(1, 5, (n, m)),
            rng.integers(1, 6, (n, m)),
            np.round(rng.uniform(1, 3, (n, m)), 1),
            rng.uniform(1, 2, (n, m)) * 10.0 ** rng.integers(-4, 5, m),
        )
    ]


def weight_vectors(m):
    rng = np.random.default_rng(5)
    shares = rng.dirichlet(np.ones(m), 12)
    shares[3, 1] = 0.0
    shares[3] /= shares[3].sum()
    return shares


def bounds_of(matrix):
    low, high = matrix.values.min(axis=0), matrix.values.max(axis=0)
    reach = (high - low) / 10
    return np.column_stack((low - reach, high + reach))


def same_scores(kernel_key, matrix, settings, oracle):
    weights = weight_vectors(matrix.shape[1])
    complete = METHODS[kernel_key].settings(matrix, {}) | settings
    found = prepare(kernel_key, matrix, complete)(weights)
    for row, shares in zip(found, weights, strict=True):
        with np.errstate(all="ignore"):
            expected = oracle(shares)
        finite = np.isfinite(expected)
        assert np.array_equal(finite, np.isfinite(row)), (kernel_key, settings)
        largest = np.abs(expected[finite]).max(initial=0.0)
        assert np.abs(row - expected)[finite].max(initial=0.0) <= 1e-12 * largest, (
            kernel_key,
            settings,
        )


@pytest.mark.parametrize("index", range(4))
@pytest.mark.parametrize("name", ["wsm", "topsis", "aras", "ram", "codas"])
@pytest.mark.parametrize("normalisation", NORMALISATIONS)
def test_a_method_with_a_normalisation_equals_pymcdm(name, normalisation, index):
    matrix = tables()[index]
    function = getattr(pn, f"{normalisation}_normalization")
    method = getattr(pm, name.upper())(function)
    same_scores(
        name,
        matrix,
        {"normalisation": normalisation},
        lambda w: method(matrix.values, w, matrix.directions, validation=False),
    )


@pytest.mark.parametrize("index", range(4))
@pytest.mark.parametrize("normalisation", ["minmax", "max", "sum", "vector", "linear"])
@pytest.mark.parametrize("name", ["mabac", "mairca", "wpm", "waspas", "cocoso"])
def test_the_others_with_a_normalisation_equal_pymcdm(name, normalisation, index):
    matrix = tables()[index]
    method = getattr(pm, name.upper())(getattr(pn, f"{normalisation}_normalization"))
    same_scores(
        name,
        matrix,
        {"normalisation": normalisation},
        lambda w: method(matrix.values, w, matrix.directions, validation=False),
    )


@pytest.mark.parametrize("index", range(4))
@pytest.mark.parametrize("name", ["edas", "marcos", "moora", "ocra", "probid", "sprobid", "lmaw"])
def test_a_method_without_settings_equals_pymcdm(name, index):
    matrix = tables()[index]
    method = getattr(pm, name.upper())()
    same_scores(
        name,
        matrix,
        {},
        lambda w: method(matrix.values, w, matrix.directions, validation=False),
    )


@pytest.mark.parametrize("index", range(4))
@pytest.mark.parametrize("v", [0.0, 0.5, 0.8, 1.0])
def test_vikor_equals_pymcdm(v, index):
    matrix = tables()[index]
    same_scores(
        "vikor",
        matrix,
        {"v": v},
        lambda w: pm.VIKOR(v=v)(matrix.values, w, matrix.directions, validation=False),
    )


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("name", ["waspas", "cocoso"])
def test_the_mixing_share_is_pymcdms(name, share):
    matrix = tables()[0]
    method = getattr(pm, name.upper())(l=share)
    same_scores(
        name,
        matrix,
        {"l": share},
        lambda w: method(matrix.values, w, matrix.directions, validation=False),
    )


@pytest.mark.parametrize("index", range(4))
def test_methods_with_bounds_equal_pymcdm(index):
    matrix = tables()[index]
    x, signs, bounds = matrix.values, matrix.directions, bounds_of(matrix)
    middle = bounds.mean(axis=1)
    wanted = np.column_stack((middle, bounds[:, 1] * 0.9 + middle * 0.1))
    cases = [
        ("spotis", {"bounds": bounds}, pm.SPOTIS(bounds)),
        ("spotis", {"bounds": bounds, "esp": middle}, pm.SPOTIS(bounds, middle)),
        (
            "balanced_spotis",
            {"bounds": bounds, "esp": middle, "alpha": 0.3},
            pm.BalancedSPOTIS(bounds, middle, 0.3),
        ),
        ("rim", {"bounds": bounds}, pm.RIM(bounds)),
        ("rim", {"bounds": bounds, "ref_ideal": wanted}, pm.RIM(bounds, wanted)),
        (
            "rafsi",
            {"ideal": bounds[:, 1], "anti_ideal": bounds[:, 0]},
            pm.RAFSI(bounds[:, 1], bounds[:, 0]),
        ),
        ("ervd", {"ref_point": middle}, pm.ERVD(middle)),
        ("aras", {"esp": bounds[:, 1]}, pm.ARAS(esp=bounds[:, 1])),
    ]
    for name, settings, method in cases:
        same_scores(name, matrix, settings, lambda w, by=method: by(x, w, signs, validation=False))


@pytest.mark.parametrize("shape", ["usual", "ushape", "vshape", "level", "vshape_2"])
def test_promethee_ii_equals_pymcdm(shape):
    matrix = tables()[1]
    q, p = np.full(6, 0.5), np.full(6, 2.0)
    same_scores(
        "promethee_ii",
        matrix,
        {"preference": ("linear" if shape == "vshape_2" else shape,) * 6, "q": q, "p": p},
        # pymcdm's PROMETHEE objects answer only once
        lambda w: pm.PROMETHEE_II(shape, p=list(p), q=list(q))(
            matrix.values, w, matrix.directions, validation=False
        ),
    )


def test_copras_is_the_textbooks():
    matrix = tables()[0]
    x, up = matrix.values, matrix.directions == 1

    def textbook(w):
        v = x / x.sum(axis=0) * w
        gains, costs = v[:, up].sum(axis=1), v[:, ~up].sum(axis=1)
        significance = [
            g + costs.sum() / (c * sum(1 / other for other in costs))
            for g, c in zip(gains, costs, strict=True)
        ]
        return np.array(significance) / max(significance)

    same_scores("copras", matrix, {}, textbook)


@pytest.mark.parametrize("key", list(METHODS))
def test_a_kernel_equals_the_method_that_ranks(key):
    scales = [(1, 5), (5, 1), (0, 4), (1, 6), (6, 0.5), (5, 1)]
    plain = tables()[0]
    scaled = DecisionMatrix.of(plain.values, plain.directions, scales=scales)
    transformed = DecisionMatrix.of(
        plain.values,
        plain.directions,
        scales=[*scales[:2], (0.5, 4), *scales[3:]],
        curves=["log"] * 6,
    )
    for matrix in (plain, scaled, transformed):
        settings = METHODS[key].settings(matrix, {})
        if METHODS[key].unmet(matrix, settings):
            continue
        same_scores(key, matrix, settings, lambda w, on=matrix: rank(on, w, key).scores)
        if key in DEFINITIONS:
            defined = partial(DEFINITIONS[key], matrix, **settings)
            same_scores(key, matrix, settings, defined)
        assert prepare(key, matrix, settings).higher_is_better == METHODS[key].higher_is_better


def test_the_directions_of_methods_are_pymcdms():
    classes = {"balanced_spotis": pm.BalancedSPOTIS, "promethee_ii": pm.PROMETHEE_II}
    for key, method in METHODS.items():
        if key != "additive":
            theirs = classes.get(key) or getattr(pm, key.upper())
            assert theirs._reverse_ranking == method.higher_is_better, key


def test_cocoso_takes_zero_to_the_power_zero_for_one():
    matrix = DecisionMatrix.of([[0, 3, 5], [2, 0, 4], [5, 4, 0], [1, 2, 3]], [1, 1, 1])
    weights = np.array([0.0, 0.4, 0.6])
    expected = pm.COCOSO()(matrix.values, weights, matrix.directions, validation=False)
    assert prepare("cocoso", matrix)(weights)[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("key", list(METHODS))
def test_a_kernel_travels(key):
    matrix = tables()[0]
    kernel = prepare(key, matrix)
    weights = weight_vectors(6)
    assert np.array_equal(pickle.loads(pickle.dumps(kernel))(weights), kernel(weights))


@pytest.mark.slow
def test_products_are_cut_without_changing_them():
    rng = np.random.default_rng(0)
    weights, columns = rng.random((5, 12)), rng.random((12, QUIET // 12 * 2 + 7))
    assert product(weights, columns) == pytest.approx(weights @ columns, rel=1e-14)


def test_a_method_without_a_kernel_is_told():
    with pytest.raises(MethodError, match="no fast form"):
        prepare("aroman", tables()[0])


def farthest_apart(method, spread):
    """Of kernel and method on columns of 100 to 100 + spread, in parts of the largest score; three vectors of weights each."""
    rng = np.random.default_rng(17)
    apart = 0.0
    for _ in range(10):
        values = rng.uniform(100, 100 + spread, (12, 4))
        matrix = DecisionMatrix.of(values, rng.choice([-1, 1], 4))
        settings = METHODS[method].settings(matrix, {})
        if METHODS[method].unmet(matrix, settings):
            continue
        kernel = prepare(method, matrix, settings)
        for weights in rng.dirichlet(np.ones(4), 3):
            scores = METHODS[method].score(matrix, weights, **settings)
            apart = max(apart, np.abs(kernel(weights) - scores).max() / np.abs(scores).max())
    return apart


@pytest.mark.parametrize("method", METHODS)
def test_a_kernel_is_as_near_as_its_docstring_says(method):
    assert farthest_apart(method, 1.0) <= 1e-12
    assert farthest_apart(method, 0.001) <= 1e-9
    assert "1e-12" in prepare.__doc__
    assert "1e-9" in prepare.__doc__


def test_columns_that_hardly_differ_part_two_ways_of_computing():
    """Which is why the docstring does not say 1e-12 of all tables."""
    assert farthest_apart("topsis", 0.001) > 1e-12
