"""A criterion left out by a tick: whose its weight becomes, what it has when taken back, and that nothing computed sees it."""

from itertools import permutations

import pytest

from criteria.errors import StudyError
from mcda.model.weights import Weights
from mcda.report.tables.study_comparison import change
from mcda.robustness import Sampling, sample_acceptability
from mcda.study.comparison import Comparison
from mcda.study.cutoffs import Cutoff
from mcda.study.factory import embedded_study
from mcda.study.io import digest, from_json, to_json
from mcda.study.left_out import Locks
from mcda.words import Translator
from tests.drivers.app_pages import at_address, opened

STUDY = embedded_study("secondary")
ECOLOGY = ("tree_cover", "relief", "designations", "water_source")  # 40, 25, 20, 15


def inside(study, group="ecology"):
    return study.scenario.weights.inside[group].as_dict()


def groups(study):
    return study.scenario.weights.groups.as_dict()


def without(study, *keys, locks=None):
    for key in keys:
        study = study.without(key, locks or Locks())
    return study


def test_its_weight_goes_to_the_rest_of_its_group():
    study = without(STUDY, "designations")
    assert inside(study) == pytest.approx(
        {
            "tree_cover": 40 / 80,
            "relief": 25 / 80,
            "designations": 0,
            "water_source": 15 / 80,
        }
    )
    assert groups(study) == pytest.approx(groups(STUDY))
    assert "designations" not in study.weights.criteria
    assert study.weights["tree_cover"] == pytest.approx(0.45 * 40 / 80)


def test_or_to_all_in_proportion():
    study = without(STUDY.with_changes(left_out_weight="all"), "designations")
    left = 1 - 0.45 * 0.2
    assert groups(study) == pytest.approx(
        {
            "ecology": 0.36 / left,
            "poverty_alleviation": 0.40 / left,
            "connectivity": 0.15 / left,
        }
    )
    assert study.weights["income"] == pytest.approx(0.04 / left)


@pytest.mark.parametrize("rule", ["group", "all"])
@pytest.mark.parametrize("order", list(permutations(("designations", "water_source", "income"))))
def test_taken_back_in_any_order_each_has_what_it_had(rule, order):
    study = without(STUDY.with_changes(left_out_weight=rule), "income", *ECOLOGY[2:])
    for key in order:
        study = study.with_again(key)
    assert study.weights.as_dict() == pytest.approx(STUDY.weights.as_dict())
    assert not study.scenario.left_out


def test_a_group_without_criteria_has_no_weight_and_comes_back_with_the_proposed_one():
    study = without(STUDY, *ECOLOGY)
    shares = {"ecology": 0, "poverty_alleviation": 40 / 55, "connectivity": 15 / 55}
    assert groups(study) == pytest.approx(shares)
    assert sum(study.weights.array) == pytest.approx(1)
    back = study.with_again("designations")
    assert groups(back) == pytest.approx(groups(STUDY))
    assert inside(back)["designations"] == 1
    assert back.with_again("water_source").scenario.weights.inside["ecology"].as_dict() == (
        pytest.approx(
            {"tree_cover": 0, "relief": 0, "designations": 20 / 35, "water_source": 15 / 35}
        )
    )


def test_locked_weights_stay():
    held = Locks(inside={"relief"})
    study = without(STUDY, "designations", locks=held)
    assert inside(study)["relief"] == pytest.approx(0.25)
    assert inside(study)["tree_cover"] == pytest.approx(0.75 * 40 / 55)
    assert inside(study.with_again("designations", held)) == pytest.approx(inside(STUDY))
    # itself locked, or all others: it stays as it is
    for others in ({"designations"}, {"tree_cover", "relief", "water_source"}):
        assert without(STUDY, "designations", locks=Locks(inside=others)) is STUDY
    study = without(STUDY, *ECOLOGY, locks=Locks(groups={"connectivity"}))
    assert groups(study)["connectivity"] == pytest.approx(0.15)
    assert groups(study)["poverty_alleviation"] == pytest.approx(0.85)


def test_one_must_stay():
    first, *others = STUDY.stage.keys
    study = without(STUDY, *others)
    assert study.weights.as_dict() == {first: 1}
    with pytest.raises(StudyError) as told:
        study.without(first)
    assert [finding.code for finding in told.value.findings] == ["criteria.last"]


def test_weight_nought_is_tested_with_weights_and_left_out_is_not():
    weights = STUDY.scenario.weights.moved_inside("ecology", "designations", 0)
    nought, out = STUDY.with_weights(weights), without(STUDY, "designations")
    assert nought.weights["designations"] == 0
    assert "designations" in nought.filled.matrix.criteria
    assert [line.key for line in nought.ranking] == [line.key for line in out.ranking]
    wide = Sampling(region="nested", samples=2000)
    first = [sample_acceptability(study, wide).rank_interval for study in (nought, out)]
    assert str(first[0]) != str(first[1])
    codes = {f.code for f in out.findings}
    assert "criteria.left_out" in codes
    assert "criteria.left_out" not in {f.code for f in nought.findings}


def test_weights_of_all_criteria_give_none_to_those_left_out():
    study = without(STUDY, "designations").with_weights(STUDY.scenario.weights)
    assert study.weights.as_dict() == pytest.approx(
        without(STUDY, "designations").weights.as_dict()
    )
    assert study.with_again("designations").weights.as_dict() == pytest.approx(
        STUDY.weights.as_dict()
    )
    flat = study.with_weights(Weights.of({"designations": 3, "tree_cover": 1, "income": 4}))
    assert groups(flat)["ecology"] == pytest.approx(0.5)  # group by group, as in `left_out_weight`
    assert flat.weights["tree_cover"] == pytest.approx(0.5)


def test_another_rule_holds_for_what_is_left_out_already():
    out = without(STUDY, "designations", "income")
    other = without(STUDY.with_changes(left_out_weight="all"), "designations", "income")
    assert out.with_left_out_weight("all").weights.as_dict() == pytest.approx(
        other.weights.as_dict()
    )
    assert other.with_left_out_weight("group").weights.as_dict() == pytest.approx(
        out.weights.as_dict()
    )


def test_a_cutoff_on_it_goes_with_it():
    line = Cutoff("tree_cover", "at_least", 40.0)
    study = without(STUDY.with_changes(cutoffs=(line,)), "tree_cover")
    assert not study.scenario.cutoffs
    assert study.ranking


def test_it_is_saved_counted_in_the_checksum_and_named():
    study = without(STUDY, "designations")
    again = from_json(to_json(study))
    assert again.scenario.left_out == {"designations": pytest.approx(0.2)}
    assert digest(again) == digest(study) != digest(STUDY)
    found = Comparison(STUDY, study)
    assert change(found, Translator("en")) == "left out: none → national ecological designations"
    assert change(found, Translator("zh")) == "未计入的指标：无→国家级生态定位数"


@pytest.mark.parametrize(
    ("stage", "out"),
    [
        ("primary", ["water_share"]),
        ("secondary", ["designations", "water_source"]),
        ("tertiary", ["designations"]),
        ("links", None),
    ],
)
def test_a_scenario_without_unverified_lists_stands_where_there_are_some(stage, out):
    study = embedded_study(stage)
    known = {scenario.key: scenario for scenario in study.scenarios}
    assert study.active != "without_unverified"
    assert ("without_unverified" in known) == (out is not None)
    if out is None:
        return
    other = study.activated("without_unverified")
    assert sorted(other.scenario.left_out) == sorted(out)
    assert not set(out) & set(other.weights.criteria)
    assert groups(other) == pytest.approx(groups(study))
    # one that is not active changes no checksum
    assert digest(study) == digest(from_json(to_json(study)))
    for key in out:
        other = other.with_again(key)
    assert other.weights.as_dict() == pytest.approx(study.weights.as_dict())


PAGES = ("data", "weights", "ranking", "robustness", "pilots", "county", "workshop", "brief")


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("keys", [("designations",), ECOLOGY])
def test_every_page_stands_without_it(page, keys):
    app = opened(page, "en", studies={"secondary": without(STUDY, *keys)})
    assert not app.exception
    assert not app.error


@pytest.mark.slow
def test_a_tick_beside_the_slider_leaves_it_out_and_takes_it_back():
    app = opened("weights", "en")
    tick = "_out_secondary/designations"
    slider = "_share_secondary/ecology/designations"
    assert "Uncertain values: 72 of 107" in app.slider(slider).help
    assert "Missing values: 19 of 107" in app.slider(slider).help
    assert "unverified list" in app.slider(slider).help
    assert not app.slider("_share_secondary/ecology/tree_cover").help
    app.number_input("_typed_secondary/ecology/designations").set_value(36).run()
    app.checkbox(tick).check().run()
    assert app.slider(slider).disabled
    assert app.slider(slider).value == 0
    assert app.slider("_share_secondary/ecology/tree_cover").value == 50
    assert app.button("_undo").help == "left out: none → national ecological designations"
    # what is moved meanwhile gives it nothing
    app.slider("_share_secondary/ecology/tree_cover").set_value(20).run()
    held = app.session_state["studies"]["secondary"]
    assert inside(held)["designations"] == 0
    app.button("_undo").click().run()
    app.checkbox(tick).uncheck().run()
    assert app.slider(slider).value == 36
    at_address(app, "ranking").run()
    assert not app.exception


@pytest.mark.slow
def test_the_last_tick_is_told_and_changes_nothing():
    first, *others = STUDY.stage.keys
    left = without(STUDY, *others)
    app = opened("weights", "en", studies={"secondary": left})
    app.checkbox(f"_out_secondary/{first}").check().run()
    assert [warning.value for warning in app.warning] == ["At least one criterion must stay."]
    assert not app.checkbox(f"_out_secondary/{first}").value
    assert app.session_state["studies"]["secondary"] is left
    app.checkbox(f"_out_secondary/{others[0]}").uncheck().run()
    assert not app.warning


@pytest.mark.slow
def test_a_locked_weight_cannot_be_left_out():
    app = opened("weights", "en")
    app.checkbox("_lock_secondary/ecology/designations").check().run()
    assert app.checkbox("_out_secondary/designations").disabled
    assert not app.checkbox("_out_secondary/tree_cover").disabled


@pytest.mark.slow
def test_the_default_weights_are_compared_with_all_their_criteria():
    app = opened("weights", "en", studies={"secondary": without(STUDY, "designations")})
    told = " ".join(element.value for element in app.markdown)
    # the 9% that it had went to the three others of its group
    assert "They differ by 9% of the weight" in told
    assert "national ecological designations, 0.0% and 9.0%" in told
