"""Each page in each language at each width: its sentence stands there, nothing overflows, no trouble is told."""

import pytest

from mcda.app import PAGES
from tests.browser.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_page_stands(visit, page, lang, size):
    tab = visit(page, lang, size)
    heading = tab.locator('[data-testid="stMain"] h1').first.inner_text()
    assert heading.strip()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in heading) == (lang == "zh")
    assert tab.locator('[data-testid="stAlert"]').count() == 0
    assert tab.locator('[data-testid="stException"]').count() == 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert f"lang={lang}" in tab.url


def test_address_without_a_page_leads_to_region(visit):
    tab = visit("", "zh")
    assert "/region" in tab.url
    assert "lang=zh" in tab.url


def test_language_survives_navigation_and_reload(visit):
    tab = visit("region", "en")
    tab.get_by_text("简体中文", exact=True).click()
    tab.get_by_role("link", name="排序").click()
    tab.wait_for_url("**/ranking?*")
    assert "lang=zh" in tab.url
    tab.reload()
    tab.get_by_role("heading", name="居前").wait_for()
    assert "lang=zh" in tab.url
