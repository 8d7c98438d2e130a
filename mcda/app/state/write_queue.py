"""Writes that no page waits for: the newest of each name is written by a thread, and tried again while it fails."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Condition, Thread

from criteria.errors import AppError, Finding, StoreError

Write = Callable[[], object]
PAUSE, LONGEST = (
    0.5,
    20.0,
)  # seconds before a failed write is tried again, doubled up to the longest


class WriteQueue:
    """A queue in which a newer write takes the place of an older one of the same name.

    What stands before the slash of a name is its kind. Each kind has a thread of its own, so that large drafts hold up
    nobody's answers. A write that fails because of the database stays and is tried again; one that is refused, or that
    the program cannot do, is dropped. What stands in the way of a name is told by `findings`.
    """

    def __init__(self, pause: float = PAUSE) -> None:
        self._first_pause = pause
        self._waiting: OrderedDict[str, Write] = OrderedDict()
        self._findings: dict[str, tuple[Finding, ...]] = {}
        self._busy: set[str] = set()
        self._changed = Condition()
        self._kinds: set[str] = set()  # that have a thread

    def put(self, name: str, write: Write) -> None:
        kind = _kind(name)
        with self._changed:
            self._waiting[name] = write
            if kind not in self._kinds:
                self._kinds.add(kind)
                Thread(
                    target=self._work, args=(kind,), name=f"write queue, {kind}", daemon=True
                ).start()
            self._changed.notify_all()

    def forget(self, name: str) -> None:
        """Drop what waits under this name, and wait for the end of what is just being written under it."""
        with self._changed:
            self._waiting.pop(name, None)
            self._findings.pop(name, None)
            self._changed.wait_for(lambda: name not in self._busy, timeout=LONGEST)

    def findings(self, name: str) -> tuple[Finding, ...]:
        """Why the last write of this name is not there; empty if nothing is known against it."""
        with self._changed:
            return self._findings.get(name, ())

    def wait(self, name: str, seconds: float) -> bool:
        """Wait until nothing waits under a name that begins so; False if that took longer."""

        def is_done() -> bool:
            return not any(each.startswith(name) for each in (*self._waiting, *self._busy))

        with self._changed:
            return self._changed.wait_for(is_done, seconds)

    def flush(self, seconds: float) -> bool:
        """Wait until nothing waits any more; False if that took longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._busy, seconds)

    def _next(self, kind: str) -> str | None:
        """The name of this kind that has waited longest."""
        return next((name for name in self._waiting if _kind(name) == kind), None)

    def _work(self, kind: str) -> None:
        pause = self._first_pause
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._next(kind) is not None)
                name = self._next(kind)
                assert name is not None
                write = self._waiting.pop(name)
                self._busy.add(name)
            failed = self._written(name, write)
            with self._changed:
                self._busy.discard(name)
                if failed:
                    self._waiting.setdefault(name, write)
                self._changed.notify_all()
            if failed:
                time.sleep(pause)
            pause = min(2 * pause, LONGEST) if failed else self._first_pause

    def _written(self, name: str, write: Write) -> bool:
        """Run one write; True if it is to be tried again."""
        try:
            write()
        except AppError as error:
            with self._changed:
                self._findings[name] = error.findings
            return isinstance(error, StoreError)
        except Exception as error:
            logging.getLogger(__name__).exception("a write failed")
            with self._changed:
                self._findings[name] = (Finding.of("store.unfit", error=type(error).__name__),)
            return False
        with self._changed:
            self._findings.pop(name, None)
        return False


def _kind(name: str) -> str:
    return name.partition("/")[0]
