"""Directions: read where a table states them, asked where it does not, and always told."""

import pytest

from tests.upload.test_rows import names, proposed, told


def headed(*headings: str, rows: str = ""):
    first = ",".join(f'"{heading}"' for heading in ("County", *headings))
    cells = [",".join(str(n + j) for j in range(len(headings))) for n in range(3)]
    body = "".join(f"{name},{row}\n" for name, row in zip("ABC", cells, strict=True))
    return proposed(f"{first}\n{rows}{body}")


@pytest.mark.parametrize(
    ("heading", "name", "unit", "direction"),
    [
        ("NDVI (-)", "NDVI", "", None),
        ("NDVI (−)", "NDVI", "", None),
        ("森林覆盖率（不是越大越好）", "森林覆盖率（不是越大越好）", "", None),
        ("Slope (not always higher is better)", "Slope (not always higher is better)", "", None),
        ("Slope, not always higher is better", "Slope, not always higher is better", "", None),
        ("密度（并非越高越好）", "密度（并非越高越好）", "", None),
        ("Distance (lower is better; km)", "Distance", "km", -1),
        ("Distance (km; lower is better)", "Distance", "km", -1),
        ("Distance (km, min)", "Distance", "km", -1),
        ("距离（千米；越小越好）", "距离", "千米", -1),
        ("Income (max)", "Income", "", 1),
        ("Income (yuan), higher is better", "Income", "yuan", 1),
        ("收入（元）（正向）", "收入", "元", 1),
        ("CO (1)", "CO", "1", None),
    ],
)
def test_a_heading_says_its_direction_or_none(heading, name, unit, direction):
    column = headed(heading).criteria[0]
    assert (column.name, column.heading.unit, column.direction) == (name, unit, direction)


def test_a_direction_in_brackets_is_told_and_can_be_changed():
    read = headed("Sunshine (min)", "Income (max)")
    assert [column.direction for column in read.criteria] == [-1, 1]
    assert "Sunshine (min)” read as direction: lower is better" in told(
        read, "table.direction_brackets"
    )
    assert read.answered({"direction/B": "max"}).criteria[0].direction == 1


def test_extremes_of_one_thing_are_no_directions():
    read = headed("Temperature (min)", "Temperature (max)")
    assert [column.direction for column in read.criteria] == [None, None]
    assert [column.name for column in read.criteria] == ["Temperature (min)", "Temperature (max)"]


def test_signs_in_brackets_speak_only_where_both_kinds_stand():
    read = headed("森林（+）", "距离（-）")
    assert [column.direction for column in read.criteria] == [1, -1]
    read = headed("NDVI (-)", "EVI (-)")
    assert {q.key for q in read.questions} == {"direction/B", "direction/C"}


def test_the_directions_of_a_table_are_told_in_one_line():
    read = headed("Trees, higher is better", "Noise ↓", "Income")
    assert "higher is better: B Trees. Lower is better: C Noise" in told(read, "table.directions")


@pytest.mark.parametrize(
    "row",
    [
        "type,效益型指标,成本型指标", "正/负,+,-", "goal,maximum,minimum", "Benefit (1) / cost (-1),1,-1",
        "指标方向（1为正，-1为负）,1,-1", "方 向,正向,逆向", "Direction:,max,min", "指标类型,正向指标,负向指标",
    ],
)  # fmt: skip
def test_a_row_of_directions_is_known(row):
    read = headed("Trees", "Noise", rows=row + "\n")
    assert [column.direction for column in read.criteria] == [1, -1]
    assert names(read) == ["A", "B", "C"]


def test_what_a_row_of_directions_denies_is_asked():
    read = headed("Trees", "Noise", rows="方向,越大越好,不是越大越好\n")
    assert [column.direction for column in read.criteria] == [1, None]
