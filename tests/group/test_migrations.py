"""The schema: up from nothing and from the one before, on both databases; the tables are what the steps make."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from criteria.errors import StoreError
from mcda.group.store import database, queries
from mcda.group.store.database import HEAD, Database
from mcda.group.store.schema import METADATA, PRINTED_FORMS
from mcda.group.store.workshops import Store
from tests.drivers.workshops import points, workshop

STEPS = ScriptDirectory(str(database.Path(database.__file__).parent / "migrations"))


@pytest.fixture
def url(empty_url: str) -> str:
    return empty_url


def at(url: str, revision: str) -> Database:
    """A database as a former version of the program left it."""
    older = Database(url)

    def work(connection) -> None:
        from alembic import command

        config = Config()
        config.set_main_option("script_location", STEPS.dir)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    older.write(work)
    return older


def version(store) -> str:
    query = text("SELECT version_num FROM alembic_version")
    return store.database.read(lambda tx: tx.execute(query).scalar())


def test_the_newest_step_is_the_one_the_program_expects():
    assert STEPS.get_current_head() == HEAD
    assert [step.revision for step in STEPS.walk_revisions()] == [
        "0010",
        "0009",
        "0008",
        "0007",
        "0006",
        "0005",
        "0004",
        "0003",
        "0002",
        "0001",
    ]


def test_up_from_nothing_makes_exactly_the_tables(url):
    store = Store.open(url)
    assert version(store) == HEAD
    assert compared(store) == []
    store.close()


def compared(store) -> list:
    return store.database.read(
        lambda tx: compare_metadata(MigrationContext.configure(tx), METADATA)
    )


def test_up_from_the_schema_before_keeps_what_is_there(url):
    older = at(url, "0001")
    older.write(
        lambda tx: tx.execute(
            text(
                "INSERT INTO workshops (code, key_hash, version, settings, study, opened_at) "
                "VALUES ('OLDONE', 'x', 1, '{}', '{}', '2026')"
            )
        )
    )
    older.close()
    store = Store.open(url)
    assert version(store) == HEAD
    assert compared(store) == []
    codes = store.database.read(lambda tx: tx.execute(text("SELECT code FROM workshops")).scalars())
    assert list(codes) == ["OLDONE"]
    store.keep_draft("{}", "mark", "key")
    assert store.draft("key", "mark").study == "{}"
    room = workshop()
    opened = store.open_workshop(room)
    seat = store.take_seat(opened.code, "forest")
    store.submit(seat.token, points(room), "a", 1)
    store.close()


def test_rounds_of_1_0_get_a_secret_each_and_the_groups_that_they_had(url):
    older = at(url, "0002")
    groups = '[{"key":"forest","name":{"en":"Forestry","zh":"林业"},"weight":null}]'
    settings = f'{{"groups":{groups}}}'
    into = "INSERT INTO workshops (code, key_hash, version, settings, study, opened_at)"
    statements = [f"{into} VALUES ('OLDONE', 'x', 1, '{settings}', '{{}}', '2026')"]
    asked = '{"criteria":["a"],"way":"points","floor":3}'
    for number, event, settings in (
        (1, "opened", asked),
        (1, "closed", "{}"),
        (2, "opened", asked),
    ):
        into = "INSERT INTO round_events (workshop_id, number, event, settings, at)"
        statements.append(f"{into} VALUES (1, {number}, '{event}', '{settings}', '2026')")
    for statement in statements:
        older.write(lambda tx, statement=statement: tx.exec_driver_sql(statement))
    older.close()
    store = Store.open(url)
    rounds = store.database.read(lambda tx: queries.rounds_of(tx, 1))
    assert [each.minimum_group for each in rounds] == [3, 3]
    assert {len(each.secret) for each in rounds} == {32}
    assert rounds[0].secret != rounds[1].secret
    assert [[group.key for group in each.groups] for each in rounds] == [["forest"]] * 2
    printed = store.database.read(lambda tx: tx.execute(select(PRINTED_FORMS)).all())
    assert [(row.first, row.last) for row in printed] == [(1, 9999)]  # nobody knows which were
    store.close()


def test_opening_again_changes_nothing(url):
    Store.open(url).close()
    store = Store.open(url)
    assert version(store) == HEAD
    store.close()


def test_a_newer_schema_is_left_alone_and_told(url):
    store = Store.open(url)
    newer = text("UPDATE alembic_version SET version_num = '0999'")
    store.database.write(lambda tx: tx.execute(newer))
    store.close()
    with pytest.raises(StoreError) as trouble:
        Store.open(url)
    assert [finding.code for finding in trouble.value.findings] == ["store.newer"]


def test_a_step_that_fails_leaves_the_schema_before(url, monkeypatch):
    at(url, "0001").close()
    monkeypatch.setattr(database, "HEAD", "0998")  # a step that does not exist
    with pytest.raises(Exception, match="0998"):
        Store.open(url)
    monkeypatch.undo()
    store = Store.open(url)
    assert version(store) == HEAD
    store.close()


def test_down_and_up_again(url):
    older = at(url, HEAD)

    def down(connection) -> None:
        from alembic import command

        config = Config()
        config.set_main_option("script_location", STEPS.dir)
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    older.write(down)
    older.close()
    store = Store.open(url)
    assert compared(store) == []
    store.close()
