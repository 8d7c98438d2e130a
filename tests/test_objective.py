"""Objective weights of published tables, each test named for its paper."""

import numpy as np
import pymcdm.weights
import pytest

from mcda.model.decision_matrix import DecisionMatrix
from mcda.weighting.objective import OBJECTIVE, objective_weights


def read(table):
    """Numbers as they stand in a printed table."""
    return np.array([line.split() for line in table.strip().splitlines()], dtype=float)


def weigh(method, values, directions=None, normalisation=None):
    directions = [1] * len(values[0]) if directions is None else directions
    return objective_weights(method, DecisionMatrix.of(values, directions), normalisation).array


TRAFFIC = [
    [7, 312, 1891, 6613, 163],
    [72, 88, 728, 941804, 1078],
    [10, 252, 2594, 3466, 117471],
    [10, 145, 980, 2371, 86329],
    [65, 54, 350, 501, 29897],
    [29, 48, 380, 912, 34051],
    [7, 476, 3300, 78470, 2212],
    [70, 87, 650, 733, 819000],
    [4, 86, 591, 3015, 103],
    [12, 79, 579, 3240, 96098],
    [21, 45, 261, 1253, 453],
    [1, 72, 530, 4333, 0.1048],
]


def test_entropy_elsayed_2017():
    published = [0.104991, 0.069124, 0.071373, 0.449937, 0.304575]
    assert weigh("entropy", TRAFFIC) == pytest.approx(published, abs=1e-6)


def test_entropy_jmcdm_6x8():
    table = [
        [2, 1, 4, 7, 6, 6, 7, 3000],
        [4, 1, 5, 6, 7, 7, 6, 3500],
        [3, 2, 6, 6, 5, 6, 8, 4000],
        [5, 1, 5, 7, 6, 7, 7, 3000],
        [4, 2, 5, 6, 7, 7, 6, 3000],
        [3, 2, 6, 6, 6, 6, 6, 3500],
    ]
    published = [
        0.2996736,
        0.4413673,
        0.0700909,
        0.0212382,
        0.0490229,
        0.0230804,
        0.0477633,
        0.0477633,
    ]
    assert weigh("entropy", table) == pytest.approx(published, abs=1e-6)


def test_entropy_xu_2004_with_a_nearly_constant_column():
    table = [
        [30, 30, 38, 29],
        [19, 54, 86, 29],
        [19, 15, 85, 28.9],
        [68, 70, 60, 29],
    ]
    found = weigh("entropy", table)
    assert found == pytest.approx([0.4630, 0.3992, 0.1378, 0.0], abs=6e-5)
    assert found[3] > 0


FIRMS = [
    [61, 1.08, 4.33],
    [20.7, 0.26, 4.34],
    [16.3, 1.98, 2.53],
    [9, 3.29, 1.65],
    [5.4, 2.77, 2.33],
    [4, 4.12, 1.21],
    [-6.1, 3.52, 2.1],
    [-34.6, 3.31, 0.98],
]


def test_critic_diakoulaki_1995():
    published = [0.20222554, 0.48090173, 0.31687273]
    assert weigh("critic", FIRMS) == pytest.approx(published, abs=1e-8)


def test_critic_jmcdm_turns_costs_round():
    table = [
        [12.9918, 0.7264, -1.1009, 1.598139592],
        [4.1201, 5.8824, 3.4483, 1.021563567],
        [4.1039, 0, -0.5076, 0.984469444],
    ]
    published = [0.16883925, 0.418444976, 0.249124763, 0.163591012]
    assert weigh("critic", table, [1, 1, -1, 1]) == pytest.approx(published, abs=1e-5)


def test_merec_keshavarz_ghorabaee_2021():
    table = [
        [450, 8000, 54, 145],
        [10, 9100, 2, 160],
        [100, 8200, 31, 153],
        [220, 9300, 1, 162],
        [5, 8400, 23, 158],
    ]
    published = [0.5752216672, 0.0140965912, 0.4015613639, 0.0091203777]
    assert weigh("merec", table, [1, 1, -1, -1]) == pytest.approx(published, abs=1e-9)


FLATS = [
    [3, 100, 10, 7],
    [2.5, 80, 8, 5],
    [1.8, 50, 20, 11],
    [2.2, 70, 12, 9],
]


def test_cilos_zavadskas_podvezko_2016():
    published = [0.3343, 0.2199, 0.1957, 0.2501]
    assert weigh("cilos", FLATS, [-1, 1, -1, 1]) == pytest.approx(published, abs=1.1e-4)


def test_idocriw_zavadskas_podvezko_2016_multiplies_entropy_and_cilos():
    directions = [-1, 1, -1, 1]
    product = weigh("entropy", FLATS, directions) * weigh("cilos", FLATS, directions)
    assert weigh("idocriw", FLATS, directions) == pytest.approx(product / product.sum())
    assert weigh("idocriw", FLATS, directions) == pytest.approx(
        pymcdm.weights.idocriw_weights(np.array(FLATS), np.array(directions))
    )


def test_lopcow_ecer_pamucar_2022_banks():
    table = read(
        """
        21.8 14.1 10.7 1.6 1.8 770 12750 18 5100 1.5 9.1 1.054 4.196 29.407 7.03 15.08 9.705
        16.4 8.5 13.9 1.2 1.3 524 12087 5.7 2941 2.208 15.2 1.123 3.86 5.228 14.724 32.103 19
        14.5 7 2.3 0.2 0.2 238 3265 1.9 320 2.32 16.202 1.008 3.095 5.549 17.34 65.129 32.056
        18.2 10.3 11.4 1.2 1.1 835 16037 21.3 4332 0.875 9.484 0.856 2.191 23.75 13.1 58.157 27.46
        18.5 8.1 11.1 1 1.1 504 9464 1.4 1743 2.95 0.7 0.479 2.44 8.77 13.48 33.45 17.68
        18.7 11.4 10.8 1.3 1.5 1227 24053 20 6521 0.733 1.6 0.857 2.377 4.985 11.743 26.732 24.485
        18.5 12.6 10.8 1.4 1.8 912 18800 18.2 5300 1.29 8.27 0.558 0.635 5.22 13.829 31.914 7.515
        16.4 6.7 12.6 0.9 0.9 951 16767 22 3917 2.46 3.9 0.724 0.568 4.491 14.357 28.869 7.313
        15.2 6.3 6.9 0.5 0.5 1013 20170 10.97 4060 1.67 1.7 0.704 2.96 3.24 10.029 60.981 23.541
        """
    )
    published = [
        *(0.0494739619, 0.0366230784, 0.0845662443, 0.0705594165, 0.0637406421, 0.0660734602),
        *(0.0699299683, 0.0504004077, 0.0689844249, 0.0491618868, 0.0555597725, 0.0487457717),
        *(0.0482437590, 0.0762536090, 0.0550717149, 0.0532072758, 0.0534046062),
    ]
    found = weigh("lopcow", table, [1] * 10 + [-1] * 7)
    assert found == pytest.approx(published, abs=1e-9)


def test_standard_deviation_jmcdm_16x8_after_minmax():
    table = [
        [391152, 251165, 2063102, 912, 18784, 0.009, 0.049, 0.196],
        [181681, 118972, 1310114, 525, 12087, 0.009, 0.042, 0.157],
        [156478, 105801, 993245, 708, 12279, 0.01, 0.041, 0.177],
        [57145, 34707, 339417, 210, 3733, 0.013, 0.055, 0.268],
        [34947, 17568, 340159, 77, 2015, 0.014, 0.043, 0.204],
        [32667, 19308, 201372, 48, 1091, 0.008, 0.029, 0.217],
        [28945, 18033, 117762, 48, 886, 0.007, 0.021, 0.178],
        [18893, 13816, 139431, 35, 943, 0.01, 0.035, 0.213],
        [18191, 9088, 47664, 43, 731, 0.01, 0.021, 0.186],
        [12852, 4185, 64770, 3, 376, 0.011, 0.075, 0.285],
        [10878, 7107, 11200, 1, 78, 0.003, 0.033, 0.198],
        [4958, 1730, 4656, 7, 274, 0.017, 0.053, 0.215],
        [3901, 2318, 15598, 17, 357, 0.023, 0.001, 0.155],
        [2742, 1042, 52632, 1, 106, 0.022, 0.1, 0.384],
        [1734, 771, 1894, 1, 33, 0.011, 0.125, 0.709],
        [1677, 568, 1941, 1, 39, 0.011, 0.129, 0.633],
    ]
    published = [0.116, 0.117, 0.125, 0.137, 0.133, 0.116, 0.125, 0.131]
    found = weigh("standard_deviation", table, [1, 1, 1, -1, -1, -1, 1, 1])
    assert found == pytest.approx(published, abs=2.5e-3)


def test_standard_deviation_salabun_2020_of_raw_readings():
    table = [
        [0.619, 0.449, 0.447],
        [0.862, 0.466, 0.006],
        [0.458, 0.698, 0.771],
        [0.777, 0.631, 0.491],
        [0.567, 0.992, 0.968],
    ]
    found = weigh("standard_deviation", table, normalisation="none")
    assert found == pytest.approx([0.217, 0.294, 0.488], abs=6e-4)


WOMEN = read(
    """
    28 38 34 265 39 10 25 226 541
    3 1 3 13 3 0 0 3 7
    12 17 106 153 28 8 12 77 223
    200 207 2373 1482 448 91 284 2347 3325
    24 20 306 272 73 11 30 279 497
    3 3 10 40 6 0 3 15 127
    26 39 276 356 67 13 19 261 488
    119 209 2800 2447 828 203 189 4164 4862
    14 18 135 166 18 6 14 145 307
    12 19 105 119 10 4 9 126 296
    62 57 773 556 148 44 73 769 1147
    42 93 474 603 59 11 33 372 1361
    10 25 112 203 16 1 10 132 458
    155 255 2256 1935 447 105 243 2273 3183
    133 153 1141 1561 235 28 108 1301 3329
    2 0 5 6 4 1 0 10 11
    1 2 4 16 5 0 0 6 25
    0 1 2 5 1 0 0 4 3
    0 0 0 5 7 0 0 2 2
    17 31 279 268 44 17 28 260 449
    37 68 827 688 116 23 32 780 1314
    235 319 2927 2466 1168 212 306 4220 3762
    0 2 3 10 1 0 0 3 8
    68 56 453 696 75 19 51 815 1498
    30 40 304 298 59 6 17 253 633
    2 0 13 19 2 0 1 12 30
    1425 3830 34370 21473 7234 2185 1484 38174 54931
    87 114 1121 875 176 65 105 958 1666
    47 69 459 656 100 27 51 587 1723
    2 2 3 28 0 0 0 5 16
    3 20 88 159 21 2 5 105 182
    1 3 2 9 3 0 1 9 19
    0 0 4 6 0 0 0 9 27
    0 0 1 2 0 0 0 1 4
    348 675 6164 5997 860 376 291 5902 12087
    2 3 24 48 5 2 3 35 54
    """
)


def test_gini_aggarwal_2024_women_vulnerability_with_zeros():
    published = [0.1055, 0.1122, 0.1131, 0.1076, 0.114, 0.1169, 0.1062, 0.1136, 0.1104]
    assert weigh("gini", WOMEN) == pytest.approx(published, abs=6e-4)
    assert weigh("gini", WOMEN, normalisation="vector") == pytest.approx(weigh("gini", WOMEN))


CONSTANT = [[10, 7, 3], [20, 7, 3], [30, 7, 4], [25, 7, 5]]


def test_critic_gives_a_constant_column_nothing():
    found = weigh("critic", CONSTANT)
    assert found == pytest.approx([0.4714259712, 0, 0.5285740288], abs=1e-9)


def test_entropy_gives_a_constant_column_nothing():
    found = weigh("entropy", CONSTANT)
    assert found == pytest.approx([0.7362401400, 0, 0.2637598600], abs=1e-9)
    assert found[1] == 0


@pytest.mark.parametrize("method", OBJECTIVE)
@pytest.mark.parametrize("power", [-1000, -500, 500, 900])
def test_the_size_of_values_does_not_matter(method, power):
    """Near 1e-300 squares of values vanish, near 1e300 they overflow: angle weights were 0, then all were refused."""
    rng = np.random.default_rng(3)
    values, directions = rng.uniform(1, 5, (9, 4)), [1, -1, 1, -1]
    expected = weigh(method, values, directions)
    assert weigh(method, np.ldexp(values, power), directions) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("method", ["angle", "standard_deviation", "variance", "critic", "lopcow"])
def test_one_column_of_very_small_values_does_not_vanish(method):
    """As they are, without a normalisation; what looks at each column alone gives it the weight that it had."""
    values = np.random.default_rng(3).uniform(1, 5, (9, 3))
    small = np.ldexp(values, [-1000, -1000, -1000])
    expected = weigh(method, values, normalisation="none")
    assert weigh(method, small, normalisation="none") == pytest.approx(expected, rel=1e-12)
    if method in ("angle", "lopcow"):
        one = values * [1e-300, 1, 1]
        assert weigh(method, one, normalisation="none") == pytest.approx(expected, rel=1e-12)
