"""Pictures of the planner's and the official's walk, in both languages: python -m benchmarks.pictures.walks"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from criteria.text import LANGS
from tests.drivers.app_server import ROOT, served
from tests.drivers.chromium import ARGUMENTS, installed
from tests.drivers.visitors import LAPTOP, PHONE, context_of
from tests.drivers.walks import plan, read

FOLDER = ROOT / "docs" / "pictures"


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp())
    with (
        served(folder / "log", GREENHEART_DATA=str(folder)) as address,
        sync_playwright() as play,
    ):
        chromium = play.chromium.launch(executable_path=installed(), args=ARGUMENTS)

        def visitor(size: tuple[int, int]) -> Page:
            return context_of(chromium, size).new_page()

        for lang in LANGS:

            def take(name: str, tab: Page, lang: str = lang) -> None:
                tab.wait_for_timeout(1500)
                tab.screenshot(path=FOLDER / f"walk_{lang}_{name}.png")

            _, _, link = plan(visitor(LAPTOP), address, lang, take, folder)
            read(visitor(PHONE), link, lang, take, folder)
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
