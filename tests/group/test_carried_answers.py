"""Answers that a seat had not submitted when its round ended are there in the next one, on whatever phone."""

import pytest

from mcda.app.state import resources
from mcda.group.model.screens import notes_kept
from tests.drivers.workshop_pages import Room, answer_screen, has, param, said, visit
from tests.drivers.workshops import points, workshop

ROOM = workshop()
BEGUN = {"notes": {"green": {"trees": 70, "water": 20}}}


def next_round(store, key: str, other=None) -> None:
    store.close_round(key)
    if other is not None:
        store.amend(key, other)
    store.open_round(key)


@pytest.fixture
def room(store):
    return store.open_workshop(ROOM)


@pytest.fixture
def seat(store, room):
    return store.take_seat(room.code, "town")


def test_what_was_begun_goes_on_in_the_next_round_and_in_the_one_after(store, room, seat):
    store.keep_unfinished(seat.token, BEGUN, 1)
    for number in (2, 3):
        next_round(store, room.key)
        back = store.seated(seat.token)
        assert back.round.number == number
        assert notes_kept(back) == BEGUN["notes"]
        assert back.is_carried


def test_what_is_begun_in_the_new_round_goes_before_what_was_carried(store, room, seat):
    store.keep_unfinished(seat.token, BEGUN, 1)
    next_round(store, room.key)
    store.keep_unfinished(seat.token, {"notes": {}}, 2)  # emptied by hand
    back = store.seated(seat.token)
    assert notes_kept(back) == {}
    assert not back.is_carried


def test_once_submitted_nothing_is_carried(store, room, seat):
    store.keep_unfinished(seat.token, BEGUN, 1)
    next_round(store, room.key)
    store.submit(seat.token, points(ROOM), "a", 2)
    assert store.seated(seat.token).unfinished == {}
    store.keep_unfinished(seat.token, BEGUN, 2)  # a revision, begun and left
    next_round(store, room.key)
    assert store.seated(seat.token).unfinished == {}


def test_answers_to_another_method_are_not_carried(store, room, seat):
    store.keep_unfinished(seat.token, BEGUN, 1)
    next_round(store, room.key, workshop(method_key="ahp"))
    assert store.seated(seat.token).unfinished == {}
    next_round(store, room.key, ROOM)  # and come back with theirs
    assert notes_kept(store.seated(seat.token)) == BEGUN["notes"]


def settled(app):
    """What was tapped is in the store or refused by it, and the page knows."""
    assert resources.write_queue().flush(15)
    return app.run()


def begun(room: Room):
    """A phone with two screens answered and not submitted."""
    app = room.sit()
    for _ in range(2):
        app.button("_next").click().run()
        app = answer_screen(app)
    return settled(app)


@pytest.mark.slow
@pytest.mark.usefixtures("own_store")
def test_another_phone_goes_on_in_the_second_round_where_the_first_had_stopped():
    room = Room.open()
    app = begun(room)
    notes = app.session_state["hand"].notes
    assert len(notes) == 2
    room.store.close_round(room.key)
    closed = visit(workshop=room.code, seat=param(app, "seat"), lang="en")
    assert closed.session_state["hand"].notes == notes
    room.store.open_round(room.key)
    for phone in (
        closed.button("_look_again").click().run(),
        None,
    ):  # and one that never saw round 1
        other = phone or visit(workshop=room.code, seat=param(app, "seat"), lang="en")
        hand = other.session_state["hand"]
        assert (hand.seated.round.number, hand.notes) == (2, notes)
        assert "Round 2" in said(other)
        other.button("_next").click().run()
        assert other.session_state["hand"].at == hand.first_open == 2
        assert has(other, "_back")


@pytest.mark.slow
@pytest.mark.usefixtures("own_store")
def test_taps_that_came_too_late_for_their_round_are_in_the_store_in_the_next():
    room = Room.open()
    app = begun(room)
    app.button("_next").click().run()
    room.store.close_round(room.key)
    app = settled(answer_screen(app))  # the store refuses them: round 1 is closed
    notes = app.session_state["hand"].notes
    assert len(notes) == 3
    room.store.open_round(room.key)
    app.button("_look_again").click().run()
    assert resources.write_queue().flush(15)
    other = visit(workshop=room.code, seat=param(app, "seat"), lang="en")
    assert other.session_state["hand"].notes == notes


@pytest.mark.slow
@pytest.mark.usefixtures("own_store")
def test_a_phone_left_behind_does_not_undo_what_another_did_in_the_second_round():
    room = Room.open()
    app = begun(room)
    room.store.close_round(room.key)
    room.store.open_round(room.key)
    other = visit(workshop=room.code, seat=param(app, "seat"), lang="en")
    other.button("_next").click().run()
    other = settled(answer_screen(other))
    notes = other.session_state["hand"].notes
    assert len(notes) == 3
    app.button("_next").click().run()
    app = settled(app.button_group[0].set_value(100).run())
    # round 1 is closed, so that this tap is refused and the phone looks for the next one
    assert app.session_state["hand"].seated.round.number == 2
    assert app.session_state["hand"].notes == notes
