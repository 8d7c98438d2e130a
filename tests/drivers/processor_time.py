"""Processor time of this thread under doubled length: what is linear at most doubles, whatever else the machine does."""

import time
from collections.abc import Callable

SLACK = (
    0.05  # seconds below which a clock's ticks and a collection of garbage say more than the length
)


def spent(work: Callable[[], object], runs: int = 2) -> float:
    """Seconds of this thread's processor time, the least of some runs."""
    least = float("inf")
    for _ in range(runs):
        start = time.thread_time()
        work()
        least = min(least, time.thread_time() - start)
        if least > 1:
            break
    return least


def growth(make: Callable[[int], Callable[[], object]], length: int) -> tuple[float, float]:
    """Seconds at a length and at twice the length; `make` prepares what is then timed."""
    return spent(make(length)), spent(make(2 * length))


def is_linear(seconds: tuple[float, float], factor: float = 2.5) -> bool:
    once, twice = seconds
    return twice <= factor * once + SLACK
