"""The form of a workshop: what it proposes is on the screen, also where the run that proposed it was cut short."""

from types import SimpleNamespace

import pytest

from mcda.app.state import facilitator, widget_values


@pytest.fixture
def state(monkeypatch):
    held = {}
    for module in (facilitator, widget_values):
        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=held))
    return held


def tell(state, field, value):
    """What the screen says of a field, and its callback."""
    state[field["key"]] = value
    field["on_change"]()


def test_criteria_proposed_by_a_run_that_was_cut_short_are_proposed_again(state):
    field = facilitator.form_field("criteria", ["rail", "water"])
    # the title was entered before the page was drawn: its screen knows of no criteria, and says so
    tell(state, field, [])
    again = facilitator.form_field("criteria", ["rail", "water"])
    assert state[again["key"]] == ["rail", "water"]
    assert again["key"] in state["pending"]  # and is sent to the screen once more
    widget_values.end_run()
    tell(state, again, ["rail"])
    facilitator.form_field("criteria", ["rail", "water"])
    assert state[again["key"]] == ["rail"]


def test_a_choice_that_the_screen_has_not_taken_up_is_proposed_again(state):
    field = facilitator.form_field("language", "zh")
    widget_values.end_run()
    tell(state, field, None)  # a busy browser: drawn, and the proposal not yet taken up
    again = facilitator.form_field("language", "zh")
    assert state[again["key"]] == "zh"
    assert again["key"] in state["pending"]


def test_a_field_that_was_emptied_stays_empty_and_outlives_its_page(state):
    field = facilitator.form_field("criteria", ["rail"])
    widget_values.end_run()
    tell(state, field, [])
    del state[field["key"]]  # on another page
    assert state[facilitator.form_field("criteria", ["rail"])["key"]] == []


def test_a_note_that_was_kept_leaves_its_field_empty(state):
    field = facilitator.form_field("note", "")
    widget_values.end_run()
    tell(state, field, "When does the railway come?")
    facilitator.form_field("note", "")
    widget_values.end_run()
    facilitator.clear("note")
    assert state[facilitator.form_field("note", "")["key"]] == ""
