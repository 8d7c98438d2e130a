"""Criteria that a stage offers and leaves out until a user takes them in: rural income, people away and others."""

import json
from pathlib import Path

import pytest

from criteria.catalogue import read_catalogue
from criteria.errors import CatalogueError
from inputs.evidence import Observation
from mcda.model.weights import Weights
from mcda.report.tables import weights
from mcda.report.tables.data import sources
from mcda.study.comparison import Comparison
from mcda.study.factory import answered, embedded_study, links_of
from mcda.study.io import digest, from_json, to_json
from mcda.study.left_out import Locks
from mcda.words import Translator
from tests.drivers.app_pages import opened

FOLDER = Path(__file__).parents[1] / "criteria"
KEY, TICK = "rural_income", "_out_secondary/rural_income"
COUNTIES, TOWNS = embedded_study("secondary"), embedded_study("tertiary")
OFFERED = {
    *("rural_income", "people_away", "traditional_villages", "ageing", "primary_share"),
    *("key_county", "industry", "airport_km"),
}
ONLY_KNOWN = {KEY: "leave_out_alternative"}


def order(study):
    return [(line.key, line.score) for line in study.ranking]


@pytest.mark.parametrize("study", [COUNTIES, TOWNS])
def test_by_default_it_has_no_part_in_the_ranking(study):
    bare = study.stage.without()
    of_1_0 = {"human_pressure"} if study is COUNTIES else set()
    assert {use.key for use in study.stage.offered} == OFFERED | of_1_0
    assert KEY not in study.stage.keys
    assert KEY not in study.weights.criteria
    assert study.scenario.left_out == {}
    assert bare.offered == study.stage.offered
    none_offered = from_json(json.dumps(stripped(json.loads(to_json(study)))))
    assert none_offered.stage.offered == ()
    assert order(none_offered) == order(study)
    assert digest(none_offered) == digest(study)


def stripped(saved):
    del saved["study"]["stage"]["offered"]
    return saved


@pytest.mark.parametrize("study", [COUNTIES, TOWNS])
def test_taken_in_it_has_its_share_and_left_out_again_the_others_have_theirs(study):
    taken = study.taking_in(KEY)
    group = taken.scenario.weights.inside["poverty_alleviation"]
    assert group[KEY] == pytest.approx(20 / 120)
    before = study.scenario.weights.inside["poverty_alleviation"]
    for key in before.criteria:
        assert group[key] == pytest.approx(before[key] * 100 / 120)
    assert taken.scenario.weights.groups == study.scenario.weights.groups
    back = taken.without(KEY)
    assert [key for key, _ in order(back)] == [key for key, _ in order(study)]
    assert [s for _, s in order(back)] == pytest.approx([s for _, s in order(study)])
    for scenario in taken.scenarios:
        assert (KEY in scenario.left_out) == (scenario.key != taken.active)


def test_other_scenarios_keep_their_ranks_when_one_takes_it_in():
    taken = COUNTIES.taking_in(KEY)
    for scenario in COUNTIES.scenarios[1:]:
        before, after = COUNTIES.activated(scenario.key), taken.activated(scenario.key)
        assert [key for key, _ in order(after)] == [key for key, _ in order(before)]


def test_locked_weights_do_not_give_it_any():
    members = COUNTIES.scenario.weights.inside["poverty_alleviation"].criteria
    assert COUNTIES.taking_in(KEY, Locks(inside=members)) is COUNTIES


def test_weights_that_name_it_take_it_in():
    flat = Weights.of({"tree_cover": 3.0, KEY: 1.0})
    study = COUNTIES.with_weights(flat)
    assert study.weights.as_dict()[KEY] == pytest.approx(0.25)
    assert KEY not in study.scenario.left_out


def test_ranked_are_all_with_the_others_filled_or_only_those_with_a_value():
    taken = COUNTIES.taking_in(KEY)
    filled = {gap.alternative for gap in taken.filled.missing_values if gap.criterion == KEY}
    known = set(weights.known(taken, KEY))
    assert len(known) == 68  # of 71, three hold a prefecture seat
    assert filled == {a.key for a in taken.candidates} - known
    restricted = taken.with_changes(missing_value_policies=ONLY_KNOWN)
    assert set(restricted.ranking.alternatives) == known
    again = from_json(to_json(restricted))
    assert order(again) == order(restricted)
    assert digest(again) == digest(restricted)
    assert {use.key for use in again.stage.offered} == OFFERED - {KEY} | {"human_pressure"}


def test_for_whom_it_speaks_is_said():
    t = Translator("en")
    taken = COUNTIES.taking_in(KEY)
    assert weights.known_for(COUNTIES, KEY, t) == (
        "Candidates with a value: 68 of 107. No values in Sichuan."
    )
    assert weights.speaks_for(taken, KEY, t).endswith(
        "The other 39: middle of the interval, else of the scale."
    )
    only = taken.with_changes(missing_value_policies=ONLY_KNOWN)
    assert weights.speaks_for(only, KEY, t).endswith("The other 39: exclude the candidate.")
    assert weights.known_for(TOWNS, KEY, Translator("zh")) == (
        "93个候选对象中65个有数据。四川省均无数据。"
    )


def test_its_range_is_part_of_the_doubt():
    ankang = COUNTIES.evidence.observation(KEY, "610925")  # Langao: 2016 alone
    assert ankang.mark == "estimated"
    assert ankang.high / ankang.value == pytest.approx(ankang.value / ankang.low, rel=2e-3)
    assert COUNTIES.evidence.observation(KEY, "510822") == Observation()  # Qingchuan, Sichuan


def test_a_scenario_saved_with_it_is_opened_beside_a_study_without_it():
    taken = COUNTIES.taking_in(KEY)
    again = answered(embedded_study("secondary"), taken.scenario)
    assert order(again) == order(taken)
    assert answered(COUNTIES, COUNTIES.scenario).stage is COUNTIES.stage
    assert links_of(taken).stage.offered == ()


def test_two_studies_of_which_one_has_it_are_compared():
    found = Comparison(COUNTIES, COUNTIES.taking_in(KEY))
    assert found.choices is not None
    one, other = weights.comparable(COUNTIES, COUNTIES.taking_in(KEY))
    assert one.as_dict()[KEY] == 0
    assert other.as_dict()[KEY] == pytest.approx(0.4 / 6)


@pytest.mark.parametrize("study", [COUNTIES, COUNTIES.taking_in(KEY)])
def test_its_columns_have_their_sources_on_page_data_and_in_the_brief(study):
    found = sources(study, Translator("en"))
    assert found is not None
    names = {row[0] for row in found.rows}
    for column in study.catalogue[KEY].sources:
        assert study.evidence.sources[column].name.en in names


def words(app):
    return " ".join(str(e.value) for kind in (app.markdown, app.caption) for e in kind)


def test_a_tick_takes_it_in_and_one_more_ranks_only_those_with_a_value():
    app = opened("weights", "en")
    assert app.checkbox(TICK).value
    assert "Candidates with a value: 68 of 107. No values in Sichuan." in words(app)
    app.checkbox(TICK).uncheck().run()
    assert not app.exception
    assert "The other 39: middle of the interval" in words(app)
    assert "71 of 119 counties, all of them lifted out of poverty" in words(app)
    only = app.checkbox("_known_secondary/rural_income")
    assert only.label == "Rank only these 68"
    only.check().run()
    assert not app.exception
    assert "The other 39: exclude the candidate." in words(app)
    study = app.session_state["studies"]["secondary"]
    assert len(study.ranking) == 68
    app.checkbox(TICK).check().run()
    assert not app.exception
    study = app.session_state["studies"]["secondary"]
    assert order(study)[0][0] == order(COUNTIES)[0][0]
    assert len(study.ranking) == 107


@pytest.mark.parametrize("page", ["data", "weights", "ranking", "robustness", "county", "brief"])
def test_every_page_stands_with_it(page):
    study = COUNTIES.taking_in(KEY).with_changes(missing_value_policies=ONLY_KNOWN)
    app = opened(page, "zh", studies={"secondary": study, "tertiary": TOWNS.taking_in(KEY)})
    assert not app.exception


def test_scenarios_made_before_it_was_taken_in_leave_it_out():
    taken = COUNTIES.taking_in(KEY)
    for scenario in COUNTIES.scenarios:
        fitted = taken.fitting(scenario)
        assert fitted.left_out[KEY] == pytest.approx(20 / 120)
        assert KEY not in taken.with_scenario(fitted).weights.criteria
    assert taken.fitting(taken.scenario) is taken.scenario
    both = taken.taking_in("people_away")
    shares = both.scenario.weights.inside["poverty_alleviation"]
    assert shares["people_away"] == pytest.approx(15 / 115)


def test_a_scenario_kept_after_it_was_taken_in_gives_the_first_one_back():
    app = opened("weights", "en")
    app.checkbox(TICK).uncheck().run()
    app.text_input("_scenario_name").set_value("With income").run()
    next(b for b in app.button if b.label == "Save scenario").click().run()
    assert not app.exception
    study = app.session_state["studies"]["secondary"]
    assert study.scenario.name.en == "With income"
    assert KEY in study.weights.criteria
    first = study.activated(study.scenarios[0].key)
    assert [key for key, _ in order(first)] == [key for key, _ in order(COUNTIES)]


def faults(tmp_path, *changes):
    for name in ("ecology", "poverty_alleviation", "connectivity", "stages"):
        text = (FOLDER / f"{name}.toml").read_text("utf-8")
        for old, new in changes if name == "stages" else ():
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(tmp_path)
    return [finding.values["field"] for finding in caught.value.findings]


def test_left_out_is_yes_or_no(tmp_path):
    assert faults(tmp_path, ("points = 55\n", "points = 55\nleft_out = 1\n")) == ["left_out"]


def test_a_stage_may_not_leave_out_all_of_a_group(tmp_path):
    both = [
        (f"points = {points}\n", f"points = {points}\nleft_out = true\n") for points in (55, 25, 20)
    ]
    text = (FOLDER / "stages.toml").read_text("utf-8")
    scenario = text[text.index("[[stage.scenario]]") : text.index('[[stage]]\nkey = "secondary"')]
    assert faults(tmp_path, (scenario, ""), *both) == ["points"]
