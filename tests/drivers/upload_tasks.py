"""What nobody should send to the worker process, each as a function that it can call."""

import os
import re
import time

import numpy as np

from mcda.app.state.upload_tasks import Understood


def never_ends() -> None:
    while True:
        pass


def pattern_that_never_ends() -> None:
    """In C, where no other thread of the process has its turn."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def fills_the_memory() -> int:
    # taken and not touched, so that it takes no time on a busy machine
    return len([np.empty(2**24, np.uint8) for _ in range(2**10)])


def dies() -> None:
    os.abort()


def fails() -> None:
    raise ZeroDivisionError


def returns_what_cannot_be_sent() -> object:
    return lambda: None


def works_for(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        time.sleep(0.01)


def large_answer(count: int) -> list[tuple[int, str]]:
    return [(i, str(i)) for i in range(count)]


def too_long_to_understand(name: str, data: bytes) -> Understood:
    never_ends()
    return Understood()
