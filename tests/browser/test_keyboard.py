"""Without a mouse: the language switch, a slider and the download are reached by the Tab key alone."""

import pytest
from playwright.sync_api import Page

from tests.drivers.visitors import settled

pytestmark = pytest.mark.browser
MOST = 80  # presses of Tab that somebody may be asked for


def tab_to(tab: Page, condition: str) -> None:
    """Press Tab until the element that has the focus, `e`, fulfils the condition."""
    for _ in range(MOST):
        tab.keyboard.press("Tab")
        if tab.evaluate(f"(() => {{ const e = document.activeElement; return {condition}; }})()"):
            return
    raise AssertionError(f"not reached by {MOST} presses of Tab: {condition}")


def test_language_slider_and_download_by_keyboard(visit):
    tab = visit("weights", "en")
    tab_to(tab, "!!e.closest('.st-key-_lang')")
    for _ in range(3):  # Tab or an arrow leads from one language to the other
        if "简体中文" in tab.evaluate("document.activeElement.innerText"):
            break
        tab.keyboard.press("ArrowRight")
        if "简体中文" not in tab.evaluate("document.activeElement.innerText"):
            tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    tab.get_by_role("link", name="权重").wait_for()
    settled(tab)

    tab_to(tab, "e.getAttribute('role') === 'slider' || e.type === 'range'")
    slider = tab.locator(":focus")
    before = tab.locator('[data-testid="stMain"] h1').first.inner_text()
    slider.press("ArrowRight")
    tab.wait_for_function(
        "before => document.querySelector('[data-testid=\"stMain\"] h1').innerText !== before",
        arg=before,
    )
    settled(tab)

    tab.goto(tab.url.replace("/weights", "/brief"))
    settled(tab)
    tab_to(tab, "!!e.closest('[data-testid=\"stDownloadButton\"]')")
    with tab.expect_download() as download:
        tab.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")
