"""CSV of ours: no cell is a formula, whichever sign a spreadsheet parts lines at; what is read back is what was written."""

import csv
import io

import pytest

from inputs.files.written_csv import csv_bytes
from mcda.app.pages.network.views import example
from mcda.group.model.paper_form_table import template
from mcda.group.model.paper_forms import paper_forms
from mcda.group.model.workshop import Workshop
from mcda.report.html.print import ranking_csv
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.drivers.foreign_texts import with_foreign_texts

SIGNS = tuple("=+-@＝＋－＠")
FORMULAS = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＠SUM(A1)",
    " =1+1",
    "\u3000=1+1",
    "\ufeff=1+1",
    "x;=1+1;y",
    "x; =1+1",
    "x\t=1+1",
    "x\r=1+1",
    "x\n=1+1",
    'x;"=1+1"',
    '"=1+1',
    "x|=1+1",
)


def cells(data: bytes, separator: str) -> list[str]:
    text = data.decode("utf-8-sig")
    if separator != ",":  # what parts lines elsewhere does not see the quotes
        text = text.replace("\r", "\n")
    return [cell for row in csv.reader(io.StringIO(text), delimiter=separator) for cell in row]


def starts_a_formula(cell: str) -> bool:
    return cell.strip().lstrip("\ufeff").startswith(SIGNS)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("typed", FORMULAS)
def test_no_cell_is_a_formula(typed, separator):
    data = csv_bytes([["place", typed, 3.5], [typed, "x", -1.0], [1, typed, typed]])
    assert data.startswith(b"\xef\xbb\xbf")
    found = cells(data, separator)
    assert [c for c in found if starts_a_formula(c) and c != "-1.0"] == []


def test_what_is_no_formula_stays_as_it_is():
    rows = [["Zhen'an", "a-b, c + d", "−3", "-3.5", "+2", "1e-5", "x@y", 'say "a"'], [1.5, None]]
    assert list(csv.reader(io.StringIO(csv_bytes(rows).decode("utf-8-sig")))) == [
        ["Zhen'an", "a-b, c + d", "−3", "-3.5", "+2", "1e-5", "x@y", 'say "a"'],
        ["1.5", ""],
    ]


@pytest.mark.parametrize("typed", FORMULAS)
def test_the_ranking_and_the_table_of_paper_forms_hold_none(typed):
    study = with_foreign_texts(embedded_study("secondary"), f";{typed}")
    forms = Workshop.of(study, "An evening", "points")
    for data in (
        ranking_csv(study, Translator("en")),
        template(forms, paper_forms(forms, 2, 1)),
    ):
        for separator in (",", ";", "\t"):
            found = cells(data, separator)
            assert any(
                "1+1" in cell or "SUM" in cell or "cmd" in cell or "2+3" in cell for cell in found
            )
            wrong = [cell for cell in found if starts_a_formula(cell)]
            assert [cell for cell in wrong if not cell.lstrip("-").replace(".", "").isdigit()] == []


def test_the_example_of_own_links_is_quoted_and_its_numbers_stay():
    text = example().decode("utf-8-sig")
    assert all(line.startswith('"') and line.endswith('"') for line in text.splitlines())
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 995
    assert all(float(row["value"]) >= 0 for row in rows)
