"""What comes from one place on the network, counted: wrong codes are answered slowly, seats are given one after another.

Nobody is refused for what others do: a right code is never looked up here, and a seat waits its turn.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from threading import BoundedSemaphore, Lock

from criteria.errors import WorkshopError
from mcda.group.model.keys import digest, typed

# a room of 200 behind one address mistypes a code now and then; a machine does nothing else
BURST, EACH = 30, 0.5  # different wrong codes at once, and one more every two seconds
SLOWEST = 4.0  # seconds that the answer to a wrong code is held back at most
# a room sits down within half a minute; a machine would fill it within four seconds
BURST_OF_SEATS, SEATS_EACH = 60, 5.0
LONGEST_TURN = 30.0  # seconds that somebody waits for a seat at most
# what is kept from one address in an hour: a class of planners stays below, a machine does not fill the disk
AN_HOUR = {"draft": 200, "workshop": 60, "study": 60, "dispute": 30}
HELD = 200  # answers held back at a time in this process: each holds a thread of its visitor
REMEMBERED = 10_000  # addresses
REMEMBERED_CODES = 60  # wrong codes of an address


def origin(address: str | None) -> str:
    """Where an address belongs: IPv4 as it is, also mapped into IPv6, and IPv6 by its /64, which is one customer's.

    "" for this machine itself and for what is no address: whoever stands there cannot be told from others.
    """
    try:
        found = ip_address((address or "").strip().partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        if mapped is None:
            return "" if found.is_loopback else str(ip_network((found, 64), strict=False))
        found = mapped
    return "" if found.is_loopback else str(found)


@dataclass
class Allowance:
    """What is left, refilled as time goes by, and below zero what is owed; the newest wrong codes."""

    left: float
    at: float
    codes: OrderedDict[str, None] = field(default_factory=OrderedDict)


class Allowances:
    """So many at once for each name, and so many a second. `clock` tells seconds that only grow."""

    def __init__(self, burst: float, each: float, clock: Callable[[], float]) -> None:
        self._burst, self._each, self._clock = burst, each, clock
        self._of: OrderedDict[str, Allowance] = OrderedDict()

    def of(self, name: str) -> Allowance:
        """What a name has left now. The caller holds a lock."""
        now = self._clock()
        own = self._of.pop(name, None) or Allowance(self._burst, now)
        self._of[name] = own
        if len(self._of) > REMEMBERED:
            self._of.popitem(last=False)
        own.left = min(self._burst, own.left + self._each * max(0.0, now - own.at))
        own.at = now
        return own

    def seconds(self, own: Allowance) -> float:
        """Until what is owed has been refilled."""
        return max(0.0, -own.left / self._each)


class Quotas:
    """So many new drafts, workshops and published studies an hour from each origin, in the memory of this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = Lock()
        self._of = {kind: Allowances(most, most / 3600, clock) for kind, most in AN_HOUR.items()}

    def take(self, kind: str, address: str | None) -> None:
        """One more of a kind. Raises WorkshopError beyond the quota; origins that are not known have none."""
        name = origin(address)
        if not name:
            return
        with self._lock:
            own = self._of[kind].of(name)
            own.left -= 1
            seconds = self._of[kind].seconds(own)
            if seconds:
                own.left += 1
        if seconds:
            raise WorkshopError.of("store.many", most=AN_HOUR[kind], minutes=ceil(seconds / 60))


class Guesses:
    """Counts different wrong codes of each origin, and gives seats in turn, in the memory of this process.

    `wait` lets so many seconds pass; it is called outside of every lock and transaction, in the visitor's own thread.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._lock = Lock()
        self._wrong = Allowances(BURST, EACH, clock)
        self._seats = Allowances(BURST_OF_SEATS, SEATS_EACH, clock)
        # apart, so that nobody waits for a seat in vain because others guess
        self._held, self._queue = BoundedSemaphore(HELD), BoundedSemaphore(HELD)
        self._wait = wait

    def wrong(self, address: str | None, code: str) -> bool:
        """A code that opens nothing: True once its origin has tried so many that the answer was held back.

        The same wrong code again counts once: a whole room may have it from yesterday's sheet.
        """
        name = digest(typed(code))
        with self._lock:
            own = self._wrong.of(origin(address))
            if name in own.codes:
                own.codes.move_to_end(name)
            else:
                own.codes[name] = None
                own.left = max(own.left - 1, -SLOWEST * EACH)
                if len(own.codes) > REMEMBERED_CODES:
                    own.codes.popitem(last=False)
            seconds = self._wrong.seconds(own)
        self._hold(self._held, seconds)
        return seconds > 0

    def seat(self, address: str | None) -> None:
        """Return when it is somebody's turn to sit down. Raises WorkshopError where too many stand before them.

        Origins that are not known share no turn: behind a proxy that does not tell addresses all would wait for all.
        """
        name = origin(address)
        if not name:
            return
        with self._lock:
            own = self._seats.of(name)
            own.left -= 1
            seconds = self._seats.seconds(own)
        if seconds > LONGEST_TURN or not self._hold(self._queue, seconds):
            with self._lock:
                own.left += 1
            raise WorkshopError.of("workshop.crowd", seconds=ceil(seconds))

    def _hold(self, places: BoundedSemaphore, seconds: float) -> bool:
        """Let so many seconds pass; False, at once, where too many wait already."""
        if not seconds:
            return True
        if not places.acquire(blocking=False):
            return False
        try:
            self._wait(seconds)
        finally:
            places.release()
        return True
