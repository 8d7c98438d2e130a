"""A press on a download button gives its file, however late a busy server takes the press up."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from mcda.app.pages.workshop.control_panel import VIEWS
from mcda.words import Translator
from tests.drivers.app_server import served
from tests.drivers.held_downloads import HOLD
from tests.drivers.large_tables import large_table
from tests.drivers.visitors import LAPTOP, settled

pytestmark = pytest.mark.browser
EN = Translator("en")
Visitor = Callable[[tuple[int, int]], Page]


@pytest.fixture(scope="module")
def slow_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("slow")
    with served(
        folder / "log", "tests.drivers.slow_downloads", GREENHEART_DATA=str(folder)
    ) as address:
        yield address


@pytest.fixture
def on(slow_address: str, visitor: Visitor) -> Callable[[str], Page]:
    def open_page(page: str) -> Page:
        tab = visitor(LAPTOP)
        tab.goto(f"{slow_address}/{page}lang=en")
        settled(tab)
        return tab

    return open_page


def size_of(tab: Page, name: str) -> int:
    """Bytes of the file that a press gives."""
    button = tab.get_by_role("button", name=name, exact=True)
    with tab.expect_download() as given:
        button.click()
    return given.value.path().stat().st_size


def test_the_three_files_of_a_brief(on):
    tab = on("brief?")
    for name in ("brief.download", "brief.download_page", "brief.download_csv"):
        assert size_of(tab, EN(name)) > 1000


def test_a_published_brief(on, visitor):
    tab = on("brief?")
    tab.get_by_role("button", name=EN("publications.publish"), exact=True).click()
    address = tab.get_by_test_id("stCode").nth(1).inner_text().strip()
    reader = visitor(LAPTOP)
    reader.goto(f"{address}?lang=en")
    settled(reader)
    assert size_of(reader, EN("brief.download")) > 10_000


def test_the_empty_table_and_a_study_of_ones_own(on):
    tab = on("evidence?")
    tab.get_by_text(EN("upload.title")).click()
    assert size_of(tab, EN("upload.template")) > 1000
    given = {"name": "own.csv", "mimeType": "text/csv", "buffer": large_table(5, 3)}
    tab.locator('input[type="file"]').first.set_input_files(given)
    tab.get_by_role("button", name=EN("upload.use_table")).click()
    tab.get_by_text(EN("upload.back")).wait_for()
    settled(tab)
    assert size_of(tab, EN("upload.save")) > 1000


def test_the_example_of_links(on):
    tab = on("network?")
    tab.get_by_role("radio", name=EN("network.view_own"), exact=True).click()
    settled(tab)
    assert size_of(tab, EN("network.own_example")) > 1000


def test_a_press_that_is_taken_up_after_the_page_has_run_again(tmp_path, visitor):
    hold, tab = tmp_path / HOLD, visitor(LAPTOP)
    with served(
        tmp_path / "log", "tests.drivers.held_downloads", GREENHEART_DATA=str(tmp_path)
    ) as address:
        tab.goto(f"{address}/brief?lang=en")
        settled(tab)
        hold.touch()
        with tab.expect_download() as given:
            tab.get_by_role("button", name=EN("brief.download_csv"), exact=True).click()
            for at in (1, 0):  # another language, and back
                tab.locator(".st-key-_lang").get_by_role("radio").nth(at).click()
                settled(tab)
            hold.unlink()
        assert given.value.path().stat().st_size > 1000


def test_what_a_facilitator_takes_home_and_prints(on):
    tab = on("workshop?")
    title = tab.locator(".st-key-_room_title input")
    title.fill("An evening")
    title.press("Enter")
    tab.locator(".st-key-_open button:not(:disabled)").click()
    tab.locator(".st-key-_key_noted button").click()
    tab.locator(".st-key-_board_view button").first.wait_for()
    for view, keys in (
        ("paper", ("_ballots", "_ballot_table")),
        ("keep", ("_as_json", "_as_xlsx")),
    ):
        tab.locator(".st-key-_board_view button").nth(VIEWS.index(view)).click()
        for key in keys:
            button = tab.locator(f".st-key-{key} button")
            button.wait_for()
            settled(tab)
            with tab.expect_download() as given:
                button.click()
            assert given.value.path().stat().st_size > 100
