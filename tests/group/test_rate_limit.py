"""Who comes from one place: wrong codes are answered slowly, right ones at once; seats are given in turn."""

import threading

import pytest
from sqlalchemy import text

from criteria.errors import WorkshopError
from mcda.group.store.rate_limit import (
    BURST,
    BURST_OF_SEATS,
    HELD,
    LONGEST_TURN,
    SEATS_EACH,
    SLOWEST,
    Guesses,
    origin,
)
from mcda.group.store.workshops import Store
from tests.drivers.workshops import workshop

ROOM = "192.0.2.7"  # the address that a room on one WiFi shares


class Clock:
    """Seconds that pass only when somebody waits, and what was waited for."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def read(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(url: str, clock: Clock):
    opened = Store.open(url, guesses=Guesses(clock.read, clock.wait))
    yield opened
    opened.close()


def guess(store: Store, code: str, address: str | None) -> str:
    with pytest.raises(WorkshopError) as trouble:
        store.door(code, address)
    (finding,) = trouble.value.findings
    return finding.code


def test_thirty_wrong_codes_from_the_rooms_address_keep_nobody_out(store, clock):
    room = store.open_workshop(workshop())
    for n in range(BURST + 10):
        guess(store, f"ZZZZZZ{n:02d}", ROOM)
    clock.waits.clear()
    assert store.door(room.code, ROOM).code == room.code
    assert store.present(room.code, ROOM)[0].code == room.code  # the projector
    assert store.take_seat(room.code, "forest", address=ROOM).token
    assert clock.waits == []


def test_two_hundred_and_ten_wrong_codes_from_seven_addresses_keep_nobody_out(store, clock):
    room = store.open_workshop(workshop())
    for n in range(210):
        guess(store, f"ZZZZZ{n:03d}", f"198.51.100.{n % 7}")
    for address in (ROOM, "198.51.100.3", None):
        assert store.door(room.code, address).code == room.code
    assert clock.waits == []


def test_wrong_codes_are_answered_slowly_and_more_slowly_up_to_a_limit(store, clock):
    told = [guess(store, f"ZZZZZZ{n:02d}", ROOM) for n in range(BURST + 9)]
    assert told == ["workshop.code"] * BURST + ["workshop.slow"] * 9
    assert clock.waits[:3] == [2.0, SLOWEST, SLOWEST]
    assert guess(store, "YYYYYYYY", "192.0.2.8") == "workshop.code"  # another address
    clock.now += 2 * SLOWEST
    assert guess(store, "YYYYYYYY", ROOM) == "workshop.code"


def test_the_same_wrong_code_counts_once(store, clock):
    """A room of 200 with yesterday's code on its sheets."""
    assert {guess(store, "YESTERDAY", ROOM) for _ in range(200)} == {"workshop.code"}
    assert {guess(store, "yester day", ROOM)} == {"workshop.code"}
    assert clock.waits == []


def test_an_answer_that_is_held_back_holds_up_nobody_else(url):
    begun, go = threading.Event(), threading.Event()

    def wait(_: float) -> None:
        begun.set()
        go.wait(30)

    store = Store.open(url, guesses=Guesses(wait=wait))
    room = store.open_workshop(workshop())
    for n in range(BURST):
        guess(store, f"ZZZZZZ{n:02d}", ROOM)
    slowed = threading.Thread(target=guess, args=(store, "YYYYYYYY", ROOM))
    slowed.start()
    assert begun.wait(30)
    assert store.door(room.code, ROOM).code == room.code
    assert store.take_seat(room.code, "forest", address=ROOM).token
    assert slowed.is_alive()
    go.set()
    slowed.join(30)
    store.close()


def test_no_more_answers_are_held_back_than_there_may_be_threads():
    begun, go = threading.Semaphore(0), threading.Event()

    def wait(_: float) -> None:
        begun.release()
        go.wait(30)

    guesses = Guesses(wait=wait)
    for n in range(BURST):
        assert not guesses.wrong(ROOM, f"{n}")
    threads = [threading.Thread(target=guesses.wrong, args=(ROOM, f"more{n}")) for n in range(HELD)]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert begun.acquire(timeout=30)
    assert guesses.wrong(ROOM, "one more")  # answered at once, as wrong all the same
    for _ in range(BURST_OF_SEATS):
        guesses.seat(ROOM)
    waiting = threading.Thread(target=guesses.seat, args=(ROOM,))
    waiting.start()  # for a seat somebody waits all the same
    assert begun.acquire(timeout=30)
    threads.append(waiting)
    go.set()
    for thread in threads:
        thread.join(30)


@pytest.mark.slow
def test_a_thousand_seats_are_not_taken_within_four_seconds(store, clock):
    room = store.open_workshop(workshop())
    taken, told = 0, set()
    for n in range(1000):
        clock.now = 3.9 * n / 1000
        try:
            store.take_seat(room.code, "forest", address=ROOM)
        except WorkshopError as trouble:
            told |= {finding.code for finding in trouble.findings}
        else:
            taken += 1
    assert told == {"workshop.crowd"}
    assert taken <= BURST_OF_SEATS + SEATS_EACH * (3.9 + LONGEST_TURN) + 1
    assert max(clock.waits) <= LONGEST_TURN
    clock.now += 60
    clock.waits.clear()
    assert store.take_seat(room.code, "forest", address=ROOM).token
    assert store.take_seat(room.code, "forest", address="192.0.2.99").token
    assert clock.waits == []


def test_a_room_of_two_hundred_behind_one_address_sits_down_within_half_a_minute(store, clock):
    room = store.open_workshop(workshop())
    for _ in range(200):
        store.take_seat(room.code, "forest", address=ROOM)
    assert max(clock.waits) == pytest.approx((200 - BURST_OF_SEATS) / SEATS_EACH)
    assert max(clock.waits) <= LONGEST_TURN


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("::ffff:127.0.0.1", ""),  # this machine, as a server on :: sees it
        ("127.0.0.1", ""),
        ("::1", ""),
        (None, ""),
        ("", ""),
        ("unix:", ""),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_addresses_are_counted_where_they_belong(address, expected):
    assert origin(address) == expected


def test_addresses_of_one_network_share_an_allowance(store):
    for n in range(BURST):
        assert guess(store, f"ZZZZZZ{n:02d}", f"2001:db8:1:2::{n}") == "workshop.code"
    assert guess(store, "YYYYYYYY", "2001:db8:1:2:ffff::1") == "workshop.slow"
    assert guess(store, "YYYYYYYY", "2001:db8:1:3::1") == "workshop.code"


def test_a_code_of_six_signs_still_opens(store):
    room = store.open_workshop(workshop())
    shorter = text("UPDATE workshops SET code = 'ABC234' WHERE code = :code")
    store.database.write(lambda tx: tx.execute(shorter, {"code": room.code}))
    assert store.door("abc-234").code == "ABC234"
