"""The ranking and the pilots as map layers: read back by others' code, with the brief's figures and the map's colours."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
import shapely

from criteria.text import LANGS
from mcda.__main__ import main
from mcda.region.pilot_decision import decide
from mcda.report import theme
from mcda.report.open_data.layers import geojson, geopackage, has_positions, points_of
from mcda.report.open_data.styles import OGC, SLD
from mcda.report.workbook.sheets.robustness import robustness_of
from mcda.study.factory import embedded_study
from mcda.study.io import digest
from mcda.study.study import Study
from mcda.words import Translator

HEADER = 8  # bytes before the geometry: none of ours has an envelope


@pytest.fixture(scope="module", params=["primary", "links"])
def study(request: pytest.FixtureRequest) -> Study:
    return embedded_study(request.param)


@pytest.fixture(scope="module", params=LANGS)
def lang(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def database(study: Study, lang: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(geopackage(study, Translator(lang)))
        db.row_factory = sqlite3.Row
        yield db


def shape_of(blob: bytes) -> shapely.Geometry:
    assert blob[:4] == b"GP\x00\x01"
    assert int.from_bytes(blob[4:HEADER], "little") == 4326
    return shapely.from_wkb(blob[HEADER:])


def test_the_layer_holds_the_ranks_scores_ranges_and_positions(study, database):
    rows = database.execute("SELECT * FROM ranking ORDER BY fid").fetchall()
    sure = robustness_of(study)
    for line, row in zip(study.ranking, rows, strict=True):
        each = study.evidence[line.key]
        assert (row["code"], row["name_en"], row["name_zh"]) == (
            line.key,
            each.name.en,
            each.name.zh,
        )
        assert (row["rank"], row["score"]) == (line.rank, line.score)
        assert (row["rank_from"], row["rank_to"]) == sure.interval(line.key)
        for j, key in enumerate(study.ranking.matrix.criteria):
            assert row[f"value_{key}"] == study.ranking.matrix.values[line.row, j]
            assert row[f"contribution_{key}"] == study.ranking.parts[line.row, j]
        assert tuple(shape_of(row["geom"]).coords) == points_of(study, line.key)
    kinds = {shape_of(row["geom"]).geom_type for row in rows}
    assert kinds == {"LineString" if study.stage.level == "link" else "Point"}


def test_the_pilots_are_the_optimal_set(study, database):
    found = {row["code"] for row in database.execute("SELECT code FROM pilots")}
    assert found == set(decide(study).best.chosen)
    selected = database.execute("SELECT code FROM ranking WHERE selected").fetchall()
    assert {row["code"] for row in selected} == found


def test_it_is_a_geopackage_whose_columns_reference_and_terms_are_described(study, database, lang):
    assert database.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"GPKG")
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    contents = {row["table_name"]: row for row in database.execute("SELECT * FROM gpkg_contents")}
    assert {"ranking", "pilots", "layer_styles"} == set(contents)
    points = [point for line in study.ranking for point in points_of(study, line.key)]
    xs, ys = zip(*points, strict=True)
    box = [contents["ranking"][name] for name in ("min_x", "min_y", "max_x", "max_y")]
    assert box == [min(xs), min(ys), max(xs), max(ys)]
    described = database.execute(
        "SELECT column_name FROM gpkg_data_columns WHERE table_name = 'ranking' AND description > ''"
    )
    columns = {row["name"] for row in database.execute("PRAGMA table_info(ranking)")}
    assert {row["column_name"] for row in described} == columns - {"fid", "geom"}
    told = json.loads(database.execute("SELECT metadata FROM gpkg_metadata").fetchone()[0])
    assert (told["coordinates"], told["checksum"]) == ("EPSG:4326", digest(study))
    assert all(source["licence"] and source["doubt"] for source in told["sources"])
    assert Translator(lang)("open_data.boundaries") in told["description"]


def test_its_styles_have_the_colours_of_the_map_for_every_rank(study, database):
    row = database.execute("SELECT * FROM layer_styles WHERE f_table_name = 'ranking'").fetchone()
    qml, sld = ET.fromstring(row["styleQML"]), ET.fromstring(row["styleSLD"])
    ranges = [(int(r.get("lower")), int(r.get("upper"))) for r in qml.iter("range")]
    key = "line_color" if study.stage.level == "link" else "color"
    fills = [prop.get("v") for prop in qml.iter("prop") if prop.get("k") == key]
    edges = [
        tuple(int(each.text) for each in rule.iter(f"{{{OGC}}}Literal"))
        for rule in sld.iter(f"{{{SLD}}}Rule")
    ]
    assert edges == ranges
    for line in study.ranking:
        step = next(n for n, (low, high) in enumerate(ranges) if low <= line.rank <= high)
        colour = theme.colour_of_rank(line.rank, len(study.ranking))
        red, green, blue, _ = map(int, fills[step].split(","))
        assert f"#{red:02X}{green:02X}{blue:02X}" == colour


def test_geojson_has_the_same_rows_and_the_same_bytes_again(study, database, lang):
    written = geojson(study, Translator(lang))
    assert written == geojson(study, Translator(lang))
    document = json.loads(written)
    assert document["checksum"] == digest(study)
    for feature, row in zip(
        document["features"], database.execute("SELECT * FROM ranking ORDER BY fid"), strict=True
    ):
        assert shapely.from_geojson(json.dumps(feature["geometry"])).equals(shape_of(row["geom"]))
        assert feature["properties"] == {
            key: bool(row[key]) if key == "selected" else row[key]
            for key in row.keys()  # noqa: SIM118 - a row of sqlite3 lists its values
            if key not in ("fid", "geom")
        }


def test_what_has_no_position_is_a_row_without_a_geometry():
    known = embedded_study("primary")
    first = next(iter(known.ranking)).key
    moved = tuple(
        replace(each, lon=None) if each.key == first else each
        for each in known.evidence.alternatives
    )
    study = replace(known, evidence=replace(known.evidence, alternatives=moved))
    assert has_positions(study)
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(geopackage(study, Translator("en")))
        empty = db.execute("SELECT code FROM ranking WHERE geom IS NULL").fetchall()
    assert empty == [(first,)]
    features = json.loads(geojson(study, Translator("en")))["features"]
    assert [each["id"] for each in features if each["geometry"] is None] == [first]
    nowhere = tuple(replace(each, lon=None) for each in moved)
    assert not has_positions(replace(study, evidence=replace(known.evidence, alternatives=nowhere)))


def test_the_shell_writes_the_files_of_the_page_by_their_ending(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    study, t = embedded_study("links"), Translator("zh")
    for name, data in (("a.gpkg", geopackage(study, t)), ("a.geojson", geojson(study, t))):
        assert main(["layers", "--stage", "links", "--lang", "zh", "-o", name]) == 0
        assert (tmp_path / name).read_bytes() == data
    assert main(["layers", "--stage", "links", "-o", "a.shp"]) == 1
    assert ".gpkg, .geojson" in capsys.readouterr().err
    assert not (tmp_path / "a.shp").exists()
