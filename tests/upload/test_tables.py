"""Several tables on one sheet: one is read, the others are named with their cells and how to read them instead."""

import pytest

from tests.upload.test_rows import names, proposed, told

SPACES = ("\n", "\nTable 2. Rain\n", "Table 2. Rain\n")
BELOW = "County,Income (max),Trees (max)\nA,3,4\nB,5,6\n{between}{heading}\nX,7,8\nY,9,1\n"


@pytest.mark.parametrize(
    ("between", "heading"),
    [
        *((between, "County,Rain (min),Snow (min)") for between in (*SPACES, "")),
        *((between, "County,2019,2020") for between in SPACES),
    ],
)
def test_a_second_table_below_is_left_out_and_told(between, heading):
    text = BELOW.format(between=between, heading=heading)
    read = proposed(text)
    assert names(read) == ["A", "B"]
    line = text[: text.index(heading)].count("\n") + 1
    found = told(read, "table.other")
    assert f":C{line + 2}" in found
    assert f"headings={line}" in found
    other = proposed(text, headings=str(line))
    assert names(other) == ["X", "Y"]


def test_its_directions_are_not_those_of_the_first():
    text = "County,Income\nA,3\nB,5\n\nCounty,Rain\ndirection,min\nX,7\nY,9\n"
    assert [column.direction for column in proposed(text).criteria] == [None]
    other = proposed(text, headings="5")
    assert [(column.name, column.direction) for column in other.criteria] == [("Rain", -1)]


def test_a_note_to_the_first_table_stays_a_note():
    text = "County,Income\nA,3\nB,5\nSource: yearbook\n\nTable 2\nCounty,Rain\nX,7\nY,9\n"
    read = proposed(text)
    assert "A6:B9" in told(read, "table.other")
    assert "4: table notes" in told(read, "table.rows_out")


def test_the_heading_again_on_each_page_is_one_table():
    text = "County,Income\nA,3\nB,5\n\nTable 1 (continued)\nCounty,Income\nC,7\nD,9\n"
    read = proposed(text)
    assert names(read) == ["A", "B", "C", "D"]
    assert told(read, "table.other") == ""


@pytest.mark.parametrize("gap", [",", ",,"])
def test_a_table_beside_is_left_out_and_told(gap):
    rows = [
        ("County,Income (max)", "County,Rain (min)"),
        ("A,3", "X,7"),
        ("B,5", "Y,8"),
        (",", "Z,9"),
    ]
    text = "\n".join(gap.join(row) for row in rows)
    read = proposed(text)
    assert names(read) == ["A", "B"]
    assert [column.name for column in read.criteria] == ["Income"]
    letter = "C" if gap == "," else "D"
    assert f"names={letter}" in told(read, "table.other")
    assert f"{letter}1:" in told(read, "table.other")
    other = proposed(text, names=letter)
    assert names(other) == ["X", "Y", "Z"]
    assert [column.name for column in other.criteria] == ["Rain"]


def test_the_same_names_again_are_one_table():
    read = proposed("County,Income,County,Rain\nA,3,A,7\nB,5,B,8\n")
    assert [column.name for column in read.criteria] == ["Income", "Rain"]
    read = proposed("county,income,,province,rain\nA,3,,N,7\nB,5,,N,8\nC,1,,S,8\n")
    assert [column.name for column in read.criteria] == ["income", "rain"]
