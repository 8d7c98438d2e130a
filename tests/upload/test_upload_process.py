"""What understands an upload runs apart, one at a time, with a budget of time and memory; its end is told."""

import os
import subprocess
import sys
import threading

import psutil
import pytest

from criteria.errors import EvidenceError, StudyError
from criteria.text import LANGS
from inputs.files import open_file
from inputs.own_study.template import template
from inputs.tables.questions.findings import findings_of
from inputs.tables.questions.proposal import propose
from mcda.app.state import upload_process, upload_tasks
from mcda.app.state.upload_process import ROOT, UploadProcess
from mcda.study.factory import embedded_study
from mcda.study.io import digest, to_json
from tests.drivers import upload_tasks as hostile
from tests.drivers.app_pages import opened
from tests.drivers.hostile_tables import GOOD, KINDS
from tests.drivers.large_tables import workbook
from tests.drivers.waiting import until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def warm():
    own = UploadProcess(seconds=2)
    yield own
    own.close()


@pytest.fixture
def process(warm):
    """The process that the other tests of this file use too."""
    return warm


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_table_is_understood_as_in_this_process(process, name):
    data = GOOD.encode() if name == "a.csv" else workbook(5, 4)
    here = propose(open_file(name, data))
    there = process.call(None, upload_tasks.understood, name, data).proposal
    assert there is not None
    assert there.evidence.observations == here.evidence.observations
    assert there.evidence.alternatives == here.evidence.alternatives
    assert findings_of(there) == findings_of(here)
    assert there.questions == here.questions
    answers = {"direction/B": "max", "B2": "-"}
    again = process.call(None, upload_tasks.proposed, name, data, answers)
    assert again.evidence.observations == here.answered(answers).evidence.observations
    assert again.with_earlier({"C2": "1"}) == {**answers, "C2": "1"}


def test_studies_come_back_as_they_are(process):
    study = embedded_study("links")
    saved = process.call(None, upload_tasks.understood, "a.json", to_json(study).encode())
    assert [digest(found) for found in saved.studies] == [digest(study)]
    found = process.call(None, upload_tasks.understood, "study.xlsx", template())
    assert found.studies
    assert all(len(own.ranking) > 1 for own in found.studies)
    assert found.proposal is None


def test_what_a_file_is_refused_for_is_raised_here(process):
    with pytest.raises(EvidenceError) as refused:
        process.call(None, upload_tasks.understood, "old.xls", KINDS["old .xls"].data())
    assert [finding.code for finding in refused.value.findings] == ["file.old"]
    with pytest.raises(StudyError):
        process.call(None, upload_tasks.understood, "a.json", b"{")


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (hostile.never_ends, "upload.time"),
        (hostile.pattern_that_never_ends, "upload.time"),
        (hostile.fills_the_memory, "upload.memory"),
        (hostile.dies, "upload.memory"),
        (hostile.fails, "upload.failed"),
        (hostile.returns_what_cannot_be_sent, "upload.failed"),
    ],
)
def test_an_end_is_told_in_both_languages_and_the_next_is_read(process, work, code):
    with pytest.raises(EvidenceError) as ended:
        process.call(None, work)
    (finding,) = ended.value.findings
    assert finding.code == code
    assert all(finding.in_(lang).line() for lang in LANGS)
    assert process.call(None, upload_tasks.understood, "a.csv", GOOD.encode()).proposal is not None


def test_the_process_stays_for_the_next_upload_and_goes_when_it_is_closed(process):
    first = process.call(None, os.getpid)
    assert first != os.getpid()
    assert process.call(None, os.getpid) == first
    process.close()
    until(lambda: not psutil.pid_exists(first))
    assert process.call(None, os.getpid) != first


def test_it_ends_with_the_server_however_that_ends():
    """A server that is killed tells nobody; the process sees that nobody will ask it any more."""
    script = (
        "import os; from mcda.app.state import upload_process as door\n"
        "print(door.call(None, os.getpid), flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    child = int(done.stdout)
    until(lambda: not psutil.pid_exists(child))


def test_one_at_a_time_first_come_first_served_and_each_hears_its_place(process):
    process.call(None, os.getpid)
    heard: dict[int, list[int]] = {0: [], 1: [], 2: []}
    order: list[int] = []

    def bring(number: int) -> None:
        process.call(heard[number].append, hostile.works_for, 0.3)
        order.append(number)

    threads = [threading.Thread(target=bring, args=(number,)) for number in heard]
    for number, thread in enumerate(threads):
        thread.start()
        until(lambda number=number: len(process._queue) > number or not threads[number].is_alive())
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2]
    for number, places in heard.items():
        assert places[-1] == 0
        assert places == sorted(places, reverse=True)
        assert set(places) <= set(range(number + 1))
    assert max(heard[2]) >= 1


def test_who_leaves_the_queue_holds_nobody_up(process):
    process.call(None, os.getpid)
    first = threading.Thread(target=lambda: process.call(None, hostile.works_for, 0.5))
    first.start()
    until(lambda: bool(process._queue))

    def leaves(before: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        process.call(leaves, os.getpid)
    assert process.call(None, os.getpid)
    first.join()
    assert process._queue == []


def test_a_queue_without_end_is_refused(process, monkeypatch):
    monkeypatch.setattr(upload_process, "MOST_WAITING", 0)
    first = threading.Thread(target=lambda: process.call(None, hostile.works_for, 0.5))
    first.start()
    until(lambda: bool(process._queue))
    with pytest.raises(EvidenceError) as refused:
        process.call(None, os.getpid)
    assert refused.value.findings[0].code == "upload.queue"
    first.join()


def test_other_threads_have_their_turn_while_a_large_answer_is_taken(process, monkeypatch):
    """Taken in one piece, in C, it would hold every other thread up for as long as it takes."""
    pieces: list[int] = []

    class Counted(upload_process._Stream):
        def read(self, count: int = -1) -> bytes:
            pieces.append(count)
            return super().read(count)

    monkeypatch.setattr(upload_process, "_Stream", Counted)
    found = process.call(None, hostile.large_answer, 200_000)
    assert len(found) == 200_000
    assert sum(pieces) > 2**21
    assert max(pieces) <= 2**17


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_says_what_became_of_a_file_that_took_too_long(lang, process, monkeypatch):
    monkeypatch.setattr(upload_process, "call", process.call)
    monkeypatch.setattr(upload_tasks, "understood", hostile.too_long_to_understand)
    app = opened("data", lang)
    app.file_uploader(key="_upload").upload("a.csv", GOOD.encode()).run()
    assert not app.exception
    told = " ".join(element.value for element in app.error)
    assert ("stopped after 2 s" in told) if lang == "en" else ("超过2秒" in told)


def test_the_server_gives_an_upload_ten_seconds():
    assert upload_process.SECONDS == upload_process._PROCESS._seconds == 10


def test_nobody_else_understands_an_upload():
    """Pages and widgets know no reader of files: they ask the process."""
    readers = ("inputs.files import open_", "propose(", "read_workbook", "read_grid", ".answered(")
    found = [
        (path.relative_to(ROOT).as_posix(), reader)
        for path in (ROOT / "mcda" / "app").rglob("*.py")
        for reader in readers
        if path.name != "upload_tasks.py" and reader in path.read_text("utf-8")
    ]
    assert found == []
