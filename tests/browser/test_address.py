"""A link opens the same view in another browser; back and forward step through what was looked at."""

import pytest
from playwright.sync_api import expect

from mcda.words import Translator
from tests.drivers.visitors import LAPTOP, context_of, settled

pytestmark = pytest.mark.browser


def choose_stage(tab, n: int) -> None:
    tab.locator(".st-key-_stage").get_by_role("radio").nth(n).click()
    settled(tab)


def test_a_link_opens_the_same_with_changed_weights_as_a_copy(visit, browser):
    t = Translator("en")
    tab = visit("weights", "en", LAPTOP)
    choose_stage(tab, 2)
    for _ in range(5):
        tab.get_by_role("slider").first.press("ArrowLeft")
        settled(tab)
    heading = tab.locator("h1").inner_text()
    tab.get_by_role("button", name=t("app.link")).click()
    link = tab.get_by_test_id("stPopoverBody").locator("code").inner_text()

    other = context_of(browser, LAPTOP).new_page()
    try:
        other.goto(link)
        settled(other)
        expect(other.locator("h1")).to_have_text(heading)
        expect(other.get_by_text(t("app.draft_copy"))).to_be_visible()
        chosen = other.locator(".st-key-_stage").get_by_role("radio").nth(2)
        expect(chosen).to_have_attribute("aria-checked", "true")
    finally:
        other.context.close()


def test_back_and_forward_step_through_stages(visit):
    tab = visit("ranking", "en", LAPTOP)
    headings = [tab.locator("h1").inner_text()]
    for n in (2, 0):
        choose_stage(tab, n)
        headings.append(tab.locator("h1").inner_text())
    assert len(set(headings)) == 3
    for heading in (headings[1], headings[0]):
        tab.go_back()
        expect(tab.locator("h1")).to_have_text(heading)
        settled(tab)
    for heading in (headings[1], headings[2]):
        tab.go_forward()
        expect(tab.locator("h1")).to_have_text(heading)
        settled(tab)
