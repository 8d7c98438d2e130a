"""The one cache of what a study implies: computed once for all who ask at once, the least recently used goes first."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import pytest

from mcda.study.factory import embedded_study
from mcda.study.result_cache import KEPT, result_of


def test_who_asks_for_what_is_being_computed_waits_for_it():
    study, entered, free = embedded_study("secondary"), Event(), Event()

    def slow() -> str:
        entered.set()
        free.wait(5)
        return "found"

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(result_of, study, "asked at once", slow)
        assert entered.wait(5)
        second = threads.submit(result_of, study, "asked at once", lambda: "computed twice")
        wait([second], timeout=0.2)  # long enough for one that does not wait to give itself away
        free.set()
        assert first.result(5) == second.result(5) == "found"


def test_while_one_result_is_computed_another_is_answered():
    study, entered, free = embedded_study("secondary"), Event(), Event()

    def slow() -> str:
        entered.set()
        free.wait(5)
        return "slow"

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(result_of, study, "a slow one", slow)
        assert entered.wait(5)
        assert result_of(study, "a quick one", lambda: "quick") == "quick"
        assert not waiting.done()
        free.set()
        assert waiting.result(5) == "slow"


def test_what_was_asked_for_lately_stays_and_what_was_not_goes():
    study, calls = embedded_study("primary"), []
    result_of(study, "wanted", lambda: calls.append(1))
    for n in range(KEPT - 1):
        result_of(study, ("other", n), lambda: None)
    result_of(study, "wanted", lambda: calls.append(1))
    for n in range(KEPT - 1):
        result_of(study, ("one more", n), lambda: None)
    result_of(study, "wanted", lambda: calls.append(1))
    assert len(calls) == 1
    result_of(study, ("other", 0), lambda: calls.append(1))
    assert len(calls) == 2


def test_what_failed_is_tried_again_and_never_kept():
    study = embedded_study("primary")
    with pytest.raises(ZeroDivisionError):
        result_of(study, "fails once", lambda: 1 // 0)
    assert result_of(study, "fails once", lambda: 1) == 1


def test_one_result_may_need_another():
    study = embedded_study("primary")
    found = result_of(study, "outer", lambda: 1 + result_of(study, "inner", lambda: 1))
    assert found == 2
