"""The verbs of the region on the shell: their JSON as promised, their text in both languages, their troubles told."""

import json
import re

import pytest

from inputs.embedded import evidence_of
from inputs.places import kilometres
from mcda.__main__ import main
from mcda.study.factory import embedded_study

pytestmark = pytest.mark.slow


def spoken(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(list(words))
    told = capsys.readouterr()
    return status, told.out, told.err


def document(capsys, *words):
    status, out, err = spoken(capsys, *words, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_pilots_without_rules_are_the_first_of_the_ranking(capsys):
    found = document(capsys, "pilots", "-k", "4")
    first = list(embedded_study().ranking)[:4]
    assert [entry["key"] for entry in found["chosen"]] == [line.key for line in first]
    assert set(found["chosen"][0]) == {"key", "name", "relations", "instruments"}
    assert [each["relation"] for each in found["chosen"][0]["relations"]] == [1, 2, 3, 4, 5]
    for each in found["chosen"][0]["instruments"]:
        assert set(each) == {"key", "name", "section", "triggers"}
        assert all({"variable", "value"} < set(trigger) for trigger in each["triggers"])
    assert found["value"] == pytest.approx(sum(line.score for line in first))
    assert found["cost"] == {}
    assert found["near"][0] == {
        "chosen": [entry["key"] for entry in found["chosen"]],
        "value": found["value"],
    }
    assert {"core", "borderline", "left_out", "checksum"} <= set(found)


def test_pilots_keep_every_rule_and_price_it_by_the_options_name(capsys):
    rules = ["-k", "10", "--per-province-max", "3", "--min-distance-km", "60", "--chain"]
    found = document(capsys, "pilots", *rules, "--must", "610124", "--never", "610923")
    keys = [entry["key"] for entry in found["chosen"]]
    counties = evidence_of("county")
    assert len(keys) == 10
    assert "610124" in keys
    assert "610923" not in keys
    provinces = [counties[key].province.en for key in keys]
    assert max(map(provinces.count, provinces)) <= 3
    seats = [counties[key].seat for key in keys]
    assert all(kilometres(a, b) >= 60 for i, a in enumerate(seats) for b in seats[:i])
    assert set(found["cost"]) == {
        "per_province_max", "min_distance_km", "chain", "must", "never",
    }  # fmt: skip
    assert all(cost >= 0 for cost in found["cost"].values())
    assert found["core"]
    assert all(entry["presence"] >= 0.9 for entry in found["core"])


def test_towns_keep_forty_kilometres_apart_unless_told_otherwise(capsys):
    apart = document(capsys, "pilots", "--stage", "tertiary", "-k", "12")
    free = document(capsys, "pilots", "--stage", "tertiary", "-k", "12", "--min-distance-km", "0")
    towns = evidence_of("town")
    seats = [towns[entry["key"]].seat for entry in apart["chosen"]]
    assert min(kilometres(a, b) for i, a in enumerate(seats) for b in seats[:i]) >= 40
    assert free["value"] > apart["value"]
    assert apart["cost"]["min_distance_km"] == pytest.approx(free["value"] - apart["value"])
    assert free["cost"] == {}


def test_a_named_group_has_its_own_quota(capsys):
    found = document(capsys, "pilots", "-k", "6", "--province-min", "Gansu=2", "四川省=1")
    provinces = [evidence_of("county")[e["key"]].province.en for e in found["chosen"]]
    assert provinces.count("Gansu") >= 2
    assert provinces.count("Sichuan") >= 1
    assert set(found["cost"]) == {"province_min:Gansu", "province_min:Sichuan"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-k", "500"], "500 cannot be chosen"),
        (["-k", "5", "--province-min", "Atlantis=1"], "Atlantis"),
        (["-k", "5", "--province-min", "Gansu"], "Gansu=2"),
        (["-k", "5", "--must", "610922", "--never", "610922"], "both included and excluded"),
        (["-k", "5", "--must", "999999"], "999999"),
        (["--min-distance-km", "-3"], "-3 km"),
        (
            ["-k", "5", "--province-min", "Gansu=4", "--province-max", "Gansu=2"],
            "they conflict",
        ),
        (["--chain", "--stage", "primary"], "no stage leads to it"),
    ],
)
def test_wishes_at_fault_are_told_with_their_remedy(capsys, words, told):
    status, out, err = spoken(capsys, "pilots", *words)
    assert status == 1
    assert out == ""
    assert told in err
    assert re.fullmatch(r".+: .+[.?] [A-Z].*\.\n", err)


def test_pilots_of_a_users_own_table(capsys, tmp_path):
    table = tmp_path / "mine.csv"
    table.write_text("name,a,b\n,max,min\nx,1,2\ny,3,4\nz,5,1\n", "utf-8")
    found = document(capsys, "pilots", "--table", str(table), "-k", "1")
    assert [entry["key"] for entry in found["chosen"]] == ["z"]
    status, _, err = spoken(
        capsys, "pilots", "--table", str(table), "-k", "2", "--min-distance-km", "10"
    )
    assert status == 1
    assert "coordinates" in err


def test_chain_is_one_tree_of_the_three_rankings(capsys):
    tree = document(capsys, "chain")
    assert tree[0]["cluster"] == "Chengdu–Chongqing"
    cities = [city for cluster in tree for city in cluster["cities"]]
    counties = [county for city in cities for county in city["counties"]]
    assert len({county["key"] for county in counties}) == len(counties) == 107
    assert set(cities[0]) == {"key", "name", "rank", "counties"}
    xian = next(city for city in cities if city["key"] == "610100")
    assert xian["rank"] is None
    zhouzhi = next(county for county in xian["counties"] if county["key"] == "610124")
    assert zhouzhi["rank"] == embedded_study("secondary").ranking.rank("610124")
    assert zhouzhi["town"]["rank"] == embedded_study("tertiary").ranking.rank("610124")
    assert any(county["town"] is None for county in counties)


def test_chain_by_the_strongest_link_differs(capsys):
    assigned = document(capsys, "chain")
    linked = document(capsys, "chain", "--clustering", "strongest_link")
    assert assigned != linked


def test_network_grows_step_by_step(capsys):
    sizes = [len(document(capsys, "network", "--phase", str(step))["links"]) for step in (1, 2, 3)]
    assert sizes == [3, 5, 14]
    whole = document(capsys, "network")
    assert {"links", "sectors", "growth", "tiers"} <= set(whole)
    assert sorted(c["key"] for group in whole["tiers"].values() for c in group) == sorted(
        ["610100", "510100", "500000", "420100", "410100", "620100"]
    )
    assert {claim["answer"] for claim in whole["claims"]} == {"holds", "proxy", "cannot_be_told"}


def test_network_on_a_users_own_links(capsys, tmp_path):
    rows = ["city_a,city_b,year,measure,value"]
    names = ["西安", "Chengdu", "500000", "Wuhan", "郑州市", "Lanzhou"]
    rows += [
        f"{a},{b},{year},enterprise_contact,{10 + i + j + factor * (year - 2014)}"
        for year, factor in ((2014, 1), (2017, 2), (2019, 3))
        for i, a in enumerate(names)
        for j, b in enumerate(names)
        if i < j
    ]
    table = tmp_path / "links.csv"
    table.write_text("\n".join(rows), "utf-8")
    found = document(capsys, "network", "--links", str(table))
    assert found["growth_measure"] == "enterprise_contact"
    answers = {claim["key"]: claim["answer"] for claim in found["claims"]}
    assert answers["density"] == "holds"
    assert answers["chengdu"] == "does_not_hold"

    table.write_text("\n".join([*rows, "Xi'an,Atlantis,2019,enterprise_contact,3"]), "utf-8")
    status, out, err = spoken(capsys, "network", "--links", str(table))
    assert status == 1
    assert "Atlantis" in err
    assert out  # the rest is answered


@pytest.mark.parametrize("verb", ["pilots", "chain", "network"])
def test_readable_text_in_chinese(capsys, verb):
    status, out, err = spoken(capsys, verb, "--lang", "zh")
    assert status == 0
    assert any("\u4e00" <= letter <= "\u9fff" for letter in out)
    assert "{" not in out + err


def test_the_links_have_no_chain(capsys):
    status, _, err = spoken(capsys, "chain", "--stage", "links")
    assert status == 1
    assert "primary, secondary or tertiary" in err


def test_a_bottom_line_and_an_assumption_from_the_shell(capsys):
    plain = document(capsys, "rank")
    lined = document(capsys, "rank", "--cutoff", "tree_cover>=60")
    assert len(lined["ranking"]) < len(plain["ranking"])
    assert lined["excluded"]
    assert all(entry["score"] is not None for entry in lined["excluded"])
    supposed = document(capsys, "rank", "--assume", "611024.hsr_km=2")
    assert supposed["checksum"] != plain["checksum"]
    for words in (["--cutoff", "tree_cover=6"], ["--assume", "611024=2"]):
        status, _, err = spoken(capsys, "rank", *words)
        assert status == 1
        assert words[1] in err


def test_a_group_of_the_county_list_switched_off_changes_totals_and_ranks(capsys):
    shorter = document(capsys, "rank", "--list-off", "mountain_side")
    assert len(shorter["ranking"]) == 86
    assert any("24" in finding["problem"] for finding in shorter["findings"])
    primary = [
        {line["key"]: line["score"] for line in document(capsys, *words)["ranking"]}
        for words in (
            ("rank", "--stage", "primary"),
            ("rank", "--stage", "primary", "--list-off", "mountain_side"),
        )
    ]
    assert primary[0] != primary[1]  # people in the mountain counties are counted over the list
