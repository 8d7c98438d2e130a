"""Presses whose run is cut short: what they asked for is done once, and not again on another day."""

from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException

from mcda.app.state import participant, presses
from tests.drivers.workshop_pages import Room, has, visit


@pytest.fixture
def session(monkeypatch):
    monkeypatch.setattr(presses, "st", SimpleNamespace(session_state={}))


@pytest.mark.usefixtures("session")
def test_a_press_is_struck_out_once_it_is_done_or_has_failed_and_not_before():
    presses.note("_open")
    for end, is_noted in ((RerunException(None), True), (StopException(), True)):
        with pytest.raises(type(end)), presses.acting("_open"):
            raise end
        assert presses.is_noted("_open") is is_noted
    with presses.acting("_open"):
        pass
    assert not presses.is_noted("_open")
    presses.note("_open")
    with pytest.raises(ValueError, match="failed"), presses.acting("_open"):
        raise ValueError("failed")
    assert not presses.is_noted("_open")


@pytest.mark.usefixtures("session")
def test_on_another_page_no_press_is_waited_for():
    presses.note("_open")
    presses.forget_all()
    assert not presses.is_noted("_open")


@pytest.mark.slow
@pytest.mark.usefixtures("own_store")
@pytest.mark.parametrize("second", ["_join", None])
def test_a_run_that_ends_when_a_seat_is_taken_leaves_it_to_the_next_one(monkeypatch, second):
    room = Room.open()
    app = visit(workshop=room.code, lang="en")
    app.button("_speak_en").click().run()
    app.radio("_group").set_value("ecology").run()
    hold, cut_short = participant._hold, []

    def held(changed):
        if not cut_short:
            cut_short.append(changed)
            raise StopException()
        hold(changed)

    monkeypatch.setattr(participant, "_hold", held)
    app = app.button("_join").click().run()
    assert cut_short
    app = app.button(second).click().run() if second and has(app, second) else app.run()
    assert has(app, "_next")
    assert room.store.facilitated(room.key).attendance.heads == 1
