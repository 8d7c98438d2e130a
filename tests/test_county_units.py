"""County-level units found by code and by name: what is settled is right, the rest is asked."""

from time import process_time

import pytest

from inputs.county_units import _names, county_units, found_by
from inputs.tables.questions.findings import findings_of
from tests.upload.test_rows import proposed, told

UNITS = county_units()


def short(unit):
    return unit.name.zh if len(unit.name.zh) == 2 else unit.name.zh[:-1]


WAYS = {
    "code": (lambda u: (u.code,), 1.0),
    "full name": (lambda u: (u.name.zh,), 0.97),
    "full name, province": (lambda u: (u.name.zh, u.province.zh), 0.99),
    "province and name in one": (lambda u: (u.province.zh + u.name.zh,), 0.99),
    "all in one": (lambda u: (u.province.zh + u.prefecture.zh + u.name.zh,), 1.0),
    "short name, province": (lambda u: (short(u), u.province.zh), 0.9),
    "pinyin, province": (lambda u: (u.name.en, u.province.en), 0.9),
}


@pytest.mark.parametrize("way", WAYS)
def test_all_units_are_found_or_asked_and_none_is_wrong(way, capsys):
    written, least = WAYS[way]
    _names()
    start = process_time()
    found = {unit.code: found_by(*written(unit)) for unit in UNITS.values()}
    took = process_time() - start
    right = sum(f.unit is not None and f.unit.code == code for code, f in found.items())
    wrong = [
        (UNITS[code].name.zh, f.unit.name.zh)
        for code, f in found.items()
        if f.unit is not None and f.unit.code != code
    ]
    with capsys.disabled():
        share = [f"{100 * n / len(UNITS):.1f}%" for n in (right, len(UNITS) - right - len(wrong))]
        print(f"\n{way}: matched {share[0]}, asked {share[1]}, wrong {len(wrong)}; {took:.2f} s")
    assert wrong == []
    assert len(UNITS) == 2852
    assert right >= least * len(UNITS)
    assert took < 1


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (("610722000000",), "610722"), (("610722.0",), "610722"), (("陕西 西乡",), "610724"), (("西乡县", "Shaanxi"), "610724"),
        (("北川县",), "510726"), (("北川", "四川"), "510726"), (("汉中市南郑区",), "610703"), (("新城区", "", "西安"), "610102"),
        (("Nanzheng District, Shaanxi",), "610703"), (("Xixiang xian",), "610724"), (("wen xian", "gansu province"), "621222"),
        (("户县",), "610118"), (("陕西省南郑县",), "610703"),
    ],
)  # fmt: skip
def test_forms_of_a_name(written, code):
    found = found_by(*written)
    assert found.unit is not None
    assert found.unit.code == code


@pytest.mark.parametrize(
    ("written", "perhaps"),
    [
        ("610721", 0), ("999999", 0), ("长安区", 2), ("市中区", 4), ("西乡区", 1), ("抚顺", 1), ("Xixiang", 1), ("汉中市", 0), ("", 0),
        ("四川省西乡县", 0),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_not_settled(written, perhaps):
    found = found_by(written)
    assert found.unit is None
    assert len(found.perhaps) >= perhaps


def test_former_names_lead_to_units_and_their_year():
    assert (found_by("郧县").unit.name.zh, found_by("郧县").since) == ("郧阳区", 2014)


TABLE = "区划,县名,人口 (max)\n610703,南郑区,3\n610724,西乡县,4\n610728,西乡县,5\n610721,没有县,2\n"


def test_a_table_of_codes_has_positions_and_asks_the_rest():
    read = proposed(TABLE)
    assert [a.seat is not None for a in read.evidence.alternatives] == [True, True, False, False]
    first = read.evidence.alternatives[0]
    assert (first.province.zh, first.province.en, first.prefecture.zh) == (
        "陕西省",
        "Shaanxi",
        "汉中市",
    )
    assert [c.name for c in read.criteria] == ["人口"]
    assert {q.key: q.needed for q in read.questions} == {"county/4": False, "county/5": False}
    assert "610728 Zhenba" in told(read, "table.county")
    settled = read.answered({"county/4": "陕西省镇巴县", "county/5": "-"})
    assert settled.questions == ()
    assert settled.evidence.alternatives[2].seat == UNITS["610728"].seat
    assert "answer.unusable" in {
        f.code for f in findings_of(read.answered({"county/4": "nowhere"}))
    }


def test_names_need_no_codes_and_other_tables_are_no_counties():
    read = proposed("省,县,人口 (max)\n陕西,户县,3\n陕西,西乡,4\n甘肃,文县,5\n")
    assert [a.prefecture.zh for a in read.evidence.alternatives] == ["西安市", "汉中市", "陇南市"]
    assert "since 2016" in told(read, "table.former_name")
    for text in (
        "城市,人口 (max)\n汉中,1\n安康,2\n抚顺,3\n",
        "Site,Trees (max)\nA,1\nXixiang,2\nWest,3\n",
    ):
        assert not proposed(text).places.letter


def test_positions_that_the_table_gives_are_kept():
    read = proposed("县,经度,纬度,人口 (max)\n西乡县,1,2,3\n镇巴县,3,4,5\n")
    assert [a.seat for a in read.evidence.alternatives] == [(1, 2), (3, 4)]
