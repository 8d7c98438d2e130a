"""How long somebody waits for the database in all, and what a deletion leaves behind while another program reads."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text

from criteria.errors import StoreError, WorkshopError
from mcda.group.store import database
from mcda.group.store.workshops import Store
from tests.drivers.workshops import points, workshop
from tests.group.conftest import new_database

ROOM = workshop()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "workshop.db"


def code_of(act) -> str:
    with pytest.raises(StoreError) as trouble:
        act()
    (finding,) = trouble.value.findings
    return finding.code


def test_four_writers_to_a_file_locked_for_good_share_one_deadline(file, monkeypatch):
    """They waited 51 seconds each, one behind the other. The waits that SQLite is given are added up."""
    monkeypatch.setattr(database, "DEADLINE", 0.6)
    store = Store.open(f"sqlite:///{file}")
    opened = store.open_workshop(ROOM)
    seats = [store.take_seat(opened.code, "forest") for _ in range(4)]
    waits: list[float] = []

    @event.listens_for(store.database.engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_) -> None:
        if statement.startswith("PRAGMA busy_timeout="):
            waits.append(int(statement.partition("=")[2]) / 1000)

    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told: list[str] = []
    gate = threading.Barrier(4)
    writing = threading.local()

    def submit(seat) -> None:
        gate.wait(30)
        writing.seat = seat
        told.append(code_of(lambda: store.submit(seat.token, points(ROOM), "a", 1)))

    readers = len(seats)  # each looks once before it writes, and waits for nobody
    threads = [threading.Thread(target=submit, args=(seat,)) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert told == ["store.locked"] * 4
    assert max(waits) <= database.DEADLINE
    written = sorted(waits)[: len(waits) - readers]
    assert sum(written) <= 2 * database.DEADLINE
    other.execute("ROLLBACK")
    other.close()
    assert not store.submit(seats[0].token, points(ROOM), "a", 1).repeated
    store.close()


@pytest.mark.slow
def test_a_lock_on_a_server_is_waited_for_no_longer_than_the_deadline(postgres, monkeypatch):
    url = new_database(postgres)
    store = Store.open(url)
    opened = store.open_workshop(ROOM)
    other = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    monkeypatch.setattr(database, "DEADLINE", 0.3)
    with other.connect() as holding:
        holding.execute(text("SELECT id FROM workshops FOR UPDATE"))
        assert code_of(lambda: store.close_round(opened.key)) == "store.locked"
    other.dispose()
    assert not store.close_round(opened.key).is_open
    store.close()


def traces(file: Path, words: str) -> list[str]:
    """The files that still hold these words."""
    return sorted(
        path.name for path in file.parent.iterdir() if words.encode() in path.read_bytes()
    )


def test_a_deletion_while_a_backup_reads_is_told_and_finished_later(file):
    store = Store.open(f"sqlite:///{file}")
    opened = store.open_workshop(ROOM)
    store.take_seat(opened.code, "forest", "Xiaoming of the forest")
    backup = sqlite3.connect(file, isolation_level=None)
    backup.execute("BEGIN")
    backup.execute("SELECT * FROM seats").fetchall()
    assert store.delete_workshop(opened.key) is False
    assert traces(file, "Xiaoming of the forest")
    assert code_of(store.erase_traces) == "store.traces"
    backup.execute("ROLLBACK")
    backup.close()
    store.erase_traces()
    assert traces(file, "Xiaoming of the forest") == []
    store.close()


def test_a_deletion_that_nobody_stands_in_the_way_of_leaves_nothing(url):
    store = Store.open(url)
    opened = store.open_workshop(ROOM)
    assert store.delete_workshop(opened.key) is True
    store.close()


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(path.stat().st_mode & 0o777) for path in (folder, *folder.iterdir())}


def test_the_database_is_no_other_users_of_the_machine(file):
    store = Store.open(f"sqlite:///{file}")
    store.open_workshop(ROOM)
    assert modes(file.parent) == {
        "data": "0o700",
        "workshop.db": "0o600",
        "workshop.db-wal": "0o600",
        "workshop.db-shm": "0o600",
    }
    store.close()


def test_a_file_that_others_could_read_is_made_ones_own(file):
    Store.open(f"sqlite:///{file}").close()
    file.chmod(0o644)
    store = Store.open(f"sqlite:///{file}")
    assert modes(file.parent)["workshop.db"] == "0o600"
    store.close()


def test_no_error_of_the_database_quotes_what_was_written(url):
    store = Store.open(url)
    with pytest.raises(Exception, match="nothing") as trouble:
        store.database.write(
            lambda tx: tx.execute(text("INSERT INTO nothing VALUES (:words)"), {"words": "secret"})
        )
    assert "secret" not in str(trouble.value)
    store.close()


@pytest.mark.parametrize("link", ["\x00", "a\x00b", "\ud800", "x" * 10_000, "甲", "", "' OR 1=1"])
def test_a_link_that_nobody_was_given_never_reaches_the_database(url, link):
    store = Store.open(url)
    asked: list[str] = []
    event.listen(store.database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    for verb in (
        lambda: store.open_published(link),
        lambda: store.newest(link),
        lambda: store.withdraw(link, "key"),
    ):
        with pytest.raises(WorkshopError) as trouble:
            verb()
        assert [finding.code for finding in trouble.value.findings] == ["shelf.link"]
    assert not [statement for statement in asked if "shelf" in statement]
    store.close()
