"""Which rows compete: no alternative is taken for a heading, a title or a unit, no total is ranked."""

from time import process_time

import pytest

from inputs.files import open_file
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import propose


def proposed(text: str, **answers):
    return propose(open_file("rows.csv", text.encode()), answers)


def names(proposal) -> list[str]:
    return [alternative.key for alternative in proposal.evidence.alternatives]


def told(proposal, code: str) -> str:
    return " ".join(str(finding) for finding in findings_of(proposal) if finding.code == code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Name,Type,Population (max),Income (max)\nAlpha,Town,100,5\nBeta,Town,200,6\nGamma,Hamlet,300,7\nDelta,Hamlet,400,8\n",
            ["Alpha", "Beta", "Gamma", "Delta"],
        ),
        ("名称,类别,人口,收入\n甲,市,1,2\n乙,区县,3,4\n丙,省,5,6\n", ["甲", "乙", "丙"]),
        ("指标,2019,2020\n省,1,2\n市,3,4\n", ["省", "市"]),
        ("County,Income (max),Trees (max)\nA,n/a,..\nB,3,4\nC,5,6\n", ["A", "B", "C"]),
        ("County,Income (max),Trees (max)\nA,,\nB,3,4\nC,5,6\n", ["A", "B", "C"]),
        ("County,Income (max)\nA,2000\nB,2500\nC,3000\n", ["A", "B", "C"]),
        ("Place,2019,2020\nA,1.5,2.5\nB,3.5,4.5\n", ["A", "B"]),
        ("县,收入\n全市,9\n甲县,1\n乙县,3\n", ["甲县", "乙县"]),
    ],
)
def test_the_first_alternatives_are_no_heading(text, expected):
    read = proposed(text)
    assert names(read) == expected
    assert len(read.layout.headings) == 1


def test_a_first_row_of_figures_without_a_name_is_told():
    read = proposed("County,Income (max)\n,5\nB,6\nC,7\n")
    assert "A2" in told(read, "table.name")


@pytest.mark.parametrize(
    "label",
    [
        "合计",
        "合 计",
        "总\u3000计",
        "小 计",
        "汉中市合计",
        "全市平均",
        "平均（不含市辖区）",
        "中位值",
        "Total (3)",
        "Average of counties",
        "Std. Dev.",
        "Sum total",
        "Hanzhong total",
        "TOTAL:",
    ],
)
def test_a_total_is_no_alternative(label):
    for rows in (f"A,3,4\nB,5,6\n{label},8,10\n", f"{label},8,10\nA,3,4\nB,5,6\n"):
        read = proposed(f"County,Income (max),Trees (max)\n{rows}")
        assert names(read) == ["A", "B"]
        assert "totals" in told(read, "table.rows_out")
        assert [column.name for column in read.criteria] == ["Income", "Trees"]


@pytest.mark.parametrize(
    "name", ["Meanwood", "Sumter", "Maximilian", "平均乡", "合阳县", "Totales"]
)
def test_a_name_that_only_begins_like_a_total_competes(name):
    assert names(proposed(f"County,Income\n{name},3\nB,5\n")) == [name, "B"]


@pytest.mark.parametrize(
    "row", ["制表日期,2023,", "Printed,2023,", "Source: yearbook,2021,", "资料来源：年鉴,2021,"]
)
def test_a_line_about_the_table_is_a_note(row):
    read = proposed(f"County,Income (max),Trees (max)\nA,3,4\nB,5,6\n{row}\n")
    assert names(read) == ["A", "B"]
    assert "4: table notes" in told(read, "table.rows_out")


@pytest.mark.parametrize("label", ["权重（%）", "Weight (%)", "weights"])
def test_a_row_of_weights_with_a_unit_is_one(label):
    read = proposed(f"County,Income (max),Trees (max)\n{label},60,40\nA,3,4\nB,5,6\n")
    assert [column.weight for column in read.criteria] == [60, 40]
    assert names(read) == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("单位,床位数,医生数\n中心医院,100,50\n第二医院,200,60\n", ["床位数", "医生数"]),
        ("Name,Weight,Price\na,1,2\nb,2,3\n", ["Weight", "Price"]),
        ("县,比重,收入\n甲县,1,2\n乙县,2,3\n", ["比重", "收入"]),
        ("Weight,Price,Rooms\na,1,2\nb,2,3\n", ["Price", "Rooms"]),
    ],
)
def test_a_heading_may_hold_the_words_of_a_role(text, criteria):
    read = proposed(text)
    assert [column.name for column in read.criteria] == criteria
    assert len(names(read)) == 2


def test_a_row_of_units_is_one():
    read = proposed("县,收入,距离\n单位,万元,公里\n甲县,1,2\n乙县,2,3\n")
    assert [column.heading.unit for column in read.criteria] == ["万元", "公里"]
    read = proposed("County,Income,Coal\nUnit,shells,t of coal eq\nA,1,2\nB,2,3\n")
    assert [column.heading.unit for column in read.criteria] == ["shells", "t of coal eq"]


def test_a_county_without_any_reading_competes_and_is_told():
    read = proposed("County,Income (max),Trees (max)\nA,3,4\nB,,\nC,5,6\nD,,\n")
    assert names(read) == ["A", "B", "C", "D"]
    assert "B, D" in told(read, "table.no_reading")
    read = proposed("县,编号,收入\n甲县,a1,3\n乙县,b2,\n丙县,c3,5\n")
    assert names(read) == ["甲县", "乙县", "丙县"]
    assert "乙县" in told(read, "table.no_reading")


@pytest.mark.parametrize(
    "titles",
    [
        ("East", "West"),
        ("一、东部", "二、西部"),
        ("NORTH", "SOUTH"),
        ("Hills:", "Plains:"),
        ("（一）山区", "（二）川道"),
    ],
)
def test_titles_between_rows_are_titles(titles):
    first, second = titles
    read = proposed(f"County,Income (max)\n{first},\nAda,3\nBo,4\n{second},\nCy,5\nDu,1\n")
    assert names(read) == ["Ada", "Bo", "Cy", "Du"]
    assert [a.attributes["group"] for a in read.evidence.alternatives] == [
        first,
        first,
        second,
        second,
    ]
    assert told(read, "table.no_reading") == ""


def test_a_title_that_was_not_seen_as_one_can_be_said_to_be_one():
    text = "County,Income (max)\nAda,3\nHills,\nBo,4\n"
    assert names(proposed(text)) == ["Ada", "Hills", "Bo"]
    read = proposed(text, **{"row/3": "group"})
    assert names(read) == ["Ada", "Bo"]
    assert read.evidence["Bo"].attributes["group"] == "Hills"
    assert names(proposed(text, **{"row/3": "out"})) == ["Ada", "Bo"]


def test_a_raised_figure_is_asked_and_never_a_year():
    read = proposed("Name,Count (max)\nA,10²\nB,10³\nC,10⁴\n")
    assert [(q.key, q.suggestion) for q in read.questions] == [
        ("B2", 100),
        ("B3", 1000),
        ("B4", 1e4),
    ]
    read = proposed("Name,Count (max)\nA,5①\nB,7\nC,8\n")
    assert names(read) == ["A", "B", "C"]
    assert "footnote" in told(read, "table.read")


@pytest.mark.parametrize("word", ["inf", "-inf", "Infinity", "∞", "1e999", "9" * 400])
def test_a_first_figure_beyond_all_bounds_is_told(word):
    read = proposed(f"Name,Count (max)\nA,{word}\nB,7\nC,8\n")
    assert names(read) == ["A", "B", "C"]
    assert "B2" in told(read, "table.number")


def test_inf_in_capitals_may_be_a_heading():
    assert [c.name for c in proposed("Town,INF,EDU\nA,1,2\nB,7,3\n").criteria] == ["INF", "EDU"]


def test_a_town_called_w_is_no_row_of_weights():
    assert names(proposed("Town,Income\nW,100\nX,200\nY,5\n")) == ["W", "X", "Y"]
    read = proposed("Town,Income,Trees\nW,1,2\nAnkang,200,3\nHanzhong,5,3\n")
    assert [column.weight for column in read.criteria] == [1, 2]
    assert "row 2 read as weights" in told(read, "table.weights")


def test_a_first_row_of_words_may_be_an_alternative_and_is_told():
    text = "Town,Trees\nAlpha,closed\nBeta,5\nGamma,6\n"
    found = told(proposed(text), "table.low_heading")
    assert "A2" in found
    assert "headings=1" in found
    read = proposed(text, headings="1")
    assert names(read) == ["Beta", "Gamma"]
    read = read.answered({"row/2": "in"})
    assert names(read) == ["Alpha", "Beta", "Gamma"]
    assert "B2" in told(read, "table.number")


def test_a_table_whose_only_chinese_is_a_missing_mark_is_read_in_gbk():
    read = propose(open_file("gbk.csv", "County,Income\nA,1\nB,缺\nC,3\n".encode("gbk")))
    assert "B3" in told(read, "table.gap")


def test_an_unread_row_first_in_its_group_competes():
    read = proposed("County,Income\nHills:,\nA,n/a\nB,5\nPlains:,\nC,..\nD,5\nOthers:,\nE,n/a\n")
    assert names(read) == ["A", "B", "C", "D"]
    assert "9: no values" in told(read, "table.rows_out")


def test_a_long_table_is_understood_in_little_time():
    rows = "".join(f"n{i},,\n" if i % 2 else f"m{i},{i},n/a\n" for i in range(5000))
    start = process_time()
    assert len(names(proposed(f"Place,a (max),b (max)\n{rows}"))) == 5000
    assert process_time() - start < 10
