"""What happens to answers when the database is full, read-only, locked, damaged or gone, or a writer is killed."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import text

from criteria.errors import StoreError
from criteria.text import LANGS
from mcda.group.store import database
from mcda.group.store.workshops import Store
from tests.drivers.workshops import points, workshop
from tests.group.conftest import new_database, postgres_in

pytestmark = pytest.mark.slow


ROOT = Path(__file__).parents[2]
ROOM = workshop()


def told(trouble) -> str:
    """The code of the one finding, once it has been read in both languages."""
    (finding,) = trouble.value.findings
    for lang in LANGS:
        line = finding.in_(lang).line()
        assert "Traceback" not in line
        assert "sqlite" not in line.lower()
    return finding.code


# One process that submits until the disk is full, then goes on when there is room again. The limit is a small
# file system if one may be mounted, else the largest size that a file of this process may have.
FILLING = """
import json, resource, sys
from tests.drivers.workshops import points, workshop
from criteria.errors import StoreError
from mcda.group.store.workshops import Store

url, mounted = sys.argv[1], sys.argv[2]
store = Store.open(url)
room = store.open_workshop(workshop())
seat = store.take_seat(room.code, "forest")
if not mounted:
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
acknowledged, code = [], ""
for n in range(20_000):
    try:
        store.submit(seat.token, points(workshop(), n % 9), f"n{n}", 1)
    except StoreError as trouble:
        code = trouble.findings[0].code
        break
    acknowledged.append(f"n{n}")
try:
    before = len(store.panel(room.key).submissions)  # what is there can still be read
except StoreError:
    before = -1
print(json.dumps({"code": code, "failed": n, "before": before}), flush=True)
sys.stdin.readline()
if not mounted:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
retried = store.submit(seat.token, points(workshop(), n % 9), f"n{n}", 1)
panel = store.panel(room.key)
print(json.dumps({"acknowledged": len(acknowledged), "stored": len(panel.submissions),
                  "repeated": retried.repeated}), flush=True)
"""


def mount(folder: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path):
    mounted = mount(tmp_path, "size=1500k")
    command = [sys.executable, "-W", "error", "-c", FILLING]
    command += [f"sqlite:///{tmp_path / 'workshop.db'}", "mounted" if mounted else ""]
    try:
        with subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as writer:
            first = writer.stdout.readline()
            if mounted:
                subprocess.run(["mount", "-o", "remount,size=20m", str(tmp_path)], check=True)
            rest, errors = writer.communicate("\n", timeout=60)
        assert writer.returncode == 0, errors
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(tmp_path)], check=True)
    full, after = json.loads(first), json.loads(rest)
    assert full["code"] in ("store.full", "store.disk")
    assert full["failed"] > 20
    assert after["acknowledged"] == full["failed"]
    assert after["stored"] - after["acknowledged"] == 1  # the retry, which was not there before
    assert not after["repeated"]


def test_a_full_postgresql_is_told():
    """PostgreSQL says so by a code; a server with a full disk cannot be had without harming the others."""
    from psycopg.errors import DiskFull
    from sqlalchemy.exc import OperationalError

    error = OperationalError("INSERT", {}, DiskFull("no space left on device"))
    assert database._kind(error) == "store.full"


@pytest.mark.parametrize("way", ["mode", "mount"])
def test_a_read_only_file_can_be_read_and_says_so_when_written(tmp_path, way):
    folder = tmp_path / "data"
    folder.mkdir()
    mounted = way == "mount" and mount(folder, "size=4m")
    try:
        file = folder / "workshop.db"
        store = Store.open(f"sqlite:///{file}")
        opened = store.open_workshop(ROOM)
        seat = store.take_seat(opened.code, "forest")
        store.submit(seat.token, points(ROOM), "a", 1)
        store.close()
        if mounted:
            subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
            url = f"sqlite:///file:{file}?mode=ro&immutable=1&uri=true"
        else:
            url = f"sqlite:///file:{file}?mode=ro&uri=true"
        store = Store.open(url)
        assert len(store.panel(opened.key).submissions) == 1
        with pytest.raises(StoreError) as trouble:
            store.submit(seat.token, points(ROOM), "b", 1)
        assert told(trouble) == "store.read_only"
        store.close()
        if mounted:  # as the program itself would open it
            with pytest.raises(StoreError) as trouble:
                Store.open(f"sqlite:///{folder / 'new.db'}")
            assert told(trouble) in ("store.gone", "store.read_only")
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_read_only_postgresql_says_so(postgres):
    url = new_database(postgres)
    store = Store.open(url)
    opened = store.open_workshop(ROOM)
    name = url.split("?")[0].split("/")[-1]
    only_read = text(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    store.database.write(lambda tx: tx.execute(only_read))
    store.close()
    store = Store.open(url)
    assert store.facilitated(opened.key).round.is_open
    with pytest.raises(StoreError) as trouble:
        store.take_seat(opened.code, "forest")
    assert told(trouble) == "store.read_only"
    store.close()


def test_a_locked_file_is_waited_for_and_then_told(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "DEADLINE", 0.2)
    file = tmp_path / "workshop.db"
    store = Store.open(f"sqlite:///{file}")
    opened = store.open_workshop(ROOM)
    seat = store.take_seat(opened.code, "forest")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as trouble:
        store.submit(seat.token, points(ROOM), "a", 1)
    assert told(trouble) == "store.locked"
    assert store.seated(seat.token).own == ()  # readers are not held up
    other.execute("ROLLBACK")
    other.close()
    assert not store.submit(seat.token, points(ROOM), "a", 1).repeated
    store.close()


HOLDING = """
import sqlite3, sys, time

other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(0.5)
other.execute("COMMIT")
other.close()
"""


def test_a_lock_that_is_let_go_in_time_is_not_even_noticed(tmp_path):
    file = tmp_path / "workshop.db"
    store = Store.open(f"sqlite:///{file}")
    opened = store.open_workshop(ROOM)
    seat = store.take_seat(opened.code, "forest")
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLDING,
            str(file),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "held\n"
    assert not store.submit(seat.token, points(ROOM), "a", 1).repeated
    holder.communicate(timeout=10)
    store.close()


def test_a_file_that_is_taken_away_is_told_and_never_written_to_in_vain(tmp_path):
    folder = tmp_path / "data"
    file = folder / "workshop.db"
    store = Store.open(f"sqlite:///{file}")
    opened = store.open_workshop(ROOM)
    seat = store.take_seat(opened.code, "forest")
    for path in folder.iterdir():
        shutil.move(path, tmp_path / path.name)
    with pytest.raises(StoreError) as trouble:
        store.submit(seat.token, points(ROOM), "a", 1)
    assert told(trouble) == "store.gone"
    assert list(folder.iterdir()) == []  # no empty database in its place
    for path in tmp_path.glob("workshop.db*"):
        shutil.move(path, folder / path.name)
    assert not store.submit(seat.token, points(ROOM), "a", 1).repeated
    assert len(store.panel(opened.key).submissions) == 1
    store.close()


def test_a_file_that_is_no_database_is_told(tmp_path):
    file = tmp_path / "workshop.db"
    file.write_bytes(b"this is a letter, not a database" * 40)
    with pytest.raises(StoreError) as trouble:
        Store.open(f"sqlite:///{file}")
    assert told(trouble) == "store.damaged"


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StoreError) as trouble:
        Store.open(f"sqlite:///{tmp_path}/taken/workshop.db")
    assert told(trouble) == "store.gone"


def test_a_postgresql_that_stops_and_comes_back_loses_nothing():
    with tempfile.TemporaryDirectory(prefix="greenheart-pg-") as folder:
        server = postgres_in(Path(folder))
        store = Store.open(server.get_uri())
        opened = store.open_workshop(ROOM)
        seat = store.take_seat(opened.code, "forest")
        store.submit(seat.token, points(ROOM, 1), "a", 1)
        server.stop()
        with pytest.raises(StoreError) as trouble:
            store.submit(seat.token, points(ROOM, 2), "b", 1)
        assert told(trouble) == "store.gone"
        server.ensure_postgres_running()
        assert not store.submit(seat.token, points(ROOM, 2), "b", 1).repeated
        assert len(store.panel(opened.key).submissions) == 2
        store.close()
        server.cleanup()


# A writer that tells every acknowledgement at once, until it is killed.
WRITING = """
import sys
from tests.drivers.workshops import points, workshop
from mcda.group.store.workshops import Store

store = Store.open(sys.argv[1])
for n in range(1_000_000):
    store.submit(sys.argv[2], points(workshop(), n % 9), f"{sys.argv[3]}-{n}", 1)
    print(f"{sys.argv[3]}-{n}", flush=True)
"""


def test_a_writer_killed_in_the_middle_leaves_every_acknowledged_row(url):
    store = Store.open(url)
    opened = store.open_workshop(ROOM)
    seat = store.take_seat(opened.code, "forest")
    store.close()
    acknowledged = []
    for life in range(2):
        command = [sys.executable, "-c", WRITING, url, seat.token, f"life{life}"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
            acknowledged += [writer.stdout.readline().strip() for _ in range(3)]
            os.kill(writer.pid, signal.SIGKILL)
            acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    store = Store.open(url)
    stored = store.database.read(
        lambda tx: tx.execute(text("SELECT nonce FROM submissions")).scalars().all()
    )
    assert len(acknowledged) >= 6
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))
    assert len(stored) - len(set(acknowledged)) <= 2  # at most the last of each life, unheard
    store.close()
