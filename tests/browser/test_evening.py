"""The whole evening: phones in two languages come in by two ways, submit, talk, and weigh again.

Three are in browsers. Two more people answer at once through the store, as what phones send arrives there
(tests/test_phone.py plays a phone's side of that).
"""

from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from mcda.group.rehearsal import sensible_answers
from mcda.group.store.database import address as store_at
from mcda.group.store.workshops import Store
from tests.drivers.evening import PATIENCE, TITLES, Evening, Visitor
from tests.drivers.waiting import until

pytestmark = pytest.mark.browser
PHONES = (  # language, stakeholder group, whether the code is typed
    ("zh", 0, False),
    ("en", 1, True),
    ("zh", 2, True),
)
OTHERS = ("residents", "ecology")  # their stakeholder groups


@pytest.fixture
def evening(address: str, browser: Browser):
    found = Evening(browser, address)
    yield found
    found.close()


def test_the_whole_evening(evening: Evening, data: Path, tmp_path: Path):
    evening.open("zh")
    assert len(evening.key) == 34
    assert evening.key not in evening.chair.tab.url

    receipts = []
    for at, (lang, group, by_code) in enumerate(PHONES):
        phone = evening.join(lang, group, by_code)
        assert "seat=" not in phone.tab.url
        if at == 1:  # a reload in the middle
            given = 0
            for _ in range(2):
                phone.on()
                given += phone.answer(at)
            told = phone.progress()
            until(lambda tab=phone.tab, given=given: kept_answers(data, tab) == given)
            phone.tab.reload()
            phone.tab.locator('[data-testid="stProgress"]').first.wait_for()
            phone.settle()
            # the second screen was full: the first question without an answer is the third
            assert phone.progress() != told
            phone.tap("_back")
            phone.settle()
            expect(phone.tab.locator('[role="radio"][aria-checked="true"]')).to_have_count(
                phone.tab.locator('[data-testid="stButtonGroup"]').count(), timeout=PATIENCE
            )
        phone.answer_all(at)
        receipts.append(phone.receipt())
    assert len(set(receipts)) == 3

    others = Others(data, evening.code)
    others.submit(1)

    reviser = evening.phones[2]
    reviser.tap("_revise")
    reviser.open_own_answers()
    reviser.tap("_all_again")
    reviser.tab.locator('[data-testid="stProgress"]').first.wait_for()
    reviser.settle()
    reviser.answer_all(9)
    assert reviser.receipt() == receipts[2]

    counts = evening.projector.tab.locator(".room .chips span").last
    expect(counts).to_have_text("已加入5人 · 已提交5人", timeout=PATIENCE)
    evening.projector.sees("第1轮进行中")

    evening.close_round()
    evening.projector.sees("第1轮已结束")
    evening.look("results")
    expect(evening.chair.tab.locator("h1").last).to_contain_text("。", timeout=PATIENCE)
    evening.look("evening")
    evening.chair.tab.locator(".st-key-_room_note textarea").fill("铁路何时通车？")
    evening.chair.tap("_park")
    evening.chair.sees("铁路何时通车？")

    evening.open_round()
    for at, phone in enumerate(evening.phones):
        phone.to_next_round()
        phone.sees(phone.t("phone.workshop_weights", number=1))
        if at < 2:  # as many change their mind as may be shown to have done so
            phone.tap("_former")
            phone.tab.locator(".st-key-_submit").wait_for()
        else:
            phone.on()
            phone.sees(phone.t("phone.former", answer="").strip(" 。."))
            phone.answer_all(at + 1)
        assert phone.receipt() not in receipts  # each round has signs of its own
    others.submit(2)
    evening.close_round()
    evening.look("results")
    evening.chair.sees(evening.chair.t("results.title"))
    for phone in evening.phones[:1]:
        phone.tap("_look_again")
        phone.sees(phone.t("phone.workshop_weights", number=2))
    what_the_room_thinks(evening.chair)
    the_brief_holds_the_workshop(evening.chair, tmp_path)


class Others:
    """People who answer without a browser, other answers each round."""

    def __init__(self, data: Path, code: str) -> None:
        self.url = store_at({"GREENHEART_DATA": str(data)})
        with closing(Store.open(self.url)) as store:
            self.seats = [store.take_seat(code, group).token for group in OTHERS]

    def submit(self, number: int) -> None:
        with closing(Store.open(self.url)) as store:
            for at, seat in enumerate(self.seats):
                answers = sensible_answers(store.seated(seat).workshop, 10 * number + at)
                store.submit(seat, answers, f"{number}-{at}", number)


def kept_answers(data: Path, tab: Page) -> int:
    """How many taps of an unfinished answer the store holds for the seat in this tab."""
    (seat,) = (
        c["value"] for c in tab.context.cookies() if c["name"].startswith("green_heart_seat_")
    )
    with closing(Store.open(store_at({"GREENHEART_DATA": str(data)}))) as store:
        notes = (store.seated(seat).unfinished or {}).get("notes", {})
    return sum(len(block) for block in notes.values())


def what_the_room_thinks(chair: Visitor) -> None:
    """The page of consensus: agreement on weights and on places, how sure, what to discuss, camps."""
    for view, words in (
        ("agreement", chair.t("results.on_ranks")),
        ("sure", chair.t("results.sure")),
        ("places", chair.t("results.ranks")),
        ("weights", chair.t("results.weights")),
    ):
        chair.tab.get_by_role("radio", name=chair.t(f"results.view_{view}"), exact=True).click()
        chair.sees(words)


def the_brief_holds_the_workshop(chair: Visitor, folder: Path) -> None:
    """The room's weights become the study's, and its brief tells of both rounds and of the parked question."""
    t = chair.t
    chair.tap("_results_take")
    chair.sees("评价项目中已加入情景")
    chair.settle()
    chair.tab.get_by_role("link", name=t("app.brief"), exact=True).click()
    chair.tab.wait_for_url("**/brief?*")
    button = chair.tab.get_by_role("button", name=t("brief.download"))
    button.wait_for()
    chair.settle()
    with chair.tab.expect_download() as given:
        button.click()
    given.value.save_as(path := folder / "brief.xlsx")
    sheet = load_workbook(path)[t("brief.tab_workshop")]
    rows = sheet.iter_rows(values_only=True)
    words = [str(cell).replace("\n", "") for row in rows for cell in row if cell]  # headings break
    assert TITLES["zh"] in words
    assert "铁路何时通车？" in words
    for number in (1, 2):
        assert t("results.round_number", number=number) in words
    assert words.count(t("results.room_first")) == 2


def test_the_board_comes_back_on_another_device_with_the_key(evening: Evening):
    evening.open("zh")
    other = evening.visitor("en", (1280, 900), "/workshop?lang=en")
    box = other.tab.locator(".st-key-_key input")
    box.fill(evening.key.lower())
    other.tab.locator('[data-testid="stForm"]').nth(1).get_by_role("button").last.click()
    other.sees("Round 1 is open")
    assert evening.key not in other.tab.url
