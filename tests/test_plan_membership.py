"""Who is in an urban cluster plan already: the table row by row, the counties derived from it, and its faults."""

from collections import Counter

import pytest

from criteria.errors import EvidenceError
from inputs.embedded import county_rows, evidence_of, lead_city, plan_memberships, plans, rows_of
from inputs.plan_membership import city_membership, county_membership, read_memberships

CITIES = evidence_of("city")
EDGE = [a for a in CITIES.alternatives if a.number("near_mountain")]


def of_counties() -> dict[str, str]:
    """The membership of each county in the plans of its city; Shennongjia has no city, and no plan names it."""
    cities = rows_of("cities")
    return {
        row["key"]: county_membership(
            plan_memberships().get(lead_city(row, cities) or "", ()), row["name_zh"]
        )
        for row in county_rows()
    }


# each looked up in what the sources of the plan name
LOOKED_UP = [
    ("宝鸡市", "guanzhong_2018", "whole"),
    ("天水市", "guanzhong_2018", "whole"),
    ("商洛市", "guanzhong_2018", "partly"),
    ("汉中市", "guanzhong_2018", "none"),
    ("陇南市", "guanzhong_2018", "none"),
    ("平顶山市", "central_plains_2016", "whole"),
    ("三门峡市", "central_plains_2016", "whole"),
    ("绵阳市", "chengdu_chongqing_2016", "partly"),
    ("襄阳市", "middle_yangtze_2015", "whole"),
    ("十堰市", "middle_yangtze_2015", "none"),
    ("定西市", "lanzhou_xining_2018", "partly"),
    ("甘南藏族自治州", "lanzhou_xining_2018", "none"),
]


@pytest.mark.parametrize(("city", "plan", "membership"), LOOKED_UP)
def test_a_row_says_what_its_source_prints(city: str, plan: str, membership: str) -> None:
    (key,) = (a.key for a in EDGE if a.name.zh == city)
    (found,) = (one for one in plan_memberships()[key] if one.plan == plan)
    assert (found.membership, found.evidence) == (membership, "read")


def test_names_in_the_table_are_those_of_the_cities() -> None:
    names = {row["key"]: row["name_zh"] for row in rows_of("cities")}
    assert all(names[row["key"]] == row["name_zh"] for row in rows_of("plan_membership"))
    assert {row["plan"] for row in rows_of("plan_membership")} == set(plans())
    assert len(plan_memberships()) == 26


def test_nine_cities_are_wholly_in_a_plan_four_in_part_and_seven_in_none() -> None:
    by_word: dict[str, set[str]] = {}
    for a in EDGE:
        by_word.setdefault(str(a.attributes["plan_membership"]), set()).add(a.name.en)
    assert by_word["whole"] == {
        *("Baoji", "Weinan", "Tianshui", "Luoyang", "Pingdingshan"),
        *("Sanmenxia", "Nanyang", "Xiangyang", "Nanchong"),
    }
    assert by_word["partly"] == {"Shangluo", "Dingxi", "Mianyang", "Dazhou"}
    assert by_word["none"] == {
        *("Hanzhong", "Ankang", "Guangyuan", "Bazhong", "Shiyan", "Longnan", "Gannan"),
    }


def test_a_metropolitan_circle_makes_nobody_a_member() -> None:
    weinan = plan_memberships()["610500"]
    circle = [one for one in weinan if one.kind == "circle"]
    assert [one.membership for one in circle] == ["partly"]
    assert city_membership(circle) == county_membership(circle, "华州区") == "none"
    assert city_membership(weinan) == county_membership(weinan, "华阴市") == "whole"


def test_each_county_follows_from_the_parts_that_the_plan_prints() -> None:
    found = of_counties()
    assert Counter(found.values()) == {"whole": 50, "partly": 2, "none": 67}
    of_partly = {
        row["name_zh"]: found[row["key"]]
        for row in county_rows()
        if row["prefecture_zh"] in ("商洛市", "定西市", "绵阳市", "达州市", "重庆市")
    }
    outside = {name for name, word in of_partly.items() if word == "none"}
    assert outside == {
        *("商南县", "山阳县", "镇安县", "漳县", "岷县"),
        *("北川羌族自治县", "平武县", "万源市", "城口县", "奉节县", "巫山县", "巫溪县"),
    }
    assert {name for name, word in of_partly.items() if word == "partly"} == {"开州区", "云阳县"}


def test_the_share_outside_is_that_of_the_residents_of_counties_that_no_plan_names() -> None:
    shangluo, found = CITIES["611000"], of_counties()
    # residents of 2020: Shangnan, Shanyang and Zhen'an of the seven counties
    hand = 203_796 + 359_967 + 253_786
    everybody = hand + 472_978 + 365_736 + 247_259 + 137_709
    assert shangluo.number("outside_plan") == pytest.approx(100 * hand / everybody)
    assert CITIES.observation("outside_plan", "611000").value == shangluo.number("outside_plan")
    for city in EDGE:
        own = [row for row in county_rows() if row["prefecture_zh"] == city.name.zh]
        outside = sum(int(row["pop_2020"]) for row in own if found[row["key"]] == "none")
        share = 100 * outside / sum(int(row["pop_2020"]) for row in own)
        assert city.number("outside_plan") == pytest.approx(share)


def test_the_share_outside_follows_the_groups_of_the_county_list() -> None:
    """Of Mianyang only Beichuan and Pingwu are on the state's list; without any county on it a city has no share."""
    state_list = evidence_of("city", ("mountain_side", "same_prefecture"))
    assert state_list["510700"].number("outside_plan") == 100
    nothing = evidence_of("city", tuple({row["list_basis"] for row in county_rows()}))
    assert nothing["510700"].number("outside_plan") is None
    assert nothing["510700"].attributes["plan_membership"] == "partly"


ROW = {
    "key": "1", "plan": "p", "kind": "national", "membership": "partly", "evidence": "read",
    "named_zh": "甲县;乙县", "named_in_part_zh": "丙县", "left_out_zh": "", "role_en": "", "role_zh": "",
}  # fmt: skip


def faults(*rows: dict[str, str], lang="en") -> list[str]:
    with pytest.raises(EvidenceError) as caught:
        read_memberships("m.csv", rows, {"1", "2"}, {"p"})
    return [finding.in_(lang).line() for finding in caught.value.findings]


def test_parts_are_those_named_or_all_but_those_left_out() -> None:
    left_out = ROW | {"key": "2", "named_zh": "", "named_in_part_zh": "", "left_out_zh": "甲县"}
    found = read_memberships("m.csv", [ROW, left_out], {"1", "2"}, {"p"})
    (named,), (others,) = found["1"], found["2"]
    assert [named.of_county(n) for n in ("甲县", "丙县", "丁县")] == ["whole", "partly", "none"]
    assert [others.of_county(n) for n in ("甲县", "丁县")] == ["none", "whole"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"key": "9"}, "has no city “9”"),
        ({"plan": "q"}, "plan: “q” is none of the words"),
        ({"membership": "mostly"}, "membership: “mostly” is none of the words"),
        ({"evidence": ""}, "evidence: “–” is none of the words"),
        ({"named_zh": ""}, "do not fit"),
        ({"left_out_zh": "丁县"}, "do not fit"),
        ({"membership": "whole"}, "do not fit"),
    ],
)
def test_a_fault_is_told_by_its_line(change: dict[str, str], told: str) -> None:
    good = ROW | {"key": "2"}
    lines = faults(good, ROW | change)
    assert any("m.csv" in line and "line 3" in line and told in line for line in lines), lines


def test_all_faults_are_told_at_once_in_both_languages() -> None:
    rows = (ROW, ROW, ROW | {"key": "9", "kind": "other"})
    assert len(faults(*rows)) == 3
    assert "stand in line 2 too" in faults(*rows)[0]
    assert "第2行已有" in faults(*rows, lang="zh")[0]
