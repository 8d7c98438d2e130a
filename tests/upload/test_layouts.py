"""Tables as people keep them, built here, read back cell by cell; what cannot be told is asked."""

import csv
import io

import pytest
from openpyxl import Workbook

from inputs.files import open_file
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import propose


def sheet(rows, merges=(), hidden=(), fill=None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merges:
        book.active.merge_cells(area)
    book.create_sheet("Notes")["A1"] = "a second sheet that is no data"
    for name in hidden:
        book.create_sheet(name).sheet_state = "hidden"
    if fill:
        fill(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def text(rows, separator=",", encoding="utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def proposed(data: bytes, name="table.xlsx", **answers):
    return propose(open_file(name, data), answers)


def table(proposal):
    """Alternative → criterion name → value."""
    return {
        alternative.key: {
            column.name: proposal.evidence.observation(column.key, alternative.key).value
            for column in proposal.criteria
        }
        for alternative in proposal.evidence.alternatives
    }


# Seats of a made-up survey: titles, a two-row heading with merged groups, directions, an average, notes.
UNTIDY = [
    ("Green transition survey, nine towns", None, None, None, None, None),
    ("Compiled by hand", None, None, None, None, None),
    (None,) * 6,
    ("Town", "Code", "Nature", None, "Access", None),
    (None, None, "Forest (%)", "Light (index)", "To the city (miles)", "Trains (per day)"),
    (
        "(direction)",
        None,
        "higher is better",
        "lower is better",
        "lower is better",
        "higher is better",
    ),
    ("Ankang", "AK", "68.20%", "1,204.5", "44 miles", 31),
    ("Hanzhong", "HZ", 61.5, "986", "112 miles", "n/a"),
    ("Shangluo*", "SL", "70.4 %", "−3.5", "61 miles", "approx. 12"),
    ("Bazhong", "BZ", "..", "1.234,5", "95 miles", "0"),
    ("Guangyuan", "GY", "57.5*", "2,001", "\u00a0101 miles", "<1"),
    (None,) * 6,
    ("Average", None, "=AVERAGE(C7:C11)", None, None, None),
    (None,) * 6,
    ("Source: made up for a test", None, None, None, None, None),
    ("* provisional", None, None, None, None, None),
]
MERGES = ("A1:D1", "C4:D4", "E4:F4", "A4:A5", "B4:B5")


@pytest.fixture(scope="module")
def untidy():
    return proposed(sheet(UNTIDY, MERGES, hidden=["old"]))


def test_an_untidy_workbook_is_read_cell_by_cell(untidy):
    assert table(untidy) == {
        "Ankang": {"Forest": 68.2, "Light": 1204.5, "To the city": 44, "Trains": 31},
        "Hanzhong": {"Forest": 61.5, "Light": 986, "To the city": 112, "Trains": None},
        "Shangluo": {"Forest": 70.4, "Light": -3.5, "To the city": 61, "Trains": None},
        "Bazhong": {"Forest": None, "Light": None, "To the city": 95, "Trains": 0},
        "Guangyuan": {"Forest": 57.5, "Light": 2001, "To the city": 101, "Trains": None},
    }
    assert [column.direction for column in untidy.criteria] == [1, -1, -1, 1]
    assert [column.heading.group for column in untidy.criteria] == ["Nature"] * 2 + ["Access"] * 2
    assert list(untidy.units.values()) == ["%", "index", "miles", "per day"]


def test_only_what_can_mean_two_things_is_asked(untidy):
    assert {(q.key, q.found, q.suggestion) for q in untidy.questions} == {
        ("F9", "approx. 12", 12),
        ("F11", "<1", 1),
        ("D10", "1.234,5", 1234.5),
    }
    assert not any(question.needed for question in untidy.questions)


def test_every_doubtful_cell_is_told_with_its_place(untidy):
    told = {finding.code: finding.in_("en") for finding in findings_of(untidy)}
    assert "Sheet!C11" in told["table.read"].place or "Sheet!E7" in told["table.read"].place
    lines = " ".join(finding.in_("en").line() for finding in findings_of(untidy))
    for words in (
        "C11",
        "68.20%",
        "E7:E11",
        "D9",
        "rows 13",
        "rows 15, 16",
        "B Code",
        "Notes, old",
    ):
        assert words in lines, words


def test_an_answer_is_kept_with_what_stood_there(untidy):
    answered = untidy.answered({"F9": "12", "D10": "1234.5", "F11": ""})
    assert answered.questions == ()
    assert table(answered)["Shangluo"]["Trains"] == 12
    assert table(answered)["Bazhong"]["Light"] == 1234.5
    assert table(answered)["Guangyuan"]["Trains"] is None
    kept = {(c.place.split("!")[1], c.original, c.typed) for c in answered.evidence.corrections}
    assert kept == {("F9", "approx. 12", "12"), ("D10", "1.234,5", "1234.5"), ("F11", "<1", "")}
    assert untidy.questions  # the first proposal is as it was


def test_an_answer_that_is_no_number_is_asked_again(untidy):
    again = untidy.answered({"F9": "about a dozen"})
    assert [(q.key, q.about) for q in again.questions if q.key == "F9"] == [("F9", "word")]


CHINESE = [
    ["附表3  县域指标（单位：见各列）"],
    [
        "序号",
        "地市",
        "县(市、区)",
        "人均GDP（元）",
        "森林覆盖率，%",
        "常住人口",
        "距中心城市（千米）",
        "高铁",
        "备注",
    ],
    ["指标方向", "", "", "越小越好", "越大越好", "正向", "↓", "越大越好", ""],
    ["权重", "", "", "0.3", "0.2", "0.2", "0.2", "0.1", ""],
    ["1", "安康市", "汉阴县", "３２１００", "70.5", "24.6万", "133千米", "是", ""],
    ["2", "安康市", "石泉县", "4.2万", "—", "16.1万人", "１６０千米", "是", "有旅游公路"],
    ["3", "汉中市", "城固县", "51,230", "61%", "45万", "45千米", "否", ""],
    ["4", "汉中市", "镇巴县", "26,980", "缺", "21.1万", "约95千米", "", ""],
    ["合计", "", "", "152,510", "", "106.8万", "", "", ""],
    ["注：数据为虚构，仅供测试。"],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_chinese_table_in_any_encoding(encoding, separator):
    read = proposed(text(CHINESE, separator, encoding), "县域.csv")
    assert table(read) == {
        "汉阴县": {
            "人均GDP": 32100,
            "森林覆盖率": 70.5,
            "常住人口": 246000,
            "距中心城市": 133,
            "高铁": 1,
        },
        "石泉县": {
            "人均GDP": 42000,
            "森林覆盖率": None,
            "常住人口": 161000,
            "距中心城市": 160,
            "高铁": 1,
        },
        "城固县": {
            "人均GDP": 51230,
            "森林覆盖率": 61,
            "常住人口": 450000,
            "距中心城市": 45,
            "高铁": 0,
        },
        "镇巴县": {
            "人均GDP": 26980,
            "森林覆盖率": None,
            "常住人口": 211000,
            "距中心城市": None,
            "高铁": None,
        },
    }
    assert [column.direction for column in read.criteria] == [-1, 1, 1, -1, 1]
    assert [column.weight for column in read.criteria] == [0.3, 0.2, 0.2, 0.2, 0.1]
    assert [question.key for question in read.questions] == ["G8"]
    assert read.evidence["汉阴县"].prefecture.zh == "安康市"


def test_rows_in_groups_with_years_footnotes_and_a_rank_in_front():
    rows = [
        ("Table 2. Index of towns", None, None, None, None, None),
        (None,) * 6,
        ("Rank", "Town", "Town Index (TI)", None, "Schooling", "Income per head"),
        (None, None, "Value", None, "(years)", "(2017 PPP $)"),
        (None, None, "2021", None, "2021", "2021"),
        ("HIGH", None, None, None, None, None),
        (1, "Alpha", 0.96, None, 16.5, "66,933"),
        (2, "Beta", 0.95, "b", 18.2, "980"),
        ("LOW", None, None, None, None, None),
        (3, "Gamma", 0.41, None, 9.5, "2,118"),
        (4, "Delta", 0.38, None, "..", "768"),
        ("OTHERS", None, None, None, None, None),
        ("..", "Epsilon", "..", None, "..", ".."),
        (None,) * 6,
        ("b  capped", None, None, None, None, None),
    ]
    read = proposed(sheet(rows, ("A1:F1", "C3:D3", "A6:F6", "A9:F9")))
    assert list(table(read)) == ["Alpha", "Beta", "Gamma", "Delta"]
    assert table(read)["Alpha"] == {
        "Town Index (TI)": 0.96,
        "Schooling": 16.5,
        "Income per head": 66933,
    }
    assert read.units["Schooling"] == "years"
    assert {q.about for q in read.questions} == {"direction"}
    assert read.evidence["Gamma"].attributes["group"] == "LOW"
    assert "13" in " ".join(str(f) for f in findings_of(read) if f.code == "table.rows_out")


def test_a_heading_of_years_is_a_heading():
    read = proposed(
        text([["Place", "2019", "2020"], ["a", "1.5", "2.5"], ["b", "3.5", "4.5"]]), "y.csv"
    )
    assert table(read) == {"a": {"2019": 1.5, "2020": 2.5}, "b": {"2019": 3.5, "2020": 4.5}}


def test_doubles_are_told_apart_by_another_column():
    rows = [
        ["区县", "省", "收入"],
        ["朝阳区", "北京市", "1"],
        ["朝阳区", "吉林省", "2"],
        ["城关区", "甘肃省", "3"],
    ]
    read = proposed(text(rows), "d.csv")
    assert list(table(read)) == ["朝阳区（北京市）", "朝阳区（吉林省）", "城关区"]
    assert "table.told_apart" in {finding.code for finding in findings_of(read)}


def test_names_in_both_languages_and_coordinates():
    rows = [
        ["name_zh", "name_en", "经度", "纬度", "income"],
        ["安康", "Ankang", "109.03", "32.69", "1"],
        ["汉中", "Hanzhong", "107.03", "33.07", "2"],
    ]
    read = proposed(text(rows), "two.csv")
    first = read.evidence.alternatives[0]
    assert (first.name.en, first.name.zh, first.seat) == ("Ankang", "安康", (109.03, 32.69))
    assert [column.key for column in read.criteria] == ["income"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_decimal_commas_are_told_from_the_table(separator):
    rows = [["name", "a", "b"], ["x", "1,5", "1.234,25"], ["y", "2,25", "987,5"], ["z", "3", "1.5"]]
    read = proposed(text(rows, separator), "comma.csv")
    assert table(read) == {
        "x": {"a": 1.5, "b": 1234.25},
        "y": {"a": 2.25, "b": 987.5},
        "z": {"a": 3, "b": None},
    }
    assert [(q.key, q.suggestion) for q in read.questions if q.about == "cell"] == [("C4", 1.5)]


def test_where_nothing_tells_the_decimal_mark_it_is_asked_and_the_answer_settles_it():
    rows = [["name", "a"], ["x", "1,234"], ["y", "2,345"]]
    data = text(rows, ";")
    read = proposed(data, "open.csv")
    assert [q.key for q in read.questions if q.needed and q.about == "decimals"] == ["decimals"]
    assert any(f.code == "table.decimals" and f.severity == "error" for f in findings_of(read))
    assert table(proposed(data, "open.csv", decimals="comma")) == {
        "x": {"a": 1.234},
        "y": {"a": 2.345},
    }
    assert table(proposed(data, "open.csv", decimals="point")) == {
        "x": {"a": 1234},
        "y": {"a": 2345},
    }


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (["244 miles", "300 miles", "120 km"], [2]),
        (["98%", "97%", "0.5"], [2]),
        (["3.2", "4.1", "2.8万"], [2]),
        (["(3.2)", "4.1", "2.8"], [0]),
        (["(3.2)", "-4.1", "2.8"], []),
        (["5‰", "6%", "7%"], [0]),
    ],
)
def test_a_cell_that_differs_in_kind_from_its_column_is_asked(cells, asked):
    rows = [["name", "x (max)", "y"], *([f"n{i}", cell, str(i)] for i, cell in enumerate(cells))]
    read = proposed(text(rows, ";"), "kind.csv", decimals="point")
    assert [q.key for q in read.questions if q.about == "cell"] == [f"B{i + 2}" for i in asked]


def test_multiples_follow_the_heading():
    rows = [["县", "产值（万元）"], ["甲", "3.5万元"], ["乙", "4.2"], ["丙", "2亿元"]]
    read = proposed(text(rows), "multiple.csv")
    assert [row["产值"] for row in table(read).values()] == [3.5, 4.2, 20000]


def test_percent_formats_of_a_workbook_count_as_per_cent():
    def fill(ws):
        for row in range(2, 5):
            ws.cell(row, 2).number_format = "0.0%"

    rows = [("name", "forest"), ("a", 0.681), ("b", 0.5), ("c", 1.2)]
    read = proposed(sheet(rows, fill=fill))
    assert [row["forest"] for row in table(read).values()] == [68.1, 50, 120]
    assert read.units["forest"] == "%"


def test_the_proposal_can_be_corrected_in_every_part():
    rows = [
        ["a title", "x"],
        ["id", "town", "kind", "income"],
        ["7", "A", "1", "5"],
        ["8", "B", "2", "6"],
        ["9", "C", "3", "7"],
    ]
    data = text(rows)
    assert [column.key for column in proposed(data, "c.csv").criteria] == ["kind", "income"]
    read = proposed(
        data,
        "c.csv",
        **{"names": "A", "use/C": "aside", "direction/D": "min", "weight/D": "4", "row/4": "out"},
    )
    assert [column.key for column in read.criteria] == ["income"]
    assert (read.criteria[0].direction, read.criteria[0].weight) == (-1, 4)
    assert list(table(read)) == ["7", "9"]
    assert proposed(data, "c.csv", headings="2").layout.headings == (1,)


def test_another_sheet_can_be_chosen():
    book = Workbook()
    book.active["A1"] = "nothing here"
    for name, value in (("first", 1), ("second", 5)):
        ws = book.create_sheet(name)
        for row in (("town", "x"), ("a", value), ("b", value + 1)):
            ws.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    assert table(proposed(buffer.getvalue()))["a"] == {"x": 1}
    assert table(proposed(buffer.getvalue(), sheet="second"))["a"] == {"x": 5}


def test_a_table_far_down_a_sheet_is_named_by_its_own_cells():
    def fill(ws):
        for i, row in enumerate((("town", "x"), ("a", "<1"), ("b", 2)), start=500):
            for j, cell in enumerate(row, start=4):
                ws.cell(i, j, cell)

    read = proposed(sheet([], fill=fill))
    assert [q.key for q in read.questions if q.about == "cell"] == ["E501"]
