"""Writes that no page waits for: the newest counts, a failing database is tried again, a refusal is told."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from criteria.errors import StoreError, WorkshopError
from criteria.text import LANGS
from mcda.app.state.write_queue import WriteQueue

ROOT = Path(__file__).parents[1]


def test_the_newest_write_of_a_name_takes_the_place_of_those_that_wait():
    later, written, hold = WriteQueue(), [], threading.Event()
    later.put("draft/a", lambda: hold.wait(5))
    for n in range(50):
        later.put("draft/b", lambda n=n: written.append(n))
    hold.set()
    assert later.flush(5)
    assert written == [49]


def test_names_do_not_stand_in_each_others_way():
    later, written = WriteQueue(), []
    for name in "abc":
        later.put(f"draft/{name}", lambda name=name: written.append(name))
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


def test_a_mistake_of_the_program_is_told_to_whoever_waits_for_the_write():
    """Half of a sign in a saved study: the database refuses it with an error of its own."""
    later = WriteQueue()
    later.put("draft/1", "\ud800".encode)
    assert later.flush(5)
    (finding,) = later.findings("draft/1")
    assert finding.code == "store.unfit"
    for lang in LANGS:
        assert "UnicodeEncodeError" in finding.in_(lang).line()
    later.put("draft/1", lambda: None)
    assert later.flush(5)
    assert later.findings("draft/1") == ()


def test_a_large_draft_holds_up_nobodys_answers():
    later, written, hold = WriteQueue(), threading.Event(), threading.Event()
    begun = threading.Event()

    def slow() -> None:
        begun.set()
        hold.wait(30)

    later.put("draft/1", slow)
    assert begun.wait(30)
    later.put("seat/7/1", written.set)
    assert written.wait(30)
    hold.set()
    assert later.flush(30)


ENDING = """
import sys, time
from pathlib import Path
from mcda.app.state import resources

def write() -> None:
    print("begun", flush=True)
    sys.stdin.readline()
    time.sleep(0.2)
    Path(sys.argv[1]).write_text("written")

resources.write_queue().put("seat/1/1", write)
"""


@pytest.mark.slow
def test_what_is_still_to_be_written_is_written_when_the_process_ends(tmp_path):
    file = tmp_path / "answer"
    command = [sys.executable, "-c", ENDING, str(file)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "begun\n"
        process.communicate("\n", timeout=60)
    assert file.read_text() == "written"
