"""More objective weights of published tables, each test named for its paper."""

import pytest

from mcda.model.decision_matrix import DecisionMatrix
from mcda.weighting.objective import objective_weights


def weigh(method, values, directions=None, normalisation=None):
    directions = [1] * len(values[0]) if directions is None else directions
    return objective_weights(method, DecisionMatrix.of(values, directions), normalisation).array


SOFTWARE = [
    [5000, 3, 3, 4, 3, 2],
    [680, 5, 3, 2, 2, 1],
    [2000, 3, 2, 3, 4, 3],
    [600, 4, 3, 1, 2, 2],
    [800, 2, 4, 3, 3, 4],
]
FOUR = [[30, 30, 38, 29], [19, 54, 86, 29], [19, 15, 85, 28.9], [68, 70, 60, 29]]
CAMERAS = [
    [29.4, 83, 47, 114, 12, 30, 120, 240, 170, 90, 1717.75],
    [30, 38.1, 124.7, 117, 16, 60, 60, 60, 93, 70, 2389],
    [29.28, 59.27, 41.13, 58, 16, 30, 60, 120, 170, 78, 239.99],
    [33.6, 71, 55, 159, 23.6, 60, 240, 240, 132, 140, 2099],
    [21, 59, 41, 66, 16, 24, 60, 120, 170, 70, 439],
    [35, 65, 42, 134, 12, 60, 240, 240, 145, 60, 1087],
    [47, 79, 54, 158, 19, 60, 120, 120, 360, 72, 2499],
    [28.3, 62.3, 44.9, 116, 12, 30, 60, 60, 130, 90, 999.99],
    [36.9, 28.6, 121.6, 130, 12, 60, 120, 120, 80, 80, 1099],
    [32, 59, 41, 60, 16, 30, 120, 120, 170, 60, 302.96],
    [28.4, 66.3, 48.6, 126, 12, 60, 240, 240, 132, 135, 1629],
    [29.8, 46, 113, 47, 18, 50, 50, 50, 360, 72, 2099],
    [20.2, 64, 80, 70, 8, 24, 60, 120, 166, 480, 699.99],
    [33, 60, 44, 59, 12, 30, 60, 120, 170, 90, 388],
    [29, 59, 41, 55, 16, 30, 60, 120, 170, 120, 299],
    [29, 59, 41, 182, 12, 30, 30, 60, 94, 140, 249],
    [29.8, 59.2, 41, 65, 16, 30, 60, 120, 160, 90, 219.99],
    [28.8, 62.5, 41, 70, 12, 60, 120, 120, 170, 138, 1399.99],
    [24, 40, 59, 60, 12, 10, 30, 30, 140, 78, 269.99],
    [30, 60, 45, 201, 16, 30, 30, 30, 170, 90, 199.99],
]


def test_angle_shuai_2012():
    assert weigh("angle", FOUR) == pytest.approx([0.4150, 0.3612, 0.2227, 0.0012], abs=6e-5)


def test_gini_baczkiewicz_2021_cameras():
    published = [
        0.0362,
        0.0437,
        0.0848,
        0.0984,
        0.0480,
        0.0842,
        0.1379,
        0.1125,
        0.0745,
        0.1107,
        0.1690,
    ]
    directions = [-1] * 4 + [1] * 6 + [-1]
    assert weigh("gini", CAMERAS, directions) == pytest.approx(published, abs=6e-5)


def test_entropy_ersoy_2021_with_a_nearly_constant_column():
    machines = [
        [256, 8, 41, 1.6, 1.77, 7347.16],
        [256, 8, 32, 1.0, 1.8, 6919.99],
        [256, 8, 53, 1.6, 1.9, 8400],
        [256, 8, 41, 1.0, 1.75, 6808.9],
        [512, 8, 35, 1.6, 1.7, 8479.99],
        [256, 4, 35, 1.6, 1.7, 7499.99],
    ]
    published = [0.405, 0.221, 0.134, 0.199, 0.007, 0.034]
    assert weigh("entropy", machines, [1, 1, 1, 1, -1, -1]) == pytest.approx(published, abs=6e-4)


def test_entropy_lee_chang_2018_energy_in_taiwan():
    sources = [
        [4550, 30, 6.74, 20, 15, 5, 85, 150, 0.87, 4.76],
        [3005, 60.86, 2.4, 35, 27, 4, 26, 200, 0.17, 4.51],
        [2040, 14.85, 1.7, 90, 25, 5, 26, 500, 0.27, 4.19],
        [3370, 99.4, 3.25, 25.3, 54, 3, 45, 222, 0.21, 3.78],
        [3920, 112.6, 4.93, 11.4, 71.7, 2, 50, 100, 0.25, 4.11],
    ]
    published = [0.026, 0.154, 0.089, 0.199, 0.115, 0.04, 0.08, 0.123, 0.172, 0.002]
    assert weigh("entropy", sources) == pytest.approx(published, abs=6e-4)


def test_critic_tus_aytac_adali_2019_counts_the_cost_as_a_gain():
    """The paper's figures follow when the price is normalised like a gain; ours turn a cost round first."""
    published = [0.157, 0.249, 0.168, 0.121, 0.154, 0.151]
    assert weigh("critic", SOFTWARE) == pytest.approx(published, abs=6e-4)
    turned = weigh("critic", SOFTWARE, [-1, 1, 1, 1, 1, 1])
    assert abs(turned - published).max() > 0.03
