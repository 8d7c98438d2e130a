"""What a phone does when it comes to the app: a story a kind of visitor."""

import random
from typing import Protocol

from benchmarks.ledger import Reckoning
from benchmarks.phone import Phone
from benchmarks.serving import Server


class Story(Protocol):
    """How one visitor joins, and the steps it then takes; between two steps a visitor thinks.

    A step may be taken again after the connection broke in it: it goes by what the screen then shows.
    An AssertionError or KeyError says what the screen should have shown.
    """

    watched: str
    steps: int

    def prepare(self, server: Server) -> None:
        """Before anyone comes, with the first server running."""

    async def join(self, phone: Phone, seat: int) -> None:
        """From the first address to the first question."""

    async def step(self, phone: Phone, seat: int, number: int) -> None:
        """Step 0, 1, … of `steps`."""

    def reckoned(self) -> Reckoning | None:
        """What was acknowledged, held against what is kept; None where nothing is submitted."""


class Weigher:
    """Opens the weigh page and moves the share of one group, then of another, then of the first again."""

    watched = "/weigh?lang=zh"
    steps = 3
    _GROUPS = ("ecology", "poverty_alleviation", "connectivity")

    def prepare(self, server: Server) -> None:
        """The page is the same for everyone."""

    async def join(self, phone: Phone, seat: int) -> None:
        await phone.load()
        await phone.open(f"/weigh?lang={('zh', 'en')[seat % 2]}")
        assert phone.screen.has("_share_secondary/ecology"), phone.screen.text

    async def step(self, phone: Phone, seat: int, number: int) -> None:
        group = self._GROUPS[(seat + number % 2) % 3]
        share = random.Random(seat * 10 + number).randint(10, 60)
        await phone.set(f"_share_secondary/{group}", share)
        said = phone.screen.text.replace(" ", "")
        assert f"{share}%" in said, f"{group} at {share} %, the page says {said[:200]}"

    def reckoned(self) -> Reckoning | None:
        return None
