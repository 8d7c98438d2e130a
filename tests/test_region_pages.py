"""Stories on the pages of the region: wishes that bind, clash and are taken back; the list, the zones, the lines."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from criteria.text import LANGS
from mcda.app.pages.network.views import example
from mcda.app.state.upload_tasks import own_links
from mcda.study.factory import embedded_study
from mcda.study.pilot_constraints import PilotConstraints, Quota
from mcda.study.zone_rules import ZoneRules
from tests.drivers.app_pages import at_address, opened

pytestmark = pytest.mark.slow


VIEWS = (
    *("stages", "levels", "heart", "chain", "criterion", "relations", "badges", "types"),
    *("elsewhere", "away"),
)


def at_view(page: str, lang: str, name: str, view: str, **state: object):
    return opened(page, lang, notes={f"_{name}": view}, **state)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_the_region_stands(view, lang):
    app = at_view("region", lang, "region_view", view)
    assert not app.exception
    assert not app.error
    assert app.markdown


@pytest.mark.parametrize("stage", ["primary", "secondary", "tertiary"])
@pytest.mark.parametrize("view", ["price", "firm", "near", "left"])
def test_every_look_at_the_pilots_stands(view, stage):
    app = at_view("pilots", "zh", "pilots_view", view, stage=stage)
    assert not app.exception
    assert not app.error
    assert "试点的五种关系与建议政策工具" in [each.value for each in app.header]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("view", ["links", "years", "cities", "claims", "own"])
def test_every_look_at_the_network_stands(view, lang):
    app = at_view("network", lang, "network_view", view)
    assert not app.exception
    assert not app.error


def test_beside_the_shares_of_core_and_borderline_stands_what_was_held_fixed():
    """Under each set of weights pilots are chosen again, and neither the lead cities nor the values."""
    app = at_view("pilots", "en", "pilots_view", "firm", stage="primary", _pilots_firm_open=True)
    assert any(
        "Only weights vary. Values, lead cities and counties stay fixed." in line.value
        for line in app.caption
    )


def test_a_pilot_changes_the_pilots_and_is_kept_in_the_study():
    app = opened("pilots", "en")
    before = app.title[0].value
    assert before.startswith("Top 10 by score, no conditions set: ")
    app.number_input("_pilot_most_province").set_value(2).run()
    assert app.title[0].value != before
    wish = app.session_state["studies"]["secondary"].scenario.pilot_constraints
    assert wish.quotas == (Quota("province", None, 0, 2),)
    app.toggle("_pilot_chain").set_value(True).run()
    app.number_input("_pilot_k").set_value(4).run()
    assert app.title[0].value.startswith("Optimal set of 4 under these conditions: ")
    assert not app.error
    drop = next(button for button in app.button if button.label == "Clear all")
    drop.click().run()
    assert app.title[0].value == before
    assert app.number_input("_pilot_most_province").value is None


def test_each_resident_once_is_chosen_on_the_page_told_and_taken_back():
    app = opened("pilots", "en")
    before = app.title[0].value
    app.radio("_pilot_value_per").set_value("resident").run()
    assert app.title[0].value.startswith("Top 10 by score × residents")
    assert any("Total of score × million residents" in line.value for line in app.caption)
    kept = app.session_state["studies"]["secondary"].scenario.pilot_constraints
    assert kept.value_per == "resident"
    next(button for button in app.button if button.label == "Undo").click().run()
    assert app.title[0].value == before
    assert app.radio("_pilot_value_per").value == "place"


def test_wishes_that_clash_are_told_beside_the_form_and_stay_typed():
    wish = PilotConstraints(5, (Quota("province", "Gansu", 4), Quota("province", "Gansu", 0, 2)))
    study = embedded_study("secondary").with_changes(pilot_constraints=wish)
    app = opened("pilots", "zh", studies={"secondary": study})
    assert not app.exception
    told = app.error[0].value
    assert "相互冲突" in told
    assert told.count("\n- ") == 2
    assert app.number_input("_pilot_k").value == 5


def test_must_and_never_of_one_place_is_told():
    wish = PilotConstraints(5, must=("610922",), never=("610922",))
    study = embedded_study("secondary").with_changes(pilot_constraints=wish)
    app = opened("pilots", "en", studies={"secondary": study})
    assert any("both included and excluded" in error.value for error in app.error)


def test_towns_lie_within_reach_of_the_counties_that_were_chosen():
    counties = embedded_study("secondary").with_changes(pilot_constraints=PilotConstraints(2))
    towns = embedded_study("tertiary").with_changes(
        pilot_constraints=PilotConstraints(3, chain=True)
    )
    app = opened(
        "pilots", "en", stage="tertiary", studies={"secondary": counties, "tertiary": towns}
    )
    assert not app.error
    alone = opened("pilots", "en", stage="tertiary")
    assert app.title[0].value != alone.title[0].value


def test_a_group_of_the_list_switched_off_is_followed_everywhere():
    app = at_view("region", "en", "region_view", "levels")
    app.checkbox("_list_mountain_side").uncheck().run()
    assert any("Counties included: 95" in line.value for line in app.markdown)
    assert app.session_state["lists_off"] == ("mountain_side",)
    at_address(app, "ranking").run()
    assert "of 86" in app.title[0].value
    at_address(app, "brief").run()
    assert not app.error


def test_gates_that_cross_are_told_and_what_was_typed_stays():
    app = at_view("region", "zh", "region_view", "heart")
    app.number_input("_zone_rim_tree_cover").set_value(90.0).run()
    assert app.error
    assert app.number_input("_zone_rim_tree_cover").value == 90.0
    app.number_input("_zone_core_tree_cover").set_value(95.0).run()
    assert not app.error
    assert app.session_state["zone_rules"].rim_tree_cover == 90.0


def test_a_bottom_line_is_drawn_and_taken_back():
    app = opened("ranking", "en", _lines_open=True)
    before = app.title[0].value
    next(button for button in app.button if button.label == "Set cut-off").click().run()
    assert app.title[0].value != before
    assert len(app.session_state["studies"]["secondary"].scenario.cutoffs) == 1
    drop = next(button for button in app.button if button.label.startswith("Remove"))
    drop.click().run()
    assert app.title[0].value == before


@pytest.mark.parametrize("key", ["610124", "610702", "621002"])
def test_my_county_tells_who_competes_and_who_does_not(key):
    counties = {a.key for a in embedded_study("secondary").evidence.alternatives}
    chosen = key if key in counties else "610702"
    app = opened("county", "en", selected=chosen)
    assert not app.exception
    assert not app.error
    stages = ["Stage 2 (counties)", "Stage 3 (county towns)"]
    assert [each.value for each in app.header] == [*stages, "Five relations"]
    assert len(app.get("vega_lite_chart")) + len(app.get("arrow_vega_lite_chart")) == 4
    assert len(app.get("bidi_component")) == 1  # where it lies
    told = " ".join(line.value for line in app.markdown)
    assert told.count("**Instruments that fit**") == 2
    assert any(line.value.startswith("A suggestion, not a result") for line in app.caption)
    for stage in ("secondary", "tertiary"):
        study = embedded_study(stage)
        out = f"{study.stage.name.en}: not ranked"
        assert (out in told) == (chosen not in study.ranking.alternatives)


def test_my_county_of_a_group_that_is_switched_off():
    app = opened("county", "zh", selected="610632", lists_off=("mountain_side",))
    assert not app.exception
    app = opened("county", "zh", selected="610116", lists_off=("mountain_side",))
    assert any("已停用" in line.value for line in app.markdown)


def test_own_figures_are_read_or_told_row_by_row():
    found, findings = own_links("links.csv", example())
    assert len(found) == 995
    assert findings == ()
    bad = "city_a,city_b,year,measure,value\nXi'an,Atlantis,2019,x,1\n西安,成都,十九,x,1\n"
    found, findings = own_links("mine.csv", bad.encode())
    assert found == ()
    assert [finding.code for finding in findings] == ["links.city", "links.year"]
    assert own_links("mine.csv", b"")[1]
    long = f"city_a,city_b,year,measure,value\nXi'an,Chengdu,{'9' * 5_000},x,1\n"
    found, findings = own_links("mine.csv", long.encode())
    assert found == ()
    assert [finding.code for finding in findings] == ["links.year"]


def test_an_opened_study_brings_its_list_its_zones_and_its_company():
    def open_it() -> None:
        import streamlit as st

        from mcda.app.state import region, session, upload

        session.begin_run()
        upload.set_studies(st.session_state["opened"])
        st.session_state["seen"] = region.with_linked_scenarios()

    primary = embedded_study("primary", ["mountain_side"]).with_changes(
        missing_value_policy="worst"
    )
    towns = embedded_study("tertiary", ["mountain_side"])
    rules = ZoneRules(core_tree_cover=70.0)
    study = replace(
        embedded_study("secondary", ["mountain_side"]),
        linked_scenarios={"primary": primary.scenario},
        zone_rules=rules,
    )
    app = AppTest.from_function(open_it)
    app.session_state["opened"] = study
    app.session_state["studies"] = {"tertiary": embedded_study("tertiary")}
    app.run()
    assert not app.exception
    assert app.session_state["lists_off"] == ("mountain_side",)
    assert app.session_state["zone_rules"] == rules
    assert app.session_state["seen"].linked_scenarios == {"primary": primary.scenario}
    assert len(app.session_state["studies"]["tertiary"].ranking) == len(towns.ranking)
