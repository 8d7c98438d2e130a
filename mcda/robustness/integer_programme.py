"""Mixed-integer programmes by HiGHS, without the lines that it writes to standard output whatever it is told."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

from scipy.optimize import milp

STDOUT, STDERR = 1, 2


def solved(*programme: Any, **options: Any) -> Any:
    """The `milp` of scipy; what the solver prints goes to standard error, so that a document on standard output stays one."""
    with standard_output_kept():
        return milp(*programme, **options)


class _Descriptor:
    """Standard output of the process: whom it is kept from, and where it led before the first of them."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.running = 0
        self.kept = -1

    def turn(self) -> None:
        with self.lock:
            if self.running == 0:
                _flush()
                with suppress(OSError):  # a process may have no standard output
                    self.kept = os.dup(STDOUT)
                    os.dup2(STDERR, STDOUT)
            self.running += 1

    def turn_back(self) -> None:
        with self.lock:
            self.running -= 1
            if self.running == 0 and self.kept >= 0:
                _flush()
                os.dup2(self.kept, STDOUT)
                os.close(self.kept)
                self.kept = -1


_DESCRIPTOR = _Descriptor()


@contextmanager
def standard_output_kept() -> Iterator[None]:
    """Whatever is written to standard output meanwhile goes to standard error.

    Python's own `sys.stdout` is not enough, for the solver prints from C. Several threads may be inside at a time:
    the first turns the descriptor, the last turns it back.
    """
    _DESCRIPTOR.turn()
    try:
        yield
    finally:
        _DESCRIPTOR.turn_back()


def _flush() -> None:
    """What Python and C have in hand is written to where standard output leads now."""
    with suppress(OSError, ValueError, AttributeError):  # a closed one, or none
        sys.stdout.flush()
    if os.name == "posix":
        ctypes.CDLL(None).fflush(None)
