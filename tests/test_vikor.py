"""VIKOR's two conditions: who is proposed, alone or with others, on the examples of its authors and where each fails."""

import json
import tomllib

import numpy as np
import pytest

from criteria.text import Text
from inputs.files import open_file
from inputs.own_study.criteria_file import read_own_criteria
from inputs.own_study.files import load
from inputs.tables.questions.proposal import propose
from mcda.__main__ import main
from mcda.methods.limitations import read_counts
from mcda.methods.registry import rank
from mcda.methods.vikor import compromise
from mcda.model.decision_matrix import DecisionMatrix
from mcda.report.tables.ranking import compromise_sentence
from mcda.report.workbook.sheets.ranking import answer
from mcda.study.factory import embedded_study, own_study
from mcda.words import Translator
from tests.drivers.app_pages import opened
from tests.drivers.app_server import ROOT

PUBLISHED = tomllib.loads(
    (ROOT / "tests/published/regret_outranking_compromise.toml").read_text("utf-8")
)


def proposed(values, directions, weights, **parameters):
    return compromise(rank(DecisionMatrix.of(values, directions), weights, "vikor", **parameters))


def of_example(name):
    case = PUBLISHED[name]
    return proposed(case["matrix"], case["directions"], case["weights"], **case["parameters"])


def test_the_mountain_of_opricovic_and_tzeng_2004_is_proposed_alone():
    found = of_example("vikor_opricovic_tzeng_2004")
    assert found.solutions == ("A2",)
    assert (found.lead, found.needed) == (1, 0.5)
    assert found.best_by_sum
    assert found.best_by_largest


def test_the_hydropower_plans_of_opricovic_and_tzeng_2007():
    """Equal weights: A5 alone, 0.473 before A3. Weights w3: A5 leads by 0.106 only; A3 and A6 lie within 0.2."""
    alone = of_example("vikor_opricovic_tzeng_2007_w1")
    assert alone.solutions == ("A5",)
    assert alone.lead == pytest.approx(0.473, abs=2e-3)
    assert alone.needed == 0.2
    close = of_example("vikor_opricovic_tzeng_2007_w3")
    assert close.solutions == ("A5", "A3", "A6")
    assert close.lead == pytest.approx(0.106, abs=2e-3)
    assert not close.has_advantage


FIRST_BY_BOTH_ONLY = [
    [1, 8, 9],
    [2, 10, 7],
    [5, 10, 3],
    [2, 2, 8],
    [0, 1, 6],
    [8, 0, 9],  # the least sum of shortfalls
    [4, 2, 4],
    [3, 4, 5],  # the least largest one
]


def test_a_first_that_is_best_by_neither_is_proposed_with_the_second():
    ranking = rank(DecisionMatrix.of(FIRST_BY_BOTH_ONLY, [1, 1, 1]), [1, 1, 1], "vikor")
    found = compromise(ranking)
    values = np.array(FIRST_BY_BOTH_ONLY, float)
    shortfall = (values.max(axis=0) - values) / np.ptp(values, axis=0)
    assert shortfall.sum(axis=1).argmin() == 5
    assert shortfall.max(axis=1).argmin() == 7
    assert [line.key for line in ranking][:2] == ["A2", "A8"]
    q = sorted(ranking.scores)
    assert found.lead == pytest.approx(q[1] - q[0])
    assert found.lead > found.needed == 1 / 7
    assert found.has_advantage
    assert not found.is_stable
    assert found.solutions == ("A2", "A8")


def test_without_an_acceptable_advantage_all_that_lie_near_are_proposed():
    values = np.random.default_rng(1).uniform(0, 1, (30, 3))
    ranking = rank(DecisionMatrix.of(values, [1, 1, 1]), [3, 2, 1], "vikor")
    found = compromise(ranking)
    assert not found.has_advantage
    near = {
        key
        for key, q in zip(ranking.alternatives, ranking.scores, strict=True)
        if q - ranking.scores.min() < 1 / 29
    }
    assert set(found.solutions) == near
    assert len(near) > 1
    assert found.solutions == tuple(line.key for line in ranking)[: len(near)]


def test_ties_and_the_smallest_tables():
    same = compromise(rank(DecisionMatrix.of([[1, 1], [1, 1], [1, 1]], [1, 1]), [1, 1], "vikor"))
    assert same.solutions == ("A1", "A2", "A3")
    assert same.lead == 0
    two = proposed([[1, 5], [2, 6]], [1, 1], [1, 1])
    assert (two.solutions, two.needed, two.lead) == (("A2",), 1, 1)
    twins = proposed([[9, 9], [9, 9], [1, 2], [0, 3]], [1, 1], [1, 1])
    assert twins.solutions == ("A1", "A2")


ALONE, TOGETHER = [[1, 3000], [2, 3750], [5, 4500]], FIRST_BY_BOTH_ONLY
DIRECTIONS = {"alone": "(min),(max)", "unstable": "(max),(max),(max)"}


def table_of(values, directions):
    heading = ",".join(["place", *(f"c{j} {word}" for j, word in enumerate(directions.split(",")))])
    lines = [",".join([f"P{i + 1}", *map(str, row)]) for i, row in enumerate(values)]
    return "\n".join([heading, *lines])


@pytest.mark.parametrize(
    ("outcome", "values", "words"),
    [
        (
            "alone",
            ALONE,
            {"en": "P2 alone. Its Q is 1 below", "zh": "折中解仅为P2。其Q值比第二名低1"},
        ),
        ("unstable", TOGETHER, {"en": "P2 and P8 together", "zh": "折中解为P2和P8"}),
    ],
)
def test_the_command_line_tells_whom_vikor_proposes(outcome, values, words, tmp_path, capsys):
    file = tmp_path / "table.csv"
    file.write_text(table_of(values, DIRECTIONS[outcome]), "utf-8")
    told = ("rank", "--table", str(file), "--method", "vikor")
    for lang, sentence in words.items():
        assert main([*told, "--lang", lang]) == 0
        assert sentence in capsys.readouterr().err
    assert main([*told, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["compromise"]
    assert found["solutions"] == (["P2"] if outcome == "alone" else ["P2", "P8"])
    assert found["acceptable_advantage"] is True
    assert found["acceptable_stability"] is (outcome == "alone")


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_brief_and_the_page_name_the_compromise_solutions(lang):
    study = embedded_study("secondary").with_changes(method="vikor")
    t = Translator(lang)
    sentence = compromise_sentence(study, t)
    found = compromise(study.ranking)
    first = t.text(study.evidence[found.solutions[0]].name)
    assert first in sentence
    assert f"{found.lead:.3g}" in sentence
    assert sentence in answer(study, t).sentences
    app = opened("ranking", lang, studies={"secondary": study}, stage="secondary")
    assert not app.exception
    assert any(first in one.value and "VIKOR" in one.value for one in app.markdown)
    share = read_counts()["vikor"]["none_dropped"].share
    explained = app.selectbox("_method").help
    assert f"{1 / share:.1f}" in explained
    assert "15,000" in explained
    assert compromise_sentence(study.with_changes(method="topsis"), t) is None


def test_of_a_large_set_ten_are_named():
    """Twelve places that are alike: none has an advantage over the others."""
    lines = [f"P{i},5,5" for i in range(12)] + ["Q,1,2", "R,2,1"]
    loaded = load(
        propose(open_file("own.csv", "\n".join(["place,a (max),b (max)", *lines]).encode()))
    )
    own = read_own_criteria(None, loaded)
    study = own_study(own, loaded, Text.same("own"), "2026-01-01").with_changes(method="vikor")
    assert len(compromise(study.ranking).solutions) == 12
    told = {lang: compromise_sentence(study, Translator(lang)) for lang in ("en", "zh")}
    assert "P9 and 2 more together" in told["en"]
    assert "P9和另外2个。" in told["zh"]
