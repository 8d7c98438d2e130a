"""A press under a map gives its picture; one that cannot be drawn says so in the reader's language."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page

from mcda.words import Translator
from tests.drivers.app_server import served
from tests.drivers.visitors import LAPTOP, PHONE, settled

pytestmark = pytest.mark.browser
ZH = Translator("zh")


def ask(tab: Page, form: str) -> None:
    tab.locator(".st-key-_download_ranking_map button").first.click()
    tab.get_by_role("button", name=ZH(f"picture.{form}"), exact=True).click()


def test_the_picture_of_a_map_on_a_laptop_and_on_a_phone(visit):
    for size in (LAPTOP, PHONE):
        tab = visit("ranking", lang="zh", size=size)
        with tab.expect_download() as given:
            ask(tab, "png")
        assert given.value.suggested_filename == "green-heart_secondary_ranking_map.png"
        image = Image.open(BytesIO(given.value.path().read_bytes()))
        assert image.size[0] == 2 * (640 + 2 * 20)
        assert len(image.convert("RGB").getcolors(1 << 24)) > 100


def test_the_picture_of_a_filter_says_what_is_hidden(visit):
    tab = visit("ranking", lang="zh", size=LAPTOP)
    tab.locator(".st-key-_provinces").get_by_text("甘肃省", exact=True).click()
    settled(tab)
    with tab.expect_download() as given:
        ask(tab, "svg")
    words = ElementTree.parse(given.value.path()).getroot().itertext()
    assert "仅显示甘肃省。名次为在全部107个候选对象中的名次。" in [each.strip() for each in words]


def test_a_picture_that_cannot_be_drawn_says_so(tmp_path, visitor):
    tab = visitor(LAPTOP)
    with served(
        tmp_path / "log", "tests.drivers.failing_pictures", GREENHEART_DATA=str(tmp_path)
    ) as address:
        tab.goto(f"{address}/ranking?lang=zh")
        settled(tab)
        ask(tab, "svg")
        error = tab.get_by_test_id("stDownloadButtonError")
        error.wait_for()
        said = error.evaluate("e => getComputedStyle(e, '::after').content")
        assert said == f'"{ZH("picture.failed")}"'
