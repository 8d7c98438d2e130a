"""What is on the projector screen, in the store: scenes, the clock, and results only while they are on the wall."""

from datetime import UTC, datetime, timedelta

import pytest

from criteria.errors import WorkshopError
from mcda.group.model.projector import OF_RESULTS, SCENE_KEYS, AgendaClock
from mcda.group.model.workshop import AgendaItem, Workshop
from mcda.group.rehearsal import rehearse, submit
from mcda.study.factory import embedded_study

AGENDA = (AgendaItem("Welcome", 5), AgendaItem("Weights", 20), AgendaItem("Talk", 30))


@pytest.fixture
def room(store):
    workshop = Workshop.of(embedded_study("tertiary"), "Evening", minimum_group=3, agenda=AGENDA)
    return store.open_workshop(workshop)


def test_the_scene_is_the_one_that_was_put_there_and_its_version_grows(store, room):
    before = store.on_projector(room.code).projected
    assert before.scene.key == "joining"
    for key in ("progress", "black"):
        store.show_scene(room.key, key)
        now = store.on_projector(room.code).projected
        assert now.scene.key == key
        assert now.version > before.version
        assert store.versions()[room.code] == now.version
        before = now


@pytest.mark.parametrize(("key", "argument"), [("party", ""), ("criterion", "beauty"), ("", "")])
def test_no_such_scene(store, room, key, argument):
    with pytest.raises(WorkshopError) as refused:
        store.show_scene(room.key, key, argument)
    assert refused.value.findings[0].code == "projector.scene"


def test_results_are_handed_out_by_the_code_only_while_they_are_on_the_wall(store, room):
    submit(store, rehearse(store, room.code, 8, seed=3), 1)
    store.close_round(room.key)
    for key in SCENE_KEYS:
        argument = "town_residents" if key == "criterion" else ""
        if key == "criterion" and argument not in store.facilitated(room.key).workshop.keys:
            argument = store.facilitated(room.key).workshop.keys[0]
        store.show_scene(room.key, key, argument)
        assert bool(store.projected_rounds(room.code)) == (key in OF_RESULTS)


def test_votes_and_parked_questions_likewise(store, room):
    seats = [store.take_seat(room.code, "ecology").token for _ in range(3)]
    store.add_statement(room.key, "closing", "So be it")
    store.note(room.key, "When does the railway come?", "parked")
    for seat in seats:
        store.vote(seat, 1, 1)
    store.close_statements(room.key)
    assert store.projected_votes(room.code) == ()
    assert store.on_projector(room.code).parked == ()
    store.show_scene(room.key, "votes")
    assert store.projected_votes(room.code)[0].agree == 3
    store.show_scene(room.key, "parked")
    assert store.on_projector(room.code).parked == ("When does the railway come?",)


def test_the_clock_is_in_the_store_extended_and_reordered(store, room):
    def clock() -> AgendaClock:
        return store.projected(room.code).clock

    store.go_to_item(room.key, 0)
    begun = datetime.fromisoformat(clock().since)
    assert clock().seconds_left(begun + timedelta(minutes=4)) == 60
    store.extend_item(room.key)
    assert clock().seconds_left(begun + timedelta(minutes=4)) == 360
    store.move_item(room.key, 2, 1)
    assert [item.title for item in clock().items] == ["Welcome", "Talk", "Weights"]
    assert clock().at == 0
    store.go_to_item(room.key, 1)
    assert clock().items[clock().at].title == "Talk"
    assert clock().extra == 0


def test_a_clock_that_jumps_back_gives_no_more_than_the_item_has():
    clock = AgendaClock(AGENDA, 0, datetime(2026, 1, 1, 12, tzinfo=UTC).isoformat())
    assert clock.seconds_left(datetime(2026, 1, 1, 11, tzinfo=UTC)) == 300
    assert clock.seconds_left(datetime(2026, 1, 1, 13, tzinfo=UTC)) == -3300
