"""Units and multiples inside cells: converted where that is certain, else asked; never dropped in silence."""

import pytest

from tests.upload.test_rows import proposed, told


def column(heading: str, cells: list[str], **answers):
    rows = "".join(f"n{i};{cell}\n" for i, cell in enumerate(cells))
    read = proposed(f"name;{heading}\n{rows}", decimals="point", **answers)
    figures = read.figures[read.criteria[0].key]
    return read, [f.value if f.kind == "number" else None for f in figures.values()]


@pytest.mark.parametrize(
    ("heading", "cells", "values"),
    [
        ("人口（万人）", ["35", "350000人", "28.5"], [35, 35, 28.5]),
        ("收入（万元）", ["1.2", "8000元", "0.9万元"], [1.2, 0.8, 0.9]),
        ("收入（万元）", ["12000元", "8000元", "9000元"], [1.2, 0.8, 0.9]),
        ("收入（元）", ["12000", "1.2万元", "9000"], [12000, 12000, 9000]),
        ("收入（千元）", ["12", "8000元", "9千元"], [12, 8, 9]),
        ("Distance (km)", ["1.2", "850 m", "3 km"], [1.2, 0.85, 3]),
        ("距离（公里）", ["1.2", "850米", "3千米"], [1.2, 0.85, 3]),
        ("Area (ha)", ["120", "2 km²", "90"], [120, 200, 90]),
        ("Time (min)，越小越好", ["95", "2 h", "70"], [95, 120, 70]),
        ("People", ["35k", "1.2M", "41000"], [35000, 1200000, 41000]),
        ("户数", ["3千", "5百", "2600"], [3000, 500, 2600]),
    ],
)
def test_a_stated_multiple_of_the_same_unit_is_converted_and_told(heading, cells, values):
    read, found = column(heading, cells)
    assert found == values
    assert [q for q in read.questions if q.about == "cell"] == []
    assert "Read as" in told(read, "table.read")


@pytest.mark.parametrize(
    ("heading", "cells", "asked"),
    [
        ("人口（万人）", ["35", "350000户", "28.5"], [1]),
        ("Distance (km)", ["1.2", "3 miles", "5"], [1]),
        ("Distance (km)", ["2 miles", "3 miles", "5 miles"], [0, 1, 2]),
        ("Distance (km)", ["2 h", "3 h", "5 h"], [0, 1, 2]),
        ("收入（万元）", ["1.2", "¥8000", "0.9"], [1]),
        ("户数", ["3千", "5", "2.6"], [0]),
        ("Distance (km)", ["1.2", "850 m*", "3"], []),
    ],
)
def test_another_unit_is_asked(heading, cells, asked):
    read, _ = column(heading, cells)
    keys = [q.key for q in read.questions if q.about == "cell"]
    assert keys == [f"B{i + 2}" for i in asked]


def test_a_suggestion_is_in_the_columns_unit_or_none():
    for heading, cell, expected in (
        ("人口（万人）", "350000户", 35),
        ("收入（万元）", "¥8000", 0.8),
        ("Distance (km)", "3 miles", None),
    ):
        read, _ = column(heading, ["12", cell, "28.5"])
        assert [q.suggestion for q in read.questions if q.about == "cell"] == [expected]


def test_a_corrected_cell_is_in_the_columns_unit():
    _, values = column("人口（万人）", ["35", "350000户", "28.5"], B3="12")
    assert values == [35, 12, 28.5]


@pytest.mark.parametrize("cell", ["12千米", "5千克", "3百分点", "7千瓦时"])
def test_a_unit_that_begins_like_a_multiple_is_none(cell):
    _, values = column("x", [cell, cell, cell])
    assert values == [float(cell[0]) if cell[1] not in "0123456789" else 12.0] * 3
