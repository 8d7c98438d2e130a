"""The weighing page as a place to think: partial answers, two sets of weights, named scenarios."""

import pytest

from mcda.report.tables import weights
from mcda.study.factory import embedded_study
from mcda.weighting.swing import FIRST
from mcda.words import Translator
from tests.drivers.app_pages import opened

pytestmark = pytest.mark.slow


STUDY = embedded_study("secondary")


def told(app):
    return "\n".join(element.value for element in app.markdown)


def notes(way, **blocks):
    """Notes of one way as the forms leave them: block by block."""
    return {
        f"_secondary/{way}/{block}/{name}": value
        for block, given in blocks.items()
        for name, value in given.items()
    }


def points_of(group, number=10.0):
    keys = STUDY.scenario.weights.inside[group].criteria
    return {key: number * (i + 1) for i, key in enumerate(keys)}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("way", ["points", "swing", "ranking", "ahp", "best_worst"])
@pytest.mark.parametrize("stage", ["primary", "secondary", "tertiary", "links"])
def test_every_form_stands_at_every_stage_in_both_languages(stage, way, lang):
    app = opened("weights", lang, stage=stage, notes={"_way": way})
    assert not app.exception
    assert not app.error


def test_one_answered_block_moves_the_ranking_and_the_rest_stays_in_hand():
    given = points_of("ecology")
    app = opened("weights", "en", notes={"_way": "points", **notes("points", ecology=given)})
    assert "Leaders by the answers so far" in [header.value for header in app.header]
    assert "No answer yet: Poverty alleviation, Connectivity, Criteria groups." in told(app)
    table = app.dataframe[0].value
    share = table.set_index("Criterion")["Weight"]
    assert share.sum() == pytest.approx(1)
    assert share["Water source area"] == pytest.approx(0.45 * 0.4)


def test_a_way_that_is_answered_can_be_held_against_the_weights_in_hand():
    groups = {"ecology": 10.0, "poverty_alleviation": 10.0, "connectivity": 80.0}
    blocks = {group: points_of(group) for group in STUDY.scenario.weights.inside}
    app = opened(
        "weights",
        "zh",
        notes={"_way": "points", **notes("points", **blocks, **{"~groups": groups})},
    )
    assert app.selectbox("_compared/zh/second").value == "按回答：直接打分法"
    assert "差距最大的" in told(app)
    app.selectbox("_compared/zh/second").select("默认权重").run()
    assert "的权重相同" in told(app)


def test_scenarios_are_named_once_and_tell_what_changes_in_the_first_ten():
    app = opened("weights", "en")
    app.button("_keep_scenario").click().run()
    assert "Enter a scenario name first." in [w.value for w in app.warning]
    app.slider("_share_secondary/connectivity").set_value(80).run()
    app.text_input("_scenario_name").set_value("Rails first").run()
    app.button("_keep_scenario").click().run()
    assert not app.warning
    assert "“Rails first” against “Default weights”" in told(app)
    study = app.session_state["studies"]["secondary"]
    assert study.scenario.weights.groups["connectivity"] == pytest.approx(0.8)
    assert study.scenarios[0].weights == STUDY.scenario.weights
    app.text_input("_scenario_name").set_value(" Rails first ").run()
    app.button("_keep_scenario").click().run()
    assert "Scenario “Rails first” exists already" in app.warning[0].value
    assert len(app.session_state["studies"]["secondary"].scenarios) == len(STUDY.scenarios) + 1


def test_a_scenario_is_renamed_in_one_step_that_can_be_undone():
    app = opened("weights", "en")
    app.button("_rename_scenario").click().run()
    assert "Enter a scenario name first." in [w.value for w in app.warning]
    app.text_input("_scenario_name").set_value("Without unverified lists").run()
    app.button("_rename_scenario").click().run()
    assert "Scenario “Without unverified lists” exists already" in app.warning[0].value
    app.text_input("_scenario_name").set_value(" County bureau ").run()
    app.button("_rename_scenario").click().run()
    assert not app.warning
    renamed = app.session_state["studies"]["secondary"]
    assert renamed.scenario.name.zh == "County bureau"
    assert renamed.scenario.weights == STUDY.scenario.weights
    assert app.button("_undo").help == "Scenario: Default weights → County bureau"
    # saved under another name, the scenario it grew from keeps the name that it was given
    app.text_input("_scenario_name").set_value("Rails first").run()
    app.button("_keep_scenario").click().run()
    study = app.session_state["studies"]["secondary"]
    assert [s.name.en for s in study.scenarios] == [
        "County bureau",
        "Default of version 1.0",
        "Without unverified lists",
        "Rails first",
    ]
    app.button("_undo").click().run()
    app.button("_undo").click().run()
    assert app.session_state["studies"]["secondary"].scenario.name == STUDY.scenario.name


def shares_shown(app):
    """Of each group, what its slider and its field say; the two never differ."""
    groups = STUDY.scenario.weights.groups.criteria
    sliders = [app.slider(f"_share_secondary/{group}").value for group in groups]
    assert sliders == [app.number_input(f"_typed_secondary/{group}").value for group in groups]
    return dict(zip(groups, sliders, strict=True))


def test_a_weight_can_be_typed_beside_its_slider():
    app = opened("weights", "en")
    before = shares_shown(app)
    assert app.slider("_share_secondary/ecology").proto.format == "%d%%"  # 45%, without a space
    app.checkbox("_lock_secondary/connectivity").check().run()
    app.number_input("_typed_secondary/ecology").set_value(60).run()
    assert shares_shown(app) == {
        "ecology": 60,
        "poverty_alleviation": 40 - 15,
        "connectivity": before["connectivity"],
    }
    assert app.number_input("_typed_secondary/connectivity").disabled
    app.slider("_share_secondary/ecology").set_value(50).run()
    app.number_input("_typed_secondary/poverty_alleviation").set_value(30).run()
    assert shares_shown(app) == {"ecology": 55, "poverty_alleviation": 30, "connectivity": 15}
    held = app.session_state["studies"]["secondary"].scenario.weights.groups
    assert sum(held.as_dict().values()) == pytest.approx(1)


def test_a_weight_within_its_group_can_be_typed_as_well():
    app = opened("weights", "zh")
    keys = STUDY.scenario.weights.inside["ecology"].criteria
    app.number_input(f"_typed_secondary/ecology/{keys[0]}").set_value(70).run()
    inside = app.session_state["studies"]["secondary"].scenario.weights.inside["ecology"]
    assert inside[keys[0]] == pytest.approx(0.7)
    assert sum(inside.as_dict().values()) == pytest.approx(1)
    assert app.slider(f"_share_secondary/ecology/{keys[0]}").value == 70


def test_nothing_is_compared_before_there_are_two():
    app = opened("weights", "en")
    t = Translator("en")
    assert t("weights.ways") not in [header.value for header in app.header]
    assert t("weights.compared") not in [header.value for header in app.header]
    app.number_input("_typed_secondary/ecology").set_value(60).run()
    assert t("weights.ways") in [header.value for header in app.header]
    app.text_input("_scenario_name").set_value("Forests first").run()
    app.button("_keep_scenario").click().run()
    assert t("weights.compared") in [header.value for header in app.header]


def test_answers_that_can_be_used_but_contradict_offer_the_value_that_fits():
    keys = STUDY.scenario.weights.inside["connectivity"].criteria
    given = {
        f"{keys[0]}~{keys[1]}": 9,
        f"{keys[1]}~{keys[2]}": 9,
        f"{keys[0]}~{keys[2]}": -9,
    }
    app = opened(
        "weights",
        "en",
        notes={
            "_way": "ahp",
            "_secondary/ahp/~step": "connectivity",
            **notes("ahp", connectivity=given),
        },
    )
    assert "Inconsistent" in app.warning[0].value
    offers = [b for b in app.button if b.label.startswith("Change to")]
    assert len(offers) == 3
    before = app.session_state["notes"]
    offers[0].click().run()
    after = app.session_state["notes"]
    assert sum(before[key] != after[key] for key in before) == 1


def test_all_zero_points_say_what_is_missing():
    given = dict.fromkeys(points_of("ecology"), 0.0)
    app = opened("weights", "en", notes={"_way": "points", **notes("points", ecology=given)})
    assert "At least one must be above 0." in told(app)
    assert not app.error


def test_a_first_swing_that_left_the_study_is_asked_for_again():
    app = opened(
        "weights", "en", notes={"_way": "swing", **notes("swing", ecology={FIRST: "gone"})}
    )
    assert not app.exception
    assert app.radio[0].value is None


def test_gap_and_changes():
    other = STUDY.with_weights(STUDY.scenario.weights.moved_group("connectivity", 0.65))
    assert weights.gap(STUDY.weights, STUDY.weights) == 0
    assert weights.gap(STUDY.weights, other.weights) == pytest.approx(0.5)
    assert weights.widest(STUDY.weights, other.weights) in other.stage.keys
    table = weights.side_by_side({"A": STUDY, "B": other}, Translator("en"))
    assert [column.title for column in table.columns[1:]] == ["A", "B"]
    for at in (1, 2):
        assert set(range(1, 11)) <= {row[at] for row in table.rows}
