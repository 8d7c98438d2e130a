"""Types of county town on the pages: the layer and its thresholds, the filter of Ranking, the county's own sentence."""

import pytest

from criteria.text import LANGS
from mcda.region.town_types import candidates_of_type, ranking_within, source_title, type_name
from mcda.study.factory import embedded_study
from mcda.study.town_type_rules import PROPOSED_TYPES
from mcda.words import Translator
from tests.drivers.app_pages import at_address, opened

pytestmark = pytest.mark.slow


def told(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


@pytest.mark.parametrize("lang", LANGS)
def test_the_layer_tells_rule_source_and_whom_it_leaves_out(lang):
    t = Translator(lang)
    app = opened("region", lang, notes={"_region_view": "types"})
    assert not app.exception
    assert not app.error
    assert t.text(source_title()) in told(app)
    assert t("town_types.districts", count=25) in told(app)
    assert "80" in told(app)
    app.selectbox("_region_town_type").set_value("losing_population").run()
    assert not app.exception
    assert "10%" in told(app)


def test_a_threshold_is_moved_kept_and_set_back():
    app = opened("region", "en", notes={"_region_view": "types"})
    app.number_input("_town_type_big_city_km").set_value(90.0).run()
    assert app.error  # the borderline of 80 km would lie inside
    assert app.number_input("_town_type_big_city_km").value == 90.0
    app.number_input("_town_type_big_city_border_km").set_value(120.0).run()
    assert not app.error
    assert app.session_state["town_type_rules"].big_city_km == 90.0
    assert "within 90 km" in told(app)
    at_address(app, "ranking").run()
    assert not app.exception
    at_address(app, "region").run()
    next(button for button in app.button if button.label == "Reset").click().run()
    assert app.session_state["town_type_rules"] == PROPOSED_TYPES


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stage", ["secondary", "tertiary"])
def test_a_type_is_filtered_and_ranked_within(lang, stage):
    t, study = Translator(lang), embedded_study(stage)
    app = opened("ranking", lang, stage=stage, _town_type="specialised_function")
    assert not app.exception
    assert not app.error
    heading = t("town_types.table_within", type=type_name("specialised_function"))
    assert heading in [each.value for each in app.header]
    assert t(f"town_types.within_{stage_level(stage)}", count=22) in told(app)
    words = {"count": 22, "type": type_name("specialised_function"), "all": len(study.ranking)}
    assert t("town_types.only", **words) in told(app)
    found = ranking_within(study, "specialised_function")
    tables = [frame.value for frame in app.dataframe]
    within = next(table for table in tables if t("town_types.rank_within") in table.columns)
    assert list(within[t("town_types.rank_within")]) == [line.rank for line in found]
    assert list(within[t("chart.name")]) == [
        t.text(study.evidence[line.key].name) for line in found
    ]
    everyone = next(table for table in tables if t("ranking.province") in table.columns)
    assert len(everyone) == len(candidates_of_type(study, "specialised_function"))


def stage_level(stage: str) -> str:
    return embedded_study(stage).stage.level


def test_other_stages_have_no_such_filter():
    app = opened("ranking", "en", stage="primary", _town_type="specialised_function")
    assert not app.exception
    assert not any("Ranks within" in each.value for each in app.header)


def test_a_type_that_cannot_be_ranked_says_so():
    study = embedded_study("secondary").with_changes(method="topsis")
    app = opened("ranking", "zh", studies={"secondary": study}, _town_type="near_big_city")
    assert not app.exception
    assert app.error


@pytest.mark.parametrize("lang", LANGS)
def test_county_profile_tells_types_ranks_and_source(lang):
    t = Translator(lang)
    app = opened("county", lang, selected="510726")
    assert not app.exception
    labels = [each.label for each in app.expander]
    assert any(t.text(type_name("near_big_city")) in label for label in labels)
    assert t.text(source_title()) in told(app)
    rank = ranking_within(embedded_study("tertiary"), "near_big_city").rank("510726")
    words = t("town_types.rank_town", rank=rank, count=5, type=type_name("near_big_city"))
    assert words in told(app)
    district = opened("county", lang, selected="610116")
    assert t("town_types.district") in told(district)
