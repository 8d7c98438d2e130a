"""The one door to the worker process, in which everything that understands an upload runs.

A pattern that never ends, or a table that fills the memory, would hold up every phone of the server: Python runs one
thread at a time. So a process apart reads uploads, one at a time, with a budget of time and memory. It is started for
the first upload, stays, and is replaced when it was stopped.

No `multiprocessing`: a process that it spawns runs the server's main module first, and that is a page of the app while
Streamlit runs one.
"""

import atexit
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition, Timer
from typing import IO, Any, TypeVar, TypeVarTuple

import mcda
from criteria.errors import EvidenceError, Finding
from mcda.app.state.upload_worker import MEMORY, Outcome

ROOT = Path(mcda.__file__).parents[1]
SECONDS = 10.0  # of processor time for one upload
WALL = 60.0  # seconds on the clock, for a process that the machine gives no time
MOST_WAITING = 100
START = "from mcda.app.state.upload_worker import main; main"
TIME_IS_UP = -getattr(signal, "SIGPROF", signal.SIGTERM)

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")
Waiting = Callable[[int], None]  # hears how many uploads come before, at last that none does


class _Stream:
    """Answers read by Python, frame by frame: other threads have their turn between two frames of a large one."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source

    def read(self, count: int = -1) -> bytes:
        return self.source.read(count)

    def readline(self) -> bytes:
        return self.source.readline()


class UploadProcess:
    """One process, and the queue of those who wait for it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._queue: list[object] = []
        self._changed = Condition()
        self._process: subprocess.Popen[bytes] | None = None

    def call(
        self, waiting: Waiting | None, work: Callable[[*Arguments], Result], *arguments: *Arguments
    ) -> Result:
        """What `work(*arguments)` comes to in the process, when its turn has come.

        `work` is a function of `upload_tasks`. Raises what it raises; EvidenceError if it took too long or too much
        memory, or too many wait already.
        """
        with self._turn(waiting):
            outcome = self._asked(work, arguments)
        if outcome.end == "done":
            result: Result = outcome.result
            return result
        if outcome.end == "refused":
            raise outcome.result
        raise EvidenceError(self._finding(outcome.end))

    def _finding(self, end: str) -> Finding:
        if end == "time":
            return Finding.of("upload.time", limit=round(self._seconds))
        if end == "memory":
            return Finding.of("upload.memory", limit=MEMORY // 2**30)
        return Finding.of("upload.failed")

    def close(self) -> None:
        """End the process; the next call starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    @contextmanager
    def _turn(self, waiting: Waiting | None) -> Iterator[None]:
        """First come, first served."""
        ticket = object()
        with self._changed:
            if len(self._queue) > MOST_WAITING:
                raise EvidenceError.of("upload.queue", count=len(self._queue))
            self._queue.append(ticket)
        try:
            while before := self._before(ticket):
                if waiting is not None:
                    waiting(before)
                with self._changed:
                    if self._queue.index(ticket) == before:
                        self._changed.wait(1)
            if waiting is not None:
                waiting(0)
            yield
        finally:
            with self._changed:
                self._queue.remove(ticket)
                self._changed.notify_all()

    def _before(self, ticket: object) -> int:
        with self._changed:
            return self._queue.index(ticket)

    def _asked(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Outcome:
        try:
            process = self._started()
        except OSError:  # the machine has no room for another process
            return Outcome("failed")
        assert process.stdin is not None
        assert process.stdout is not None
        late = Timer(WALL, process.kill)
        late.daemon = True
        late.start()
        outcome: Outcome | None = None
        try:
            pickle.dump((work, arguments), process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            outcome = pickle.load(_Stream(process.stdout))  # noqa: S301 - from our own child
        except (EOFError, OSError, pickle.UnpicklingError):
            pass  # it ended: the system tells by what
        finally:
            in_time = late.is_alive()
            late.cancel()
            if outcome is None or outcome.end == "memory":
                self.close()
                with suppress(OSError):
                    self._started()  # warm again for the next
        if outcome is not None:
            return outcome
        return Outcome("time" if process.returncode == TIME_IS_UP or not in_time else "memory")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
            # one thread for the arrays: each further one has addresses of its own, which are limited
            alone = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
            self._process = subprocess.Popen(  # noqa: S603 - this program, with a figure of its own
                [sys.executable, "-c", f"{START}({self._seconds})"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, **alone, "PYTHONPATH": path},
                start_new_session=True,  # a key that stops the server leaves it to the server to end this one
            )
        return self._process


_PROCESS = UploadProcess()
call = _PROCESS.call
close = _PROCESS.close
atexit.register(close)
