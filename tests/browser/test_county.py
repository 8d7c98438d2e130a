"""The page of a county on paper: one sheet of A4, in dark ink, whichever county and however the screen looks."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.drivers.visitors import by_night, settled

pytestmark = pytest.mark.browser


def choose(tab: Page, name: str) -> None:
    box = tab.get_by_role("combobox").first
    box.click()
    box.fill(name)
    box.press("Enter")
    settled(tab)
    expect(tab.get_by_role("heading", level=1)).to_contain_text(name)


# the one that is shown first; one with weights to move at both stages and a value that is not known; a city's district
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "name", [None, {"en": "Fengxian", "zh": "凤县"}, {"en": "Maojian", "zh": "茅箭"}]
)
def test_a_county_is_printed_on_one_sheet(visit, lang, name):
    tab = visit("county", lang)
    if name is not None:
        choose(tab, name[lang])
    sheet = tab.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


def test_ink_is_dark_where_the_screen_is_not(visit):
    tab = visit("county", "en")
    by_night(tab)
    tab.emulate_media(media="print")
    heading = tab.get_by_role("heading", level=1)
    expect(heading).to_have_css("color", "rgb(31, 42, 36)")
