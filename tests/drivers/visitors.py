"""Visitors in a real browser, and the moment at which a page has answered what they did."""

from playwright.sync_api import Browser, BrowserContext, Page

from mcda.words import Translator

LAPTOP, PHONE = (1280, 900), (390, 800)
# A page notes whether it has asked the server for a run that has not begun, and whether one is under way. Numbers are
# those of the fields of Streamlit 1.67: BackMsg.rerun_script, ForwardMsg.new_session and ForwardMsg.script_finished.
WATCH = """(() => {
    const runs = window.scriptRuns = { asked: false, running: false };
    const fields = data => {
        const bytes = data instanceof ArrayBuffer ? new Uint8Array(data)
            : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        const found = new Set();
        let at = 0;
        const number = () => {
            let value = 0, factor = 1, byte;
            do { byte = bytes[at++]; value += (byte & 127) * factor; factor *= 128; } while (byte > 127);
            return value;
        };
        while (at < bytes.length) {
            const tag = number();
            found.add(Math.floor(tag / 8));
            const kind = tag % 8;
            if (kind === 0) number();
            else if (kind === 2) { const length = number(); at += length; }
            else at += kind === 1 ? 8 : 4;
        }
        return found;
    };
    window.WebSocket = class extends WebSocket {
        constructor(...given) {
            super(...given);
            this.addEventListener("message", event => {
                if (!(event.data instanceof ArrayBuffer)) return;
                const told = fields(event.data);
                if (told.has(4)) { runs.asked = false; runs.running = true; }
                if (told.has(6)) runs.running = false;
            });
            this.addEventListener("close", () => { runs.asked = runs.running = false; });
        }
        send(data) {
            if (typeof data !== "string" && fields(data).has(11)) runs.asked = true;
            super.send(data);
        }
    };
})()"""
# No run asked for or under way, for a little longer than the page itself keeps back what a slider is set to (200 ms).
STILL = """() => {
    const state = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState;
    const runs = window.scriptRuns;
    if (state !== "notRunning" || runs.asked || runs.running) {
        window.stillSince = undefined;
        return false;
    }
    window.stillSince ??= performance.now();
    if (performance.now() - window.stillSince < 300) return false;
    window.stillSince = undefined;
    return true;
}"""

# Once the page itself is darker than the words on it.
DARK = """() => {
    const light = colour => colour.match(/[0-9.]+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0);
    const style = getComputedStyle(document.querySelector('[data-testid="stApp"]'));
    return light(style.backgroundColor) < light(style.color);
}"""


def context_of(browser: Browser, size: tuple[int, int], touch: bool = False) -> BrowserContext:
    """A fresh browser of this size (width, height) whose pages know when they are answered."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=touch,
        is_mobile=touch,
        accept_downloads=True,
    )
    context.add_init_script(WATCH)
    return context


def still(tab: Page) -> None:
    """Wait until everything that was asked of the server is answered and drawn."""
    tab.wait_for_function(STILL, polling=50)


def settled(tab: Page) -> None:
    """Wait until the page has its heading and is still."""
    tab.wait_for_selector('[data-testid="stMain"] h1')
    still(tab)


def follow(tab: Page, t: Translator, page: str) -> None:
    """To a page by its link in the navigation, which a phone keeps behind a button."""
    opener = tab.locator(".st-key-pages_on_phone").get_by_role("button")
    links = tab.get_by_test_id("stHeader")
    if opener.is_visible():
        opener.click()
        links = tab.get_by_test_id("stPopoverBody")
    links.get_by_role("link", name=t(f"app.{page}"), exact=True).click()
    tab.wait_for_url(f"**/{page}?*")
    settled(tab)


def by_night(tab: Page) -> None:
    """The page as a browser shows it that is set to dark."""
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function(DARK, polling=50)
    still(tab)


def by_day(tab: Page) -> None:
    tab.emulate_media(color_scheme="light")
    tab.wait_for_function(f"() => !({DARK})()", polling=50)
    still(tab)
