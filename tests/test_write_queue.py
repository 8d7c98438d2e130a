"""Writes that no page waits for: the newest counts, a failing database is tried again, a refusal is told."""

import threading
import time

from criteria.errors import StoreError, WorkshopError
from mcda.app.state.write_queue import WriteQueue


def test_the_newest_write_of_a_name_takes_the_place_of_those_that_wait():
    later, written, hold = WriteQueue(), [], threading.Event()
    later.put("a", lambda: hold.wait(5))
    for n in range(50):
        later.put("b", lambda n=n: written.append(n))
    hold.set()
    assert later.flush(5)
    assert written == [49]


def test_names_do_not_stand_in_each_others_way():
    later, written = WriteQueue(), []
    for name in "abc":
        later.put(name, lambda name=name: written.append(name))
    assert later.flush(5)
    assert written == ["a", "b", "c"]


def test_a_failing_database_is_told_and_tried_again_until_it_takes_it():
    later, tries = WriteQueue(pause=0.01), []

    def write() -> None:
        tries.append(1)
        if len(tries) < 4:
            raise StoreError.of("store.locked", database="workshop.db")

    later.put("a", write)
    while not tries:
        time.sleep(0.001)
    assert later.flush(5)
    assert len(tries) == 4
    assert later.findings("a") == ()


def test_what_is_refused_is_told_and_dropped():
    later, tries = WriteQueue(pause=0.01), []

    def write() -> None:
        tries.append(1)
        raise WorkshopError.of("round.closed", number=1)

    later.put("a", write)
    assert later.flush(5)
    assert [finding.code for finding in later.findings("a")] == ["round.closed"]
    assert tries == [1]


def test_forgetting_waits_for_what_is_being_written_and_drops_what_waits():
    later, written, begun = WriteQueue(), [], threading.Event()

    def slow() -> None:
        begun.set()
        time.sleep(0.2)
        written.append("first")

    later.put("a", slow)
    begun.wait(5)
    later.put("a", lambda: written.append("second"))
    later.forget("a")
    assert written == ["first"]
    assert later.flush(5)
    assert written == ["first"]


def test_a_mistake_of_the_program_stops_nobody(caplog):
    later, written = WriteQueue(), []
    later.put("a", lambda: 1 / 0)
    later.put("b", lambda: written.append(1))
    assert later.flush(5)
    assert written == [1]
    assert "a write failed" in caplog.text
