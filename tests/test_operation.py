"""What the operator's page hands out: files that their programs take, a copy that can be put back, a process that tells."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from mcda.group.model.workshop import Workshop
from mcda.group.store.workshops import Store
from mcda.study.factory import embedded_study
from tests.drivers.app_server import ROOT, command, free_port, wait_until_healthy
from tests.drivers.waiting import until

FILES = ROOT / "docs" / "operator"
PAGE = (ROOT / "docs" / "operator.md").read_text("utf-8")


def lines(name: str) -> list[str]:
    text = (FILES / name).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line.strip()[0] != "#"]


def test_every_file_is_told_of_and_every_file_told_of_is_there():
    told = set(re.findall(r"\]\(operator/([\w.-]+)\)", PAGE))
    assert told == {path.name for path in FILES.iterdir()}


def test_the_proxy_logs_no_key_and_passes_on_what_the_app_needs():
    site = lines("nginx.conf")
    (form,) = (line for line in site if line.startswith("log_format"))
    for secret in ("request_uri", "$request ", "args", "referer", "cookie", "$uri"):
        assert secret not in form
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in site
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in site
    assert "proxy_set_header Upgrade $http_upgrade;" in site
    assert any("Strict-Transport-Security" in line for line in site)
    assert any(line.startswith("limit_conn ") for line in site)
    assert any(line.startswith("limit_req zone=uploads") for line in site)


def test_the_unit_keeps_the_service_to_itself():
    unit = lines("green-heart.service")
    for line in (
        "User=green-heart",
        "UMask=0077",
        "ProtectSystem=strict",
        "NoNewPrivileges=true",
        "Restart=always",
    ):
        assert line in unit
    assert any(line.startswith("MemoryMax=") for line in unit)
    (start,) = (line for line in unit if line.startswith("ExecStart="))
    assert "--address 127.0.0.1" in start


def test_a_container_is_made_by_the_steps_of_the_page_and_runs_as_nobody_else():
    steps = lines("Containerfile")
    installs = [
        re.sub(r"--no-cache-dir |RUN ", "", step) for step in steps if "pip install" in step
    ]
    assert len(installs) == 2
    for install in installs:
        assert f"sudo {install}" in PAGE
    names = {name for step in steps if step.startswith("COPY ") for name in step.split()[1:-1]}
    assert {"criteria", "inputs", "mcda", "pyproject.toml"} < names
    assert all((ROOT / name).exists() for name in names if name[0] not in "-/")
    assert [step for step in steps if step.startswith("USER ")] == ["USER 10001"]
    assert {"VOLUME /var/lib/green-heart", 'ENTRYPOINT ["green-heart"]'} < set(steps)
    assert any("/_stcore/health" in step for step in steps)


def test_the_containers_leave_no_way_to_the_app_but_the_proxy_that_keeps_visitors_on_one_process():
    given = yaml.safe_load((FILES / "compose.yaml").read_text("utf-8"))
    services = given["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    proxy = services["proxy"]
    apps = [name for name, service in services.items() if service["image"] == "green-heart"]
    assert proxy["environment"]["GREENHEART_APPS"].split() == [f"{name}:8501" for name in apps]
    assert len(apps) == 2
    for name in apps:
        assert services[name]["networks"] == ["inside"]
        assert services[name]["environment"]["DATABASE_URL"].startswith("postgresql://")
        assert (FILES / services[name]["build"]["context"]).resolve() == ROOT
        assert (ROOT / services[name]["build"]["dockerfile"]).exists()
    assert given["networks"]["inside"]["internal"] is True
    site = lines("Caddyfile")
    assert "reverse_proxy {$GREENHEART_APPS:127.0.0.1:8501} {" in site
    assert any(line.startswith("lb_policy cookie ") for line in site)
    for key in ("GREENHEART_NAME", "GREENHEART_APPS"):
        assert key in proxy["environment"]
        assert any(f"{{${key}:" in line for line in site)


def test_the_units_start_what_the_page_installs():
    for unit in ("green-heart.service", "green-heart-daily.service"):
        for line in lines(unit):
            if line.startswith("ExecStart="):
                for path in re.findall(r"/opt/green-heart/\S+", line):
                    name = Path(path).name
                    assert (
                        path.startswith("/opt/green-heart/bin/")
                        or f"{name} /opt/green-heart/" in PAGE
                    )
                assert "-m mcda" not in line


@pytest.mark.slow
def test_a_copy_made_while_the_app_runs_can_be_put_back_and_old_copies_go(tmp_path):
    folder, copies = tmp_path / "store", tmp_path / "copies"
    store = Store.open(f"sqlite:///{folder / 'workshop.db'}")  # open, as the app has it
    room = store.open_workshop(Workshop.of(embedded_study("secondary"), "An evening", "points"))
    copies.mkdir()
    old = copies / "workshop-2020-01-01T000000.db"
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    asked = ["sh", str(FILES / "backup.sh"), sys.executable, str(folder), str(copies), "14"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    store.close()
    assert [str(path) for path in copies.iterdir()] == [told]
    assert Path(told).stat().st_mode & 0o077 == 0
    for path in folder.iterdir():
        path.unlink()
    shutil.copy(told, folder / "workshop.db")
    again = Store.open(f"sqlite:///{folder / 'workshop.db'}")
    assert again.facilitated(room.key).code == room.code
    again.close()


@pytest.mark.slow
def test_a_damaged_or_missing_store_gives_no_copy(tmp_path):
    asked = [
        "sh",
        str(FILES / "backup.sh"),
        sys.executable,
        str(tmp_path),
        str(tmp_path / "c"),
        "14",
    ]
    assert subprocess.run(asked, capture_output=True, check=False).returncode != 0
    (tmp_path / "workshop.db").write_bytes(b"no database at all" * 100)
    assert subprocess.run(asked, capture_output=True, check=False).returncode != 0
    assert not list((tmp_path / "c").glob("workshop-*.db"))


@pytest.mark.slow
def test_a_process_that_hangs_can_be_asked_what_it_does(tmp_path):
    port, log = free_port(), tmp_path / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command(port),
            cwd=ROOT,
            stdout=out,
            stderr=out,
            env={**os.environ, "GREENHEART_DATA": str(tmp_path)},
        )
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}")
            server.send_signal(signal.SIGUSR1)
            until(lambda: b"most recent call first" in log.read_bytes())
            assert server.poll() is None
        finally:
            server.terminate()
            server.wait(timeout=20)
