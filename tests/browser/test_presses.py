"""A press is heard once, also where the page runs again before it has come to the button, and finds it where it stands."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.drivers.app_server import served
from tests.drivers.held_runs import HOLD
from tests.drivers.visitors import LAPTOP, PHONE, settled, still

pytestmark = pytest.mark.browser
RUNS = "() => window.scriptRuns.running"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("presses")


@pytest.fixture(scope="module")
def held(folder: Path):
    """The address of a server whose runs stand still while there is a file HOLD in its folder."""
    with served(folder / "log", "tests.drivers.held_runs", GREENHEART_DATA=str(folder)) as address:
        yield address


def press_and_change_one_s_mind(
    tab: Page, folder: Path, key: str, again: Callable[[], None]
) -> None:
    """Press a button, and let another run cut the press's own short before it has come to the button."""
    (folder / HOLD).touch()
    tab.locator(f".st-key-{key} button").click()
    tab.wait_for_function(RUNS)
    again()
    (folder / HOLD).unlink()
    still(tab)


def test_a_workshop_is_opened_and_joined_by_presses_whose_runs_are_cut_short(visitor, held, folder):
    chair = visitor(LAPTOP)
    chair.goto(f"{held}/workshop?lang=en")
    settled(chair)
    title = chair.locator(".st-key-_room_title input")
    title.fill("An evening")
    title.press("Enter")
    still(chair)
    language = chair.locator(".st-key-_lang").get_by_role("radio").nth(1)
    press_and_change_one_s_mind(chair, folder, "_open", language.click)
    chair.locator(".st-key-key_once").wait_for()
    chair.locator(".st-key-_key_noted button").click()
    link = chair.locator('a[href*="view=projector"]').first
    address = (link.get_attribute("href") or "").replace("&view=projector", "")

    phone = visitor(PHONE)
    phone.goto(address)
    phone.locator(".st-key-_speak_en button").click()
    phone.get_by_test_id("stRadioOption").first.click()
    expect(phone.locator(".st-key-_join button")).to_be_enabled()
    still(phone)
    name = phone.locator(".st-key-_pseudonym input")
    press_and_change_one_s_mind(
        phone, folder, "_join", lambda: (name.fill("Li"), name.press("Enter"))
    )
    phone.locator(".st-key-_next").wait_for()
    expect(chair.get_by_text(re.compile("(1 .*joined|1人.*)")).first).to_be_visible()


def test_the_form_of_a_workshop_stands_where_it_stands_before_its_tables_are_there(visitor, held):
    chair, waiting = visitor(LAPTOP), []

    def hold(route: Route) -> None:
        waiting.append(route)

    chair.route(re.compile(r"/static/js/DataFrame\."), hold)
    chair.goto(f"{held}/workshop?lang=en")
    settled(chair)
    button = chair.locator(".st-key-_open button")
    button.wait_for()
    assert waiting
    expect(chair.get_by_test_id("stSkeleton")).to_have_count(2)  # the two tables
    before = button.bounding_box()
    for route in waiting:
        route.continue_()
    expect(chair.get_by_test_id("stSkeleton")).to_have_count(0)
    expect(chair.get_by_test_id("stDataFrame")).to_have_count(2)
    assert abs(button.bounding_box()["y"] - before["y"]) < 5  # it was 372 pixels
