"""A whole evening in real browsers, step by step: the browser test plays it, and its pictures are taken from it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from mcda.app.pages.workshop.control_panel import VIEWS
from mcda.words import Translator
from tests.drivers.visitors import LAPTOP, PHONE, context_of, still

PATIENCE = 40_000
Picture = Callable[[str, Page], None]
TITLES = {"zh": "秦巴山区哪些县先行？", "en": "Which counties of the Qinba mountains first?"}


@dataclass
class Visitor:
    """A browser of its own, in one language."""

    tab: Page
    lang: str
    group: int = 0

    @property
    def t(self) -> Translator:
        return Translator(self.lang)  # type: ignore[arg-type]

    def tap(self, key: str) -> None:
        self.tab.locator(f".st-key-{key} button").first.click()

    def sees(self, words: str) -> None:
        expect(self.tab.get_by_text(words).first).to_be_visible(timeout=PATIENCE)

    def progress(self) -> str:
        shown = self.tab.locator('[data-testid="stProgress"]')
        return shown.first.inner_text() if shown.count() else ""

    def settle(self) -> None:
        still(self.tab)

    def open_own_answers(self) -> None:
        """The list of own answers, folded until it is tapped."""
        folded = self.tab.locator('[data-testid="stExpander"]').filter(
            has=self.tab.locator(".st-key-_all_again")
        )
        folded.wait_for()
        self.settle()  # a tap while the page still runs is lost when the list is drawn anew
        folded.locator("summary").click()

    def on(self) -> None:
        """To the next question, once it is there."""
        before = self.progress()
        self.tap("_next")
        self.tab.wait_for_function(
            "before => { const bar = document.querySelector('[data-testid=\"stProgress\"]');"
            " return !bar || bar.innerText.trim() !== before.trim(); }",
            arg=before,
            timeout=PATIENCE,
        )
        self.settle()

    def to_next_round(self) -> None:
        """To the round that was opened: by a tap, unless the phone has looked by itself before the finger did."""
        again = self.tab.locator(".st-key-_look_again button").first
        begin = self.tab.locator(".st-key-_next button").first
        again.or_(begin).first.wait_for()
        if not begin.is_visible():
            with suppress(TooLate):
                again.click(timeout=5_000)
        begin.wait_for()
        self.settle()

    def answer(self, taste: int) -> int:
        """Tap a number for each thing on the screen, also for those that are drawn a moment later: how many they are."""
        on = self.tab.locator(".st-key-_next button").first
        rows = self.tab.locator('[data-testid="stButtonGroup"]')
        for _ in range(20):
            for at in range(rows.count()):
                taps = rows.nth(at).get_by_role("radio")
                wanted = taps.nth(1 + (3 * at + 2 * taste) % 10)
                if wanted.get_attribute("aria-checked") != "true":
                    wanted.click()
                    expect(wanted).to_have_attribute("aria-checked", "true", timeout=PATIENCE)
            self.settle()
            told = self.tab.locator('[role="radio"][aria-checked="true"]').count()
            # while a question is drawn the button may still be that of the one before
            if on.is_enabled() and told >= rows.count() > 0:
                return told
        raise AssertionError(f"not answered: {self.tab.locator('main').inner_text()[:300]}")

    def answer_all(self, taste: int) -> None:
        while self.tab.locator(".st-key-_next").count():
            if self.progress():
                self.answer(taste)
            self.on()

    def receipt(self) -> str:
        self.tap("_submit")
        self.sees(self.t("phone.thanks"))
        before, _, after = self.t("phone.sign", sign="\n").replace("**", "").partition("\n")
        assert after
        self.sees(before.strip())  # drawn after the thanks
        said = self.tab.locator('[data-testid="stMain"]').inner_text()
        return said.split(before.strip())[1].split()[0].strip(" 。.")


@dataclass
class Evening:
    """Facilitator, projector and five phones on the app at `address`."""

    browser: Browser
    address: str
    picture: Picture = lambda _name, _tab: None
    contexts: list[BrowserContext] = field(default_factory=list)
    phones: list[Visitor] = field(default_factory=list)
    code: str = ""
    key: str = ""

    def visitor(self, lang: str, size: tuple[int, int], path: str) -> Visitor:
        phone = size == PHONE
        context = context_of(self.browser, size, touch=phone)
        self.contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE)
        tab.goto(path if path.startswith("http") else self.address + path)
        return Visitor(tab, lang)

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def open(self, lang: str = "zh") -> None:
        """The facilitator opens a workshop, notes the key, and turns on the projector."""
        self.chair = chair = self.visitor(lang, LAPTOP, f"/workshop?lang={lang}")
        title = chair.tab.locator(".st-key-_room_title input")
        title.fill(TITLES[lang])
        title.press("Enter")
        chair.settle()
        chair.tab.get_by_text(chair.t("workshop.options"), exact=True).click()
        floor = chair.tab.locator(".st-key-_room_minimum_group input")
        floor.fill("3")
        floor.press("Enter")
        chair.settle()
        self.picture("1_open", chair.tab)
        chair.tap("_open")
        try:
            chair.tab.locator(".st-key-key_once").wait_for()
        except TooLate:
            raise AssertionError(f"no key: {chair.tab.locator('main').inner_text()}") from None
        self.key = chair.tab.locator(".st-key-key_once code").inner_text().strip()
        self.picture("2_key", chair.tab)
        chair.tap("_key_noted")
        chair.tab.locator(".st-key-key_once").wait_for(state="detached")
        chair.settle()  # while the page runs, what has moved up stands there twice
        link = chair.tab.get_by_role("link", name=chair.t("workshop.to_projector"))
        self.projector_address = link.get_attribute("href") or ""
        self.code = self.projector_address.split("workshop=")[1].split("&")[0]
        self.projector = self.visitor(lang, LAPTOP, self.projector_address)
        self.projector.sees(self.code)

    def join(self, lang: str, group: int, by_code: bool) -> Visitor:
        """By the square code, or by typing the code on the tool's own page."""
        if by_code:
            phone = self.visitor(lang, PHONE, f"/workshop?lang={lang}")
            box = phone.tab.locator(".st-key-_code input")
            box.fill(self.code.lower())
            phone.tab.locator('[data-testid="stForm"]').first.get_by_role("button").first.click()
        else:
            phone = self.visitor(lang, PHONE, self.projector_address.replace("&view=projector", ""))
        phone.group = group
        phone.tab.locator(f".st-key-_speak_{lang}").wait_for()
        if not self.phones:
            self.picture("3_language", phone.tab)
        phone.tap(f"_speak_{lang}")
        phone.tab.locator('[data-testid="stRadioOption"]').nth(group).click()
        expect(phone.tab.locator(".st-key-_join button")).to_be_enabled(timeout=PATIENCE)
        if not self.phones:
            phone.settle()
            self.picture("4_group", phone.tab)
        phone.tap("_join")
        phone.tab.locator(".st-key-_next").wait_for()
        phone.settle()
        self.phones.append(phone)
        return phone

    def close_round(self) -> None:
        self.chair.tab.locator(".st-key-_close_popover button").first.click()
        expect(self.chair.tab.locator(".st-key-forecast")).not_to_be_empty(timeout=PATIENCE)
        self.chair.tap("_close")
        self.chair.tab.locator(".st-key-_open_round").wait_for()

    def open_round(self) -> None:
        self.chair.tap("_open_round")
        self.chair.tab.locator(".st-key-_close_popover").wait_for()

    def look(self, view: str) -> None:
        """One of the views of the control panel."""
        self.chair.tab.locator(".st-key-_board_view button").nth(VIEWS.index(view)).click()
        self.chair.settle()
