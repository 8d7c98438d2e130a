"""A full room: seats that never answered are given on, paper has its own, and a seat can be voided before closing."""

from datetime import timedelta

import pytest

from mcda.group.model import serialisation
from mcda.group.model.views import Entry
from mcda.group.model.workshop import MOST_SEATS, proposed_seats
from mcda.group.store.seats import IDLE
from tests.drivers.workshops import points, refusal, workshop


def test_seats_of_a_flood_that_never_answer_leave_the_room_open(store, clock):
    """A machine takes every seat; ten minutes later people sit down all the same, and answers are never given on."""
    room = store.open_workshop(workshop(expected_heads=4, most_seats=6))
    honest = [store.take_seat(room.code, "forest") for _ in range(2)]
    store.submit(honest[0].token, points(workshop()), "a", 1)
    store.keep_unfinished(honest[1].token, {"notes": {}}, 1)
    flood = [store.take_seat(room.code, "town") for _ in range(4)]
    assert refusal(lambda: store.take_seat(room.code, "road")) == "workshop.full"
    clock.now += IDLE + timedelta(seconds=1)
    late = [store.take_seat(room.code, "road") for _ in range(4)]
    assert refusal(lambda: store.take_seat(room.code, "road")) == "workshop.full"
    assert {refusal(lambda seat=seat: store.seated(seat.token)) for seat in flood} == {
        "workshop.seat_void"
    }
    assert {store.seated(seat.token).seat.group for seat in honest} == {"forest"}
    assert {store.seated(seat.token).seat.group for seat in late} == {"road"}
    board = store.facilitated(room.key)
    assert board.attendance.joined == {"forest": 2, "town": 0, "road": 4}
    assert {seat.receipt for seat in board.voided} == {seat.receipt for seat in flood}


def test_paper_takes_nobodys_seat_and_a_full_room_takes_paper(store):
    room = store.open_workshop(workshop(most_seats=1))
    store.take_seat(room.code, "forest")
    assert refusal(lambda: store.take_seat(room.code, "forest")) == "workshop.full"
    store.print_paper_forms(room.key, 1)
    entry = Entry("001A", "forest", points(workshop()))
    assert store.enter(room.key, [entry], 1).stored == ("001A",)
    assert refusal(lambda: store.take_seat(room.code, "forest")) == "workshop.full"


def test_more_are_let_in_while_the_round_is_open(store):
    room = store.open_workshop(workshop(most_seats=1))
    seat = store.take_seat(room.code, "forest")
    store.let_in(room.key, 2)
    assert store.take_seat(room.code, "forest").token
    assert refusal(lambda: store.take_seat(room.code, "forest")) == "workshop.full"
    store.let_in(room.key, 1)  # who sits already stays
    store.submit(seat.token, points(workshop()), "a", 1)
    assert store.facilitated(room.key).attendance.heads == 2
    assert refusal(lambda: store.let_in(room.key, MOST_SEATS + 1)) == "workshop.heads"
    assert refusal(lambda: store.let_in("no key", 5)) == "workshop.key"


def test_a_voided_seat_counts_no_more_and_stays_in_the_log(store, clock):
    room = store.open_workshop(workshop())
    seats = [store.take_seat(room.code, "forest") for _ in range(3)]
    for seat in seats:
        store.submit(seat.token, points(workshop()), "a", 1)
    clock.now += timedelta(minutes=5)
    spelled = f"{seats[1].receipt[:4]}-{seats[1].receipt[4:]}".lower()
    store.void_seat(room.key, spelled)
    assert refusal(lambda: store.submit(seats[1].token, points(workshop()), "b", 1)) == (
        "workshop.seat_void"
    )
    board = store.facilitated(room.key)
    assert (board.attendance.heads, board.attendance.done) == (2, 2)
    (voided,) = board.voided
    assert (voided.receipt, voided.group, voided.round) == (seats[1].receipt, "forest", 1)
    assert voided.at == clock.now.isoformat(timespec="seconds")
    counted = {submission.seat for submission in store.panel(room.key).counted(1)}
    assert counted == {seats[0].number, seats[2].number}
    assert refusal(lambda: store.void_seat(room.key, seats[1].receipt)) == "workshop.receipt"
    assert refusal(lambda: store.void_seat(room.key, "")) == "workshop.receipt"
    assert refusal(lambda: store.void_seat("no key", seats[0].receipt)) == "workshop.key"


def test_a_closed_round_keeps_what_it_counted(store):
    room = store.open_workshop(workshop())
    seats = [store.take_seat(room.code, "forest") for _ in range(3)]
    for seat in seats:
        store.submit(seat.token, points(workshop()), "a", 1)
    store.close_round(room.key)
    assert refusal(lambda: store.void_seat(room.key, seats[0].receipt)) == "round.closed"
    before = store.panel(room.key).counted(1)
    store.open_round(room.key)
    for seat in seats:
        store.submit(seat.token, points(workshop(), 1), "b", 2)
    store.void_seat(room.key, seats[0].receipt)
    panel = store.panel(room.key)
    assert panel.counted(1) == before
    assert {submission.seat for submission in panel.counted(2)} == {s.number for s in seats[1:]}


def test_a_receipt_of_another_workshop_voids_nothing(store):
    room, other = (store.open_workshop(workshop()) for _ in range(2))
    seat = store.take_seat(other.code, "forest")
    assert refusal(lambda: store.void_seat(room.key, seat.receipt)) == "workshop.receipt"
    assert store.seated(seat.token).seat.receipt == seat.receipt


@pytest.mark.parametrize(("expected", "seats"), [(0, 0), (1, 2), (30, 45), (200, 300), (900, 1000)])
def test_half_as_many_seats_again_as_people_expected_are_proposed(expected, seats):
    assert proposed_seats(expected) == seats


def test_a_workshop_of_1_0_says_nothing_of_seats_and_holds_as_many_as_ever():
    plain = serialisation.settings(workshop(expected_heads=20, most_seats=30))
    again = serialisation.workshop_from(plain, "{}")
    assert (again.expected_heads, again.most_seats) == (20, 30)
    del plain["expected_heads"], plain["most_seats"]
    old = serialisation.workshop_from(plain, "{}")
    assert (old.expected_heads, old.most_seats) == (0, 0)
