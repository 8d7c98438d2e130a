"""A map's specification as the screen draws it: every map is understood whole, and stands where Vega puts it."""

import json

import pytest

from inputs.boundaries import county_shapes
from inputs.embedded import evidence_of
from mcda.region.chain import CLUSTERINGS, LEADS, chain
from mcda.region.network import STEPS, network
from mcda.region.pilot_decision import decide
from mcda.report.maps import background
from mcda.report.maps.layers import LAYERS, chain_map
from mcda.report.maps.pilots_and_network import network_map, pilot_map
from mcda.report.maps.ranking import locator_map, rank_map, value_map
from mcda.report.maps.scene import scene
from mcda.study.factory import CHAIN, COUNTY_STAGE, LINKS, STAGES, embedded_study
from mcda.words import Translator

EN, ZH = Translator("en"), Translator("zh")
KEY = "610722"  # 城固县 Chenggu


def every_map(t):
    counties, links = embedded_study(COUNTY_STAGE), embedded_study(LINKS)
    for stage in STAGES:
        yield rank_map(embedded_study(stage), t, KEY, named=10)
    for name in LAYERS:
        yield LAYERS[name](counties, t, KEY)
    for criterion in counties.filled.matrix.criteria:
        yield value_map(counties, t, criterion, KEY)
    for step in STEPS:
        yield network_map(network(step, None, links), "backbone", links, t)
    stages = {key: embedded_study(key) for key in CHAIN}
    yield chain_map(chain(*stages.values(), LEADS[0], CLUSTERINGS[0]), stages, [KEY], t)
    yield pilot_map(counties, decide(counties), t, KEY)
    yield locator_map(evidence_of("county")[KEY], t)


@pytest.mark.parametrize("t", [EN, ZH], ids=["en", "zh"])
def test_every_map_is_understood_whole(t):
    for spec in every_map(t):
        drawn = scene(spec)
        shown = [layer for layer in spec["layer"] if layer["data"]["name"] != "signs"]
        rows = sum(len(layer["shapes"]) for layer in drawn["layers"])
        filtered = any("transform" in layer for layer in shown)
        assert filtered or rows == sum(
            len(spec["datasets"][each["data"]["name"]]) for each in shown
        )
        assert rows > 119
        json.dumps(drawn)
        for layer in drawn["layers"]:
            for shape in layer["shapes"]:
                assert "d" in shape or {"x", "y"} <= set(shape)
                look = {**layer, **shape}
                assert look.get("fill") or look.get("stroke"), layer["kind"]


def test_a_county_is_named_in_both_languages_with_its_rank_and_range():
    study = embedded_study(COUNTY_STAGE)
    ranges = {line.key: (1, 9) for line in study.ranking}
    items = {item["key"]: item for item in scene(rank_map(study, EN, intervals=ranges))["items"]}
    chenggu = items[KEY]
    rank = next(line.rank for line in study.ranking if line.key == KEY)
    assert chenggu["name"] == "城固县 Chenggu"
    assert chenggu["said"] == [f"Rank {rank} (90% range 1–9)"]
    assert chenggu["choose"]
    assert chenggu["found"]


def test_what_is_not_ranked_is_named_and_not_chosen():
    cities = scene(rank_map(embedded_study("primary"), EN))
    county = next(item for item in cities["items"] if item["key"] == KEY)
    assert county["name"] == "城固县 Chenggu"
    assert county["said"] == []
    assert "choose" not in county
    assert sum(item.get("choose", False) for item in cities["items"]) == 11


def test_a_pilot_is_one_item_with_its_rank_and_its_role():
    study = embedded_study(COUNTY_STAGE)
    items = scene(pilot_map(study, decide(study), EN))["items"]
    assert len({item["key"] for item in items}) == len(items)
    assert [item["number"] for item in items] == list(range(len(items)))
    pilots = [item for item in items if EN("map.pilot") in item["said"]]
    assert len(pilots) == 10
    assert all(item["said"][0].startswith(EN("chart.rank")) for item in pilots)


def test_what_is_selected_has_its_name_on_every_map_of_it():
    study = embedded_study(COUNTY_STAGE)
    name = study.evidence[KEY].name.en
    drawn = [value_map(study, EN, "tree_cover", KEY), pilot_map(study, decide(study), EN, KEY)]
    drawn += [rank_map(study, EN, KEY), *(LAYERS[each](study, EN, KEY) for each in LAYERS)]
    for spec in drawn:
        written = [s.get("text") for each in scene(spec)["layers"] for s in each["shapes"]]
        assert name in written
    assert name not in [
        shape.get("text")
        for each in scene(rank_map(study, EN))["layers"]
        for shape in each["shapes"]
    ]


def test_colours_are_those_of_the_specification():
    study = embedded_study(COUNTY_STAGE)
    spec = rank_map(study, EN)
    counties = next(layer for layer in spec["layer"] if layer["data"]["name"] == "counties")
    scale = counties["encoding"]["color"]["condition"]["scale"]
    colours = dict(zip(scale["domain"], scale["range"], strict=True))
    drawn = scene(spec)
    areas = drawn["layers"][0]
    names = {item["number"]: item["key"] for item in drawn["items"]}
    told = {
        row["properties"]["key"]: row["properties"]["value"] for row in spec["datasets"]["counties"]
    }
    assert len(areas["shapes"]) == 119
    for shape in areas["shapes"]:
        word = told[names[shape["item"]]]
        assert shape["fill"] == (colours[word] if word else counties["encoding"]["color"]["value"])
    ranks, signs = drawn["legends"]
    assert [entry["label"] for entry in ranks["entries"]] == list(colours)
    assert [entry["fill"] for entry in ranks["entries"]] == list(colours.values())
    assert [entry["label"] for entry in signs["entries"]][1:] == ["central city", "other city"]


def test_a_county_lies_where_it_is():
    rings = county_shapes(tuple(c.key for c in evidence_of("county").alternatives))[KEY]
    drawn = scene(locator_map(evidence_of("county")[KEY], EN))
    here = next(layer for layer in drawn["layers"] if layer.get("fill") == "#00552E")["shapes"][0]
    start = here["d"][1:].split("l")[0].split()
    corner = rings["coordinates"][0]
    while not isinstance(corner[0], float):
        corner = corner[0]
    assert abs(int(start[0]) - corner[0] * 1000) <= 1
    left, top, right, bottom = drawn["box"]
    assert left <= int(start[0]) <= right
    assert top <= int(start[1]) <= bottom


def test_a_map_without_polygons_has_points_and_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(background, "county_shapes", lambda keys: {})
    study = embedded_study(COUNTY_STAGE)
    for t in (EN, ZH):
        spec = rank_map(study, t)
        drawn = scene(spec)
        assert all(
            layer["kind"] != "geoshape" or not layer["shapes"] for layer in drawn["layers"][:1]
        )
        assert sum(item.get("choose", False) for item in drawn["items"]) == 119
        said = [entry["label"] for legend in drawn["legends"] for entry in legend["entries"]]
        assert t("map.points") in said
        signs = next(layer for layer in spec["layer"] if layer["data"]["name"] == "signs")
        assert t("map.points") in signs["encoding"]["fill"]["scale"]["domain"]  # in files as well


def test_what_the_screen_would_not_draw_as_meant_is_an_error():
    spec = rank_map(embedded_study(COUNTY_STAGE), EN)
    spec["layer"][0]["encoding"]["color"]["condition"]["test"] = "datum.x > 3"
    with pytest.raises(ValueError, match=r"datum\.x > 3"):
        scene(spec)
