"""Two of the three walks, in both languages: a planner with a deadline, an official with a file (tests/drivers/walks.py).

The third, a facilitator with a room, is the whole evening (test_evening.py, tests/drivers/evening.py).
"""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from mcda.words import Translator
from tests.drivers.visitors import LAPTOP, PHONE
from tests.drivers.walks import plan, read

pytestmark = pytest.mark.browser
RAW = re.compile(r"\b(?:app|rank|sure|pilots|brief|shelf|weigh)\.[a-z_]+|\{[a-z_]+\}|NaN|Traceback")


def nothing_raw(name: str, tab: Page) -> None:
    """On each page of the walk: no key of a phrase, no field left open, no number that is none."""
    words = tab.locator('[data-testid="stMain"]').inner_text()
    assert not RAW.findall(words), (name, RAW.findall(words))


def top_ranks(path: Path, t: Translator) -> list[str]:
    rows = [[c.value for c in row] for row in load_workbook(path)[t("brief.tab_answer")].rows]
    start = next(i for i, row in enumerate(rows) if row[0] == t("chart.rank"))
    return [str(row[1]) for row in rows[start + 1 : start + 4]]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_planner_with_a_deadline_and_an_official_with_a_file(visitor, address, tmp_path, lang):
    t = Translator(lang)
    ranked, file, link = plan(visitor(LAPTOP), address, lang, nothing_raw, tmp_path)
    first = top_ranks(file, t)
    assert all(name in ranked for name in first)
    assert link.startswith(address)

    seen, taken = read(visitor(PHONE), link, lang, nothing_raw, tmp_path)
    assert all(name in seen for name in first)
    assert top_ranks(taken, t) == first
