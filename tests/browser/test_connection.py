"""A server that is gone, frozen or long at work: the page says so in the reader's language, and goes on by itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from mcda.words import Translator
from tests.drivers.app_server import served
from tests.drivers.held_runs import HOLD
from tests.drivers.server_processes import Server, servers
from tests.drivers.visitors import LAPTOP, PHONE, settled

pytestmark = pytest.mark.browser
PATIENCE = 60_000
ENGLISH = re.compile("Connection error|Is Streamlit still running|^Connecting$")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with servers(1) as running:
        yield running[0]


def ecology(tab: Page) -> Locator:
    return tab.get_by_role("slider", name=re.compile("^(Ecology|生态保护)")).first


def says(tab: Page, words: str, is_said: bool = True) -> None:
    expect(tab.get_by_role("status").get_by_text(words, exact=True)).to_be_visible(
        visible=is_said, timeout=PATIENCE
    )


def until_kept(tab: Page) -> None:
    """The key of the draft is in the address: where the store was slow, with a later run than that of the change."""
    for _ in range(20):
        if "draft=" in tab.url:
            return
        for key in ("ArrowLeft", "ArrowRight"):
            ecology(tab).press(key)
            settled(tab)
    raise AssertionError("no draft was kept")


@pytest.mark.parametrize(("lang", "size"), [("en", LAPTOP), ("zh", PHONE)])
def test_a_server_that_is_gone_and_comes_back(server, visitor, lang, size):
    t, tab = Translator(lang), visitor(size)
    tab.goto(f"{server.address}/weights?lang={lang}")
    settled(tab)
    ecology(tab).press("ArrowLeft")
    settled(tab)
    until_kept(tab)
    says(tab, t("app.lost"), is_said=False)
    server.kill()
    says(tab, t("app.lost"))
    expect(tab.get_by_test_id("stDialog").filter(visible=True)).to_have_count(0)
    expect(tab.get_by_text(ENGLISH).filter(visible=True)).to_have_count(0)
    server.start()
    says(tab, t("app.lost"), is_said=False)
    settled(tab)
    expect(ecology(tab)).to_have_value("44")
    ecology(tab).press("ArrowLeft")  # the first press after it came back
    settled(tab)
    expect(ecology(tab)).to_have_value("43")


def test_a_server_that_stands_still_and_a_press_meanwhile(server, visitor):
    t, tab = Translator("zh"), visitor(LAPTOP)
    tab.goto(f"{server.address}/weights?lang=zh")
    settled(tab)
    with server.frozen():
        ecology(tab).press("ArrowLeft")
        says(tab, t("app.silent"))
    says(tab, t("app.silent"), is_said=False)
    settled(tab)
    expect(ecology(tab)).to_have_value("44")
    assert "draft=" in tab.url  # the press has arrived


def test_while_a_run_takes_long_what_stands_there_is_called_old(tmp_path: Path, visitor):
    t, tab, hold = Translator("en"), visitor(LAPTOP), tmp_path / HOLD
    with served(tmp_path / "log", "tests.drivers.held_runs", GREENHEART_DATA=str(tmp_path)) as url:
        tab.goto(f"{url}/weights?lang=en")
        settled(tab)
        says(tab, t("app.working"), is_said=False)
        hold.touch()
        ecology(tab).press("ArrowLeft")
        says(tab, t("app.working"))
        hold.unlink()
        says(tab, t("app.working"), is_said=False)
        settled(tab)
        expect(ecology(tab)).to_have_value("44")
