"""The pictures in README and docs, taken from the running app: make pictures"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.drivers.app_server import ROOT, served
from tests.drivers.chromium import ARGUMENTS, installed

FOLDER = ROOT / "docs" / "pictures"
# name, page, language, (width, height)
PICTURES = (
    ("rank_en", "ranking", "en", (1280, 1150)),
    ("rank_zh", "ranking", "zh", (1280, 1150)),
    ("sure_en", "robustness", "en", (1280, 1150)),
    ("weigh_zh_phone", "weights", "zh", (390, 1000)),
)


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    log = Path(tempfile.mkdtemp()) / "log"
    with served(log) as address, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        for name, page, lang, (width, height) in PICTURES:
            context = chromium.new_context(viewport={"width": width, "height": height})
            tab = context.new_page()
            tab.goto(f"{address}/{page}?lang={lang}")
            tab.wait_for_selector('[data-testid="stMain"] h1')
            tab.wait_for_timeout(3000)
            tab.screenshot(path=FOLDER / f"{name}.png")
            context.close()
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
