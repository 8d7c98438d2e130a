"""Drafts in the store, on both databases: whose they are, and that no window writes over another."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from criteria.errors import WorkshopError
from mcda.group.model.keys import digest
from mcda.group.store.workshops import Store
from tests.group.test_migrations import at

KEY, MINE, THEIRS = "k" * 30, "mine", "theirs"


def codes(trouble) -> list[str]:
    return [finding.code for finding in trouble.value.findings]


def test_a_draft_changes_in_place_version_by_version(store):
    assert store.keep_draft("{}", MINE, KEY) == 1
    assert store.change_draft('{"a":1}', MINE, KEY, 1) == 2
    assert store.change_draft('{"a":2}', MINE, KEY, 2) == 3
    found = store.draft(KEY, MINE)
    assert (found.study, found.version, found.is_own) == ('{"a":2}', 3, True)


def test_a_key_that_is_taken_is_not_written_over(store):
    store.keep_draft('{"a":1}', MINE, KEY)
    for owner in (MINE, THEIRS):
        with pytest.raises(WorkshopError) as trouble:
            store.keep_draft("{}", owner, KEY)
        assert codes(trouble) == ["draft.changed"]
    assert store.draft(KEY, MINE).study == '{"a":1}'


def test_the_later_of_two_windows_is_refused_and_told_when(store):
    store.keep_draft("{}", MINE, KEY)
    store.change_draft('{"ecology":42}', MINE, KEY, 1)
    with pytest.raises(WorkshopError) as trouble:
        store.change_draft('{"ecology":38}', MINE, KEY, 1)
    assert codes(trouble) == ["draft.changed"]
    assert trouble.value.findings[0].values["at"] == store.draft(KEY, MINE).saved_at
    assert store.draft(KEY, MINE).study == '{"ecology":42}'


def test_of_windows_that_save_at_once_one_is_kept(store):
    store.keep_draft("{}", MINE, KEY)
    gate = threading.Barrier(6)

    def save(n: int) -> str | None:
        gate.wait()
        try:
            store.change_draft(f'{{"n":{n}}}', MINE, KEY, 1)
        except WorkshopError as error:
            return error.findings[0].code
        return None

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(save, range(6)))
    assert done.count(None) == 1
    assert done.count("draft.changed") == 5
    assert store.draft(KEY, MINE).study == f'{{"n":{done.index(None)}}}'


def test_somebody_else_reads_a_draft_and_never_changes_it(store):
    store.keep_draft('{"mine":1}', MINE, KEY)
    assert not store.draft(KEY, THEIRS).is_own
    with pytest.raises(WorkshopError) as trouble:
        store.change_draft('{"theirs":1}', THEIRS, KEY, 1)
    assert codes(trouble) == ["draft.key"]
    assert store.draft(KEY, MINE).study == '{"mine":1}'


def test_a_draft_without_an_owner_is_nobodys(url):
    older = at(url, "0002")
    row = text("INSERT INTO drafts (key_hash, study, at) VALUES (:key, :study, '2026-11-01')")
    older.write(lambda tx: tx.execute(row, {"key": digest(KEY), "study": '{"old":1}'}))
    older.close()
    store = Store.open(url)
    found = store.draft(KEY, MINE)
    assert (found.study, found.version, found.is_own) == ('{"old":1}', 1, False)
    with pytest.raises(WorkshopError):
        store.change_draft("{}", MINE, KEY, 1)
    store.close()


def test_what_was_never_kept_or_is_too_large_is_told(store):
    for verb in (lambda: store.draft("x", MINE), lambda: store.change_draft("{}", MINE, "x", 1)):
        with pytest.raises(WorkshopError) as trouble:
            verb()
        assert codes(trouble) == ["draft.key"]
    store.keep_draft("{}", MINE, KEY)
    large = "x" * 8_000_001
    for verb in (
        lambda: store.keep_draft(large, MINE, "other"),
        lambda: store.change_draft(large, MINE, KEY, 1),
    ):
        with pytest.raises(WorkshopError) as trouble:
            verb()
        assert codes(trouble) == ["store.large"]


def test_old_drafts_are_forgotten(url):
    moment = [datetime(2026, 1, 1, tzinfo=UTC)]
    store = Store.open(url, clock=lambda: moment[0])
    store.keep_draft("{}", MINE, "old")
    moment[0] += timedelta(days=190)
    store.keep_draft("{}", MINE, "young")
    assert store.forget_drafts() == 0  # found old for the first time
    moment[0] += timedelta(days=1)
    assert store.forget_drafts() == 1
    assert store.draft("young", MINE).study == "{}"
    with pytest.raises(WorkshopError):
        store.draft("old", MINE)
    store.close()
