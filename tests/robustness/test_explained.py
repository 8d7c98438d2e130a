"""Why one is before another, what adding or taking out does, and the sentence in both languages."""

import math
import tomllib
from importlib.resources import files

import numpy as np
import pytest

from criteria.errors import MethodError
from criteria.text import Text, wording
from mcda import DecisionMatrix, Weights, rank
from mcda.methods.registry import METHODS
from mcda.robustness import (
    Near,
    acceptability,
    explain,
    sentence_for,
    with_added,
    with_clone,
    without_each,
)
from mcda.study.factory import embedded_study

PHRASES = tomllib.loads(files("mcda").joinpath("words", "robustness.toml").read_text("utf-8"))


def speaking(lang):
    def t(key, /, **values):
        page, name = key.split(".")
        assert page == "robustness"
        return PHRASES[name][lang].format(**{k: wording(v, lang) for k, v in values.items()})

    return t


def ranked(method="additive", scales=None, n=10, seed=0):
    rng = np.random.default_rng(seed)
    matrix = DecisionMatrix.of(
        rng.uniform(1, 9, (n, 4)), [1, -1, 1, -1], scales=scales and [(1, 9), (9, 1)] * 2
    )
    return rank(matrix, rng.dirichlet(np.ones(4)), method)


# why


def test_parts_add_up_exactly_to_the_gap_under_any_weights():
    ranking = ranked()
    other = Weights.of([1, 5, 2, 2])
    for weights in (None, other):
        scores = rank(ranking.matrix, other).scores if weights else ranking.scores
        for i, a in enumerate(ranking.alternatives):
            for k, b in enumerate(ranking.alternatives):
                why = explain(ranking, a, b, weights)
                assert why.gap == math.fsum(part for _, part in why.parts)
                assert why.gap == pytest.approx(scores[i] - scores[k], abs=1e-14)
                sizes = [abs(part) for _, part in why.parts]
                assert sizes == sorted(sizes, reverse=True)


def test_only_additive_scores_have_parts():
    with pytest.raises(MethodError, match="not sums over the criteria"):
        explain(ranked("topsis"), "A1", "A2")


# added and taken out


def test_on_fixed_scales_nothing_moves():
    for seed in range(5):
        ranking = ranked(scales=True, seed=seed)
        assert all(found.is_free for found in without_each(ranking))
        rng = np.random.default_rng(seed)
        assert with_added(ranking, "new", rng.uniform(-5, 20, 4)).is_free


@pytest.mark.slow
def test_weighted_products_of_ratios_are_free_and_others_are_not():
    moved = {
        key: sum(
            not found.is_free
            for seed in range(12)
            for found in without_each(ranked(key, seed=seed))
        )
        for key in METHODS
    }
    assert moved["wpm"] == 0
    for key in ("additive", "topsis", "vikor"):
        assert moved[key] > 0


def test_a_reversal_known_by_hand():
    """The column's own range is the scale: without the extreme third, 2 on C1 becomes worth as much as 5 on C2."""
    matrix = DecisionMatrix.of([[2, 1], [1, 6], [9, 0]], [1, 1])
    ranking = rank(matrix, [0.6, 0.4])
    assert ranking.rank("A2") < ranking.rank("A1")
    found = {reversal.key: reversal for reversal in without_each(ranking)}
    assert found["A3"].swaps == (("A2", "A1"),)
    assert found["A3"].others == ("A1", "A2")
    assert found["A3"].how == "taken out"


def test_a_method_that_cannot_rank_what_is_left_says_why():
    """Without the third nothing differs any more; without another, one column alone does, which is enough."""
    matrix = DecisionMatrix.of([[1, 2], [1, 2], [1, 1]], [1, 1])
    found = {reversal.key: reversal for reversal in without_each(rank(matrix, [3, 7], "topsis"))}
    assert [finding.code for finding in found["A3"].findings] == ["need.difference"]
    assert found["A1"].is_free
    assert not found["A3"].is_free


def test_a_clone_moves_nobody_where_the_column_ends_stay():
    ranking = ranked()
    assert with_clone(ranking, "A3").is_free
    assert with_clone(ranking, "A3").how == "added"
    assert with_clone(ranking, "A3").key == "A3"
    starred = DecisionMatrix.of([[1, 2], [2, 1]], [1, 1], ["X", "X*"])
    assert with_clone(rank(starred, [1, 2]), "X").is_free
    assert without_each(rank(DecisionMatrix.of([[1, 2], [2, 1]], [1, 1]), [1, 2])) == ()


# the sentence


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_alternative_of_the_embedded_study_has_a_sentence(lang):
    study = embedded_study("secondary")
    ranking = study.ranking
    smaa = acceptability(ranking.matrix, region=Near.of(ranking.weights.array), samples=2000)
    names = {a.key: a.name for a in study.evidence.alternatives}
    names |= {criterion.key: criterion.name for criterion in study.catalogue.criteria}
    for line in ranking:
        sentence = sentence_for(speaking(lang), ranking, smaa, line.key, names)
        assert names[line.key].in_(lang) in sentence
        assert str(line.rank) in sentence
        assert "{" not in sentence
        assert sentence.endswith("." if lang == "en" else "。")


def test_the_sentence_by_hand():
    """The middle one leads while the first criterion counts for 40 to 60%."""
    matrix = DecisionMatrix.of([[1, 0], [0, 1], [0.6, 0.6]], [1, 1], scales=[(0, 1), (0, 1)])
    ranking = rank(matrix, [0.45, 0.55])
    smaa = acceptability(matrix, samples=20_000)
    names = {"A3": Text("Foping", "佛坪县"), "C1": Text("Trees", "林木")}
    english = sentence_for(speaking("en"), ranking, smaa, "A3", names, first=2)
    assert english == (
        "Foping: rank 1 (90% range 1–2). In the top 2 in over 99% of weight sets. "
        "A2 overtakes it if the weight of “Trees” drops below 40.0% (now 45.0%)."
    )
    chinese = sentence_for(speaking("zh"), ranking, smaa, "A3", names, first=2)
    assert chinese == (
        "佛坪县：第1名（90%区间：第1—2名）。99%以上的权重组合下进入前2名。"
        "“林木”权重低于40.0%（现为45.0%）时，被A2反超。"
    )


def test_one_that_falls_within_the_digits_shown_is_level():
    matrix = DecisionMatrix.of([[1, 0], [0, 1], [0.6, 0.6]], [1, 1], scales=[(0, 1), (0, 1)])
    ranking = rank(matrix, [0.4001, 0.5999])
    smaa = acceptability(matrix, samples=2_000)
    assert "A2 is practically level with it." in sentence_for(
        speaking("en"), ranking, smaa, "A3", {}
    )


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([[1, 0]] * 199 + [[0, 1]], "in over 99% of"),
        ([[1, 0]] * 198 + [[0, 1]] * 2, "in 99% of"),
        ([[1, 0]] + [[0, 1]] * 19, "in 5% of"),
        ([[1, 0]] + [[0, 1]] * 20, "in under 5% of"),
    ],
)
def test_a_share_near_none_or_all_is_said_as_less_or_more(weights, said):
    matrix = DecisionMatrix.of([[1, 0], [0, 1]], [1, 1], scales=[(0, 1), (0, 1)])
    smaa = acceptability(matrix, draws=weights)
    assert said in sentence_for(speaking("en"), rank(matrix, [0.6, 0.4]), smaa, "A1", {}, first=1)


def test_other_methods_have_a_sentence_without_a_fall():
    ranking = ranked("topsis")
    smaa = acceptability(ranking.matrix, "topsis", draws=[ranking.weights.array])
    sentence = sentence_for(speaking("en"), ranking, smaa, "A1", {})
    assert sentence == "A1: rank {0} (rank {0} in at least 90% of weight sets).".format(
        ranking.rank("A1")
    ) + " In the top 5 in {} of weight sets.".format(
        "over 99%" if ranking.rank("A1") <= 5 else "under 5%"
    )
