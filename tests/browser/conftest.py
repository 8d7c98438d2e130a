"""One server and one browser for all stories; a fresh visitor for each that leaves something behind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from criteria.text import Lang
from mcda.words import Translator
from tests.drivers.app_server import served
from tests.drivers.chromium import ARGUMENTS, installed
from tests.drivers.visitors import LAPTOP, by_day, context_of, follow, settled


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the server of this session keeps what it is given."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def address(data: Path) -> Iterator[str]:
    """The address of the app on the embedded study, served for this session alone."""
    with served(data / "log", GREENHEART_DATA=str(data)) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[[tuple[int, int]], Page]]:
    """visitor(PHONE): a fresh browser of that size, on no page yet."""
    contexts = []

    def come(size: tuple[int, int]) -> Page:
        context = context_of(browser, size)
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(60_000)  # a cold server on a busy machine
        return tab

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def visit(address: str, visitor: Callable[[tuple[int, int]], Page]) -> Callable[..., Page]:
    """visit("ranking", lang="zh", size=PHONE): a new visitor on a page, once it has its heading."""

    def open_page(
        page: str, lang: str = "en", size: tuple[int, int] = LAPTOP, query: str = ""
    ) -> Page:
        tab = visitor(size)
        tab.goto(f"{address}/{page}?lang={lang}{query}")
        settled(tab)
        return tab

    return open_page


@pytest.fixture(scope="module")
def readers(browser: Browser) -> Iterator[dict[tuple[str, tuple[int, int]], Page]]:
    """The tab of each language and size in which this file's tests look at pages one after the other."""
    found: dict[tuple[str, tuple[int, int]], Page] = {}
    yield found
    for tab in found.values():
        tab.context.close()


@pytest.fixture
def look(
    address: str, browser: Browser, readers: dict[tuple[str, tuple[int, int]], Page]
) -> Callable[..., Page]:
    """look("ranking", lang="zh", size=PHONE): a page in the tab of that language and size, for what only reads.

    The first page is opened by its address, those that follow by their links: Streamlit's own files, which cost a
    browser more than a page does, are read once.
    """

    def open_page(page: str, lang: Lang = "en", size: tuple[int, int] = LAPTOP) -> Page:
        if (lang, size) not in readers:
            tab = readers[lang, size] = context_of(browser, size).new_page()
            tab.set_default_timeout(60_000)
            tab.goto(f"{address}/{page}?lang={lang}")
            settled(tab)
            return tab
        tab = readers[lang, size]
        tab.set_viewport_size({"width": size[0], "height": size[1]})
        by_day(tab)
        if f"/{page}?" not in tab.url:
            follow(tab, Translator(lang), page)
        return tab

    return open_page
