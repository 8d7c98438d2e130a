"""Where the database is: where it is told, else where 1.0 left it, else in the user's own folder of data."""

import logging
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy.engine import make_url

from criteria.text import LANGS
from mcda.app.state import resources
from mcda.group.store.database import CODE, address, own_folder, placed_in_code


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


def test_without_a_word_it_lies_in_the_users_own_folder(elsewhere):
    at = elsewhere / "home/.local/share/green-heart/workshop.db"
    assert address({}) == f"sqlite:///{at}"
    assert address({"XDG_DATA_HOME": "/own"}) == "sqlite:////own/green-heart/workshop.db"
    assert address({"XDG_DATA_HOME": "relative"}) == f"sqlite:///{at}"


def test_a_database_that_1_0_left_in_the_working_folder_is_found(elsewhere):
    (elsewhere / "workshop.db").touch()
    assert address({}) == "sqlite:///workshop.db"
    assert address({"GREENHEART_DATA": "/data"}) == "sqlite:////data/workshop.db"


def test_the_folder_of_the_program_is_no_folder_for_data():
    assert (CODE / "mcda").is_dir()
    (told,) = placed_in_code(make_url(f"sqlite:///{CODE / 'data' / 'workshop.db'}"))
    assert told.code == "store.in_code"
    for lang in LANGS:
        assert str(own_folder()) in told.in_(lang).line()
    for url in (f"sqlite:///{CODE.parent / 'workshop.db'}", "sqlite://", "postgresql://h/d"):
        assert placed_in_code(make_url(url)) == ()


def test_an_app_that_keeps_its_data_beside_its_code_says_so_in_the_log(
    elsewhere, monkeypatch, caplog
):
    monkeypatch.setattr("mcda.group.store.database.CODE", elsewhere.resolve())
    monkeypatch.setenv("GREENHEART_DATA", str(elsewhere))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    st.cache_resource.clear()
    with caplog.at_level(logging.WARNING):
        resources.store()
    assert "in the program's folder" in caplog.text
    assert resources.write_queue().flush(30)
    st.cache_resource.clear()
