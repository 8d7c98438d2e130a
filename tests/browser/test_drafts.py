"""Whose a draft is, in real browsers: a colleague with the address has a copy, and two windows of one owner are told."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mcda.words import Translator
from tests.drivers.app_server import served
from tests.drivers.held_runs import HOLD_DRAFTS
from tests.drivers.visitors import LAPTOP, PHONE, settled

pytestmark = pytest.mark.browser
EN, ZH = Translator("en"), Translator("zh")
KEYED = re.compile(r"draft=[\w-]{30}")


def ecology(tab: Page, step: str = "") -> str:
    """What the slider of ecology says, after a step by the keyboard."""
    slider = tab.get_by_role("slider", name=re.compile("^(Ecology|生态保护)")).first
    if step:
        slider.focus()
        slider.press(step)
        settled(tab)
    return slider.input_value()


def test_a_colleague_has_a_copy_and_two_windows_do_not_write_over_each_other(visitor, address):
    mine = visitor(LAPTOP)
    mine.goto(f"{address}/weights?lang=en")
    settled(mine)
    assert ecology(mine, "ArrowLeft") == "44"
    mine.wait_for_url(KEYED)
    shared = mine.url

    theirs = visitor(PHONE)
    theirs.goto(shared.replace("lang=en", "lang=zh"))
    settled(theirs)
    expect(theirs.get_by_text(ZH("app.draft_copy"))).to_be_visible()
    assert ecology(theirs, "ArrowRight") == "45"
    theirs.wait_for_url(lambda url: KEYED.search(url)[0] != KEYED.search(shared)[0])
    expect(theirs.get_by_text(ZH("app.draft_copy"))).to_have_count(0)

    mine.reload()
    settled(mine)
    assert ecology(mine) == "44"
    expect(mine.get_by_text(EN("app.draft_copy"))).to_have_count(0)

    second = mine.context.new_page()
    second.goto(shared)
    settled(second)
    assert ecology(second) == "44"
    assert ecology(mine, "ArrowLeft") == "43"
    assert ecology(second, "ArrowRight") == "45"
    expect(second.get_by_text("changed in another window at")).to_be_visible()
    second.get_by_role("button", name=EN("app.draft_theirs"), exact=True).click()
    settled(second)
    assert ecology(second) == "43"
    expect(second.get_by_text("changed in another window at")).to_have_count(0)

    board = mine.get_by_role("link", name=EN("app.workshop"), exact=True)
    board.click()
    mine.wait_for_url("**/workshop?*")
    settled(mine)
    assert not KEYED.search(mine.url)
    mine.reload()
    settled(mine)
    mine.get_by_role("link", name=EN("app.weights"), exact=True).click()
    mine.wait_for_url(KEYED)
    settled(mine)
    assert ecology(mine) == "43"


def test_a_page_tells_what_became_of_a_change_whose_writing_took_long(tmp_path: Path, visitor):
    """It had stopped waiting for the store: the address had no key, and a reload gave back what was there before."""
    (tmp_path / HOLD_DRAFTS).touch()
    with served(tmp_path / "log", "tests.drivers.held_runs", GREENHEART_DATA=str(tmp_path)) as url:
        tab = visitor(LAPTOP)
        tab.goto(f"{url}/weights?lang=en")
        settled(tab)
        assert ecology(tab, "ArrowLeft") == "44"
        assert not KEYED.search(tab.url)
        (tmp_path / HOLD_DRAFTS).unlink()
        tab.wait_for_url(KEYED)
        tab.reload()
        settled(tab)
        assert ecology(tab) == "44"

        second = tab.context.new_page()
        second.goto(tab.url)
        settled(second)
        assert ecology(tab, "ArrowLeft") == "43"
        (tmp_path / HOLD_DRAFTS).touch()
        assert ecology(second, "ArrowRight") == "45"
        told = second.get_by_text("changed in another window at")
        expect(told).to_have_count(0)
        (tmp_path / HOLD_DRAFTS).unlink()
        told.wait_for()
