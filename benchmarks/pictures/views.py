"""All ten pages, both languages, two widths, by day and by night: python -m benchmarks.pictures.views FOLDER [page …]"""

import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from mcda.app import PAGES
from tests.drivers.app_server import served
from tests.drivers.chromium import ARGUMENTS, installed
from tests.drivers.visitors import by_night, context_of, settled

LANGUAGES = ("en", "zh")
# Streamlit's grey bars stand where a widget or a chart is not drawn yet: a busy machine draws them after the answer.
DRAWN = """() => document.querySelector('[data-testid="stSkeleton"]') === null"""
# what each width is called → (width, height); what is seen without scrolling
WIDTHS = {"laptop": (1400, 900), "phone": (390, 800)}


def main(folder: Path, pages: list[str]) -> int:
    folder.mkdir(exist_ok=True, parents=True)
    log = Path(tempfile.mkdtemp()) / "log"
    with served(log) as address, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        for page, lang, (width, size) in product(pages, LANGUAGES, WIDTHS.items()):
            context = context_of(chromium, size)
            tab = context.new_page()
            tab.goto(f"{address}/{page}?lang={lang}")
            settled(tab)
            tab.wait_for_function(DRAWN, polling=50)
            tab.screenshot(path=folder / f"{page}_{lang}_{width}_day.png")
            by_night(tab)
            tab.screenshot(path=folder / f"{page}_{lang}_{width}_night.png")
            context.close()
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:] or list(PAGES)))
