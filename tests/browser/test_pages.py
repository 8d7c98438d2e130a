"""Addresses lead to their page, and keep the language."""

import pytest

pytestmark = pytest.mark.browser


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
