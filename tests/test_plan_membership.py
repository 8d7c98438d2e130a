"""Who is in an urban cluster plan already: the table row by row, the counties derived from it, and its faults."""

from collections import Counter
from dataclasses import replace

import pytest

from criteria.errors import EvidenceError
from criteria.text import LANGS
from inputs.embedded import county_rows, evidence_of, plan_memberships, plans, rows_of
from inputs.plan_membership import city_membership, county_membership, read_memberships
from mcda.__main__ import main
from mcda.region.pilot_candidates import leading_cities
from mcda.region.plan_membership import county_memberships
from mcda.report.tables import chain, plan_membership
from mcda.report.workbook.sheets.ranking import cover
from mcda.report.workbook.sheets.region import region
from mcda.study.factory import CHAIN, CITY_STAGE, embedded_study
from mcda.study.io import from_json, to_json
from mcda.study.plan_choice import PLAN_CHOICES, plan_choice, with_plan_choice
from mcda.words import Translator
from tests.drivers.app_pages import opened

CITIES = evidence_of("city")
COMPETING = {"all": 20, "outside": 11, "members": 13}
TYPED = {
    "all": ("--eligible", "not_wholly_in_plan=off"),
    "outside": (),
    "members": ("--eligible", "not_wholly_in_plan=off", "in_plan=1"),
}
EDGE = [a for a in CITIES.alternatives if a.number("near_mountain")]


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
    found = county_memberships()
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
    shangluo, found = CITIES["611000"], county_memberships()
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


@pytest.fixture(scope="module")
def primary():
    return embedded_study(CITY_STAGE)


@pytest.mark.parametrize("choice", PLAN_CHOICES)
def test_an_answer_is_kept_in_a_saved_study_and_the_stage_s_own_leaves_no_trace(primary, choice):
    chosen = with_plan_choice(primary, choice)
    assert len(chosen.ranking) == COMPETING[choice]
    kept = from_json(to_json(chosen))
    assert (plan_choice(kept), kept.candidates) == (choice, chosen.candidates)
    back = with_plan_choice(chosen, "outside")
    assert (plan_choice(primary), back.scenario) == ("outside", primary.scenario)


def test_both_rules_at_once_leave_those_partly_in_a_plan(primary):
    both = primary.with_changes(eligibility={"in_plan": 1.0})
    assert {a.name.en for a in both.candidates} == {"Shangluo", "Dingxi", "Mianyang", "Dazhou"}
    assert plan_choice(both) is None
    assert plan_choice(with_plan_choice(both, "members")) == "members"


@pytest.mark.parametrize("attributes", [{}, {"plan_membership": "mostly"}])
def test_a_saved_study_s_city_without_a_known_membership_has_no_word(attributes):
    city = replace(EDGE[0], attributes=attributes)
    assert plan_membership.word(city, Translator("en")) == ""


@pytest.mark.parametrize("choice", PLAN_CHOICES)
def test_the_shell_reaches_each_answer(capsys, choice):
    assert main(["rank", "--stage", CITY_STAGE, *TYPED[choice], "--json"]) == 0
    assert f'"rank": {COMPETING[choice]},' in capsys.readouterr().out


def test_a_city_that_has_joined_leads_its_counties_without_a_rank(primary):
    """By default; where all twenty compete it leads only in their first half, as it did in 1.0."""
    baoji = "610300"
    assert baoji in leading_cities(primary)
    everybody = with_plan_choice(primary, "all")
    first = {line.key for line in everybody.ranking if line.rank <= 10}
    assert leading_cities(everybody) == first | {"610100", "500000"}
    members = with_plan_choice(primary, "members")
    assert "610700" not in leading_cities(members)  # Hanzhong is not ranked, and in no plan


@pytest.mark.parametrize("lang", LANGS)
def test_pingdingshan_is_told_as_the_core_member_that_it_is(primary, lang):
    t = Translator(lang)
    rows = chain.named({key: embedded_study(key) for key in CHAIN}, t).rows
    (told,) = (row[-1] for row in rows if row[1] == t.text(CITIES["410400"].name))
    assert (
        "Central Plains urban cluster, 2016: wholly (core development area"
        if lang == "en"
        else "整体纳入（核心发展区"
    ) in told
    (zhen_an,) = (row[-1] for row in rows if row[1] == t.text(evidence_of("county")["611025"].name))
    assert zhen_an == t("plans.none")


def test_the_brief_names_membership_and_where_each_list_was_read(primary):
    t = Translator("en")
    table = next(each for each in region(primary, t).tables if each.title == t("plans.table"))
    assert len(table.rows) == len(rows_of("plan_membership"))
    assert ("Weinan", "Xi'an metropolitan circle", "2022", "partly") in [r[:4] for r in table.rows]
    assert all(row[-1] for row in table.rows)
    everybody = with_plan_choice(primary, "all")
    assert (t("brief.competitors"), "All mountain-edge cities (20)") in cover(everybody, t).tables[
        0
    ].rows


@pytest.mark.slow
def test_the_choice_on_the_page_tells_why_and_is_undone():
    t = Translator("en")
    app = opened("ranking", "en", stage=CITY_STAGE, selected="410400")
    assert not app.exception
    assert app.radio("_plan_choice").value == "outside"
    told = " ".join(each.value for each in (*app.markdown, *app.caption))
    assert t("plans.city_whole", city="Pingdingshan") in told
    assert plan_membership.choice_why(embedded_study(CITY_STAGE), t) in told
    app.radio("_plan_choice").set_value("members").run()
    assert not app.exception
    assert len(app.session_state["studies"][CITY_STAGE].ranking) == 13
    app.button(key="_undo").click().run()
    assert app.radio("_plan_choice").value == "outside"


@pytest.mark.slow
def test_the_same_choice_stands_among_who_may_compete_and_in_chinese():
    app = opened("data", "zh", stage=CITY_STAGE)
    choice = app.radio("_plan_choice")
    assert choice.options == list(
        plan_membership.choice_names(embedded_study(CITY_STAGE), Translator("zh")).values()
    )
    assert [each.key for each in app.toggle if "plan" in each.key] == []
    choice.set_value("all").run()
    assert not app.exception
    assert len(app.session_state["studies"][CITY_STAGE].ranking) == 20


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_layer_of_the_region_tells_its_sources(lang):
    t = Translator(lang)
    app = opened("region", lang, notes={"_region_view": "plans"})
    assert not app.exception
    told = " ".join(each.value for each in app.markdown)
    assert t("region.plans_words") in told
    assert all(t.text(source.doubt) in told for source in plans().values())
