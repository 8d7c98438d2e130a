"""Undo in the browser: ten steps back by the button of any page, forward again, and what changed in a list."""

import pytest
from playwright.sync_api import expect

from mcda.words import Translator
from tests.drivers.repetitions import times
from tests.drivers.visitors import LAPTOP, PHONE, follow, settled

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("lang", "size", "steps"), [("en", LAPTOP, 3), ("zh", PHONE, times(2))])
def test_steps_back_forward_and_what_changed(visit, lang, size, steps):
    t = Translator(lang)
    tab = visit("weights", lang, size)
    undo, redo = (
        tab.get_by_role("button", name=t(f"app.{name}"), exact=True) for name in ("undo", "redo")
    )
    expect(undo).to_have_count(0)
    first = tab.locator("h1").inner_text()
    slider = tab.get_by_role("slider").first
    for _ in range(steps):
        slider.press("ArrowLeft")
        settled(tab)
    last = tab.locator("h1").inner_text()
    assert last != first

    tab.get_by_role("button", name=t("app.changes")).click()
    settled(tab)
    expect(
        tab.get_by_text(t("compare.weights", count=13, items="").split(":")[0].split("：")[0])
    ).to_be_visible()
    tab.keyboard.press("Escape")

    follow(tab, t, "ranking")
    for _ in range(steps):
        undo.click()
        settled(tab)
    expect(undo).to_have_count(0)
    follow(tab, t, "weights")
    expect(tab.locator("h1")).to_have_text(first)
    for _ in range(steps):
        redo.click()
        settled(tab)
    expect(tab.locator("h1")).to_have_text(last)
    assert tab.evaluate("document.querySelector('.stMain').scrollWidth") <= size[0]
