"""Undoing the closing of a round: possible until anybody has seen its results, and then no more."""

import pytest

from criteria.errors import WorkshopError
from tests.drivers.workshops import points, workshop
from tests.group.test_store import ROOM, filled_room, opened


def shows(store, room):
    return store.published(room.key)[-1]


def test_a_closing_is_undone_while_nothing_was_shown(store):
    room, seats = filled_room(store, 6)
    store.close_round(room.key)
    with pytest.raises(WorkshopError):
        store.submit(seats[0].token, points(ROOM, 5), "late", 1)
    assert store.reopen_round(room.key).is_open
    store.submit(seats[0].token, points(ROOM, 5), "late", 1)
    assert len(store.panel(room.key).counted(1)) == 6
    assert store.close_round(room.key).state == "closed"
    assert store.reopen_round(room.key).is_open  # as often as need be
    assert store.close_round(room.key).state == "closed"
    assert shows(store, room).heads == 6
    with pytest.raises(WorkshopError) as refused:
        store.reopen_round(room.key)
    assert refused.value.findings[0].code == "round.was_shown"


def test_undoing_what_is_open_changes_nothing(store):
    room, _ = filled_room(store, 6)
    assert store.reopen_round(room.key) == store.facilitated(room.key).round


@pytest.mark.parametrize(
    "show",
    [
        lambda store, room: store.published(room.key),
        lambda store, room: store.export(room.key),
        lambda store, room: store.show_scene(room.key, "one_minute"),
        lambda store, room: store.open_round(room.key),
    ],
    ids=["results", "export", "scene", "next round"],
)
def test_whatever_shows_results_makes_a_closing_final(store, show):
    room, seats = filled_room(store, 6)
    store.close_round(room.key)
    version = store.versions().get(room.code, 0)
    show(store, room)
    assert store.versions()[room.code] > version  # phones look again
    if not store.facilitated(room.key).round.is_open:
        with pytest.raises(WorkshopError):
            store.reopen_round(room.key)
    assert store.facilitated(room.key).rounds[0].closed_at
    assert store.results(seats[0].token)[0].heads == 6


def test_neither_phone_nor_projector_sees_a_round_before_the_facilitator(store):
    room, seats = filled_room(store, 6)
    store.close_round(room.key)
    store.show_scene(room.key, "one_minute")
    store.open_round(room.key)
    for seat in seats:
        store.submit(seat.token, points(ROOM, 3), "b", 2)
    store.close_round(room.key)
    for found in (store.results(seats[0].token), store.projected_rounds(room.code)):
        assert [getattr(each, "heads", None) for each in found] == [6, None]
        assert found[1].finding.code == "anonymity.not_shown"
    assert store.reopen_round(room.key).number == 2


def test_of_two_facilitators_who_close_and_undo_at_once_nothing_is_doubled(store):
    room, _ = filled_room(store, 6)
    store.close_round(room.key)
    closed = store.close_round(room.key)
    assert closed.state == "closed"
    store.reopen_round(room.key)
    assert store.reopen_round(room.key).is_open


def test_a_round_of_too_few_is_opened_again_for_whoever_is_missing(store):
    room, seats = filled_room(store, 3)
    with_one = store.take_seat(room.code, "forest")
    store.void_seat(room.key, seats[0].receipt)
    store.close_round(room.key)
    assert shows(store, room).finding.code == "anonymity.few"
    store.reopen_round(room.key)
    store.submit(with_one.token, points(ROOM, 4), "a", 1)
    store.close_round(room.key)
    assert shows(store, room).heads == 3


def test_a_round_of_nobody_is_undone_as_well(store):
    room = opened(store, workshop())
    store.close_round(room.key)
    assert store.reopen_round(room.key).is_open
