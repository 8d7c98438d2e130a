"""Whose the weight of a criterion left out becomes, and that it is told."""

import json

import numpy as np
import pytest

from mcda.__main__ import main
from mcda.model.weights import GroupedWeights
from mcda.study.factory import embedded_study
from mcda.study.io import digest, from_json, to_json
from mcda.words import Translator

OUT = {"missing_value_policies": {"designations": "leave_out_criterion"}}


def groups_of(study):
    """The weight of each group, as it is ranked by."""
    found = {}
    for key, share in study.weights.as_dict().items():
        group = study.catalogue[key].group
        found[group] = found.get(group, 0.0) + share
    return found


def saved_by_1_0(study):
    """The study in the form of 1.0, which knew no choice of this kind."""
    plain = json.loads(to_json(study))
    plain["green_heart_study"] = 2
    renamed = {"missing_value_policies": "gap_policies"}
    plain["study"]["scenarios"] = [
        {renamed.get(k, k): v for k, v in s.items() if k != "left_out_weight"}
        for s in plain["study"]["scenarios"]
    ]
    plain["study"]["evidence"]["readings"] = plain["study"]["evidence"].pop("observations")
    for criterion in plain["study"]["catalogue"]["criteria"]:
        criterion["reading"] = criterion.pop("variable")
    if "eligibility" in plain["study"]["stage"]:
        plain["study"]["stage"]["gates"] = plain["study"]["stage"].pop("eligibility")
    return json.dumps(plain)


def test_a_criterion_left_out_leaves_the_groups_as_they_are():
    study = embedded_study("secondary").with_changes(**OUT)
    assert "designations" not in study.weights.criteria
    assert groups_of(study) == pytest.approx(
        {"ecology": 0.45, "poverty_alleviation": 0.40, "connectivity": 0.15}
    )
    # 40, 25 and 15 of the 80 that are left of ecology
    assert study.weights["tree_cover"] == pytest.approx(0.45 * 40 / 80)


def test_by_choice_it_is_shared_out_among_all():
    study = embedded_study("secondary").with_changes(**OUT, left_out_weight="all")
    left = 1 - 0.45 * 0.2
    assert groups_of(study) == pytest.approx(
        {
            "ecology": 0.36 / left,
            "poverty_alleviation": 0.40 / left,
            "connectivity": 0.15 / left,
        }
    )


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({}, "criterion.left_out", "Group weights stay"),
        ({"left_out_weight": "all"}, "criterion.left_out_all", "in proportion"),
    ],
)
def test_it_is_told_with_the_weight_that_it_had(changes, code, words):
    study = embedded_study("secondary").with_changes(**OUT, **changes)
    (finding,) = (f for f in study.findings if f.code.startswith("criterion.left_out"))
    assert finding.code == code
    told = Translator("en").finding(finding)
    assert "9.0%" in told.remedy
    assert words in told.remedy
    filled = [Translator("en").finding(f).place for f in study.findings if f.code == "gaps.filled"]
    assert told.place not in filled


def test_of_a_whole_group_left_out_the_others_keep_their_proportions():
    weights = GroupedWeights.of(
        {"a": 5, "b": 3, "c": 2}, {"a": {"x": 1}, "b": {"y": 3, "z": 1}, "c": {"u": 1}}
    )
    kept = weights.only(["y", "z", "u"])
    assert kept.groups.as_dict() == pytest.approx({"b": 0.6, "c": 0.4})
    assert kept.whole(["y", "z", "u"]).array == pytest.approx([0.45, 0.15, 0.4])
    # what is left of a group without weight of its own is even
    zero = GroupedWeights.of({"a": 1, "b": 1}, {"a": {"x": 1, "y": 0, "z": 0}, "b": {"u": 1}})
    assert zero.only(["y", "z", "u"]).whole(["y", "z", "u"]).array == pytest.approx(
        [0.25, 0.25, 0.5]
    )


def test_a_study_saved_by_1_0_keeps_its_ranks_and_its_hash():
    old = embedded_study("secondary").with_changes(**OUT, left_out_weight="all")
    opened = from_json(saved_by_1_0(old))
    assert opened.scenario.left_out_weight == "all"
    assert np.array_equal(opened.ranking.ranks, old.ranking.ranks)
    assert digest(opened) == digest(old)
    new = old.with_changes(left_out_weight="group")
    assert digest(new) != digest(old)
    assert from_json(to_json(new)).weights == new.weights
    assert from_json(to_json(old)).weights == old.weights


def test_where_nothing_is_left_out_the_choice_changes_nothing():
    study = embedded_study("secondary")
    other = study.with_changes(left_out_weight="all")
    assert other.weights == study.weights
    assert digest(other) == digest(study)
    opened = from_json(saved_by_1_0(study))
    assert opened.scenario.left_out_weight == "group"


@pytest.mark.parametrize(("rule", "ecology"), [([], 0.45), (["--left-out-weight", "all"], None)])
def test_the_command_line_takes_the_choice_and_tells_it(capsys, rule, ecology):
    options = ["rank", "--json", "--missing-values", "leave_out_criterion", *rule]
    assert main(options) == 0
    found = json.loads(capsys.readouterr().out)
    codes = {finding["code"] for finding in found["findings"]}
    assert "criterion.left_out" + ("_all" if rule else "") in codes
    kept = sum(found["weights"].get(k, 0) for k in ("tree_cover", "relief", "water_source"))
    assert (kept == pytest.approx(0.45)) == (ecology is not None)
