"""The app on a free port of this machine, for scripts that look at it as a visitor would."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


def command(port: int, module: str = "mcda.app") -> list[str]:
    """What starts the app on this port, for this machine alone."""
    return [
        *(sys.executable, "-m", module),
        *("--server.headless", "true"),
        *("--server.port", str(port), "--server.address", "127.0.0.1"),
    ]


def wait_until_healthy(url: str, seconds: float = 40) -> None:
    """Return as soon as the health address answers, or after so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)


@contextmanager
def served(log: Path, module: str = "mcda.app", **environment: str) -> Iterator[str]:
    """The address of a server that lives as long as the block; `module` is what starts it."""
    port = free_port()
    with log.open("wb") as out:
        server = subprocess.Popen(
            command(port, module),
            cwd=ROOT,
            stdout=out,
            stderr=out,
            env={**os.environ, **environment},
        )
        url = f"http://127.0.0.1:{port}"
        try:
            wait_until_healthy(url)
            yield url
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)
