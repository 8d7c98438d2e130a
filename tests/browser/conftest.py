"""One server and one browser for all stories; a fresh visitor for each that leaves something behind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.drivers.app_server import served
from tests.drivers.chromium import ARGUMENTS, installed
from tests.drivers.visitors import LAPTOP, context_of, settled


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


@pytest.fixture(scope="session")
def readers(browser: Browser) -> Iterator[dict[tuple[int, int], BrowserContext]]:
    """A browser a size that has been here before, so that Streamlit's own files are fetched once."""
    found: dict[tuple[int, int], BrowserContext] = {}
    yield found
    for context in found.values():
        context.close()


@pytest.fixture
def look(
    address: str, browser: Browser, readers: dict[tuple[int, int], BrowserContext]
) -> Iterator[Callable[..., Page]]:
    """look("ranking", lang="zh", size=PHONE): a page in a new tab of such a browser, for what only reads."""
    tabs = []

    def open_page(page: str, lang: str = "en", size: tuple[int, int] = LAPTOP) -> Page:
        if size not in readers:
            readers[size] = context_of(browser, size)
        tab = readers[size].new_page()
        tabs.append(tab)
        tab.set_default_timeout(60_000)
        tab.goto(f"{address}/{page}?lang={lang}")
        settled(tab)
        return tab

    yield open_page
    for tab in tabs:
        tab.close()
