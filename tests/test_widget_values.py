"""Widgets that follow another one: what the screen tells late is no move of the user's."""

from types import SimpleNamespace

import pytest

from mcda.app.state import widget_values


@pytest.fixture
def state(monkeypatch):
    """A session in which a first page has been drawn: three sliders that share a hundred points."""
    held = {}
    monkeypatch.setattr(widget_values, "st", SimpleNamespace(session_state=held))
    draw(held, a=40, b=30, c=30)
    return held


def draw(state, ends=True, **sliders):
    for key, value in sliders.items():
        widget_values.seeded(key, value)
    if ends:
        widget_values.end_run()


def tell(state, *order, **told):
    """What the screen tells in one run; the sliders whose callback acted, called in the order given."""
    acted = []
    changed = [key for key in order or told if state[key] != told[key]]
    state.update(told)
    for key in changed:
        widget_values.on_change(key, lambda key=key: acted.append(key))()
    return acted


def test_a_move_is_a_move(state):
    assert tell(state, a=50) == ["a"]


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "b", "a")])
def test_a_follower_that_tells_what_it_showed_before_is_no_move(state, order):
    tell(state, a=50)
    draw(state, a=50, b=25, c=25)
    # the next step of the same drag left the screen before the followers had heard of 25
    assert tell(state, *order, a=60, b=30, c=30) == ["a"]


def test_however_late_a_step_of_the_drag_comes_its_followers_are_no_moves(state):
    for step, rest in ((50, 25), (60, 20), (70, 15)):
        tell(state, a=step)
        draw(state, a=step, b=rest, c=rest)
    assert tell(state, a=80, b=30, c=25) == ["a"]


def test_back_to_a_value_that_it_followed_to_is_a_move(state):
    tell(state, a=50)
    draw(state, a=50, b=25, c=25)
    assert tell(state, b=30) == ["b"]  # nothing else tells anything


def test_what_was_touched_starts_anew(state):
    tell(state, a=50)
    draw(state, a=50, b=25, c=25)
    tell(state, b=10)
    draw(state, a=60, b=10, c=30)
    # the one under the finger goes where it was once led to, while another is late
    assert tell(state, b=25, a=50) == ["b"]


def test_what_a_run_cut_short_set_is_set_once_more_and_its_old_value_is_no_move(state):
    tell(state, a=50)
    draw(state, ends=False, a=50, b=25, c=25)
    assert tell(state, b=30) == []
    state["b"] = 25
    draw(state, a=50, b=25, c=25)
    assert tell(state, b=30) == ["b"]


def test_a_slider_under_the_finger_is_not_thrown_back(state):
    tell(state, a=50)
    draw(state, ends=False, a=50, b=25, c=25)
    assert tell(state, a=55) == ["a"]
    assert "a" not in state["pending"]


def test_nothing_told_by_a_widget_that_has_not_reached_the_screen_is_no_move_but_naught_is(state):
    draw(state, ends=False, d=40, e="words", f=True)
    assert tell(state, e="") == []
    assert tell(state, d=0) == ["d"]
    assert tell(state, f=False) == ["f"]


def test_in_another_language_every_choice_is_set_once_more(state):
    widget_values.resend_all()
    assert set(state["pending"]) == {"a", "b", "c"}
    draw(state, a=40, b=30, c=30)
    assert state["pending"] == {}
    assert tell(state, a=50) == ["a"]


def test_on_another_page_every_choice_is_set_once_more(state):
    for page, is_told in (("ranking", True), ("ranking", False), ("data", True), ("ranking", True)):
        widget_values.begin_page(page)
        assert (set(state["pending"]) == {"a", "b", "c"}) is is_told
        draw(state, a=40, b=30, c=30)
        assert state["pending"] == {}
    assert tell(state, a=50) == ["a"]
