"""Published indices of real countries in two or three levels: the additive value on fixed scales is their weighted mean."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from mcda import DecisionMatrix, rank
from mcda.model.ranking import ranks_of
from mcda.model.weights import GroupedWeights

FOLDER = Path(__file__).with_name("published") / "composite"


def read(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def test_asem_sustainable_connectivity_in_three_levels():
    case = read("asem")
    pillar = dict(zip(case["indicators"], case["pillars"], strict=True))
    sub_index = case["sub_indices"]
    inside = {
        group: {key: 1.0 for key in case["indicators"] if pillar[key] == group}
        for group in sub_index
    }
    # each pillar counts alike in its sub-index, each sub-index alike in the whole
    groups = {
        group: 1 / list(sub_index.values()).count(above) for group, above in sub_index.items()
    }
    weights = GroupedWeights.of(groups, inside).whole(case["indicators"])
    matrix = DecisionMatrix.of(
        case["matrix"],
        alternatives=case["countries"],
        criteria=case["indicators"],
        scales=[(0, 100)] * len(case["indicators"]),
    )
    ranking = rank(matrix, weights)
    np.testing.assert_allclose(100 * ranking.scores, case["scores"], rtol=0, atol=0.012)
    published = np.array(case["scores"])
    clear = np.abs(published[:, None] - published) > 0.025  # what rounding cannot turn round
    ours = np.sign(ranking.ranks[:, None] - ranking.ranks)
    theirs = np.sign(ranks_of(published)[:, None] - ranks_of(published))
    assert (ours[clear] == theirs[clear]).all()


def test_global_gender_gap_2023_where_all_indicators_are_known():
    case = read("gggi_2023")
    caps, inside = np.array(case["caps"]), np.array(case["weights"])
    # the index adds the ratios up to their caps: a scale from 0 to the cap carries the weight times the cap
    shares = inside * caps / 4
    matrix = DecisionMatrix.of(case["matrix"], scales=[(0, cap) for cap in caps])
    scores = rank(matrix, shares).scores * shares.sum()
    np.testing.assert_allclose(scores, case["scores"], rtol=0, atol=0.001)
    assert len(scores) == 78
    assert case["countries"][int(np.argmax(scores))] == "Iceland"
    assert set(case["dimensions"]) == {
        "economic_participation_and_opportunity",
        "educational_attainment",
        "health_and_survival",
        "political_empowerment",
    }
    for dimension in set(case["dimensions"]):
        own = [d == dimension for d in case["dimensions"]]
        assert inside[own].sum() == pytest.approx(1, abs=0.002)
