"""The shelf: publish, read and download under the link in another browser, replace, withdraw."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from mcda.words import Translator
from tests.browser.test_accessible import readable_by_day_and_night
from tests.drivers.visitors import LAPTOP, PHONE, settled

pytestmark = pytest.mark.browser

PATIENCE = 30_000  # milliseconds for a page that makes a brief on a busy machine
FIRST_SCREEN = (390, 800)
ZH, EN = Translator("zh"), Translator("en")


def press(tab: Page, button: str) -> None:
    tab.get_by_role("button", name=button, exact=True).click()
    settled(tab)


def codes(tab: Page, count: int) -> list[str]:
    """What is to be copied: keys and links, once there are so many."""
    expect(tab.get_by_test_id("stCode")).to_have_count(count, timeout=PATIENCE)
    return [text.strip() for text in tab.get_by_test_id("stCode").all_inner_texts()]


def link_of(address: str) -> str:
    return re.fullmatch(r"http://127\.0\.0\.1:\d+/published/([\w-]+)", address)[1]


def rows_on_screen(tab: Page) -> list[tuple[int, str, float]]:
    rows = tab.locator("table.narrow").first.locator("tbody tr")
    cells = [row.locator("td").all_text_contents() for row in rows.all()]
    return [(int(place), name, float(score)) for place, name, score, _ in cells]


def rows_in_file(path: Path) -> list[tuple[int, str, float]]:
    book = load_workbook(path, data_only=True)
    cells = [[cell.value for cell in row] for row in book[ZH("brief.tab_answer")].iter_rows()]
    start = next(i for i, row in enumerate(cells) if row[0] == ZH("chart.rank"))
    return [(row[0], row[1], row[3]) for row in cells[start + 1 : start + 11]]


def stands_in(tab: Page, size: tuple[int, int]) -> None:
    """Nothing to turn, nothing that sticks out, no trouble."""
    for control in ("stSlider", "stSelectbox", "stTextInput", "stTopNavLink", "stAlert"):
        expect(tab.get_by_test_id(control)).to_have_count(0)
    expect(tab.get_by_role("radiogroup")).to_have_count(1)  # the language
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_from_the_planner_to_the_official_and_back(visit, tmp_path: Path):
    planner = visit("weights", "en")
    slider = planner.get_by_role("slider", name="Ecology").first
    slider.focus()
    for _ in range(20):
        slider.press("ArrowLeft")
    settled(planner)
    planner.get_by_role("link", name="Brief").click()
    planner.wait_for_url("**/brief?*")
    settled(planner)
    press(planner, EN("publications.publish"))
    key, address = codes(planner, 2)
    first = link_of(address)
    press(planner, EN("workshop.key_noted"))
    assert codes(planner, 1) == [address]

    official = visit(f"published/{first}", "zh", PHONE)
    stands_in(official, PHONE)
    shown = rows_on_screen(official)
    assert len(shown) == 10
    expect(official.get_by_text("基础上调整）：生态保护")).to_be_visible(timeout=PATIENCE)
    with official.expect_download() as download:
        official.get_by_role("button", name=ZH("brief.download")).click()
    download.value.save_as(path := tmp_path / "brief.xlsx")
    for seen, written in zip(shown, rows_in_file(path), strict=True):
        assert seen[:2] == written[:2]
        assert seen[2] == pytest.approx(written[2], abs=0.0005)
    official.get_by_text("English", exact=True).click()
    expect(official.get_by_role("heading", name=EN("app.robustness"))).to_be_visible(
        timeout=PATIENCE
    )
    settled(official)
    stands_in(official, PHONE)
    assert f"/published?study={first}" in official.url

    elsewhere = visit("brief", "en")  # another device: the key is typed
    field = elsewhere.get_by_label(EN("publications.key"), exact=True)
    field.fill(key.lower())
    field.press("Enter")
    settled(elsewhere)
    assert codes(elsewhere, 1) == [address]
    press(elsewhere, EN("publications.replace"))
    newest, oldest = codes(elsewhere, 2)
    assert oldest == address
    second = link_of(newest)

    old = visit("brief", "zh", query=f"&study={first}")  # as 1.0 gave it
    notice = old.get_by_test_id("stAlert")
    expect(notice).to_contain_text("已由新版取代", timeout=PATIENCE)
    assert rows_on_screen(old) == shown
    assert old.evaluate("document.documentElement.scrollWidth") <= LAPTOP[0]
    with old.context.expect_page() as opened:
        notice.get_by_role("link").click()
    newer = opened.value
    newer.set_default_timeout(20_000)
    settled(newer)
    assert second in newer.url
    stands_in(newer, LAPTOP)
    assert rows_on_screen(newer) != shown

    elsewhere.locator(".st-key-_withdraw_popover").get_by_role("button").click()
    press(elsewhere, EN("publications.withdraw_now"))
    newer.reload()
    expect(newer.get_by_role("heading", name=ZH("publications.withdrawn"))).to_be_visible(
        timeout=PATIENCE
    )
    settled(newer)
    expect(newer.get_by_text(re.compile(r"于\d{4}年\d{2}月\d{2}日撤回"))).to_be_visible(
        timeout=PATIENCE
    )
    expect(newer.get_by_test_id("stDownloadButton")).to_have_count(0)
    old.reload()
    expect(old.get_by_test_id("stAlert")).to_contain_text("撤回", timeout=PATIENCE)


def test_a_phones_first_screen_has_the_first_five_with_their_ranges(visit):
    """And the whole page can be read by day and by night."""
    planner = visit("brief", "en")
    press(planner, EN("publications.publish"))
    link = link_of(codes(planner, 2)[1])
    for lang in ("en", "zh"):
        official = visit(f"published/{link}", lang, FIRST_SCREEN)
        rows = official.locator("table.narrow").first.locator("tbody tr")
        fifth = rows.nth(4)
        box = fifth.bounding_box()
        assert box["y"] + box["height"] <= FIRST_SCREEN[1]
        assert re.fullmatch(r"\d+([–—]\d+)?", fifth.locator("td.range").inner_text().strip())
        stands_in(official, FIRST_SCREEN)
        official.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
        readable_by_day_and_night(official)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_link_that_leads_nowhere(visit, lang):
    tab = visit("published/nothing", lang, PHONE)
    expect(tab.get_by_role("heading", name=Translator(lang)("publications.nowhere"))).to_be_visible(
        timeout=PATIENCE
    )
    expect(tab.get_by_test_id("stAlert")).to_have_count(1)
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_link_without_its_page_leads_to_the_study(visit):
    tab = visit("", "zh", query="&study=nothing")
    assert "/published?" in tab.url
    expect(tab.get_by_role("heading", name=ZH("publications.nowhere"))).to_be_visible(
        timeout=PATIENCE
    )
