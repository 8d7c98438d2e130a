"""Pictures of an evening, step by step: python -m benchmarks.pictures.evening"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.drivers.app_server import ROOT, served
from tests.drivers.chromium import ARGUMENTS, installed
from tests.drivers.evening import Evening

FOLDER = ROOT / "docs" / "pictures"


def take(name: str, tab: Page) -> None:
    tab.wait_for_timeout(1200)
    tab.screenshot(path=FOLDER / f"evening_{name}.png")


def play(evening: Evening) -> None:
    evening.open("zh")
    for at, (lang, group) in enumerate((("zh", 0), ("en", 1), ("zh", 2), ("en", 3), ("zh", 0))):
        phone = evening.join(lang, group, by_code=at == 1)
        if at == 0:
            take("5_introduction", phone.tab)
            phone.on()
            phone.answer(at)
            phone.tab.mouse.wheel(0, -2000)
            take("6_question", phone.tab)
        if at == 3:
            take("7_projector", evening.projector.tab)
        phone.answer_all(at)
        if at == 0:
            take("8_own_ranking", phone.tab)
        phone.receipt()
        if at == 1:
            take("9_receipt", phone.tab)
    evening.chair.tab.locator(".st-key-_item_next button").click()
    take("10_board", evening.chair.tab)
    evening.close_round()
    evening.look("results")
    take("11_results", evening.chair.tab)
    evening.look("evening")
    evening.open_round()
    phone = evening.phones[0]
    phone.to_next_round()
    phone.sees(phone.t("phone.workshop_weights", number=1))
    take("12_second_round", phone.tab)
    phone.on()
    take("13_beside", phone.tab)
    evening.look("paper")
    take("14_paper", evening.chair.tab)


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    folder = tempfile.mkdtemp()
    with served(Path(folder) / "log", GREENHEART_DATA=folder) as address, sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        evening = Evening(chromium, address, take)
        play(evening)
        evening.close()
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
