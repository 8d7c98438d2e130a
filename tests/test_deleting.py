"""Deleting a workshop while a backup reads the database: told, and finished when the backup is through."""

import sqlite3
from pathlib import Path

import pytest

from mcda.app.state import resources
from tests.drivers.waiting import until
from tests.drivers.workshop_pages import Room, said, visit

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]


def test_a_deletion_that_a_backup_holds_up_is_told_and_finished_later(tmp_path: Path):
    room = Room.open()
    room.store.take_seat(room.code, "ecology", "Xiaoming of the ecologists")
    backup = sqlite3.connect(tmp_path / "workshop.db", isolation_level=None)
    backup.execute("BEGIN")
    backup.execute("SELECT * FROM seats").fetchall()

    app = visit(lang="en")
    app.text_input("_key").set_value(room.key)
    app = next(b for b in app.button if b.form_id == "_return").click().run()
    app = app.button_group("_board_view").set_value("keep").run()
    app = app.text_input("_delete_code").set_value(room.code.lower()).run()
    app = app.button("_delete").click().run()
    assert any("traces remain" in error.value for error in app.error)
    assert "Create workshop" in said(app)
    assert traces(tmp_path)

    backup.execute("ROLLBACK")
    backup.close()
    until(lambda: not traces(tmp_path))
    assert resources.write_queue().flush(60)
    assert resources.write_queue().findings("traces") == ()


def traces(folder: Path) -> list[str]:
    words = b"Xiaoming of the ecologists"
    return [file.name for file in folder.glob("workshop.db*") if words in file.read_bytes()]
