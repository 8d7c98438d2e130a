"""Guessing slowed: how many wrong codes or keys are let pass from one address, and in all."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from threading import Lock

from criteria.errors import WorkshopError

# a room of 200 behind one address mistypes a code now and then; a machine does nothing else
BURST, EACH = 30, 0.5  # wrong codes at once from one address, and one more every two seconds
BURST_IN_ALL, EACH_IN_ALL = 200, 2.0
REMEMBERED = 10_000  # addresses


@dataclass
class Allowance:
    """What is left of the wrong guesses, refilled as time goes by."""

    left: float
    at: float


class Guesses:
    """Counts wrong guesses in the memory of this process. `clock` tells seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._all = Allowance(BURST_IN_ALL, clock())
        self._of: OrderedDict[str, Allowance] = OrderedDict()

    def check(self, address: str | None) -> None:
        """Raises WorkshopError with the seconds to wait, if too many guesses were wrong."""
        with self._lock:
            now = self._clock()
            own = self._allowance(address, now)
            waits = [
                (1 - allowance.left) / rate
                for allowance, rate in ((own, EACH), (self._all, EACH_IN_ALL))
                if allowance.left < 1
            ]
        if waits:
            raise WorkshopError.of("workshop.slow", seconds=ceil(max(waits)))

    def wrong(self, address: str | None) -> None:
        """A guess was wrong."""
        with self._lock:
            own = self._allowance(address, self._clock())
            own.left -= 1
            self._all.left -= 1

    def _allowance(self, address: str | None, now: float) -> Allowance:
        name = address or ""
        own = self._of.pop(name, None) or Allowance(BURST, now)
        self._of[name] = own
        if len(self._of) > REMEMBERED:
            self._of.popitem(last=False)
        for allowance, burst, rate in (
            (own, BURST, EACH),
            (self._all, BURST_IN_ALL, EACH_IN_ALL),
        ):
            allowance.left = min(burst, allowance.left + rate * max(0.0, now - allowance.at))
            allowance.at = now
        return own
