"""Cells as figures: what is read, what is asked, what is neither."""

import pytest

from inputs.tables.cells.decimal_style import style_of
from inputs.tables.cells.number import read
from inputs.tables.cells.vocabulary import direction_of
from inputs.tables.structure.headings import split_unit


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [
        ("12", 12, ""),
        ("-0.5", -0.5, ""),
        ("+5", 5, ""),
        (".5", 0.5, ""),
        ("2e-06", 2e-06, ""),
        ("1,234.5", 1234.5, "thousands"),
        ("1 234 567", 1234567, "thousands"),
        ("1'234.5", 1234.5, "thousands"),
        ("12,34,567", 1234567, "thousands"),
        ("98.00%", 98, "percent"),
        ("5‰", 5, "percent"),
        ("244 miles", 244, "unit"),
        ("12km", 12, "unit"),
        ("12千米", 12, "unit"),
        ("5 m²", 5, "unit"),
        ("3.5万", 35000, "multiplied"),
        ("3.5万元", 35000, "multiplied"),
        ("2亿", 2e8, "multiplied"),
        ("1.2 million", 1.2e6, "multiplied"),
        ("(3.2)", -3.2, "accounting"),
        ("−5", -5, "minus"),
        ("–5", -5, "minus"),
        ("１２３．５", 123.5, "wide"),
        ("١٢", 12, "wide"),
        ("\u00a00 ", 0, "blanks"),
        ("4.225967*", 4.225967, "footnote"),
        ("12.5²", 12.5, "footnote"),
        ("18.2 b", 18.2, "footnote"),
        ("7 [a]", 7, "footnote"),
        ("¥1,200", 1200, "thousands"),
        ("$12", 12, "currency"),
        ("-¥12", -12, "currency"),
    ],
)
def test_a_number_is_read_and_told_how(text, value, why):
    figure = read(text)
    assert (figure.kind, figure.value, figure.why) == ("number", value, why)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "--",
        "—",
        "——",
        "…",
        "..",
        "...",
        "n/a",
        "N/A",
        "NA",
        "#N/A",
        "缺",
        "暂无",
        "null",
    ],
)
def test_a_missing_mark_is_no_number(text):
    assert read(text).kind == "missing"


@pytest.mark.parametrize(
    ("text", "suggestion", "why"),
    [
        ("1.234,5", 1234.5, "style"),
        ("12,5", 12.5, "style"),
        ("0,123", 0.123, "style"),
        ("12 345,5", 12345.5, "style"),
        ("<0.1", 0.1, "bound"),
        ("≥ 30", 30, "bound"),
        ("100+", 100, "bound"),
        ("不足5", 5, "bound"),
        ("approx. 170", 170, "about"),
        ("约12", 12, "about"),
        ("~12", 12, "about"),
        ("300左右", 300, "about"),
        ("10-20", 15, "range"),
        ("10至20", 15, "range"),
        ("12 (3)", 12, "second"),
        ("3.2-", -3.2, "trailing"),
        ("10²", 100, "raised"),
        ("10⁴", 10000, "raised"),
        ("12²", 12, "raised"),
        ("-5¹²", -5, "raised"),
    ],
)
def test_what_can_mean_two_things_is_asked_with_a_suggestion(text, suggestion, why):
    figure = read(text)
    assert (figure.kind, figure.value, figure.why) == ("asked", suggestion, why)


@pytest.mark.parametrize(
    "text",
    [
        "inf",
        "1e999",
        "9" * 400,
        "2021-05-03",
        "=1+1",
        "<script>",
        "1_000",
        "1/2",
        "三百",
        "closed",
        "1.2.3",
        "无",
    ],
)
def test_a_word_is_never_made_a_number(text):
    assert read(text).kind == "word"


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,5", 1234.5), ("12,5", 12.5), ("1.234", 1234), ("35,5 %", 35.5), ("(1,5)", -1.5)],
)
def test_under_a_decimal_comma(text, value):
    assert read(text, "comma").value == value
    assert read(text, "comma").kind == "number"


@pytest.mark.parametrize(
    ("texts", "separator", "expected"),
    [
        (["1.5", "2.25", "1,234.5"], ",", ("point", "told")),
        (["1,5", "2,25", "1.234,5"], ";", ("comma", "told")),
        (["12.5", "13.5", "1.234,5"], None, ("point", "told")),
        (["1,234", "2,345"], None, ("point", "asked")),
        (["1,234", "950", "12,001"], None, ("point", "told")),
        (["1,234", "2,345", "3,456", "4,567", "5,678"], ",", ("point", "told")),
        (["1,234", "2,345", "3,456", "4,567", "5,678"], ";", ("point", "asked")),
        (["1.234", "2.345"], ",", ("point", "told")),
        (["1.234", "2.345"], ";", ("point", "asked")),
        (["1,234", "1.234"], ",", ("point", "asked")),
        (["12", "13"], ",", ("point", "told")),
        (["2,500", 1000.0, 1800.0], None, ("point", "told")),
        (["2,500", 2.0, 1.5], None, ("point", "asked")),
    ],
)
def test_the_decimal_mark_is_told_or_asked(texts, separator, expected):
    assert style_of([texts], separator)[:2] == expected


@pytest.mark.parametrize(
    ("heading", "name", "unit"),
    [
        ("Income (yuan)", "Income", "yuan"),
        ("人均GDP（元）", "人均GDP", "元"),
        ("Forest [%]", "Forest", "%"),
        ("Energy per GDP (kg per $1000 (2011 PPP))", "Energy per GDP", "kg per $1000 (2011 PPP)"),
        ("Human Development Index (HDI)", "Human Development Index (HDI)", ""),
        ("GDP (2021)", "GDP (2021)", ""),
        ("森林覆盖率,%", "森林覆盖率", "%"),
        ("人均GDP/元", "人均GDP", "元"),
        ("GDP/capita", "GDP/capita", ""),
    ],
)
def test_a_unit_is_taken_from_a_heading(heading, name, unit):
    assert split_unit(heading) == (name, unit)


@pytest.mark.parametrize(
    "word",
    [
        "max",
        "MAX",
        "1",
        "+",
        "higher is better",
        "the more the better",
        "越大越好",
        "正向",
        "效益型",
        "↑",
    ],
)
def test_words_for_more_is_better(word):
    assert direction_of(word) == 1


@pytest.mark.parametrize(
    "word",
    [
        "min",
        "-1",
        "−1",
        "-",
        "lower is better",
        "less is better",
        "越小越好",
        "逆向",
        "成本型",
        "↓",
    ],
)
def test_words_for_less_is_better(word):
    assert direction_of(word) == -1


def test_words_that_say_nothing_of_a_direction():
    assert [direction_of(word) for word in ("High school", "0", "2", "", "大")] == [None] * 5
