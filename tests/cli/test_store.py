"""store: what an operator sees and deletes without anybody's key."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from mcda.__main__ import main
from mcda.group.store.schema import DRAFTS
from mcda.group.store.workshops import Store
from tests.drivers.workshops import points, workshop

NOW = datetime.now(UTC)


class Clock:
    def __init__(self) -> None:
        self.ago = timedelta()

    def read(self) -> datetime:
        return NOW - self.ago


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path, monkeypatch, clock):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("GREENHEART_DATA", str(tmp_path))
    opened = Store.open(clock=clock.read)
    yield opened
    opened.close()


@pytest.fixture
def rooms(store, clock) -> dict[str, str]:
    """Codes by what became of them: closed 200 days ago; opened then, answered since; new."""
    codes = {}
    clock.ago = timedelta(days=200)
    for name in ("old", "answered", "new"):
        if name == "new":
            clock.ago = timedelta()
        room = store.open_workshop(workshop(title=f"The {name} room"))
        seat = store.take_seat(room.code, "forest", f"Somebody of the {name} room")
        if name == "answered":
            clock.ago = timedelta(days=100)
        store.submit(seat.token, points(workshop()), "a", 1)
        if name == "answered":
            clock.ago = timedelta(days=200)
        if name == "old":
            store.close_round(room.key)
        codes[name] = room.code
    return codes


def asked(capsys, *words: str) -> dict:
    assert main(["store", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_everything_kept_is_listed_without_names_and_answers(store, rooms, capsys):
    link = store.publish('{"a": 1}', "A study").link
    draft = {"key_hash": "x", "study": "{}", "at": NOW.isoformat(timespec="seconds")}
    store.database.write(lambda tx: tx.execute(insert(DRAFTS).values(draft)))
    found = asked(capsys, "list")
    assert [each["code"] for each in found["workshops"]] == list(rooms.values())
    first = found["workshops"][0]
    assert first["title"] == "The old room"
    assert (first["rounds"], first["is_open"]) == (1, False)
    assert (first["seats"], first["submissions"]) == (1, 1)
    (study,) = found["studies"]
    assert (study["link"], study["title"], study["characters"]) == (link, "A study", 8)
    assert found["drafts"] == 1
    assert "Somebody" not in json.dumps(found)


@pytest.mark.parametrize(("lang", "closed"), [("en", "round 1 closed"), ("zh", "第1轮已结束")])
def test_the_list_is_read_by_people_too(rooms, capsys, lang, closed):
    assert main(["store", "list", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert rooms["old"] in shown
    assert closed in shown


def test_what_nobody_touched_for_half_a_year_goes(store, rooms, capsys):
    would = asked(capsys, "expire", "--dry-run")
    assert [each["code"] for each in would["deleted"]] == [rooms["old"]]
    assert store.door(rooms["old"]).code == rooms["old"]
    gone = asked(capsys, "expire")
    assert gone["deleted"] == would["deleted"]
    assert gone["warnings"] == []
    left = [each["code"] for each in asked(capsys, "list")["workshops"]]
    assert left == [rooms["answered"], rooms["new"]]
    assert asked(capsys, "expire")["deleted"] == []
    assert [each["code"] for each in asked(capsys, "expire", "--days", "50")["deleted"]] == [
        rooms["answered"]
    ]


def test_nothing_of_it_is_left_in_the_file(store, rooms, tmp_path, capsys):
    asked(capsys, "expire")
    assert not [file for file in tmp_path.iterdir() if b"The old room" in file.read_bytes()]


def test_one_is_deleted_by_its_code_and_a_study_by_its_link(store, rooms, capsys):
    code = rooms["new"]
    spelled = f"{code[:4]}-{code[4:]}".lower()
    assert asked(capsys, "delete", spelled)["deleted"][0]["code"] == code
    link = store.publish("{}", "A study").link
    asked(capsys, "delete", f"http://here/published/{link}")
    assert store.open_published(link).status == "withdrawn"
    assert store.open_published(link).study == ""
    assert asked(capsys, "list")["studies"][0]["is_withdrawn"]


@pytest.mark.parametrize("name", ["", "ABCDEFGH", "nothing"])
def test_what_is_not_there_is_told(rooms, capsys, name):
    assert main(["store", "delete", name, "--json"]) == 1
    shown = capsys.readouterr()
    assert json.loads(shown.out)["findings"][0]["code"] == "store.unknown"
    assert len(shown.err.splitlines()) == 1


@pytest.mark.parametrize(
    "words", [[], ["forget"], ["expire", "--days", "0"], ["expire", "--days", "x"]]
)
def test_wrong_usage_is_told_by_the_parser(words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["store", *words])
    assert stop.value.code == 2


def test_a_password_is_never_told(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@127.0.0.1:1/none")
    assert main(["store", "list", "--json"]) == 1
    shown = capsys.readouterr()
    assert "secret" not in shown.out + shown.err
