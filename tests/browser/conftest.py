"""One server and one browser for all stories; a fresh visitor for each."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from docs.serving import served
from docs.walks import STILL, settled
from tests.chromium import ARGUMENTS, installed

LAPTOP, PHONE = (1280, 900), (390, 800)
__all__ = ["LAPTOP", "PHONE", "STILL", "settled"]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on the embedded study, served for this session alone."""
    data = str(tmp_path_factory.mktemp("data"))
    with served(tmp_path_factory.mktemp("server") / "log", GREENHEART_DATA=data) as url:
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
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, accept_downloads=True
        )
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
