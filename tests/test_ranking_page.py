"""Ranking and Region as they open: signs explained in the map's legend, names that do not overlap, the filter, the choices."""

import pandas as pd
import pytest

from criteria.text import LANGS
from mcda.report.charts.ranking import ranking_bars, sides_of_names, two_axes
from mcda.report.maps.background import LETTERS, central_cities, columns_of, letters
from mcda.report.maps.labels import LAPTOP, placed
from mcda.report.maps.layers import LAYERS, chain_map
from mcda.report.maps.ranking import rank_map
from mcda.report.tables.areas import leaders
from mcda.study.factory import STAGES, embedded_study
from mcda.words import Translator
from tests.drivers.app_pages import opened

EN = Translator("en")


def signs(spec) -> list[str]:
    """What the legend of marks explains."""
    shapes = [
        layer["encoding"]["shape"]["scale"]["domain"]
        for layer in spec["layer"]
        if "shape" in layer.get("encoding", {})
    ]
    assert len(shapes) <= 1
    return shapes[0] if shapes else []


@pytest.mark.parametrize("stage", STAGES)
def test_every_mark_on_the_map_of_ranks_is_explained_in_its_legend(stage):
    spec = rank_map(embedded_study(stage), EN)
    crossed = "crosses" in spec["datasets"]
    assert signs(spec) == [*(["not ranked"] if crossed else []), "central city", "other city"]


def test_a_cross_says_on_each_layer_what_it_means_there():
    study = embedded_study("secondary", ["mountain_side"])
    assert "switched off" in signs(LAYERS["levels"](study, EN, None))
    assert "none known" in signs(LAYERS["badges"](study, EN, None))
    assert "not ranked" not in signs(LAYERS["badges"](study, EN, None))


def test_the_chain_explains_its_circles_diamonds_and_squares():
    stages = {key: embedded_study(key) for key in ("primary", "secondary", "tertiary")}
    assert signs(chain_map([], stages, (), EN))[:3] == [
        "county town in the top 10",
        "named in the CAE paper",
        "Lead city",
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_a_legend_has_as_many_columns_as_a_phone_is_wide(lang):
    t = Translator(lang)
    labels = [t("map.not_ranked"), t("map.central_city"), t("map.other_city")]
    assert columns_of(labels) == 3
    assert sum(map(letters, labels)) <= LETTERS
    assert columns_of(["a" * LETTERS, "b" * 12]) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_are_named_on_the_map_and_none_upon_a_central_city(lang):
    t = Translator(lang)
    study = embedded_study("secondary")
    first = list(study.ranking)[:10]
    points = [
        (t.text(study.evidence[line.key].name), *study.evidence[line.key].seat) for line in first
    ]
    cities = [(label, city.lon, city.lat, dy) for city, label, dy in central_cities(t)]
    named = [
        (label, lon * LAPTOP.per_lon + label.dx, -lat * LAPTOP.per_lat + label.dy)
        for label, (_, lon, lat) in zip(placed(points, LAPTOP, cities), points, strict=True)
        if label is not None
    ]
    assert len(named) >= 7
    for label, x, y in named:
        for name, lon, lat, below in cities:
            far = abs(x - lon * LAPTOP.per_lon), abs(y - (below - lat * LAPTOP.per_lat))
            assert far[0] > 3 * (letters(label.text) + letters(name)) or far[1] >= 14
    spec = rank_map(study, t, named=5)
    shown = [rows[0]["label"] for name, rows in spec["datasets"].items() if "first_names" in name]
    assert shown[0] == points[0][0]
    selected = list(study.ranking)[40].key
    again = rank_map(study, t, selected, named=5)
    labels = [rows[0]["label"] for name, rows in again["datasets"].items() if "first_names" in name]
    assert t.text(study.evidence[selected].name) in labels


def test_what_the_filter_hides_is_pale_and_has_no_cross():
    study = embedded_study("secondary")
    gansu = [a.key for a in study.candidates if a.province is not None and a.province.en == "Gansu"]
    everyone, some = rank_map(study, EN), rank_map(study, EN, only=gansu)
    assert len(some["datasets"]["crosses"]) == len(everyone["datasets"]["crosses"])
    assert len(some["datasets"]["hidden"]) == len(study.ranking) - len(
        [line for line in study.ranking if line.key in gansu]
    )
    figure = two_axes(study, EN, only=gansu)
    assert figure is not None
    rows = next(iter(figure.to_dict()["datasets"].values()))
    assert {row["key"] for row in rows} <= set(gansu)


def test_the_bars_explain_three_groups_in_the_picture():
    study = embedded_study("secondary")
    spec = ranking_bars(study, EN).to_dict()
    legend = spec["layer"][0]["encoding"]["color"]["legend"]
    assert len(legend["values"]) == 3
    for group in study.catalogue.groups:
        assert EN.text(group.name) in legend["labelExpr"] or not any(
            study.catalogue[key].group == group.key for key in study.filled.matrix.criteria
        )
    # a row of groups begins at the names, not at the bars: there its last one was cut off on a phone
    assert legend["legendX"] <= -6 * len("2  Ningqiang")
    assert -legend["legendY"] < spec["padding"]["top"]
    assert spec["height"]["step"] * 15 < 400


@pytest.mark.parametrize("lang", LANGS)
def test_the_region_names_the_leaders_of_every_stage(lang):
    t = Translator(lang)
    studies = [embedded_study(key) for key in STAGES]
    table = leaders(studies, t)
    for study, (question, first) in zip(studies, table.rows, strict=True):
        assert question == t.text(study.stage.question)
        for line in list(study.ranking)[:3]:
            assert t.text(study.evidence[line.key].name) in first


@pytest.mark.slow
def test_what_a_method_does_is_its_help_and_the_settings_are_beside_it():
    app = opened("ranking", "en")
    choice = app.selectbox("_method")
    assert "weight × normalised value" in choice.help
    assert not any("weight × normalised value" in each.value for each in app.markdown)
    choice.set_value("promethee_ii").run()
    assert "Limitations" in app.selectbox("_method").help
    assert not app.exception


@pytest.mark.slow
def test_what_the_data_do_not_cover_is_in_a_closed_expander():
    app = opened("ranking", "en")
    shut = next(each for each in app.expander if each.label == "Not covered by the data")
    assert not shut.proto.expanded
    assert "mining" in shut.markdown[0].value


def test_names_beside_the_dots_of_the_two_axes_do_not_overlap():
    dots = [(0.1, 0.1), (0.9, 0.9), (0.5, 0.5), (0.53, 0.5), (0.515, 0.53)]
    table = pd.DataFrame(dots, columns=["means", "cause"])
    table["rank"], table["name"] = range(1, 6), "Ningshan"
    table["ten"], table["chosen"] = True, False
    sides = sides_of_names(table)
    assert sides[:2] == ["right", "right"]
    assert sides[2] != "right"  # the next dot is there
    assert len(set(sides[2:])) == 3
    table["ten"] = [True, True, True, False, False]
    assert sides_of_names(table)[2] == "right"
