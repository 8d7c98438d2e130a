"""Answers and weights that cannot be used are told, with what was found and what was expected; none is passed over."""

import pytest

from inputs.tables.questions.findings import findings_of
from mcda.__main__ import main
from tests.upload.test_layouts import proposed as workbook
from tests.upload.test_layouts import sheet
from tests.upload.test_rows import names, proposed, told

TABLE = "County,Income (max),Trees\nA,3,4\nB,5,6\nC,7,8\n"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("direction/B=up", "max / min"), ("direction/Z=max", "A–C"), ("direction/=max", "A–C"), ("weight/B=-5", "0 or more"),
        ("weight/B=abc", "0 or more"), ("use/B=nope", "criterion"), ("use/A=aside", "names="), ("headings=x", "1–4"),
        ("headings=99", "1–4"), ("headings=3-2", "1–4"), ("headings=²", "1–4"), ("sheet=nope", "–"), ("decimals=nope", "comma"),
        ("names=Q", "A–C"), ("names=1", "A–C"), ("row/99=in", "1–4"), ("row/2=maybe", "in / out"), ("D99=5", "A1–C4"),
        ("nonsense=1", "direction/F=max"), ("use=aside", "direction/F=max"), ("row/²=in", "1–4"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_is_an_error(answer, expected):
    key, _, value = answer.partition("=")
    read = proposed(TABLE, **{key: value})
    found = [f for f in findings_of(read) if f.code == "answer.unusable"]
    assert [f.severity for f in found] == ["error"]
    assert answer in found[0].in_("en").place
    assert expected in found[0].in_("en").problem
    assert names(read) == ["A", "B", "C"]


@pytest.mark.parametrize(
    "answer",
    ["direction/C=min", "weight/B=0", "weight/B=", "use/C=aside", "headings=1", "headings=1-1", "decimals=point", "names=A", "row/2=out", "B2=9", "B2=-", "direction/C="],
)  # fmt: skip
def test_one_that_can_is_none(answer):
    key, _, value = answer.partition("=")
    assert told(proposed(TABLE, **{key: value}), "answer.unusable") == ""


def test_sheets_are_named_and_answers_do_not_follow_to_another():
    data = sheet([("town", "x", "y"), ("a", 1, 2), ("b", 3, 4)])
    read = workbook(data, sheet="nope")
    assert "Sheet, Notes" in told(read, "answer.unusable")
    read = workbook(data, **{"direction/C": "max"}).answered({"sheet": "Notes"})
    assert told(read, "answer.unusable") == ""


def test_the_shell_stops_at_it_in_one_line(tmp_path, capsys):
    path = tmp_path / "t.csv"
    path.write_text(TABLE, "utf-8")
    arguments = ["--table", str(path), "--answer", "direction/C=min", "weight/B=abc"]
    assert main(["rank", *arguments]) == 1
    err = capsys.readouterr().err
    assert "weight/B=abc" in err
    assert "Traceback" not in err
    assert main(["check", str(path), "--lang", "zh", *arguments[2:]]) == 1
    assert "weight/B=abc" in capsys.readouterr().err


def test_a_weight_that_is_none_is_told_by_its_cell():
    text = "County,Income (max),Trees (max),Rain (max),Snow (max)\nweight,3,x,-1,\nA,3,4,1,1\nB,5,6,2,2\n"
    read = proposed(text)
    assert [column.weight for column in read.criteria] == [3, None, None, None]
    assert "C2, D2, E2: x, -1, – is not a weight of 0 or more" in told(read, "table.weight")
    answers = {"weight/C": "2", "weight/D": "0", "weight/E": "1"}
    assert told(read.answered(answers), "table.weight") == ""
    assert told(read.answered({"use/C": "aside", "D2": "1", "E2": "1"}), "table.weight") == ""
