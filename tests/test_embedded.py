"""The embedded study: who is in it, what they are called in both languages, and where every column comes from."""

import re

import pytest

from criteria.catalogue import read_catalogue
from criteria.errors import EvidenceError
from criteria.text import Text
from inputs.embedded import evidence_of, rows_of, town_name
from inputs.evidence import MARKS, Alternative, Evidence, Observation
from mcda.study.factory import embedded_study
from mcda.study.study import Study


@pytest.mark.parametrize(
    ("level", "count"), [("county", 119), ("town", 119), ("city", 36), ("link", 15)]
)
def test_each_level_has_its_alternatives(level, count: int) -> None:
    assert len(evidence_of(level).alternatives) == count


@pytest.mark.parametrize(
    ("stage", "count"), [("primary", 11), ("secondary", 107), ("tertiary", 93), ("links", 15)]
)
def test_each_stage_has_its_candidates(stage: str, count: int) -> None:
    study = embedded_study(stage)
    assert len(study.candidates) == count
    assert len(study.ranking) == count


FIRST = {
    "primary": ("Hanzhong", "Ankang", "Shangluo", "Guangyuan", "Shiyan", "Bazhong"),
    "secondary": (
        *("Ningqiang", "Yangxian", "Ningshan", "Beichuan", "Wenxian", "Zhouzhi"),
        *("Zhen'an", "Nanzheng", "Langao", "Foping", "Shanyang", "Zhenba"),
    ),
    "links": (
        *("Chengdu–Chongqing", "Wuhan–Zhengzhou", "Xi'an–Zhengzhou"),
        *("Xi'an–Chengdu", "Xi'an–Lanzhou"),
    ),
}
LAST = {
    "primary": ("Gannan", "Dazhou", "Longnan", "Mianyang", "Dingxi"),
    "secondary": (
        *("Kaijiang", "Fangcheng", "Zhenping (Nanyang)", "Shanzhou"),
        *("Yexian", "Yiyang", "Qishan", "Kaizhou"),
    ),
    "tertiary": (
        *("Diebu", "Xihe", "Lixian", "Lintan"),
        *("Chengxian", "Wushan (Tianshui)", "Zhangxian", "Minxian"),
    ),
}


def in_order(stage: str) -> list[str]:
    study = embedded_study(stage)
    names = [study.evidence[line.key].name.en for line in study.ranking]
    return [name.removesuffix(" county town").removesuffix(" (town)") for name in names]


@pytest.mark.parametrize("stage", FIRST)
def test_who_comes_first_by_the_proposed_shares(stage: str) -> None:
    assert tuple(in_order(stage)[: len(FIRST[stage])]) == FIRST[stage]


@pytest.mark.parametrize("stage", LAST)
def test_who_comes_last_by_the_proposed_shares(stage: str) -> None:
    assert tuple(in_order(stage)[: -len(LAST[stage]) - 1 : -1]) == LAST[stage]


def test_twelve_county_towns_come_first() -> None:
    """After the fourth, ranks hang on one edge of the graph of neighbours (stages.toml, betweenness)."""
    first = in_order("tertiary")[:12]
    assert first[:4] == ["Yangxian", "Chenggu", "Zhouzhi", "Jiangyou"]
    assert set(first[4:]) == {
        *("Xunyang", "Meixian", "Foping", "Lantian", "Taibai", "Beichuan", "Shanyang", "Yunxi"),
    }


def test_a_district_is_no_county_town_and_shennongjia_is_none() -> None:
    study = embedded_study("tertiary")
    shut = {k for k, rule in study.ineligible.items() if rule.key == "county_town"}
    assert {study.evidence[key].name.zh for key in shut} == {"鄠邑城区", "华州城区", "开州城区"}
    everyone = study.with_changes(eligibility={"county_town": None})
    assert len(everyone.candidates) == len(study.candidates) + 3
    assert not any("Shennongjia" in study.evidence[key].name.en for key in study.ineligible)


def test_counties_have_six_digit_codes_and_links_two_of_them() -> None:
    for level in ("county", "town", "city"):
        assert all(re.fullmatch(r"\d{6}", a.key) for a in evidence_of(level).alternatives)
    for link in evidence_of("link").alternatives:
        assert link.key == f"{link.attributes['city_a']}-{link.attributes['city_b']}"


def test_a_town_carries_the_code_of_its_county() -> None:
    counties, towns = evidence_of("county"), evidence_of("town")
    assert [a.key for a in counties.alternatives] == [a.key for a in towns.alternatives]


@pytest.mark.parametrize(
    ("county", "town", "english"),
    [
        ("周至县", "周至县城", "X county town"),
        ("江油市", "江油城区", "X (town)"),
        ("鄠邑区", "鄠邑城区", "X (town)"),
        ("凤县", "凤县城", "X county town"),
        ("神农架林区", "神农架城区", "X (town)"),
    ],
)
def test_a_county_town_is_named_after_its_county(county: str, town: str, english: str) -> None:
    """A district or a city has no county town."""
    assert town_name({"name_zh": county, "name_en": "X"}) == Text(english, town)


def test_every_town_has_a_name_of_its_own_in_both_languages() -> None:
    towns = evidence_of("town").alternatives
    assert all(a.name.zh.endswith(("县城", "城区")) and "县县" not in a.name.zh for a in towns)
    assert all(a.name.en.endswith((" county town", " (town)")) for a in towns)
    assert len({a.name.zh for a in towns}) == len({a.name.en for a in towns}) == 119


def test_names_are_told_apart_in_both_languages() -> None:
    for level in ("county", "city", "link"):
        names = [a.name for a in evidence_of(level).alternatives]
        assert len({name.en for name in names}) == len({name.zh for name in names}) == len(names)


def test_the_paper_names_nine_counties() -> None:
    named = {a.name.en for a in evidence_of("county").alternatives if a.number("paper_named")}
    assert named == {
        "Zhouzhi", "Lantian", "Meixian", "Taibai", "Fengxian",
        "Zhen'an", "Zhashui", "Shanyang", "Shangnan",
    }  # fmt: skip


def test_six_cities_are_central() -> None:
    central = {a.name.en for a in evidence_of("city").alternatives if a.number("is_central_city")}
    assert central == {"Xi'an", "Chengdu", "Chongqing", "Wuhan", "Zhengzhou", "Lanzhou"}


def test_twelve_districts_hold_a_prefecture_seat() -> None:
    study = embedded_study("secondary")
    assert {study.evidence[key].name.en for key in study.ineligible} == {
        "Maojian", "Zhangwan", "Hantai", "Hanbin", "Shangzhou", "Lizhou",
        "Bazhou", "Dachuan", "Wudu", "Qinzhou", "Weibin", "Wolong",
    }  # fmt: skip


def test_every_mark_is_a_known_one() -> None:
    for level in ("county", "city", "link"):
        columns = evidence_of(level).observations.values()
        assert {r.mark for column in columns for r in column.values()} <= {None, *MARKS}


def test_every_column_that_a_criterion_names_has_a_source() -> None:
    known = {row["column"] for row in rows_of("sources")}
    for criterion in read_catalogue()[0].criteria:
        assert set(criterion.sources) <= known, criterion.key


def test_every_criterion_of_a_stage_shows_a_source_there(each_study: Study) -> None:
    for key in each_study.stage.keys:
        shown = set(each_study.catalogue[key].sources) & set(each_study.evidence.sources)
        assert shown, key


def test_the_water_share_of_a_city_shows_its_recalled_list() -> None:
    assert "water_source_danjiangkou" in embedded_study("primary").evidence.sources


def test_a_source_is_written_in_both_languages() -> None:
    for row in rows_of("sources"):
        assert re.search(r"[\u4e00-\u9fff]", row["title_zh"]), row["column"]
        assert row["licence"], row["column"]
        assert "(" not in row["licence_zh"], row["column"]
        assert row["year"], row["column"]


def test_every_reading_of_a_stage_is_there_for_every_candidate(each_study: Study) -> None:
    readings = [each_study.catalogue[key].variable for key in each_study.stage.keys]
    missing_values = each_study.evidence.only(each_study.candidates).missing_values(readings)
    assert {reading for _, reading in missing_values} <= {
        "designations",
        "hsr_km",
        "mountain_hsr_km",
    }


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [(1, 2, 3), (4, 2, 3), (None, 3, 2), (float("nan"), None, None), (1, float("-inf"), 2)],
)
def test_a_reading_lies_between_its_ends(value, low, high) -> None:
    with pytest.raises(EvidenceError):
        Observation(value, low, high)


def test_evidence_refuses_a_key_twice_and_names_an_unknown_one() -> None:
    one = Alternative("a", Text.same("a"), "own")
    with pytest.raises(EvidenceError, match="repeated"):
        Evidence((one, one), {})
    with pytest.raises(EvidenceError, match="not in this study"):
        Evidence((one,), {})["b"]
