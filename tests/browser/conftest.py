"""One server and one browser for all stories; a fresh visitor for each."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import ARGUMENTS, installed

ROOT = Path(__file__).parents[2]
LAPTOP, PHONE = (1280, 900), (390, 800)


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on the embedded study, served for this session alone."""
    port = free_port()
    log = (tmp_path_factory.mktemp("server") / "log").open("wb")
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless", "true"]
    server = subprocess.Popen(
        [*command, "--server.port", str(port), "--server.address", "127.0.0.1"],
        cwd=ROOT,
        stdout=log,
        stderr=log,
        env={**os.environ, "GREENHEART_DATA": str(tmp_path_factory.mktemp("data"))},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.25)
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)
        log.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(address: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """visit("rank", lang="zh", size=PHONE): a new visitor on a page, once it has its heading."""
    contexts = []

    def open_page(page: str, lang: str = "en", size: tuple[int, int] = LAPTOP, query: str = "") -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, accept_downloads=True
        )
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(20_000)
        tab.goto(f"{address}/{page}?lang={lang}{query}")
        settled(tab)
        return tab

    yield open_page
    for context in contexts:
        context.close()


def settled(tab: Page) -> None:
    """Wait until the page has its heading and no script is running."""
    tab.wait_for_selector('[data-testid="stMain"] h1')
    tab.wait_for_function("!document.querySelector('[data-testid=\"stStatusWidget\"]')")
    tab.wait_for_timeout(300)
