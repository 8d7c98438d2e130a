"""The worker process: reads a function and its arguments, answers with what it comes to, under limits of its own.

Started by `upload_process`, ends when its standard input does.
"""

import os
import pickle
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple

from criteria.errors import AppError
from mcda.app.state import upload_tasks  # noqa: F401 - before the first call, and before memory is limited

MEMORY = 2**30  # bytes beyond what the process has when it starts
NICE = 5  # phones come first

End = Literal["done", "refused", "time", "memory", "failed"]


class Outcome(NamedTuple):
    """What became of one call: its result, or the error that it raised."""

    end: End
    result: Any = None


def main(seconds: float) -> None:
    """Answer calls until there are no more, each within so many seconds of processor time."""
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints to the log
    if hasattr(os, "nice"):
        os.nice(NICE)
    _limit_memory()
    while True:
        try:
            work, arguments = pickle.load(calls)  # noqa: S301 - from the server, whose child this is
        except EOFError:
            return
        _limit_time(seconds)
        outcome = _outcome(work, arguments)
        _send(outcome, answers)
        _limit_time(0)
        if outcome.end == "memory":
            return  # what is left of such a call is nobody's; the server starts another process


def _outcome(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Outcome:
    try:
        return Outcome("done", work(*arguments))
    except AppError as error:
        return Outcome("refused", error)
    except MemoryError:
        return Outcome("memory")
    except Exception:
        traceback.print_exc()
        return Outcome("failed")


def _send(outcome: Outcome, answers: BinaryIO) -> None:
    try:
        text = pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        text = pickle.dumps(Outcome("memory"))
    except Exception:
        traceback.print_exc()
        text = pickle.dumps(Outcome("failed"))
    answers.write(text)
    answers.flush()


def _limit_time(seconds: float) -> None:
    """The system ends the process when it has used so much processor time, whatever it is doing; 0 is no limit."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory() -> None:
    """Where the system counts addresses: no more of them than there are now, and MEMORY."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return
    import resource

    used = int(pages.read_text("ascii").split()[0]) * resource.getpagesize()
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = used + MEMORY
    limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
