"""A planner with a deadline, then an official with a file, in real browsers: tests play it, pictures are taken of it."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from criteria.text import Lang
from mcda.words import Translator
from tests.drivers.visitors import settled

Picture = Callable[[str, Page], None]
STEPS = 20  # presses of a key that take ecology from its proposal to almost nothing


def answer(tab: Page) -> str:
    """The sentence in which a page says what it has found."""
    return tab.locator('[data-testid="stMain"] h1').first.inner_text()


def to(tab: Page, t: Translator, page: str) -> str:
    """A page by its link, and its answer."""
    tab.get_by_role("link", name=t(f"app.{page}"), exact=True).click()
    tab.wait_for_url(f"**/{page}?*")
    settled(tab)
    return answer(tab)


def plan(tab: Page, address: str, lang: Lang, take: Picture, folder: Path) -> tuple[str, Path, str]:
    """A planner: look, weigh, rank, how sure, pilots, brief, publish; the last ranking, the file, the link."""
    t = Translator(lang)
    tab.goto(f"{address}/?lang={lang}")
    tab.wait_for_selector(".gh-map path", state="attached")
    settled(tab)
    take("1_region", tab)
    to(tab, t, "weights")
    slider = tab.get_by_role("slider", name=re.compile("^(Ecology|生态保护)")).first
    slider.focus()
    for _ in range(STEPS):
        slider.press("ArrowLeft")
    settled(tab)
    take("2_weigh", tab)
    ranked = to(tab, t, "ranking")
    take("3_rank", tab)
    to(tab, t, "robustness")
    take("4_sure", tab)
    to(tab, t, "pilots")
    take("5_pilots", tab)
    to(tab, t, "brief")
    with tab.expect_download() as given:
        tab.get_by_role("button", name=t("brief.download")).click()
    given.value.save_as(path := folder / f"brief_{lang}.xlsx")
    tab.get_by_role("button", name=t("publications.publish"), exact=True).click()
    link = tab.get_by_test_id("stCode").nth(1)
    link.wait_for()
    settled(tab)
    link.scroll_into_view_if_needed()
    take("6_published", tab)
    return ranked, path, link.inner_text().strip()


def read(tab: Page, link: str, lang: Lang, take: Picture, folder: Path) -> tuple[str, Path]:
    """An official: opens the link, reads, takes the file home; what there was to read, and the file."""
    t = Translator(lang)
    tab.goto(f"{link}?lang={lang}")
    settled(tab)
    tab.get_by_role("button", name=t("brief.download")).wait_for()
    take("7_official", tab)
    with tab.expect_download() as given:
        tab.get_by_role("button", name=t("brief.download")).click()
    given.value.save_as(path := folder / f"official_{lang}.xlsx")
    return tab.locator('[data-testid="stMain"]').inner_text(), path
