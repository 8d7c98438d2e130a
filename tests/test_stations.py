"""High-speed stations by data year: distances, counties with a station, what is not known, and the studies made of them."""

import json
from pathlib import Path

import pytest

from inputs.corrections import correction
from inputs.embedded import evidence_of, rows_of, station_name
from inputs.evidence import Observation
from inputs.stations import DATA_YEARS, LATEST, hsr_km, nearest_station
from mcda.report.tables import data
from mcda.report.tables.study_comparison import change, sentences
from mcda.study.comparison import Comparison
from mcda.study.factory import (
    chain_of,
    embedded_study,
    links_of,
    with_data_year,
    with_lists_off,
)
from mcda.study.io import digest, from_json, to_json
from mcda.words import Translator
from tests.drivers.app_pages import opened

SAVED = Path(__file__).parent / "saved" / "1.0" / "studies"
COUNTIES = {year: evidence_of("county", (), year) for year in DATA_YEARS}


def key_of(name: str) -> str:
    return COUNTIES[2024].named(name).key


@pytest.mark.parametrize(
    ("name", "in_2024", "in_2026"),
    [
        ("Zhouzhi", 17.6, 17.6),
        ("Lantian", 36.0, 13.0),
        ("Yunxi", 48.9, 3.9),
        ("Yilong", 29.7, 1.7),
        ("Baihe", 67.5, 39.5),
        ("Shanyang", 37.9, 11.5),
        ("Shangnan", 91.7, 70.1),
        ("Enyang", 14.3, 2.6),
        ("Tongjiang", 43.0, 35.9),
        ("Danfeng", 39.7, 37.1),
        ("Chang'an", 14.2, 14.2),
        ("Huazhou", 25.8, 25.8),
    ],
)
def test_twelve_distances_to_a_station_in_both_years(name, in_2024, in_2026) -> None:
    found = [COUNTIES[year].observation("hsr_km", key_of(name)).value for year in DATA_YEARS]
    assert found == [in_2024, in_2026]


def test_counties_with_a_station_of_their_own_are_42_and_50() -> None:
    own = {
        year: {a.name.en for a in found.alternatives if (a.number("hsr_station") or 0) > 0}
        for year, found in COUNTIES.items()
    }
    assert {year: len(names) for year, names in own.items()} == {2024: 42, 2026: 50}
    assert own[2026] - own[2024] == {
        *("Yunxi", "Lantian", "Shanyang", "Zhen'an", "Zhashui"),
        *("Yilong", "Enyang", "Anzhou"),
    }
    assert "Zhangwan" in own[2024]  # Shiyan East lies there, not in Maojian
    assert "Maojian" not in own[2026]


def test_no_distance_of_2024_is_estimated_or_measured_to_a_seat() -> None:
    column = COUNTIES[2024].observations["hsr_km"].values()
    assert {observation.mark for observation in column} == {None}
    assert not any(observation.is_missing for observation in column)


def test_a_station_without_a_position_is_a_missing_distance_with_its_bounds() -> None:
    column = COUNTIES[2026].observations["hsr_km"]
    missing = {COUNTIES[2026][key].name.en for key, each in column.items() if each.is_missing}
    assert missing == {"Zhen'an", "Zhashui"}
    assert column[key_of("Zhen'an")] == Observation(None, 0.0, 67.9, "unplaced", "bounds")
    assert column[key_of("Zhashui")] == Observation(None, 0.0, 44.8, "unplaced", "bounds")
    # Ankang West is not placed either, but Ankang is
    assert column[key_of("Hanbin")] == Observation(2.1, 0.0, 2.1, "unplaced")


def test_a_distance_to_a_station_that_was_not_read_again_is_marked() -> None:
    column = COUNTIES[2026].observations["hsr_km"]
    marks = [each.mark for each in column.values()]
    assert {mark: marks.count(mark) for mark in set(marks)} == {
        None: 57,
        "carried": 59,
        "unplaced": 3,
    }
    assert column[key_of("Yunxi")].mark is None


SEAT = {"key": "1", "lon": "108", "lat": "33"}


def station(name: str, lat: str, service: str, county: str = "") -> dict[str, str]:
    return {
        "name_zh": name,
        "station_lon": "108" if lat else "",
        "station_lat": lat,
        "county": county,
        "service_2024": "",
        "service_2026": service,
    }


def test_a_nearer_station_whose_service_is_announced_is_the_low_end() -> None:
    far, near = station("far", "34", "read"), station("near", "33.5", "announced")
    # one degree of latitude is 111.2 km
    assert hsr_km(SEAT, [far, near], 2026) == Observation(111.2, 55.6, 111.2, "announced")
    assert hsr_km(SEAT, [near | {"service_2026": "read"}, far], 2026) == Observation(55.6)
    assert nearest_station(SEAT, [far, near], 2026) is far
    farther = station("farther", "35", "announced")
    assert hsr_km(SEAT, [far, farther], 2026) == Observation(111.2)
    assert hsr_km(SEAT, [far | {"service_2026": "carried"}], 2026).mark == "carried"
    own = station("own", "", "read", county="1")
    assert hsr_km(SEAT, [far, own], 2026) == Observation(None, 0.0, 111.2, "unplaced", "bounds")
    assert nearest_station(SEAT, [far, own], 2026) is own


def test_every_column_of_stations_has_its_source_and_a_study_shows_its_year_alone() -> None:
    told = {row["column"] for row in rows_of("sources") if row["table"] == "stations"}
    columns = set(rows_of("stations")[0]) - {"name_en", "name_zh", "county"}
    assert {name for column in told for name in column.split()} == columns
    for year in DATA_YEARS:
        study = embedded_study("secondary", data_year=year)
        found = data.sources_of(study, "hsr_km")
        assert [source.column for source in found] == [
            "station_lon station_lat",
            f"service_{year}",
        ]


def test_a_station_has_a_name_in_both_languages() -> None:
    assert station_name("漫川关").en == "Manchuanguan"
    assert station_name("of a later table").en == "of a later table"
    assert all(row["name_en"] and row["name_zh"] for row in rows_of("stations"))


# the year of a study


def test_the_embedded_study_is_of_2026_and_the_year_is_in_its_file_and_its_checksum() -> None:
    assert embedded_study("secondary").data_year == LATEST == 2026
    old, new = (embedded_study("links", data_year=year) for year in DATA_YEARS)
    assert old.evidence.observations == new.evidence.observations
    assert digest(old) != digest(new)
    for study in (old, new):
        again = from_json(to_json(study))
        assert again.data_year == study.data_year
        assert digest(again) == digest(study)
    assert "data_year" not in json.loads(to_json(old))["study"]


@pytest.mark.parametrize("name", sorted(path.stem for path in SAVED.glob("*.json")))
def test_a_study_saved_before_is_of_2024_and_keeps_its_values(name) -> None:
    text = (SAVED / f"{name}.json").read_text("utf-8")
    study = from_json(text)
    assert study.data_year == 2024
    assert digest(study) == json.loads(text)["hash"]
    assert with_data_year(study, 2024) is study
    if study.stage.level in ("county", "town"):
        marks = {each.mark for each in study.evidence.observations["hsr_km"].values()}
        assert {"proxy", "estimated"} <= marks
        assert all("nearest_station" not in a.attributes for a in study.evidence.alternatives)


def test_an_unknown_year_in_a_file_is_refused_by_name() -> None:
    saved = json.loads(to_json(embedded_study("links")))
    saved["study"]["data_year"] = 2025
    with pytest.raises(Exception, match="data_year") as refused:
        from_json(json.dumps(saved))
    assert refused.value.findings[0].code == "study.unreadable"


@pytest.mark.parametrize("year", DATA_YEARS)
def test_the_other_stages_follow_the_year(year) -> None:
    study = embedded_study("primary", data_year=year)
    for other in (*chain_of(study).values(), links_of(study)):
        assert other.data_year == year
    town = chain_of(study)["tertiary"].evidence
    assert town.observation("hsr_km", key_of("Yunxi")).value == (48.9 if year == 2024 else 3.9)
    shorter = with_lists_off(study, ["mountain_side"])
    assert shorter.data_year == year


def test_another_year_keeps_what_was_chosen() -> None:
    study = embedded_study("secondary").with_changes(method="topsis")
    old = with_data_year(with_lists_off(study, ["mountain_side"]), 2024)
    assert (old.scenario.method, old.lists_off) == ("topsis", ("mountain_side",))
    assert old.evidence.observation("hsr_km", key_of("Yunxi")).value == 48.9
    assert with_data_year(old, 2026).evidence is with_lists_off(study, ["mountain_side"]).evidence
    corrected = old.corrected([correction(old.evidence, "income", key_of("Yunxi"), 3e4, "bureau")])
    assert with_data_year(corrected, 2026).evidence.corrections == corrected.evidence.corrections
    assert (
        with_data_year(corrected, 2026).evidence.observation("income", key_of("Yunxi")).value == 3e4
    )


# what changed


@pytest.mark.parametrize(
    ("lang", "year", "yunxi"),
    [
        (
            "en",
            "data year (rail): 2024 → 2026",
            "Yunxi, rank 29 → 21, distance to the nearest high-speed station: 48.9 → 3.90",
        ),
        ("zh", "数据年份（铁路）：2024→2026", "郧西县第29名→第21名，高铁站距离：48.9→3.90"),
    ],
)
def test_the_comparison_of_two_years_says_who_moved_and_why(lang, year, yunxi) -> None:
    t = Translator(lang)
    found = Comparison(embedded_study("secondary", data_year=2024), embedded_study("secondary"))
    assert change(found, t) == year
    told = sentences(found, t)
    assert any(year in sentence for sentence in told)
    (why,) = [sentence for sentence in told if yunxi in sentence]
    assert len(found.observations) == len(found.values_of_moved) == 11
    assert all(t.text(found.names[key]) in why for key in found.values_of_moved)
    assert sum("48.9" in sentence for sentence in told) == 1  # each value is told once


def test_values_of_one_year_alone_are_told_as_before() -> None:
    study = embedded_study("secondary")
    found = Comparison(study, study.with_changes(method="topsis"))
    assert found.values_of_moved == {}
    assert change(found, Translator("en")).startswith("method")


# on the page


def choose(app, year: int):
    return app.radio(key="_data_year").set_value(year).run()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_year_is_chosen_on_the_page_and_undone(lang) -> None:
    app = opened("data", lang)
    assert app.radio(key="_data_year").value == 2026
    choose(app, 2024)
    assert not app.exception
    assert app.session_state["studies"]["secondary"].data_year == 2024
    (undo,) = [button for button in app.button if button.key == "_undo"]
    assert (
        undo.help
        == {"en": "data year (rail): 2026 → 2024", "zh": "数据年份（铁路）：2026→2024"}[lang]
    )
    undo.click().run()
    assert app.session_state["studies"]["secondary"].data_year == 2026
    assert app.radio(key="_data_year").value == 2026


def test_every_stage_in_hand_follows_and_comes_back() -> None:
    town = embedded_study("tertiary").with_changes(method="topsis")
    app = opened("data", "en", studies={"tertiary": town})
    choose(app, 2024)
    studies = app.session_state["studies"]
    assert (studies["tertiary"].data_year, studies["tertiary"].scenario.method) == (2024, "topsis")
    next(button for button in app.button if button.key == "_undo").click().run()
    assert app.session_state["studies"]["tertiary"].data_year == 2026


def test_no_year_is_asked_where_no_distance_follows_it() -> None:
    app = opened("data", "en", stage="primary")
    assert not [radio for radio in app.radio if radio.key == "_data_year"]


def test_the_county_page_names_the_station_of_the_year() -> None:
    app = opened("county", "en", selected=key_of("Shanyang"))
    told = " ".join(element.value for element in app.markdown)
    assert "Nearest high-speed station: Shanyang (timetable of October 2026)" in told
    assert "Stations in the county: 2." in told
    old = embedded_study("secondary", data_year=2024)
    app = opened("county", "zh", selected=key_of("Shanyang"), studies={"secondary": old})
    told = " ".join(element.value for element in app.markdown)
    assert "最近高铁（动车）站：商洛北站（2024年6月时刻表）。县内车站：0个。" in told
