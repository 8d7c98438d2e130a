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

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


@contextmanager
def served(log: Path, **environment: str) -> Iterator[str]:
    """The address of a server that lives as long as the block."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "streamlit_app.py",
        "--server.headless",
        "true",
    ]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*command, "--server.port", str(port), "--server.address", "127.0.0.1"],
            cwd=ROOT,
            stdout=out,
            stderr=out,
            env={**os.environ, **environment},
        )
        url = f"http://127.0.0.1:{port}"
        try:
            for _ in range(160):
                try:
                    with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                        break
                except OSError:
                    time.sleep(0.25)
            yield url
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)
