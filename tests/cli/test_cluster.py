"""The cluster of docs/operator.md: it runs whatever it is sent, so nobody but this machine may send it anything."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from distributed import Client

from tests.drivers.app_server import free_port
from tests.drivers.waiting import until

GUIDE = (Path(__file__).parents[2] / "docs" / "operator.md").read_text("utf-8")
LINES = re.findall(r"^python -m (dask [^&\n]*) &$", GUIDE, re.MULTILINE)


def test_each_line_says_where_it_listens():
    assert [shlex.split(line)[1] for line in LINES] == ["scheduler", "worker", "worker"]
    for line in LINES:
        said = shlex.split(line)
        assert said[said.index("--host") + 1] == "127.0.0.1"
        assert said[said.index("--dashboard-address") + 1].startswith("127.0.0.1:")
    assert "runs any code that is sent to it" in " ".join(GUIDE.split())


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[psutil.Process]]]:
    """The documented lines, on a port of their own."""
    port = str(free_port())
    started = [
        subprocess.Popen(
            [sys.executable, "-m", *shlex.split(line.replace("8786", port))],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for line in LINES
    ]
    processes = [psutil.Process(each.pid) for each in started]
    yield f"tcp://127.0.0.1:{port}", processes
    everyone = [*processes, *(c for p in processes if p.is_running() for c in p.children(True))]
    for process in everyone:
        if process.is_running():
            process.terminate()
    for each in started:
        each.wait(timeout=30)
    psutil.wait_procs(everyone, timeout=30)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_nothing_of_it_listens_to_the_network(cluster):
    address, processes = cluster

    def answers() -> bool:
        try:
            with Client(address, timeout="5s") as client:
                client.wait_for_workers(2, timeout=30)
        except (OSError, TimeoutError):
            return False
        return True

    until(answers, 60)
    everyone = [*processes, *(child for p in processes for child in p.children(recursive=True))]
    heard = {
        place.laddr.ip
        for process in everyone
        for place in process.net_connections("inet")
        if place.status == psutil.CONN_LISTEN
    }
    assert heard == {"127.0.0.1"}
