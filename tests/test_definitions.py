"""Where our own figures part from pymcdm 1.4.0's: both are written down, so that a mended engine is noticed."""

import numpy as np
import pymcdm.methods as engine
import pytest
from pymcdm.normalizations import (
    linear_normalization,
    logarithmic_normalization,
    sum_normalization,
    vector_normalization,
)

from criteria.errors import MethodError
from mcda.methods.mabac import border_area
from mcda.methods.normalisation import NORMALISATIONS, normalisation_named, normalised
from mcda.methods.registry import METHODS, rank
from mcda.model.decision_matrix import DecisionMatrix

DIRECTIONS = np.array([1, -1, 1, -1])
SHARES = np.array([0.4, 0.3, 0.2, 0.1])


def table(n=12, seed=1):
    return np.random.default_rng(seed).uniform(1, 50, (n, 4))


def ours(method, values, directions=DIRECTIONS, weights=SHARES, **parameters):
    return rank(DecisionMatrix.of(values, directions), weights, method, **parameters).scores


def theirs(method, values, directions=DIRECTIONS, weights=SHARES):
    return method(np.asarray(values, float), weights, np.array(directions), validation=False)


def low_high(values):
    return np.column_stack((values.min(axis=0), values.max(axis=0)))


VALUES = table()
BOUNDS = low_high(VALUES)
IDEAL = np.where(DIRECTIONS == 1, BOUNDS[:, 1], BOUNDS[:, 0])
ANTI_IDEAL = np.where(DIRECTIONS == 1, BOUNDS[:, 0], BOUNDS[:, 1])
NAMED = {name: normalisation_named(name) for name in NORMALISATIONS}
AGREES = {
    "additive": lambda: 1 - theirs(engine.SPOTIS(BOUNDS), VALUES),
    "topsis": lambda: theirs(engine.TOPSIS(NAMED["vector"]), VALUES),
    "vikor": lambda: theirs(engine.VIKOR(), VALUES),
    "promethee_ii": lambda: theirs(
        engine.PROMETHEE_II("vshape_2", q=np.zeros(4), p=np.ptp(VALUES, axis=0) / 2), VALUES
    ),
    "wpm": lambda: theirs(engine.WPM(), VALUES),
    "wsm": lambda: theirs(engine.WSM(linear_normalization), VALUES),
    "waspas": lambda: theirs(engine.WASPAS(), VALUES),
    "edas": lambda: theirs(engine.EDAS(), VALUES),
    "mabac": lambda: theirs(engine.MABAC(), VALUES),
    "mairca": lambda: theirs(engine.MAIRCA(), VALUES),
    "marcos": lambda: theirs(engine.MARCOS(), VALUES),
    "aras": lambda: theirs(engine.ARAS(), VALUES),
    "cocoso": lambda: theirs(engine.COCOSO(), VALUES),
    "codas": lambda: theirs(engine.CODAS(), VALUES),
    "moora": lambda: theirs(engine.MOORA(), VALUES),
    "ocra": lambda: theirs(engine.OCRA(), VALUES),
    "probid": lambda: theirs(engine.PROBID(), VALUES),
    "sprobid": lambda: theirs(engine.SPROBID(), VALUES),
    "ram": lambda: theirs(engine.RAM(), VALUES),
    "rim": lambda: theirs(engine.RIM(BOUNDS), VALUES),
    "lmaw": lambda: theirs(engine.LMAW(), VALUES),
    "ervd": lambda: theirs(engine.ERVD(VALUES.mean(axis=0)), VALUES),
    "rafsi": lambda: theirs(engine.RAFSI(IDEAL, ANTI_IDEAL), VALUES),
    "spotis": lambda: theirs(engine.SPOTIS(BOUNDS), VALUES),
    "balanced_spotis": lambda: theirs(engine.BalancedSPOTIS(BOUNDS, IDEAL), VALUES),
}


@pytest.mark.parametrize("method", AGREES)
def test_an_ordinary_table_is_answered_as_by_pymcdm(method):
    np.testing.assert_allclose(ours(method, VALUES), AGREES[method](), rtol=1e-12, atol=1e-13)


def test_pymcdm_is_right_on_an_ordinary_table_but_for_copras():
    assert set(METHODS) - set(AGREES) == {"copras"}


@pytest.mark.parametrize("name", NORMALISATIONS)
@pytest.mark.parametrize("cost", [False, True])
def test_normalisations_are_pymcdms_on_an_ordinary_column(name, cost):
    import pymcdm.normalizations

    column = VALUES[:, 0]
    published = getattr(pymcdm.normalizations, f"{name}_normalization")(column, cost)
    np.testing.assert_allclose(NAMED[name](column, cost), published, rtol=1e-12)


@pytest.mark.parametrize("name", NORMALISATIONS)
@pytest.mark.parametrize("directed", [True, False])
def test_a_normalised_table_is_its_columns_normalised(name, directed):
    matrix = DecisionMatrix.of(np.column_stack((VALUES, np.full(12, 3.0), VALUES)), [1, -1, 1] * 3)
    if name == "enhanced_accuracy":  # which cannot take the constant column
        matrix = DecisionMatrix.of(VALUES, DIRECTIONS)
    columns = [
        NAMED[name](column, directed and sign == -1)
        for column, sign in zip(matrix.clipped.T, matrix.directions, strict=True)
    ]
    np.testing.assert_allclose(
        normalised(matrix, name, directed=directed), np.column_stack(columns), rtol=1e-13
    )


def test_copras_where_pymcdm_lets_costs_raise_the_score():
    values = [[10.0, 2.0], [10.0, 4.0], [10.0, 8.0]]  # alike but for the cost
    weights = np.array([0.5, 0.5])
    np.testing.assert_allclose(  # S+ + S-: the dearest is first
        theirs(engine.COPRAS(), values, [1, -1], weights),
        np.array([1 / 3 + 2 / 14, 1 / 3 + 4 / 14, 1 / 3 + 8 / 14]) / (1 / 3 + 8 / 14),
    )
    # S+ = 1/6; Σ S- = 1/2; S-_i Σ 1/S- = 1 + 1/2 + 1/4, 2 + 1 + 1/2, 4 + 2 + 1
    significance = 1 / 6 + 0.5 / np.array([1.75, 3.5, 7])
    np.testing.assert_allclose(
        ours("copras", values, [1, -1], weights), significance / significance[0]
    )


def test_copras_and_moora_without_costs_where_pymcdm_refuses():
    values = [[4.0, 3.0], [3.0, 4.0]]
    for method, expected in (("copras", [1.0, 1.0]), ("moora", [0.7, 0.7])):
        with pytest.raises(ValueError, match="at least one cost"):
            theirs(getattr(engine, method.upper())(), values, [1, 1], np.array([0.5, 0.5]))
        np.testing.assert_allclose(ours(method, values, [1, 1], [0.5, 0.5]), expected)


def test_mabac_border_area_where_pymcdm_underflows():
    values = table(4000)
    explained = engine.MABAC()(values, SHARES, DIRECTIONS, validation=False, verbose=True)
    assert (explained.to_dict()["Border approximation area matrix"] == 0).all()
    area = SHARES * border_area(normalised(DecisionMatrix.of(values, DIRECTIONS), "minmax"))
    np.testing.assert_allclose(area, SHARES * 1.47, rtol=0.02)  # geometric mean of 1 … 2
    assert theirs(engine.MABAC(), values).min() > 0  # nobody is below the border any more
    assert 1000 < (ours("mabac", values) < 0).sum() < 3000


def test_lmaw_where_pymcdm_overflows():
    values = table(3000)
    shuffled = values.copy()
    shuffled[:, 0] = shuffled[::-1, 0]
    with np.errstate(over="ignore"):  # the first criterion has silently dropped out
        lost = theirs(engine.LMAW(), values), theirs(engine.LMAW(), shuffled)
    np.testing.assert_allclose(*lost, rtol=1e-12)
    assert not np.allclose(ours("lmaw", values), ours("lmaw", shuffled), rtol=1e-6)


def test_logarithmic_normalisation_where_pymcdm_overflows():
    column = np.random.default_rng(2).uniform(2, 90, 400)
    with np.errstate(over="ignore"):
        assert not logarithmic_normalization(column).any()
    np.testing.assert_allclose(NAMED["logarithmic"](column).sum(), 1)


@pytest.mark.parametrize("theirs_is", [sum_normalization, linear_normalization])
def test_a_gain_of_zero_which_pymcdm_refuses(theirs_is):
    with pytest.raises(ValueError, match=r"zero|positive"):
        theirs_is(np.array([0.0, 1.0, 3.0]))
    assert ours("wsm", [[0, 3], [1, 1], [4, 2]], [1, -1], [0.5, 0.5]).tolist() == pytest.approx(
        [1 / 6, 0.625, 0.75]
    )
    assert ours("aras", [[0, 3], [1, 3], [4, 3]], [1, -1], [1, 0]).tolist() == [0, 0.25, 1]


def test_vector_normalisation_of_huge_readings_where_pymcdms_squares_overflow():
    values = [[1e200, 1], [3e200, 1], [2e200, 1]]
    with np.errstate(over="ignore", invalid="ignore"):
        assert np.isnan(
            theirs(engine.TOPSIS(vector_normalization), values, [1, 1], np.array([1, 0]))
        ).all()
    assert ours("topsis", values, [1, 1], [1, 0]).tolist() == [0, 1, 0.5]


def test_vikor_with_a_constant_criterion_which_pymcdm_refuses():
    values = [[10, 7], [20, 7], [30, 7]]
    with pytest.raises(ValueError, match="equal values"):
        theirs(engine.VIKOR(), values, [1, -1], np.array([0.5, 0.5]))
    assert ours("vikor", values, [1, -1], [0.5, 0.5]).tolist() == [1, 0.5, 0]


def test_vikor_where_all_sums_are_equal_and_pymcdm_divides_zero_by_zero():
    values = [[1.0, 3.0], [3.0, 1.0]]
    with np.errstate(invalid="ignore"):
        assert np.isnan(theirs(engine.VIKOR(), values, [1, 1], np.array([0.5, 0.5]))).all()
    assert ours("vikor", values, [1, 1], [0.5, 0.5]).tolist() == [0, 0]


def test_sprobid_of_three_where_pymcdm_reads_rows_for_columns():
    values, directions, weights = [[4.0, 1.0], [3.0, 3.0], [1.0, 4.0]], [1, 1], [0.6, 0.4]
    weighted = np.array(values) / np.linalg.norm(values, axis=0) * weights
    best, worst = weighted.max(axis=0), weighted.min(axis=0)
    definition = np.linalg.norm(weighted - worst, axis=1) / np.linalg.norm(weighted - best, axis=1)
    np.testing.assert_allclose(ours("sprobid", values, directions, weights), definition)
    assert not np.allclose(
        theirs(engine.SPROBID(), values, directions, np.array(weights)), definition
    )


def test_probid_of_an_even_number_counts_the_middle_ideal_on_both_sides():
    """As pymcdm and scikit-criteria have it: for n = 2 the best ideal is on both sides, the worst on one."""
    values = [[3.0, 4.0], [4.0, 1.0]]
    weights = np.array([0.5, 0.5])
    weighted = np.array(values) / np.linalg.norm(values, axis=0) * weights
    best, worst = weighted.max(axis=0), weighted.min(axis=0)
    near = np.linalg.norm(weighted - best, axis=1)
    far = near / 2 + np.linalg.norm(weighted - worst, axis=1)
    average = np.linalg.norm(weighted - weighted.mean(axis=0), axis=1)
    definition = 1 / (1 + (near / far) ** 2) + average
    np.testing.assert_allclose(ours("probid", values, [1, 1], weights), definition)
    np.testing.assert_allclose(theirs(engine.PROBID(), values, [1, 1], weights), definition)


def test_codas_threshold_which_pymcdm_fixes():
    loose, tight = ours("codas", VALUES, tau=1.0), ours("codas", VALUES, tau=0.0)
    weighted = np.column_stack(
        [
            NAMED["linear"](column, sign == -1) * share
            for column, sign, share in zip(VALUES.T, DIRECTIONS, SHARES, strict=True)
        ]
    )
    beyond = weighted - weighted.min(axis=0)
    euclid, taxi = np.linalg.norm(beyond, axis=1), beyond.sum(axis=1)
    np.testing.assert_allclose(loose, len(VALUES) * (euclid - euclid.mean()), atol=1e-12)
    np.testing.assert_allclose(tight - loose, len(VALUES) * (taxi - taxi.mean()), atol=1e-12)


def test_ervd_and_ram_with_a_zero_which_pymcdm_refuses():
    values = [[0, 3], [1, 1], [4, 2]]
    for method in (engine.ERVD(np.ones(2)), engine.RAM()):
        with pytest.raises(ValueError, match="positive"):
            theirs(method, values, [1, -1], np.array([0.5, 0.5]))
    assert rank(DecisionMatrix.of(values, [1, -1]), [1, 1], "ram").ranks.tolist() == [3, 2, 1]
    assert rank(DecisionMatrix.of(values, [1, -1]), [1, 1], "ervd").ranks.tolist() == [3, 2, 1]


def test_promethee_objects_of_pymcdm_answer_only_once():
    method = engine.PROMETHEE_II("vshape_2", q=np.zeros(4), p=np.ones(4))
    theirs(method, VALUES)
    with pytest.raises(np.exceptions.AxisError):
        theirs(method, VALUES)
    assert (ours("promethee_ii", VALUES, p=1.0) == ours("promethee_ii", VALUES, p=1.0)).all()


def test_rim_at_the_bound_of_an_interval():
    """Left of the ideal the width runs to the lower bound, right of it to the upper: 0, half, 1, 1, half, 0."""
    matrix = DecisionMatrix.of([[0], [2], [4], [6], [8], [10]], [1])
    ranking = rank(matrix, [1], "rim", bounds=[[0, 10]], ref_ideal=[[4, 6]])
    assert ranking.scores.tolist() == [0, 0.5, 1, 1, 0.5, 0]


def test_what_no_method_can_answer_is_named():
    cases = [
        ("topsis", [[1, 2], [1, 2]], [1, 1], {}, "need.difference"),
        ("wsm", [[1, 0], [2, 3]], [1, -1], {}, "need.divisor"),
        ("wsm", [[-1, 1], [2, 3]], [1, -1], {}, "need.nonnegative"),
        ("wsm", [[0, 1], [0, 3]], [1, -1], {}, "need.nonzero"),
        ("wsm", [[0.5, 1], [2, 3]], [1, 1], {"normalisation": "logarithmic"}, "need.above_one"),
        (
            "topsis",
            [[2, 1], [2, 3]],
            [1, 1],
            {"normalisation": "enhanced_accuracy"},
            "need.varying",
        ),
        ("edas", [[-3, 1], [2, 3]], [1, 1], {}, "need.average"),
        ("ocra", [[0, 1], [2, 3]], [1, 1], {}, "need.above_zero"),
        ("wpm", [[0, 1], [2, 3]], [1, 1], {}, "need.positive"),
        ("copras", [[3, 0], [2, 3]], [1, -1], {}, "need.costs"),
        ("marcos", [[3, 0], [0, 3]], [1, 1], {}, "need.anti_ideal"),
        ("cocoso", [[3, 0], [0, 3], [0, 0]], [1, 1], {}, "need.worst"),
        ("sprobid", [[3, 3], [0, 3], [1, 0]], [1, 1], {}, "need.best"),
        ("spotis", [[3, 3], [0, 3]], [1, 1], {"bounds": [[1, 3], [0, 3]]}, "need.bounds"),
        ("spotis", [[3, 3], [0, 3]], [1, 1], {"bounds": [[3, 0], [0, 3]]}, "parameter.bounds"),
        ("spotis", [[3, 3], [0, 3]], [1, 1], {"esp": [4, 3]}, "parameter.outside"),
        ("rim", [[3, 3], [0, 3]], [1, 1], {"ref_ideal": [[2, 1], [0, 3]]}, "parameter.outside"),
        ("rafsi", [[3, 3], [0, 3]], [1, 1], {"ideal": [0, 3]}, "need.span"),
        ("rafsi", [[3, 3], [0, 3]], [1, 1], {"n1": 6}, "parameter.n1_n2k"),
        ("promethee_ii", [[3, 3], [0, 3]], [1, 1], {"q": 2, "p": 1}, "parameter.p_below_q"),
        (
            "promethee_ii",
            [[3, 3], [0, 3]],
            [1, 1],
            {"preference": "gaussian", "s": 0},
            "parameter.s_zero",
        ),
        ("codas", np.ones((3001, 2)), [1, 1], {}, "need.few"),
    ]
    for method, values, directions, parameters, code in cases:
        with pytest.raises(MethodError) as trouble:
            ours(method, values, directions, [0.5, 0.5], **parameters)
        assert code in [finding.code for finding in trouble.value.findings], method


def test_a_need_met_only_by_a_criterion_without_weight_is_named():
    with pytest.raises(MethodError) as trouble:
        ours("topsis", [[1, 2], [1, 3]], [1, 1], [1, 0])
    finding = trouble.value.findings[0]
    assert (finding.code, finding.values["criteria"]) == ("need.difference", ["C1"])
    assert [
        f.code for f in METHODS["copras"].unmet(DecisionMatrix.of([[1, 2], [1, 3]], [1, 1]))
    ] == []


def test_promethee_thresholds_matter_only_to_the_shapes_that_use_them():
    values = [[0, 3], [5, 1], [9, 2]]
    for shape in ("usual", "ushape", "vshape", "gaussian"):
        found = ours("promethee_ii", values, [1, 1], [1, 1], preference=shape, q=20, p=[10, None])
        assert np.isfinite(found).all()
    # a q beyond the default p lifts the p with it: nothing is then preferred
    assert ours("promethee_ii", values, [1, 1], [1, 1], q=20).tolist() == [0, 0, 0]
