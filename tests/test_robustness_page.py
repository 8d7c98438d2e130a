"""The page Sure? as a visitor uses it: every view, every region, a supposition and its way back."""

from dataclasses import replace

import pytest

from criteria.text import Text
from mcda.study.factory import embedded_study
from mcda.study.scenario import Assumption
from mcda.study.workshop_outcome import (
    CriterionSpread,
    GroupMean,
    RankShares,
    RoundOutcome,
    WorkshopOutcome,
)
from tests.drivers.app_pages import at_address, opened

pytestmark = pytest.mark.slow


VIEWS = ("places", "weights", "why", "reading", "company", "methods")


def sure(lang="en", view="places", **state):
    return opened("robustness", lang, notes={"_sure_view": view}, **state)


def words(app):
    return "\n".join([*(m.value for m in app.markdown), *(c.value for c in app.caption)])


def told(app):
    """The sentences of the first places."""
    return next(m.value for m in app.markdown if m.value.startswith("- ")).splitlines()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_stands(view, lang):
    app = sure(lang, view)
    assert not app.exception
    assert not app.error
    assert "{" not in words(app)


@pytest.mark.parametrize("stage", ["primary", "tertiary", "links"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_the_other_stages(view, stage):
    app = sure("zh", view, stage=stage)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("method", ["topsis", "vikor", "promethee_ii", "cocoso"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_under_other_methods(view, method):
    study = embedded_study("secondary").with_changes(method=method)
    app = sure("en", view, studies={"secondary": study})
    assert not app.exception
    assert not app.error
    if view in ("weights", "why"):
        assert "have no parts by criterion" in words(app)
    if view == "weights":
        assert "Found by search" in words(app)


def weighed_by_a_room():
    study = embedded_study("secondary")
    criteria = study.filled.matrix.criteria
    first = next(iter(study.ranking)).key
    lone = dict.fromkeys(criteria, 0.0) | {criteria[0]: 1.0}
    said = RoundOutcome(
        1,
        "points",
        heads=9,
        groups=(GroupMean(Text("*Foresters*", "林业"), 9, lone),),
        weights={criteria[0]: CriterionSpread(1, 1, 1, 1)},
        rank_shares={"as_they_are": (RankShares(first, 0.5, 0.75, 1, 7),)},
    )
    return replace(study, workshop_outcome=WorkshopOutcome("evening", (said,)))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_room_says_is_told_where_one_weighed_the_study(lang):
    app = sure(lang, "room", studies={"secondary": weighed_by_a_room()})
    assert not app.exception
    shown = app.dataframe[0].value
    assert "1–7" in shown.to_string()
    assert r"\*Foresters" in words(app) or lang == "zh"
    alone = sure(lang, "room")
    assert not alone.exception
    assert len(told(alone)) == 10, "without a room the first view stands"


def test_why_is_told_under_a_groups_weights_as_well():
    app = sure("en", "why", studies={"secondary": weighed_by_a_room()})
    before = app.subheader[0].value
    app.selectbox(key="_why_whose").select_index(1).run()
    assert not app.exception
    assert app.subheader[0].value != before
    assert len(app.dataframe[0].value) == 2, "one criterion and the gap"


@pytest.mark.parametrize("region", ["nested", "simplex", "order", "box", "near"])
def test_every_region_is_drawn_and_named(region):
    app = sure("en")
    app.segmented_control(key="_region").set_value(region).run()
    assert not app.exception
    assert len(told(app)) == 10
    names = {
        "nested": "all weight sets, by group",
        "simplex": "all weight sets",
        "order": "weight sets in the same order of importance",
        "box": "weight sets within ±50% of each current weight",
        "near": "weight sets close to the current weights",
    }
    assert all("weight sets" in line for line in told(app))
    assert names[region] in app.title[0].value


def test_how_wide_and_how_near_are_chosen():
    app = sure("en")
    app.segmented_control(key="_region").set_value("box").run()
    app.slider(key="_within").set_value(20).run()
    assert "within ±20% of each" in app.title[0].value
    app.segmented_control(key="_region").set_value("near").run()
    before = app.title[0].value
    app.select_slider(key="_concentration").set_value(320.0).run()
    assert app.title[0].value != before


def test_more_draws_and_fixed_readings_are_said():
    app = sure("en")
    assert "Weight sets: 10,000, from" in words(app)
    assert "Uncertain and missing values drawn with each" in words(app)
    app.segmented_control(key="_draws").set_value(100_000).run()
    assert "Weight sets: 100,000, from" in words(app)
    app.toggle(key="_redrawn").set_value(False).run()
    assert "Values stay as they are" in words(app)


def test_a_chosen_place_is_told_as_well():
    study = embedded_study("secondary")
    *_, last = (line.key for line in study.ranking)
    app = sure("en", selected=last)
    assert len(told(app)) == 11
    assert study.evidence[last].name.en in told(app)[-1]


def test_a_supposition_moves_places_is_marked_everywhere_and_taken_back():
    app = sure("en", "reading")
    app.number_input(key="_suppose_secondary_610923_tree_cover").set_value(20.0).run()
    next(b for b in app.button if b.label == "Apply assumption").click().run()
    assert "Ningshan, tree cover: 20% assumed (known: 99.8%)." in words(app)
    assert "Rank changes: 34" in words(app)
    assert app.selectbox(key="_suppose_where").value == "610923"
    for page in ("region", "data", "weights", "ranking", "brief"):
        other = at_address(app, page).run()
        assert "Assumed values: Ningshan “tree cover”." in words(other)
        assert not other.exception
    at_address(app, "robustness").run()
    next(b for b in app.button if b.label == "Remove assumption").click().run()
    assert "Assumed values: " not in words(app)
    assert "assumed (known" not in words(app)


def test_one_cell_is_supposed_once():
    study = embedded_study("secondary").with_changes(
        assumed=(Assumption("610923", "tree_cover", 30.0),)
    )
    notes = {"_sure_view": "reading", "_suppose_where": "610923"}
    app = opened("robustness", "en", notes=notes, studies={"secondary": study})
    app.number_input(key="_suppose_secondary_610923_tree_cover").set_value(20.0).run()
    next(b for b in app.button if b.label == "Apply assumption").click().run()
    assert "20% assumed" in words(app)
    assert "30% assumed" not in words(app)


def test_a_gap_can_be_filled_by_supposing():
    study = embedded_study("secondary")
    gap = study.filled.missing_values[0]
    notes = {
        "_sure_view": "reading",
        "_suppose_where": gap.alternative,
        "_suppose_what": gap.criterion,
    }
    app = opened("robustness", "en", notes=notes)
    assert "Known: no value." in words(app)
    next(b for b in app.button if b.label == "Apply assumption").click().run()
    assert "(known: no value)" in words(app)


def test_two_different_places_are_asked_for():
    notes = {"_sure_view": "why", "_why_a": "610923", "_why_b": "610923"}
    app = opened("robustness", "en", notes=notes)
    assert "Select two different candidates." in words(app)


def test_why_under_another_scenario():
    study = embedded_study("links")
    assert len(study.scenarios) > 1
    app = sure("en", "why", stage="links")
    before = app.subheader[0].value
    app.selectbox(key="_why_scenario").set_value(study.scenarios[1].key).run()
    assert app.subheader[0].value != before
    assert not app.exception


def test_a_flip_into_the_first_ten_is_told():
    study = embedded_study("secondary")
    eleventh = [line.key for line in study.ranking][10]
    notes = {"_sure_view": "weights", "_flip_who": eleventh, "_flip_past": "10"}
    app = opened("robustness", "en", notes=notes)
    name = study.evidence[eleventh].name.en
    assert f"{name} would reach the top 10 (a tie counts) after" in words(app)
