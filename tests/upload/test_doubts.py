"""Figures that stand for not known, and what is hidden in a workbook: told as doubts."""

import pytest

from tests.upload.test_layouts import proposed as workbook
from tests.upload.test_layouts import sheet, table
from tests.upload.test_rows import proposed, told


@pytest.mark.parametrize(
    ("cells", "missing_values"),
    [
        (["3", "-9999", "5", "4"], [1]),
        (["3", "-9999.0", "5", "-9999"], [1, 3]),
        (["3", "9999", "5", "9999"], [1, 3]),
        (["3", "-999", "-5", "-999"], [1, 3]),
        (["3", "-999", "-5", "4"], []),
        (["3", "9999", "5", "4"], []),
        (["8000", "9999", "9999", "7000"], []),
        (["-8000", "-9999", "-6000", "-7000"], []),
        (["99", "99", "5", "4"], []),
    ],
)
def test_a_figure_that_stands_for_not_known_is_a_gap_and_told(cells, missing_values):
    rows = "".join(f"n{i},{cell},1\n" for i, cell in enumerate(cells))
    read = proposed(f"name,x (max),y (max)\n{rows}")
    found = read.figures[read.criteria[0].key]
    assert [i - 1 for i, figure in found.items() if figure.kind == "missing"] == missing_values
    assert bool(told(read, "table.sentinel")) == bool(missing_values)


def test_a_sentinel_that_is_said_to_be_a_figure_is_one():
    read = proposed("name,x (max)\na,3\nb,-9999\nc,4\n", B3="-9999")
    assert table(read)["b"] == {"x": -9999}
    assert told(read, "table.sentinel") == ""


def test_hidden_rows_and_columns_are_told():
    def fill(ws):
        ws.row_dimensions[3].hidden = True
        ws.row_dimensions[30].hidden = True
        ws.column_dimensions["C"].hidden = True

    rows = [("name", "x", "y"), ("a", 1, 2), ("b", 3, 4), ("c", 5, 6)]
    read = workbook(sheet(rows, fill=fill))
    assert "hidden rows (3) or columns (C)" in told(read, "file.hidden")
    assert list(table(read)) == ["a", "b", "c"]
    assert told(workbook(sheet(rows)), "file.hidden") == ""
