"""Waiting for a state, however long a busy machine takes to reach it."""

import time
from collections.abc import Callable


def until(reached: Callable[[], object], seconds: float = 60) -> None:
    """Return as soon as `reached()` is true; AssertionError if it is not within so many seconds."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, f"not reached within {seconds:g} s"
        time.sleep(0.02)
