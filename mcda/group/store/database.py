"""The database behind the store: SQLite in a folder or PostgreSQL by address, short transactions, and clear trouble."""

import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Semaphore
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from criteria.errors import Finding, StoreError

T = TypeVar("T")
HEAD = "0010"  # the newest schema, migrations/versions
FILE = "workshop.db"
OWN_NAME = "green-heart"  # of the folder of data
CODE = Path(__file__).resolve().parents[3]
DEADLINE = 12.0  # seconds until somebody who reads or writes is told that it did not work, all tries together
MANY = 1000  # writers at a time on a server, which puts them in order itself
POOL = 4.0  # seconds of one try to wait for a connection
CONNECT = 5  # seconds to reach a PostgreSQL server
FIRST_PAUSE = 0.1  # seconds before a second try, then twice as long each time
AT_ONCE = 0.2  # seconds to wait for readers before traces are left for later
OWN_FILE, OWN_FOLDER = 0o600, 0o700  # answers and keys are no other user's of the machine
UPGRADING = 7_203_114  # PostgreSQL's advisory lock of one upgrade at a time
BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED"}
POSTGRES = {  # SQLSTATE → what it means here
    "40001": "store.locked",
    "40P01": "store.locked",
    "55P03": "store.locked",
    "57014": "store.locked",
    "53100": "store.full",
    "53200": "store.full",
    "25006": "store.read_only",
    "42501": "store.read_only",
}


def address(environment: os._Environ[str] | dict[str, str] = os.environ) -> str:
    """DATABASE_URL, or workshop.db in the folder GREENHEART_DATA or else in the user's own folder of data.

    1.0 kept it in the working folder: a file that is there already is used.
    """
    given = environment.get("DATABASE_URL", "").strip()
    folder = environment.get("GREENHEART_DATA", "").strip()
    if given or folder:
        return given or f"sqlite:///{Path(folder) / FILE}"
    former = Path(FILE)
    return f"sqlite:///{former if former.is_file() else own_folder(environment) / FILE}"


def own_folder(environment: os._Environ[str] | dict[str, str] = os.environ) -> Path:
    """Where programs of this user keep their data, as each system has it."""
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA", "") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:  # the XDG base directory specification, which has a relative path ignored
        given = environment.get("XDG_DATA_HOME", "")
        base = given if given.startswith("/") else Path.home() / ".local" / "share"
    return Path(base) / OWN_NAME


def placed_in_code(url: URL) -> tuple[Finding, ...]:
    """Told of a database whose file lies in the folder of the program; empty for any other."""
    file = _file_of(url) if url.get_backend_name() == "sqlite" else None
    if file is None or not file.is_relative_to(CODE):
        return ()
    return (Finding.of("store.in_code", file=file.name, folder=str(own_folder())),)


class Database:
    """One engine; `read` and `write` run a function in a short transaction and tell what went wrong."""

    def __init__(self, url: str) -> None:
        self.url = _parsed(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._file = _file_of(self.url) if self.is_sqlite else None
        self._place: tuple[int, int] | None = None  # device and number of the file that was opened
        self.engine = _engine(self.url, self.is_sqlite)
        # one writer at a time in this process: a queue of threads is fairer than SQLite's own waiting
        self._pen = Semaphore(1 if self.is_sqlite else MANY)

    def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` reads; raises StoreError."""
        return self._tried(work, writing=False, end=time.monotonic() + DEADLINE)

    def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns once all it wrote is on disk; raises StoreError, and then nothing was written."""
        end = time.monotonic() + DEADLINE
        if not self._pen.acquire(timeout=DEADLINE):
            raise self._trouble("store.locked")
        try:
            result = self._tried(work, writing=True, end=end)
            self._check_place()  # a file taken away meanwhile has swallowed what was written
            return result
        finally:
            self._pen.release()

    def check(self) -> None:
        """Ask the database something; raises StoreError if it does not answer, or is not ours."""
        if self.read(_version) != HEAD:
            raise self._trouble("store.damaged")

    def close(self) -> None:
        self.engine.dispose()

    def upgrade(self) -> None:
        """Bring the schema to HEAD; one process does it while the others wait. Raises StoreError."""
        if self.read(_version) != HEAD:
            self.write(self._migrate)
        if self._file is not None:
            self._place = _place_of(self._file)

    def _check_place(self) -> None:
        """Raises StoreError if the file is not there any more: SQLite would go on writing into the void."""
        if self._file is None or self._place is None:
            return
        place = _place_of(self._file)
        if place != self._place:
            self.engine.dispose()  # its connections hold the old file
            if place is None:
                raise self._trouble("store.gone")
            self._place = place  # another file was put there: a copy that was restored

    def erase_traces(self) -> bool:
        """After a deletion: what was deleted does not linger in the log or in free pages.

        False if a reader or a backup of a file still holds the log: then it is to be tried again.
        """
        with self._telling(), self.engine.connect() as connection:
            if self.is_sqlite:
                cursor = connection.connection.cursor()
                cursor.execute(f"PRAGMA busy_timeout={int(1000 * AT_ONCE)}")
                busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not busy
            loose = connection.execution_options(isolation_level="AUTOCOMMIT")
            loose.execute(text("VACUUM"))
        return True

    def _migrate(self, connection: Connection) -> None:
        from alembic import command
        from alembic.config import Config

        if not self.is_sqlite:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADING})"))
        found = _version(connection)
        if found == HEAD:
            return
        if found > HEAD:
            raise StoreError.of("store.newer", found=found, expected=HEAD)
        config = Config()
        steps = str(Path(__file__).parent / "migrations")
        config.set_main_option("script_location", steps.replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)

    def _tried(self, work: Callable[[Connection], T], writing: bool, end: float) -> T:
        """Run `work` in a transaction, again until `end` if another writer was in the way or the line had dropped."""
        self._check_place()
        pause = FIRST_PAUSE
        while True:
            left = max(0.0, end - time.monotonic())
            try:
                options = self.engine.connect().execution_options(writing=writing, wait=left)
                with options as connection, connection.begin():
                    return work(connection)
            except (DBAPIError, PoolTimeout) as error:
                kind = _kind(error)
                lost = isinstance(error, DBAPIError) and error.connection_invalidated
                if kind is None:
                    raise
                late = time.monotonic() + pause >= end
                if late or not (kind == "store.locked" or lost):
                    raise self._trouble(kind) from error
            time.sleep(random.uniform(0.5, 1) * pause)  # noqa: S311 - so that two do not collide again
            pause *= 2

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            kind = _kind(error)
            if kind is None:
                raise
            raise self._trouble(kind) from error

    def _trouble(self, kind: str) -> StoreError:
        # without password, for it may stand on a screen
        place = Path(self.url.database or "").name if self.is_sqlite else str(self.url.host or "")
        told = Finding.of(kind, database=place or self.url.get_backend_name())
        return StoreError(told)


def _file_of(url: URL) -> Path | None:
    """The file of a SQLite address; None in memory, or where the address says more than a path."""
    name = url.database or ""
    return None if name in ("", ":memory:") or name.startswith("file:") else Path(name).resolve()


def _place_of(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _parsed(url: str) -> URL:
    """The address as SQLAlchemy takes it, PostgreSQL through psycopg; raises StoreError without the password."""
    try:
        parsed = make_url(url.strip())
    except (ArgumentError, ValueError):
        raise StoreError.of("store.address", found=url.split(":", 1)[0][:20]) from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError.of("store.address", found=parsed.drivername[:20])
    return parsed


def _engine(url: URL, is_sqlite: bool) -> Engine:
    try:
        if not is_sqlite:
            engine = create_engine(
                url,
                hide_parameters=True,  # answers and studies do not belong into a log
                pool_pre_ping=True,
                pool_timeout=POOL,
                connect_args={"connect_timeout": CONNECT},
            )
            event.listen(engine, "begin", _begin_on_a_server)
            return engine
        file = _file_of(url)
        if file is not None:
            _make_own(file)
        engine = create_engine(
            url,
            hide_parameters=True,
            pool_timeout=POOL,
            connect_args={"check_same_thread": False},
        )
    except (ArgumentError, NoSuchModuleError, ImportError):
        raise StoreError.of("store.address", found=url.drivername[:20]) from None
    except OSError:
        raise StoreError.of("store.gone", database=FILE) from None
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _make_own(file: Path) -> None:
    """The file of a database, new or there already, and its folder if it is new: nobody else's on this machine.

    SQLite gives its log the mode of the file. Raises OSError where the folder cannot be made.
    """
    file.parent.mkdir(mode=OWN_FOLDER, parents=True, exist_ok=True)
    with suppress(
        OSError
    ):  # read-only, or somebody else's: what stands in the way is told when it is used
        file.touch(OWN_FILE)
    for each in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        with suppress(OSError):
            each.chmod(OWN_FILE)


def _set_up(connection: Any, _record: Any) -> None:
    """SQLite as the store needs it: readers beside a writer, every commit on disk, deleted bytes overwritten."""
    connection.isolation_level = None  # we begin transactions, not the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        try:
            connection.execute(f"PRAGMA {pragma}").close()
        except sqlite3.OperationalError as error:
            # a read-only file keeps the mode it has; whoever writes to it is told then
            if not error.sqlite_errorname.startswith("SQLITE_READONLY"):
                raise


def _begin(connection: Connection) -> None:
    # a writer takes the lock at once: to take it later, behind another's change, would fail without waiting
    options = connection.get_execution_options()
    wait = int(1000 * options.get("wait", DEADLINE))
    connection.exec_driver_sql(f"PRAGMA busy_timeout={wait}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing", False) else "BEGIN")


def _begin_on_a_server(connection: Connection) -> None:
    wait = connection.get_execution_options().get("wait")
    if wait is not None:  # 0 would mean without end
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, int(1000 * wait))}")


def _version(connection: Connection) -> str:
    """The schema that the database has, "" if none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _kind(error: Exception) -> str | None:
    """What a failure means to the people in the room; None if it is a mistake of the program."""
    if isinstance(error, PoolTimeout):
        return "store.locked"
    cause = error.orig if isinstance(error, DBAPIError) else None
    name = getattr(cause, "sqlite_errorname", "")
    if name:
        return _sqlite_kind(name, str(cause))
    state = str(getattr(cause, "sqlstate", "") or "")
    if state in POSTGRES:
        return POSTGRES[state]
    lost = isinstance(error, DBAPIError) and (
        error.connection_invalidated or isinstance(error, InterfaceError)
    )
    # without a state it never reached the server; 08 and 57P are lines cut by it
    unreached = not state and type(cause).__name__ == "OperationalError"
    return (
        "store.gone" if lost or unreached or state.startswith(("08", "57P", "3D", "28")) else None
    )


def _sqlite_kind(name: str, words: str) -> str | None:
    first = "_".join(name.split("_")[:2])
    if first in BUSY:
        return "store.locked"
    if name == "SQLITE_READONLY_DBMOVED":
        return "store.gone"
    if name == "SQLITE_ERROR" and words.startswith("no such table"):
        return "store.damaged"  # another file in the place of ours
    return {
        "SQLITE_FULL": "store.full",
        "SQLITE_READONLY": "store.read_only",
        "SQLITE_IOERR": "store.disk",
        "SQLITE_CANTOPEN": "store.gone",
        "SQLITE_CORRUPT": "store.damaged",
        "SQLITE_NOTADB": "store.damaged",
    }.get(first)
