"""What a phone does when it comes to the app: a story a kind of visitor."""

import asyncio
import random
import re
from typing import Protocol

from mcda.group.model.views import Opened
from mcda.group.model.workshop import Workshop
from mcda.group.store.database import address
from mcda.group.store.workshops import Store
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.drivers.phone.client import Phone
from tests.drivers.phone.screen import Element
from tests.drivers.server_processes import Server
from tests.drivers.submission_count import Reckoning, reckon


class Story(Protocol):
    """How one visitor joins, and the steps it then takes; between two steps a visitor thinks.

    A step may be taken again after the connection broke in it: it goes by what the screen then shows.
    An AssertionError or KeyError says what the screen should have shown.
    """

    watched: str  # the address that browsers look at, known once prepared
    steps: int
    pace: float  # seconds that the steps take by themselves, besides the answers

    def prepare(self, server: Server) -> None:
        """Before anyone comes, with the first server running."""

    async def join(self, phone: Phone, seat: int) -> None:
        """From the first address to the first question."""

    async def step(self, phone: Phone, seat: int, number: int) -> None:
        """Step 0, 1, … of `steps`."""

    def shows(self, view: str) -> bool:
        """Whether a browser that watched shows what it should at the end."""

    def reckoned(self) -> Reckoning | None:
        """What was acknowledged, held against what is kept; None where nothing is submitted."""


class Weigher:
    """Opens the weigh page and moves the share of one group, then of another, then of the first again."""

    watched = "/weights?lang=zh"
    steps = 3
    pace = 0.0
    _GROUPS = ("ecology", "poverty_alleviation", "connectivity")

    def prepare(self, server: Server) -> None:
        """The page is the same for everyone."""

    async def join(self, phone: Phone, seat: int) -> None:
        await phone.load()
        await phone.open(f"/weights?lang={('zh', 'en')[seat % 2]}")
        assert phone.screen.has("_share_secondary/ecology"), phone.screen.text

    async def step(self, phone: Phone, seat: int, number: int) -> None:
        group = self._GROUPS[(seat + number % 2) % 3]
        share = random.Random(seat * 10 + number).randint(10, 60)
        await phone.set(f"_share_secondary/{group}", share)
        said = phone.screen.text.replace(" ", "")
        assert f"{share}%" in said, f"{group} at {share}%, the page says {said[:200]}"

    def shows(self, view: str) -> bool:
        return Translator("zh")("weights.groups") in view

    def reckoned(self) -> Reckoning | None:
        return None


class Participant:
    """Comes by the square code, chooses a language and a group, answers question by question, submits, reads the receipt.

    Whatever breaks, it goes on from what its screen then shows, as a person would; `pause` is how many seconds it
    thinks between two taps, at least and at most.
    """

    pace = 20.0

    def __init__(self, way: str = "points", pause: tuple[float, float] = (0.3, 1.0)) -> None:
        self.method_key = way
        self.pause = pause
        self.watched = ""
        self.receipts: list[str] = []

    def prepare(self, server: Server) -> None:
        self._url = address(server.environment)
        workshop = Workshop.of(embedded_study("secondary"), "Load", self.method_key)
        self.steps = len(workshop.blocks) + 2
        store = Store.open(self._url)
        self._opened: Opened = store.open_workshop(workshop)
        store.close()
        self.watched = f"/workshop?workshop={self._opened.code}&view=projector"

    async def join(self, phone: Phone, seat: int) -> None:
        if not phone.session:
            await phone.load()
            await phone.open(f"/workshop?workshop={self._opened.code}")
        if phone.screen.has("_speak_zh"):
            await phone.click(f"_speak_{self._lang(seat)}")
        if phone.screen.has("_join"):
            groups = phone.screen.find("_group").options
            await phone.set("_group", groups[seat % len(groups)])
            await phone.click("_join")
        assert phone.screen.has("_next"), phone.screen.text

    async def step(self, phone: Phone, seat: int, number: int) -> None:
        """Begin; one question after another; at the end whatever is still open, and submit."""
        if number < self.steps - 1:
            if phone.screen.has("_next"):
                await self._answer(phone, seat)
            return
        while phone.screen.has("_next"):
            await self._answer(phone, seat)
        if phone.screen.has("_submit"):
            await phone.click("_submit")
        words = re.escape(Translator(self._lang(seat))("phone.sign", sign="RECEIPT"))
        receipt = re.search(words.replace("RECEIPT", r"([\w-]+)"), phone.screen.text)
        assert receipt is not None, phone.screen.text
        self.receipts.append(receipt[1])

    def shows(self, view: str) -> bool:
        """The projector counts everyone who has a receipt."""
        return str(len(set(self.receipts))) in view.split()

    def reckoned(self) -> Reckoning | None:
        store = Store.open(self._url)
        kept = [submission.sign for submission in store.panel(self._opened.key).submissions]
        store.close()
        return reckon(self.receipts, kept)

    async def _answer(self, phone: Phone, seat: int) -> None:
        """Tap an answer wherever there is none, then on to the next screen."""
        rng = random.Random(seat)
        while open_questions := self._open(phone):
            question = open_questions[0]
            await asyncio.sleep(rng.uniform(*self.pause))
            await phone.set(question.key, rng.choice([o for o in question.options if o != "0"]))
        await asyncio.sleep(rng.uniform(*self.pause))
        await phone.click("_next")

    def _open(self, phone: Phone) -> list[Element]:
        kinds = ("button_group", "radio")
        return [e for e in phone.screen if e.kind in kinds and phone.screen.is_empty(e)]

    def _lang(self, seat: int) -> str:
        return ("zh", "en")[seat % 2]
