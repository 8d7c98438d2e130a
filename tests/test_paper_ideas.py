"""docs/paper.md: each of the paper's 86 ideas has a place that exists, or a reason."""

import re
import tomllib

import pytest

from mcda.app import PAGES
from mcda.cli.commands import COMMANDS
from mcda.report.workbook.contents import SHEETS
from tests.drivers.app_server import ROOT

ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "paper.md").read_text("utf-8"))
VERBS = set(COMMANDS)
VIEWS = {
    page: {
        name.removeprefix("view_")
        for name in tomllib.loads((ROOT / f"mcda/words/{page}.toml").read_text("utf-8"))
        if name.startswith("view_")
    }
    for page in PAGES
}


def test_there_are_86_rows_in_order():
    assert [int(number) for number, *_ in ROWS] == list(range(1, 87))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_has_a_place_that_exists_or_a_reason(row):
    _, section, idea, where, how_far = (cell.strip() for cell in row)
    assert section
    assert idea
    places = re.findall(r"(page|sheet|verb) `([\w/]+)`", where)
    assert 2 * len(places) == where.count(
        "`"
    )  # nothing is written so that it would not be looked up
    for kind, name in places:
        if kind == "page":
            page, _, view = name.partition("/")
            assert page in PAGES
            assert not view or view in VIEWS[page], name
        else:
            assert name in (SHEETS if kind == "sheet" else VERBS), name
    verdict = re.match(r"yes|in part|no", how_far)
    assert verdict
    if verdict[0] == "yes":
        assert places
    else:  # what is missing, and why
        assert len(how_far.split()) > 5 or re.fullmatch(r"in part: as \d+", how_far)
