"""The five types of county town: counts over the region, each rule at its thresholds, ranks within a type."""

from dataclasses import replace

import pytest

from criteria.errors import EvidenceError, MethodError, StudyError
from criteria.text import LANGS
from inputs.embedded import rows_of
from mcda.methods.registry import rank
from mcda.model.decision_matrix import DecisionMatrix
from mcda.region.town_types import (
    answer,
    candidates_of_type,
    columns_read,
    counts,
    county_facts,
    ranking_within,
    rule_words,
    type_name,
    types_of,
)
from mcda.report.maps.layers import town_type_map
from mcda.report.tables import town_types
from mcda.report.workbook.sheets.town_types import types as sheet_of_types
from mcda.study.comparison import Comparison
from mcda.study.factory import chain_of, embedded_study
from mcda.study.io import digest, from_json, to_json
from mcda.study.town_type_rules import PROPOSED_TYPES, TOWN_TYPES, TownTypeRules
from mcda.words import Translator

# yes, borderline, no, not determinable: over all 119, and without the 25 urban districts
OF_ALL = {
    "near_big_city": (15, 8, 96, 0),
    "specialised_function": (24, 0, 34, 61),
    "main_farm_area": (3, 14, 97, 5),
    "key_ecological_zone": (57, 0, 41, 21),
    "losing_population": (52, 30, 34, 3),
}
OF_COUNTY_TOWNS = {
    "near_big_city": (5, 7, 82, 0),
    "specialised_function": (22, 0, 30, 42),
    "main_farm_area": (3, 12, 75, 4),
    "key_ecological_zone": (54, 0, 29, 11),
    "losing_population": (45, 29, 20, 0),
}
FOUR = ("yes", "borderline", "no", "not_determinable")
ANYWHERE = replace(
    county_facts()["610124"],
    is_district=False,
    city_5m_km=500.0,
    city_1m_km=500.0,
    scenic_areas=(),
    secondary_share=None,
    primary_share=None,
    cropland_share=None,
    farm_employment=None,
    in_zone=None,
    change=None,
)


@pytest.mark.parametrize("kind", TOWN_TYPES)
def test_counts_over_all_counties_and_over_those_that_are_no_districts(kind) -> None:
    facts = county_facts().values()
    found = [answer(kind, each, PROPOSED_TYPES) for each in facts]
    assert tuple(found.count(each) for each in FOUR) == OF_ALL[kind]
    without = counts(kind, county_facts(), PROPOSED_TYPES)
    assert tuple(without[each] for each in FOUR) == OF_COUNTY_TOWNS[kind]
    assert without["not_applicable"] == 25


def test_so_many_types_hold_in_a_county() -> None:
    held = [
        sum(answer(kind, each, PROPOSED_TYPES) == "yes" for kind in TOWN_TYPES)
        for each in county_facts().values()
    ]
    assert [held.count(number) for number in range(6)] == [21, 52, 40, 5, 1, 0]
    assert held[list(county_facts()).index("510726")] == 4  # Beichuan


def test_a_forestry_district_is_no_urban_district() -> None:
    names = {row["key"]: row["name_zh"] for row in rows_of("counties")}
    districts = {names[key] for key, facts in county_facts().items() if facts.is_district}
    assert len(districts) == 25
    assert "神农架林区" not in districts
    assert all(name.endswith("区") for name in districts)
    assert set(types_of("610116", PROPOSED_TYPES).values()) == {"not_applicable"}


@pytest.mark.parametrize(
    ("big", "city", "expected"),
    [
        (50.0, 500.0, "yes"),
        (50.1, 500.0, "borderline"),
        (80.0, 500.0, "borderline"),
        (80.1, 500.0, "no"),
        (500.0, 30.0, "yes"),
        (500.0, 30.1, "borderline"),
        (500.0, 45.0, "borderline"),
        (500.0, 45.1, "no"),
    ],
)
def test_near_a_big_city_at_its_distances(big, city, expected) -> None:
    facts = replace(ANYWHERE, city_5m_km=big, city_1m_km=city)
    assert answer("near_big_city", facts, PROPOSED_TYPES) == expected


@pytest.mark.parametrize(
    ("sites", "share", "expected"),
    [
        ((type_name("losing_population"),), None, "yes"),
        ((type_name("losing_population"),), 1.0, "yes"),
        ((), 45.0, "yes"),
        ((), 44.9, "no"),
        ((), None, "not_determinable"),
    ],
)
def test_a_specialised_function_is_a_scenic_area_or_industry(sites, share, expected) -> None:
    facts = replace(ANYWHERE, scenic_areas=sites, secondary_share=share)
    assert answer("specialised_function", facts, PROPOSED_TYPES) == expected


@pytest.mark.parametrize(
    ("shares", "zone", "expected"),
    [
        ((15.0, 40.0, 40.0), False, "yes"),
        ((14.9, 40.0, 40.0), False, "borderline"),
        ((15.0, 39.9, 40.0), False, "borderline"),
        ((15.0, 40.0, 39.9), False, "borderline"),
        ((15.0, 39.9, 39.9), False, "no"),
        ((None, 40.0, 40.0), False, "borderline"),
        ((15.0, 40.0, 40.0), True, "no"),
        ((15.0, 40.0, 40.0), None, "not_determinable"),
        ((15.0, 40.0, None), None, "not_determinable"),
        ((15.0, None, None), None, "no"),
    ],
)
def test_a_main_farm_area_needs_three_shares_and_no_zone(shares, zone, expected) -> None:
    primary, cropland, work = shares
    facts = replace(
        ANYWHERE,
        primary_share=primary,
        cropland_share=cropland,
        farm_employment=work,
        in_zone=zone,
    )
    assert answer("main_farm_area", facts, PROPOSED_TYPES) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (-10.0, "yes"),
        (-9.9, "borderline"),
        (-5.0, "borderline"),
        (-4.9, "no"),
        (3.0, "no"),
        (None, "not_determinable"),
    ],
)
def test_losing_population_at_its_thresholds(change, expected) -> None:
    facts = replace(ANYWHERE, change=change)
    assert answer("losing_population", facts, PROPOSED_TYPES) == expected


@pytest.mark.parametrize(
    ("zone", "expected"), [(True, "yes"), (False, "no"), (None, "not_determinable")]
)
def test_a_zone_is_on_the_list_or_not_known(zone, expected) -> None:
    found = answer("key_ecological_zone", replace(ANYWHERE, in_zone=zone), PROPOSED_TYPES)
    assert found == expected


def test_moved_thresholds_move_answers_and_stand_in_the_rule() -> None:
    rules = TownTypeRules(loss=20.0, loss_border=12.5)
    facts = replace(ANYWHERE, change=-15.0)
    assert answer("losing_population", facts, rules) == "borderline"
    assert "12.5%" in rule_words("losing_population", rules).zh
    assert "12.5%" in rule_words("losing_population", rules).en


@pytest.mark.parametrize(
    "wrong",
    [
        {"big_city_km": 90.0},
        {"city_border_km": 20.0},
        {"loss_border": 11.0},
        {"primary_share": -1.0},
        {"cropland_share": float("nan")},
    ],
)
def test_thresholds_that_cannot_be_are_told(wrong) -> None:
    with pytest.raises(StudyError) as found:
        TownTypeRules(**wrong)
    assert found.value.findings[0].code.startswith("town_types.")


@pytest.mark.parametrize("stage", ["secondary", "tertiary"])
@pytest.mark.parametrize(
    ("kind", "method"),
    [
        *((kind, "additive") for kind in TOWN_TYPES),
        *((kind, "topsis") for kind in ("specialised_function", "losing_population")),
    ],
)
def test_a_ranking_within_a_type_is_that_of_its_rows_alone(stage, kind, method) -> None:
    study = embedded_study(stage).with_changes(method=method)
    full = study.filled.matrix
    rows = [
        i for i, key in enumerate(full.alternatives) if types_of(key, PROPOSED_TYPES)[kind] == "yes"
    ]
    alone = DecisionMatrix.of(
        full.values[rows],
        full.directions,
        [full.alternatives[i] for i in rows],
        full.criteria,
        scales=full.scales,
        beyond=full.beyond,
    )
    expected = rank(alone, study.weights, method)
    found = ranking_within(study, kind)
    assert [(line.key, line.rank) for line in found] == [(x.key, x.rank) for x in expected]
    assert {line.key: line.score for line in found} == pytest.approx(
        {line.key: line.score for line in expected}
    )
    assert len(found) == OF_COUNTY_TOWNS[kind][0]


def test_a_method_that_cannot_rank_so_few_says_so_and_the_county_is_told_its_other_ranks(
    secondary,
) -> None:
    study = secondary.with_changes(method="topsis")
    with pytest.raises(MethodError):  # none of the five has a value above zero in one column
        ranking_within(study, "near_big_city")
    told = town_types.ranks(study, "510726", Translator("en"))
    assert len(told) == 3


def test_topsis_within_a_type_is_more_than_a_filter(secondary) -> None:
    study = secondary.with_changes(method="topsis", parameters={"normalisation": "vector"})
    whole = {line.key: line.score for line in study.ranking}
    found = ranking_within(study, "losing_population")
    assert any(abs(line.score - whole[line.key]) > 1e-6 for line in found)


def test_a_type_of_fewer_than_two_is_told(secondary) -> None:
    nobody = replace(secondary, town_type_rules=TownTypeRules(primary_share=99.0))
    assert candidates_of_type(nobody, "main_farm_area") == ()
    with pytest.raises(EvidenceError) as found:
        ranking_within(nobody, "main_farm_area")
    assert found.value.findings[0].code == "town_types.few"


def test_thresholds_are_saved_with_the_study_and_count_as_a_choice(secondary) -> None:
    moved = replace(secondary, town_type_rules=TownTypeRules(loss=12.0))
    again = from_json(to_json(moved))
    assert again.town_type_rules == moved.town_type_rules
    assert digest(again) == digest(moved) != digest(secondary)
    assert "town_type_rules" not in to_json(secondary)
    assert chain_of(moved)["tertiary"].town_type_rules == moved.town_type_rules
    assert [c.field for c in Comparison(secondary, moved).choices] == ["town_type_rules"]


def test_every_column_of_the_two_tables_has_a_source() -> None:
    known = {(row["table"], row["column"]) for row in rows_of("sources")}
    for column in ("city_5m_km", "city_5m_en", "city_1m_km", "city_1m_en", "secondary_share"):
        assert ("town_types", column) in known
        assert column in rows_of("town_types")[0]
    assert ("protected_sites", "scenic_5a") in known
    assert {source.column for source in columns_read()} >= {
        "secondary_share",
        "scenic_5a",
        "gdp_primary_share_2021",
        "key_ecological_function_zone",
        "pop_change_2010_2020_pct",
    }
    assert sum(row["kind"] == "scenic_5a" for row in rows_of("protected_sites")) == 20
    assert sum(bool(row["secondary_share"]) for row in rows_of("town_types")) == 53
    assert [row["key"] for row in rows_of("town_types")] == [r["key"] for r in rows_of("counties")]


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheet_has_rules_counts_ranks_answers_and_sources(lang, tertiary) -> None:
    t = Translator(lang)
    found = sheet_of_types(tertiary, t)
    assert found is not None
    assert t.text(type_name("near_big_city")) in found.tables[0].rows[0]
    assert found.tables[0].rows[0][1:5] == (5, 7, 82, 0)
    assert ("May 2022" if lang == "en" else "2022年5月") in found.sentences[0]
    assert "25" in found.sentences[0]
    titles = [table.title for table in found.tables]
    assert t("town_types.table_within", type=type_name("losing_population")) in titles
    assert len(found.tables[-2].rows) == 94
    assert any(
        t.text(source.name) in row for source in columns_read() for row in found.tables[-1].rows
    )
    assert sheet_of_types(embedded_study("primary"), t) is None


@pytest.mark.parametrize("lang", LANGS)
def test_the_layer_shows_five_answers_and_colours_each_county(lang, secondary) -> None:
    t = Translator(lang)
    spec = town_type_map(secondary, t, None, "key_ecological_zone")
    text = str(spec)
    for words in ("yes", "cannot be determined") if lang == "en" else ("是", "无法判定"):
        assert f"'{words}'" in text
    assert t.text(type_name("key_ecological_zone")) in text


@pytest.mark.parametrize("lang", LANGS)
def test_a_county_is_told_its_types_with_what_they_rest_on(lang, secondary) -> None:
    t = Translator(lang)
    told = " ".join(town_types.answers("510726", PROPOSED_TYPES, t))
    for name in rows_of("protected_sites"):
        if (name["key"], name["kind"]) == ("510726", "scenic_5a"):
            assert name["name_en" if lang == "en" else "name_zh"] in told
    facts = county_facts()["510726"]
    assert f"{facts.city_1m_km:.0f}" in told
    ranks = town_types.ranks(secondary, "510726", t)
    assert len(ranks) == 4
    first = ranking_within(secondary, "near_big_city").rank("510726")
    assert str(first) in ranks[0]
    assert town_types.ranks(secondary, "610116", t) == []
    assert town_types.answers("610116", PROPOSED_TYPES, t) == [t("town_types.district")]
