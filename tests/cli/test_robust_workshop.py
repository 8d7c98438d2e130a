"""robust --region room --workshop: the people of a closed round, the key from the environment."""

import json

import pytest

from criteria.text import Text
from mcda.__main__ import main
from mcda.group import rehearsal
from mcda.group.model.workshop import StakeholderGroup, Workshop
from mcda.group.store.workshops import Store
from mcda.robustness import ParticipantWeights, Sampling, sample_acceptability
from mcda.study.factory import embedded_study
from mcda.study.io import to_json

STUDY = embedded_study("tertiary")
WORDS = ("robust", "--region", "room", "--samples", "500", "--fixed-values", "--workshop")


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("GREENHEART_KEY", raising=False)
    monkeypatch.setenv("GREENHEART_DATA", str(tmp_path))
    store = Store.open()
    yield store
    store.close()


@pytest.fixture
def opened(store):
    """A workshop on the tertiary stage whose first round is closed with nine people, the second with two."""
    criteria = {g: m.criteria for g, m in STUDY.scenario.weights.inside.items()}
    names = {c.key: c.name for c in STUDY.catalogue.criteria}
    names |= {key: STUDY.catalogue.group(key).name for key in criteria}
    groups = tuple(StakeholderGroup(key, Text(key, "组")) for key in ("forest", "town", "road"))
    made = store.open_workshop(
        Workshop(
            "Room", "tertiary", criteria, names, "points", groups, to_json(STUDY), minimum_group=3
        )
    )
    actors = rehearsal.rehearse(store, made.code, 9)
    rehearsal.submit(store, actors, 1)
    store.close_round(made.key)
    store.open_round(made.key)
    rehearsal.submit(store, actors[:2], 2)
    store.close_round(made.key)
    return made


def typed(capsys, *words):
    status = main([*words, "--json"])
    told = capsys.readouterr()
    return status, json.loads(told.out), told.err


def test_the_newest_round_that_may_be_shown_is_drawn_on_the_study_it_weighed(
    store, opened, capsys, monkeypatch
):
    monkeypatch.setenv("GREENHEART_KEY", opened.key.lower())
    status, found, _ = typed(capsys, *WORDS, opened.code.lower())
    assert status == 0
    assert (found["region"], found["round"], found["participants"]) == ("room", 1, 9)
    shown = store.published(opened.key)[0]
    assert list(shown.criteria) == list(STUDY.filled.matrix.criteria)
    same = sample_acceptability(
        STUDY, Sampling(samples=500, redrawn=False), region=ParticipantWeights.of(**shown.room)
    )
    assert found["digest"] == same.digest()
    assert set(found["sentence"]) == set(STUDY.ranking.alternatives)


def test_without_a_key_it_is_told_which_variable_takes_it(opened, capsys):
    status, found, error = typed(capsys, *WORDS, opened.code)
    assert status == 1
    assert "GREENHEART_KEY" in error
    assert opened.code in found["findings"][0]["remedy"]


def test_a_wrong_key_or_another_workshops_key_is_told(store, opened, capsys, monkeypatch):
    monkeypatch.setenv("GREENHEART_KEY", "1234")
    status, _, error = typed(capsys, *WORDS, opened.code, "--lang", "zh")
    assert (status, "主持人密钥" in error) == (1, True)
    monkeypatch.setenv("GREENHEART_KEY", opened.key)
    status, _, error = typed(capsys, *WORDS, "ABCDEF")
    assert (status, "opens another workshop" in error) == (1, True)


def test_another_study_than_the_rooms_is_told(opened, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("GREENHEART_KEY", opened.key)
    other = tmp_path / "other.json"
    other.write_text(to_json(embedded_study("links")), "utf-8")
    status, _, error = typed(capsys, *WORDS, opened.code, "--study", str(other))
    assert (status, "Round 1 of the workshop" in error) == (1, True)


def test_a_workshop_without_a_round_to_show_says_why(store, capsys, monkeypatch):
    criteria = {g: m.criteria for g, m in STUDY.scenario.weights.inside.items()}
    names = {c.key: c.name for c in STUDY.catalogue.criteria}
    names |= {key: STUDY.catalogue.group(key).name for key in criteria}
    groups = (StakeholderGroup("all", Text("All", "全体")),)
    made = store.open_workshop(
        Workshop(
            "Room", "tertiary", criteria, names, "points", groups, to_json(STUDY), minimum_group=3
        )
    )
    monkeypatch.setenv("GREENHEART_KEY", made.key)
    status, _, error = typed(capsys, *WORDS, made.code)
    assert (status, "the round is open" in error) == (1, True)


def test_another_room_is_drawn_by_its_mean_and_said_to_be(store, opened, capsys, monkeypatch):
    monkeypatch.setenv("GREENHEART_KEY", opened.key)
    status, found, _ = typed(capsys, *WORDS, opened.code, "--people", "bootstrap")
    assert status == 0
    shown = store.published(opened.key)[0]
    room = ParticipantWeights.of(**shown.room, mode="bootstrap")
    same = sample_acceptability(STUDY, Sampling(samples=500, redrawn=False), region=room)
    assert found["digest"] == same.digest()
    leader = next(iter(STUDY.ranking)).key
    assert "mean weights of resampled participants" in found["region_name"]
    assert leader in found["sentence"]
    assert found["samples"] == 500
    alone = typed(capsys, *WORDS, opened.code)[1]
    assert alone["samples"] == 9  # everyone once: nothing is drawn
