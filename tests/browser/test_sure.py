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
    tab.get_by_role("radio", name="All weights, by group").click()
    expect(tab.locator('[data-testid="stMain"] h1').first).to_contain_text(
        "all weight sets, by group"
    )
    settled(tab)
    assert headline(tab) != before
    sentences = tab.locator('[data-testid="stMain"] li').all_inner_texts()
    assert sum("of weight sets" in sentence for sentence in sentences) == 10
    tab.get_by_role("radio", name="100,000").click()
    tab.get_by_text("Weight sets: 100,000, from").wait_for()


def test_a_click_on_the_map_of_places_chooses_the_place(visit):
    tab = visit("robustness", "zh")
    chart = tab.locator("[data-testid=stVegaLiteChart]").first
    chart.scroll_into_view_if_needed()
    settled(tab)
    box = chart.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5)
    chosen = tab.get_by_role("combobox", name="选择候选对象")
    expect(chosen).to_have_value(re.compile(r"^(9|10|11) "))
    tab.get_by_role("link", name="排序").click()
    tab.wait_for_url("**/ranking?*")
    settled(tab)
    tab.get_by_role("heading", name=re.compile(r"第(9|10|11)名")).wait_for()


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
    tab.get_by_text("假设值：宁陕县").wait_for()
    assert "宁陕县" not in headline(tab)
    tab.get_by_role("link", name="稳健性").click()
    tab.wait_for_url("**/robustness?*")
    settled(tab)
    tab.get_by_role("button", name="撤销假设").click()
    tab.get_by_text("假设值一览").first.wait_for(state="detached")
    tab.get_by_role("link", name="排序").click()
    tab.wait_for_url("**/ranking?*")
    settled(tab)
    assert "宁陕县" in headline(tab)


def test_the_same_stands_behind_every_chart_as_a_table(look):
    tab = look("robustness", "en")
    t = Translator("en")
    for view in ("places", "weights", "why", "methods"):
        if view != "places":
            turn_to(tab, t, view)
        expect(tab.locator("[data-testid=stVegaLiteChart]")).to_have_count(1)
        expect(tab.get_by_text(t("app.as_table"))).to_have_count(1)
