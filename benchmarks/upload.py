"""A user's own table: seconds and memory from a file to its ranking, in process and in the browser; the zip bomb."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.felt import settle, visitor
from benchmarks.machine import row
from benchmarks.robustness import resident
from criteria.errors import AppError
from criteria.text import Text
from inputs.files import open_file
from inputs.own_study.criteria_file import read_own_criteria
from inputs.own_study.files import load
from inputs.tables.questions.proposal import propose
from mcda.study.factory import own_study
from mcda.words import Translator
from tests.drivers.app_server import ROOT, served
from tests.drivers.chromium import ARGUMENTS, installed
from tests.drivers.hostile_tables import bomb
from tests.drivers.large_tables import large_table, workbook

SIZE = (2850, 20)


FILES = {"csv": large_table, "xlsx": workbook}


def measure(kind: str) -> None:
    """Prints seconds to the proposal, seconds to the ranking, and MiB above the start at the peak."""
    data = FILES[kind](*SIZE)
    start, begin = resident("VmRSS"), time.perf_counter()
    found = propose(open_file(f"large.{kind}", data))
    understood = time.perf_counter()
    loaded = load(found)
    study = own_study(read_own_criteria(None, loaded), loaded, Text.same("large"))
    assert len(study.ranking) == SIZE[0]
    ranked = time.perf_counter()
    print(understood - begin, ranked - understood, resident("VmHWM") - start)


def measure_bomb() -> None:
    """Prints seconds until it is refused, and MiB above the start at the peak."""
    data = bomb()
    start, begin = resident("VmRSS"), time.perf_counter()
    try:
        open_file("bomb.xlsx", data)
    except AppError:
        print(time.perf_counter() - begin, max(0.0, resident("VmHWM") - start))


def _apart(*asked: str) -> list[float]:
    """What a process of its own measured, so that its peak is nobody else's."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.upload", *asked],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return [float(figure) for figure in told.stdout.split()]


def in_process() -> None:
    n, m = SIZE
    for kind in FILES:
        understood, ranked, more = _apart(kind)
        row(f"{n:,} × {m} as {kind}, read and understood", f"{understood:.2f} s", "stated", True)
        row("  study and ranking", f"{ranked:.2f} s", "stated", True)
        row("  memory above the start", f"{more:.0f} MiB", "stated", True)
    took, more = _apart("bomb")
    row("a zip bomb of 512 MiB refused", f"{took:.3f} s", "< 1 s", took < 1)
    row("  memory above the start", f"{more:.0f} MiB", "< 50 MiB", more < 50)


def in_browser() -> None:
    """From the choice of the file to the question, to the ranking's page, to the brief on the disk."""
    t = Translator("en")
    log = Path(tempfile.mkdtemp()) / "log"
    with sync_playwright() as play, served(log, GREENHEART_DATA=str(log.parent)) as address:
        browser = play.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        with visitor(browser) as tab:
            tab.goto(f"{address}/data?lang=en")
            settle(tab)
            for what, took in _walked(tab, t):
                row(what, f"{took:.1f} s", "stated", True)
        browser.close()


def _walked(tab: Page, t: Translator) -> list[tuple[str, float]]:
    steps = []
    begin = time.perf_counter()

    def step(what: str) -> None:
        nonlocal begin
        steps.append((what, time.perf_counter() - begin))
        begin = time.perf_counter()

    tab.get_by_text(t("upload.title")).click()
    data = {"name": "large.csv", "mimeType": "text/csv", "buffer": large_table(*SIZE)}
    tab.locator('input[type="file"]').first.set_input_files(data)
    use = tab.get_by_role("button", name=t("upload.use_table"))
    use.wait_for()
    step("in the browser: uploaded and understood")
    use.click()
    tab.get_by_text(t("upload.back")).wait_for()
    step("  used: the page of its readings")
    tab.get_by_role("link", name=t("app.ranking"), exact=True).click()
    tab.wait_for_url("**/ranking?*")
    settle(tab)
    step("  the page of its ranking, settled")
    tab.get_by_role("link", name=t("app.brief"), exact=True).click()
    tab.wait_for_url("**/brief?*")
    settle(tab)
    step("  the page of its brief, settled")
    with tab.expect_download(timeout=120_000) as given:
        tab.get_by_role("button", name=t("brief.download")).first.click()
    given.value.path()
    step("  the brief downloaded")
    return steps


def run() -> None:
    in_process()
    in_browser()


if __name__ == "__main__":
    if sys.argv[1:] == ["bomb"]:
        measure_bomb()
    else:
        measure(sys.argv[1])
