"""The page Sure? as a visitor uses it: every view, every region, a supposition and its way back."""

import json
from dataclasses import replace

import pytest

from criteria.text import Text
from mcda.app.state import result_cache
from mcda.app.widgets import rank_ranges
from mcda.report.tables import robustness
from mcda.robustness import Sampling, nearest_fall
from mcda.study.factory import embedded_study
from mcda.study.scenario import Assumption
from mcda.study.workshop_outcome import (
    CriterionSpread,
    GroupMean,
    RankShares,
    RoundOutcome,
    WorkshopOutcome,
)
from mcda.words import Translator
from tests.drivers.app_pages import at_address, opened

pytestmark = pytest.mark.slow


VIEWS = ("places", "weights", "why", "reading", "company", "methods")


def sure(lang="en", view="places", **state):
    return opened("robustness", lang, notes={"_sure_view": view}, **state)


def words(app):
    return "\n".join([*(m.value for m in app.markdown), *(c.value for c in app.caption)])


def rows(app):
    """The rows of rank ranges as the chart labels them, from above."""
    spec = json.loads(app.get("vega_lite_chart")[0].proto.spec)
    return spec["layer"][0]["encoding"]["y"]["sort"]


def labels(study, lang="en"):
    return [f"{line.rank}  {study.evidence[line.key].name.in_(lang)}" for line in study.ranking]


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
        assert "scores cannot be split" in words(app)
    if view == "weights":
        assert "By search" in words(app)


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
    assert len(rows(alone)) == 15, "without a room the first view stands"


def test_why_is_told_under_a_groups_weights_as_well():
    app = sure("en", "why", studies={"secondary": weighed_by_a_room()})
    before = app.subheader[0].value
    app.selectbox(key="_why_whose").select_index(1).run()
    assert not app.exception
    assert app.subheader[0].value != before
    assert len(app.dataframe[0].value) == 2, "one criterion and the gap"


def test_rank_ranges_of_the_first_fifteen_stand_first():
    app = sure("en")
    assert rows(app) == labels(embedded_study("secondary"))[:15]
    drawn = [
        e
        for e in app.main
        if e.type == "vega_lite_chart" or (e.type == "caption" and "Weight sets:" in e.value)
    ]
    assert [e.type for e in drawn][:2] == ["vega_lite_chart", "caption"]
    assert "overtakes" not in words(app), "no sentence before a candidate is selected"


def test_all_rows_are_shown_and_sorted_by_width_where_asked():
    study = embedded_study("secondary")
    app = sure("en")
    app.toggle(key="_ranges_all").set_value(True).run()
    assert rows(app) == labels(study)
    app.segmented_control(key="_ranges_by").set_value("width").run()
    assert rows(app) != labels(study)
    assert sorted(rows(app)) == sorted(labels(study))
    assert not app.exception


@pytest.mark.parametrize("region", ["nested", "simplex", "order", "box", "near"])
def test_every_region_is_drawn_and_named(region):
    app = sure("en")
    app.selectbox(key="_region").set_value(region).run()
    assert not app.exception
    assert len(rows(app)) == 15
    names = {
        "nested": "all weight sets, by group",
        "simplex": "all weight sets",
        "order": "weight sets in the same order of importance",
        "box": "weight sets within ±50% of each current weight",
        "near": "weight sets close to the current weights",
    }
    assert names[region] in app.title[0].value
    spec = app.get("vega_lite_chart")[0].proto.spec
    shown = Translator("en")(f"robustness.region_{region}")
    assert f"{shown} (90% range)" in spec
    assert "All weights, by group (90% range)" in spec


def test_how_wide_and_how_near_are_chosen():
    app = sure("en")
    app.selectbox(key="_region").set_value("box").run()
    app.slider(key="_within").set_value(20).run()
    assert "within ±20% of each" in app.title[0].value
    app.selectbox(key="_region").set_value("near").run()
    before = app.title[0].value
    app.select_slider(key="_concentration").set_value(320.0).run()
    assert app.title[0].value != before


def test_more_draws_and_fixed_readings_are_said():
    app = sure("en")
    assert "Weight sets: 10,000, from" in words(app)
    assert "Uncertain and missing values vary too" in words(app)
    app.segmented_control(key="_draws").set_value(100_000).run()
    assert "Weight sets: 100,000, from" in words(app)
    app.toggle(key="_redrawn").set_value(False).run()
    assert "Values stay fixed" in words(app)


def test_a_selected_candidate_is_told_and_compared_with_its_rival():
    study = embedded_study("secondary")
    third = [line.key for line in study.ranking][2]
    app = sure("en", selected=third)
    (said,) = (m.value for m in app.markdown if "(90% range" in m.value)
    assert said.startswith(f"{study.evidence[third].name.en}: rank 3 ")
    fall = nearest_fall(study.ranking, third)
    other = study.evidence[fall.behind].name.en
    assert f"{other} overtakes it" in said
    next(b for b in app.button if b.label == f"Compare with {other}").click().run()
    assert not app.exception
    assert app.selectbox(key="_why_a").value == third
    assert app.selectbox(key="_why_b").value == fall.behind
    assert " leads " in app.subheader[0].value


def test_a_selected_candidate_beyond_the_first_fifteen_has_a_row():
    study = embedded_study("secondary")
    *_, last = (line.key for line in study.ranking)
    app = sure("en", selected=last)
    assert rows(app) == [*labels(study)[:15], labels(study)[-1]]
    assert any(study.evidence[last].name.en in m.value for m in app.markdown)


def test_central_weights_are_shown_of_the_selected_one():
    app = sure("en", selected="621222")
    assert app.selectbox(key="_central_who").value == "621222"
    assert len(app.get("vega_lite_chart")) == 3


def test_a_supposition_moves_places_is_marked_everywhere_and_taken_back():
    app = opened("robustness", "en", notes={"_sure_view": "reading", "_suppose_where": "610923"})
    app.number_input(key="_suppose_secondary_610923_tree_cover").set_value(20.0).run()
    next(b for b in app.button if b.label == "Apply assumption").click().run()
    assert "Ningshan, tree cover: 20% assumed (known: 99.8%)." in words(app)
    assert "Rank changes: 49" in words(app)
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


def test_the_ranges_over_all_weights_come_when_the_rest_of_the_page_stands(monkeypatch):
    drawn, shown = [], []
    sampled, put = result_cache.acceptability, rank_ranges.charts_and_tables.chart

    def sampling(study, asked, progress=None):
        drawn.append(asked.region)
        return sampled(study, asked, progress)

    def charting(figure, key, **framing):
        shown.append((key, list(drawn)))
        put(figure, key, **framing)

    monkeypatch.setattr(rank_ranges.result_cache, "is_drawn", lambda *_: False)
    monkeypatch.setattr(rank_ranges.result_cache, "acceptability", sampling)
    monkeypatch.setattr(rank_ranges.charts_and_tables, "chart", charting)
    app = sure("en")
    assert not app.exception
    keys = [key for key, _ in shown]
    assert keys == ["sure_map", "rank_ranges"], "the picture is complete at the end"
    assert None not in shown[0][1], "nothing over all weights is drawn before"
    assert None in shown[1][1]
    assert "All weights, by group (90% range)" in app.get("vega_lite_chart")[0].proto.spec


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sampling_details_say_what_moves_the_selected_candidate(lang):
    key = embedded_study("secondary").evidence.named("Pingchang").key
    t = Translator(lang)
    app = sure(lang, selected=key)
    told = robustness.variance(embedded_study("secondary"), Sampling(), key, t)
    assert told
    details = next(e for e in app.expander if e.label == t("robustness.details"))
    assert [m.value for m in details.markdown][-1] == told
