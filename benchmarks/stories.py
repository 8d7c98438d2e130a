"""What a phone does when it comes to the app: a story a kind of visitor."""

import random
from typing import Protocol

from benchmarks.phone import Phone


class Story(Protocol):
    """How one visitor joins, and the steps it then takes; between two steps a visitor thinks."""

    watched: str
    steps: int

    async def join(self, phone: Phone, seat: int) -> None:
        """From the first address to the first question."""

    async def step(self, phone: Phone, seat: int, number: int) -> None:
        """Step 0, 1, … of `steps`; an AssertionError says what the screen should have shown."""


class Weigher:
    """Opens the weigh page and moves the share of one group, then of another, then of the first again."""

    watched = "/weigh?lang=zh"
    steps = 3
    _GROUPS = ("ecology", "poverty_alleviation", "connectivity")

    async def join(self, phone: Phone, seat: int) -> None:
        await phone.load()
        await phone.open(f"/weigh?lang={('zh', 'en')[seat % 2]}")
        assert phone.screen.has("_share_secondary/ecology"), phone.screen.text

    async def step(self, phone: Phone, seat: int, number: int) -> None:
        group = self._GROUPS[(seat + number % 2) % 3]
        share = random.Random(seat * 10 + number).randint(10, 60)
        await phone.set(f"_share_secondary/{group}", share)
        assert f"{share} %" in phone.screen.text or f"{share}%" in phone.screen.text
