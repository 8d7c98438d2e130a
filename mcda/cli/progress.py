"""How far long work is: on a terminal alone, and only once it has taken a second."""

import sys
from threading import Event, Thread
from time import monotonic
from types import TracebackType

from mcda.words import Translator

AFTER, EVERY = 1.0, 0.2  # seconds
CLEARED = "\r\x1b[K"  # the line of a terminal, emptied


class Progress:
    """While it is open, one line on standard error; called with a share from 0 to 1, the line tells it too."""

    def __init__(self, t: Translator) -> None:
        self.t, self.share = t, 0.0
        self._done, self._thread = Event(), Thread(target=self._tell, daemon=True)

    def __call__(self, share: float) -> None:
        self.share = share

    def __enter__(self) -> "Progress":
        if sys.stderr.isatty():
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _tell(self) -> None:
        begun, is_told = monotonic(), False
        while not self._done.wait(EVERY if is_told else AFTER):
            seconds = f"{monotonic() - begun:.0f}"
            words = "cli.working_share" if self.share else "cli.working"
            told = self.t(words, seconds=seconds, share=self.t.percent(self.share))
            sys.stderr.write(CLEARED + told)
            sys.stderr.flush()
            is_told = True
        if is_told:
            sys.stderr.write(CLEARED)
            sys.stderr.flush()
