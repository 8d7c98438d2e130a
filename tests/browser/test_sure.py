"""How sure: every view at both widths in both languages; a region, a flip, a supposition that is marked and taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from mcda.words import Translator
from tests.drivers.visitors import LAPTOP, PHONE, settled

# each view, and a phrase that stands on it alone
VIEWS = {
    "places": "robustness.map",
    "weights": "robustness.intervals",
    "why": "robustness.adds_up",
    "reading": "robustness.suppose_words",
    "company": "robustness.cloned",
    "methods": "robustness.agreement_words",
}
FOREIGN = {"en": re.compile("[\u4e00-\u9fff]"), "zh": re.compile(r"[a-z]{4,} [a-z]{3,} [a-z]{3,}")}

pytestmark = pytest.mark.browser


def turn_to(tab: Page, t: Translator, view: str) -> None:
    tab.get_by_role("radio", name=t(f"robustness.view_{view}"), exact=True).click()
    tab.get_by_text(t(VIEWS[view])).first.wait_for()
    settled(tab)


def headline(tab: Page) -> str:
    return tab.locator('[data-testid="stMain"] h1').first.inner_text()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_view_stands_in_its_language_and_width(look, lang, size):
    t = Translator(lang)
    tab = look("robustness", lang, size)
    for view in VIEWS:
        if view != "places":
            turn_to(tab, t, view)
        assert tab.locator('[data-testid="stAlert"]').count() == 0
        assert tab.locator('[data-testid="stException"]').count() == 0
        assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
        main = tab.locator('[data-testid="stMain"]').inner_text().replace("简体中文", "")
        main = main.replace("English", "")
        assert not FOREIGN[lang].search(main), view
        assert "sure." not in main
        assert not re.search(r"[{}]|\bnan\b|\bNone\b", main), view


def test_a_region_changes_the_answer_and_is_named(visit):
    tab = visit("robustness", "en")
    before = headline(tab)
    assert "close to the current weights" in before
    settings = tab.get_by_role("button", name="Settings")
    settings.click()
    tab.get_by_role("combobox", name="Weights tested").click()
    tab.get_by_role("option", name="All weights, by group").click()
    expect(tab.locator('[data-testid="stMain"] h1').first).to_contain_text(
        "all weight sets, by group"
    )
    settled(tab)
    assert headline(tab) != before
    tab.keyboard.press("Escape")  # the list of options may have closed what holds it
    expect(settings).to_have_attribute("aria-expanded", "false")
    settings.click()
    tab.get_by_role("radio", name="100,000").click()
    tab.get_by_text("Weight sets: 100,000, from").wait_for()


def test_a_click_on_a_row_chooses_the_candidate_and_leads_to_its_rival(visit):
    tab = visit("robustness", "zh")
    chart = tab.locator("[data-testid=stVegaLiteChart]").first
    box = chart.bounding_box()
    assert box is not None
    # right of all bars: the whole row is pressed
    tab.mouse.click(box["x"] + box["width"] * 0.83, box["y"] + box["height"] * 0.5)
    chosen = tab.get_by_role("combobox", name="选择候选对象")
    expect(chosen).to_have_value(re.compile(r"^(7|8|9) "))
    name = chosen.input_value().split()[1]
    settled(tab)
    tab.get_by_text(f"{name}：第").wait_for()
    tab.get_by_role("button", name=re.compile("^与.+比较$")).click()
    tab.get_by_text(Translator("zh")("robustness.adds_up")).wait_for()
    expect(tab.get_by_role("combobox", name="第一个对象")).to_have_value(re.compile(name))
    tab.get_by_role("link", name="排序").click()
    tab.wait_for_url("**/ranking?*")
    settled(tab)
    tab.get_by_role("heading", name=re.compile(r"第(7|8|9)名")).wait_for()


def test_a_supposition_is_marked_until_it_is_taken_back(visit):
    tab = visit("robustness", "zh")
    turn_to(tab, Translator("zh"), "reading")
    number = tab.get_by_role("spinbutton").first
    number.fill("20")
    number.press("Enter")
    settled(tab)
    tab.get_by_role("button", name="采用假设值").click()
    tab.get_by_text("假设值一览").first.wait_for()
    settled(tab)
    tab.get_by_text("名次变动").last.wait_for()
    tab.get_by_role("link", name="排序").click()
    tab.wait_for_url("**/ranking?*")
    settled(tab)
    tab.get_by_text("假设值：宁强县").wait_for()
    assert "宁强县" not in headline(tab)
    tab.get_by_role("link", name="稳健性").click()
    tab.wait_for_url("**/robustness?*")
    settled(tab)
    tab.get_by_role("button", name="撤销假设").click()
    tab.get_by_text("假设值一览").first.wait_for(state="detached")
    tab.get_by_role("link", name="排序").click()
    tab.wait_for_url("**/ranking?*")
    settled(tab)
    assert "宁强县" in headline(tab)


def test_the_same_stands_behind_every_chart_as_a_table(visit):
    tab = visit("robustness", "en")
    t = Translator("en")
    table = tab.locator("[data-testid=stDataFrame]")
    for heading in ("robustness.figures_table", "robustness.map", "robustness.central"):
        tab.get_by_text(t(heading), exact=True).click()
        settled(tab)
    expect(tab.locator("[data-testid=stVegaLiteChart]")).to_have_count(3)
    expect(tab.get_by_text(t("app.as_table"))).to_have_count(2)
    expect(table.first).to_be_visible()
    for view in ("weights", "why", "methods"):
        turn_to(tab, t, view)
        expect(tab.locator("[data-testid=stVegaLiteChart]")).to_have_count(1)
        expect(tab.get_by_text(t("app.as_table"))).to_have_count(1)


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_rank_ranges_stand_on_the_first_screen(visit, lang, size):
    tab = visit("robustness", lang, size)
    ranges = tab.locator("[class*=st-key-rank_ranges] [data-testid=stVegaLiteChart]").first
    ranges.wait_for()  # it is drawn again once those of all weights are there
    box = ranges.bounding_box()
    assert box is not None
    assert box["height"] > 300
    if size == LAPTOP:
        assert box["y"] + box["height"] <= 900
    else:
        assert box["y"] <= 500
