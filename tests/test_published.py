"""Every worked example of tests/published: each method gives the figures of the paper it is named for."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from mcda.methods.mabac import border_area
from mcda.methods.normalisation import normalised
from mcda.methods.registry import METHODS, rank
from mcda.model.decision_matrix import DecisionMatrix

TABLES = {
    name: case
    for file in sorted(Path(__file__).with_name("published").glob("*.toml"))
    for name, case in tomllib.loads(file.read_text("utf-8")).items()
}


def scores_of(case, ranking):
    """Our scores in the unit of the source; with the weights as printed where they do not sum to one."""
    scores = ranking.scores
    if case.get("as_printed"):
        scores = ranking.method.score(
            ranking.matrix, np.array(case["weights"], dtype=float), **ranking.parameters
        )
    if case.get("log10"):
        scores = np.log10(scores)
    return scores * case.get("unit", 1)


@pytest.mark.parametrize("name", TABLES)
def test_published(name):
    case = TABLES[name]
    matrix = DecisionMatrix.of(case["matrix"], case["directions"])
    ranking = rank(matrix, case["weights"], case["method"], **case.get("parameters", {}))
    np.testing.assert_allclose(
        scores_of(case, ranking), case["scores"], rtol=0, atol=case["tolerance"]
    )
    if "places" in case:  # a source that prints ties for want of digits gives no places
        assert ranking.ranks.tolist() == case["places"]


def test_every_method_has_a_published_table_or_says_which_it_repeats():
    published = {case["method"] for case in TABLES.values()}
    # additive and balanced SPOTIS have SPOTIS's, which their own tests compare them with
    assert set(METHODS) - published == {"additive", "balanced_spotis"}


def test_mabac_border_area_pamucar_cirovic_2015():
    case = TABLES["mabac_pamucar_cirovic_2015"]
    matrix = DecisionMatrix.of(case["matrix"], case["directions"])
    area = np.array(case["weights"]) * border_area(normalised(matrix, "minmax"))
    np.testing.assert_allclose(area, case["border"], rtol=0, atol=0.001)


def test_additive_spotis_dezert_2020():
    case = TABLES["spotis_dezert_2020_cars"]
    scales = [
        (low, high) if sign == 1 else (high, low)
        for (low, high), sign in zip(case["parameters"]["bounds"], case["directions"], strict=True)
    ]
    ranking = rank(DecisionMatrix.of(case["matrix"], scales=scales), case["weights"])
    np.testing.assert_allclose(1 - ranking.scores, case["scores"], rtol=0, atol=case["tolerance"])


def test_balanced_spotis_lies_between_its_two_distances():
    case = TABLES["spotis_dezert_2020_expected_point"]
    matrix = DecisionMatrix.of(case["matrix"], case["directions"])
    bounds, esp = case["parameters"]["bounds"], case["parameters"]["esp"]

    def scores(method, **parameters):
        return rank(matrix, case["weights"], method, bounds=bounds, **parameters).scores

    ideal, expected = scores("spotis"), scores("spotis", esp=esp)
    for alpha in (0.0, 0.3, 1.0):
        np.testing.assert_allclose(
            scores("balanced_spotis", esp=esp, alpha=alpha),
            (1 - alpha) * ideal + alpha * expected,
            atol=1e-15,
        )
