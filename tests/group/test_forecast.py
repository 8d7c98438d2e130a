"""What closing a round now would show, before it is closed: told by counts alone, and held by the closing itself."""

import random

from mcda.group.privacy.publication import PublishedRound
from tests.drivers.workshops import GROUPS, points, workshop
from tests.group.test_store import ROOM, opened


def test_the_first_round_is_shown_as_was_forecast(store):
    chance = random.Random(4)
    for minimum in (3, 5):
        for _ in range(12):
            room = opened(store, workshop(minimum_group=minimum))
            for n in range(chance.randrange(14)):
                seat = store.take_seat(room.code, chance.choice(GROUPS[:3]).key)
                store.submit(seat.token, points(ROOM, n), "a", 1)
            told = store.forecast(room.key)
            store.close_round(room.key)
            (shown,) = store.published(room.key)
            if isinstance(shown, PublishedRound):
                assert (told.cells, told.missing) == (shown.cells, 0)
            else:
                assert (told.cells, told.missing) == ((), dict(shown.finding.values)["missing"])
            assert not told.rests_on_changes


def test_the_second_round_is_never_forecast_finer_than_the_first(store):
    room = opened(store, workshop(minimum_group=3))
    seats = [store.take_seat(room.code, GROUPS[n % 2].key) for n in range(5)]
    for n, seat in enumerate(seats):
        store.submit(seat.token, points(ROOM, n), "a", 1)
    store.close_round(room.key)
    (first,) = store.published(room.key)
    assert len(first.cells) == 1  # three and two
    store.open_round(room.key)
    assert store.forecast(room.key).missing == 3
    seats += [store.take_seat(room.code, GROUPS[1].key) for _ in range(3)]
    for n, seat in enumerate(seats):
        store.submit(seat.token, points(ROOM, n + 7), "b", 2)
    told = store.forecast(room.key)
    assert [cell.heads for cell in told.cells] == [8]
    assert told.rests_on_changes


def test_a_forecast_tells_nothing_of_answers(store):
    """Whoever asks before and after a person submits learns that they did, and not what."""
    told = []
    for change in (0, 5):
        room = opened(store, workshop(minimum_group=3))
        seats = [store.take_seat(room.code, GROUPS[0].key) for _ in range(5)]
        for n, seat in enumerate(seats):
            store.submit(seat.token, points(ROOM, n), "a", 1)
        store.close_round(room.key)
        store.open_round(room.key)
        for n, seat in enumerate(seats):
            store.submit(seat.token, points(ROOM, n + change * (n == 0)), "b", 2)
        told.append(store.forecast(room.key))
    assert told[0] == told[1]
