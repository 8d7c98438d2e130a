"""Behind a proxy on this machine: visitors are told apart by the address that the proxy names."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mcda.group.model.workshop import Workshop
from mcda.group.store.rate_limit import BURST
from mcda.group.store.workshops import Store
from mcda.study.factory import embedded_study
from tests.drivers.app_server import ROOT, free_port, wait_until_healthy
from tests.drivers.event_loop import run
from tests.drivers.phone.client import Phone

pytestmark = pytest.mark.slow


def test_wrong_codes_of_one_visitor_behind_a_proxy_slow_only_that_visitor(tmp_path: Path):
    """As operators start it: on every address, where the proxy appears as ::ffff:127.0.0.1."""
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "mcda.app"),
                "--server.headless=true",
                f"--server.port={port}",
            ],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env={**os.environ, "GREENHEART_DATA": str(tmp_path), "DATABASE_URL": ""},
        )
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}")
            with closing(Store.open(f"sqlite:///{tmp_path / 'workshop.db'}")) as store:
                room = Workshop.of(embedded_study("secondary"), "Behind a proxy", "points")
                code = store.open_workshop(room).code
            run(guess(port, code))
        finally:
            server.terminate()
            server.wait(timeout=20)


async def guess(port: int, code: str) -> None:
    def visitor(address: str) -> Phone:
        headers = {"X-Forwarded-For": address}
        return Phone(f"http://127.0.0.1:{port}", locale="en-GB", headers=headers)

    one, other = visitor("198.51.100.1"), visitor("203.0.113.2")
    try:
        # one more wrong code is allowed every two seconds: where the machine is busy, it takes more of them
        for n in range(10 * BURST):
            await one.open(f"/workshop?workshop=ZZZZZ{n:03d}")
            if "many wrong codes" in one.screen.text:
                break
        assert n >= BURST
        assert "many wrong codes" in one.screen.text
        await one.open(f"/workshop?workshop={code}")
        assert one.screen.has("_speak_en")
        await other.open("/workshop?workshop=YYYYYYYY")
        assert "opens no workshop" in other.screen.text
        assert "many wrong codes" not in other.screen.text
    finally:
        await one.close()
        await other.close()
