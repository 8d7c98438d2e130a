"""What is felt: seconds in a real browser from a touch to a page that has settled, on the secondary stage."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.machine import row
from mcda.words import Translator
from tests.drivers.app_server import served
from tests.drivers.chromium import ARGUMENTS, installed

TURNS = 9
# A grid paints on a canvas, which no observer of the document sees: painting is noted as well. What it holds for screen
# readers inside that canvas is renewed two tenths of a second after it is painted, and nobody sees it: not counted.
WATCH = """
window.lastChange = 0;
const changed = () => { window.lastChange = performance.now(); };
for (const name of ["clearRect", "fillText", "fill", "stroke"]) {
  const own = CanvasRenderingContext2D.prototype[name];
  CanvasRenderingContext2D.prototype[name] = function (...given) {
    changed(); return own.apply(this, given);
  };
}
const seen = record => !(record.target.parentElement ?? document.body).closest("canvas")
    && record.target.nodeName !== "CANVAS";
const told = records => { if (records.some(seen)) changed(); };
document.addEventListener("DOMContentLoaded", () => new MutationObserver(told).observe(
  document.body, { childList: true, subtree: true, characterData: true, attributes: true,
                   attributeFilter: ["data-test-script-state", "d", "transform"] }));
"""
SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testScriptState === "notRunning"
        && document.querySelector('[data-testid="stMain"] h1') !== null
        && document.querySelector('[data-testid="stSkeleton"]') === null
        && performance.now() - window.lastChange > 500;
}"""


def settle(tab: Page) -> float:
    """The browser's clock, in ms, at the last change before half a second of rest."""
    tab.wait_for_function(SETTLED, polling=50)
    found: float = tab.evaluate("window.lastChange")
    return found


def felt(tab: Page, act: Callable[[], object]) -> float:
    """Seconds from just before an act to the last change that followed."""
    settle(tab)
    start: float = tab.evaluate("performance.now()")
    act()
    tab.wait_for_function("start => window.lastChange > start", arg=start)
    return (settle(tab) - start) / 1000


@contextmanager
def visitor(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    tab = context.new_page()
    tab.set_default_timeout(60_000)
    yield tab
    context.close()


def first_visit(browser: Browser, address: str) -> float:
    """From the address to a ranking that has settled."""
    with visitor(browser) as tab:
        start = time.time()
        tab.goto(f"{address}/ranking?lang=en")
        settled = settle(tab)
        opened: float = tab.evaluate("performance.timeOrigin")
        return (opened + settled) / 1000 - start


def slider(tab: Page, t: Translator, address: str) -> float:
    tab.goto(f"{address}/weights?lang={t.lang}")
    settle(tab)
    handle = tab.get_by_role("slider").first
    handle.focus()
    return statistics.median(felt(tab, lambda: handle.press("ArrowLeft")) for _ in range(TURNS))


def redrawn_map(tab: Page, t: Translator) -> float:
    """The ranking page under another method: map, bars, scatter and table anew."""
    times = []
    for number in range(TURNS):
        box = tab.get_by_role("combobox", name=t("app.method"), exact=True)
        box.click()
        option = tab.get_by_role("option").nth(1 - number % 2)
        times.append(felt(tab, option.click))
    return statistics.median(times)


def page_switches(tab: Page, t: Translator) -> float:
    times = []
    for name in (
        "weights",
        "ranking",
        "data",
        "ranking",
        "region",
        "ranking",
        "weights",
        "ranking",
    ):
        link = tab.get_by_role("link", name=t(f"app.{name}"), exact=True)
        times.append(felt(tab, link.click))
    return statistics.median(times[2:])  # each page once before


def told(what: str, seconds: float, target: float) -> None:
    row(what, f"{seconds * 1000:.0f} ms", f"≤ {target * 1000:.0f} ms", seconds <= target)


def run() -> None:
    log = Path(tempfile.mkdtemp()) / "log"
    t = Translator("en")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        with served(log) as address:
            told(
                "first visit after the start, to a settled ranking",
                first_visit(browser, address),
                3,
            )
            told("another first visit, to a settled ranking", first_visit(browser, address), 3)
            with visitor(browser) as tab:
                told("from a slider to the settled charts of Weigh", slider(tab, t, address), 0.5)
                tab.get_by_role("link", name=t("app.ranking"), exact=True).click()
                settle(tab)
                told("another method on Rank, map included, settled", redrawn_map(tab, t), 0.5)
                told("from page to page, settled", page_switches(tab, t), 0.7)
        browser.close()


if __name__ == "__main__":
    run()
