"""A value disputed on a phone, accepted by the planner, and read corrected on the republished page and in its brief."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from mcda.words import Translator
from tests.drivers.foreign_texts import HOST, TYPED
from tests.drivers.visitors import PHONE, follow, settled, still

pytestmark = pytest.mark.browser

PATIENCE = 30_000  # milliseconds for a page that makes a brief on a busy machine
EN, ZH = Translator("en"), Translator("zh")
HOSTILE = f"Timetable {TYPED[:200]}"


def press(tab: Page, button: str) -> None:
    tab.get_by_role("button", name=button, exact=True).click()
    still(tab)


def links(tab: Page, count: int) -> list[str]:
    """The addresses to pass on, once there are so many codes on the page."""
    expect(tab.get_by_test_id("stCode")).to_have_count(count, timeout=PATIENCE)
    texts = [text.strip() for text in tab.get_by_test_id("stCode").all_inner_texts()]
    return [text.rpartition("/")[2] for text in texts if "/published/" in text]


def choose(tab: Page, label: str, typed: str) -> None:
    box = tab.get_by_role("combobox", name=label)
    box.click()
    box.fill(typed)
    box.press("Enter")
    expect(box).to_have_value(typed)
    still(tab)


def unfold(tab: Page, title: str) -> None:
    tab.get_by_test_id("stExpander").get_by_text(title, exact=True).click()
    still(tab)


def test_from_the_phone_to_the_corrected_brief(visit, tmp_path: Path):
    planner = visit("brief", "en")
    press(planner, EN("publications.publish"))
    (link,) = links(planner, 2)

    asked: list[str] = []
    reader = visit(f"published/{link}", "zh", PHONE)
    reader.on("request", lambda request: asked.append(request.url))
    unfold(reader, ZH("disputes.wrong"))
    choose(reader, ZH("robustness.suppose_where"), "汉阴县")
    choose(reader, ZH("chart.criterion"), "有洗澡设施家庭占比")
    reader.get_by_label("正确取值").fill("12.5")
    reader.get_by_label(ZH("disputes.source"), exact=True).fill(HOSTILE)
    press(reader, ZH("disputes.send"))
    expect(reader.get_by_text(ZH("disputes.sent"))).to_be_visible()
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

    follow(planner, EN, "data")
    expect(planner.get_by_text(EN("disputes.waiting", count=1))).to_be_visible()
    unfold(planner, EN("disputes.title"))
    expect(planner.get_by_text("Timetable ![p](")).to_be_visible()
    press(planner, EN("disputes.accept"))
    expect(planner.get_by_text(EN("disputes.none_open"))).to_be_visible()
    follow(planner, EN, "brief")
    press(planner, EN("publications.replace"))
    newest = next(each for each in links(planner, 3) if each != link)

    reader.goto(reader.url.replace(link, newest))
    settled(reader)
    told = reader.get_by_text("更正为12.5%")
    expect(told).to_be_visible(timeout=PATIENCE)
    expect(told).to_contain_text("Timetable ![p](")  # as typed
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    with reader.expect_download() as download:
        reader.get_by_role("button", name=ZH("brief.download")).click()
    download.value.save_as(path := tmp_path / "brief.xlsx")
    cells = [
        tuple(cell.value for cell in row)
        for row in load_workbook(path)[ZH("brief.tab_evidence")].iter_rows()
    ]
    assert any(
        row[0] == "汉阴县，有洗澡设施家庭占比" and row[2] == "12.5" and row[3] == HOSTILE
        for row in cells
    )
    assert not [url for url in asked if HOST in url]
