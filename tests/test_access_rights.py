"""What a participant may not do, tried one by one: by addresses, by widgets, and by messages no browser would send."""

import json

import pytest

from criteria.errors import AppError
from mcda.group.model.workshop import Workshop
from mcda.group.rehearsal import rehearse, submit
from mcda.group.store.rate_limit import BURST, Guesses
from mcda.group.store.workshops import Store
from mcda.study.factory import embedded_study
from tests.drivers.app_pages import at_address
from tests.drivers.event_loop import run
from tests.drivers.phone.client import Phone
from tests.drivers.server_processes import servers
from tests.drivers.workshop_pages import Room, answer_all, has, param, said, visit

OTHERS = "Line: mean of"


pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]


@pytest.fixture
def room() -> Room:
    """A round in which eleven people have submitted, one of them under a name that must not be seen."""
    found = Room.open()
    actors = rehearse(found.store, found.code, 11)
    found.store.reseat(actors[0].token, pseudonym="Ms Secret")
    submit(found.store, actors, 1)
    return found


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"view": "results"},
        {"view": "board"},
        {"view": "board", "key": "1"},
        {"ballot": "001A"},
        {"study": "1", "item": "2", "since": "0"},
    ],
)
def test_no_address_shows_others_answers_or_results_before_the_round_is_closed(room, query):
    app = room.sit()
    app = answer_all(app)
    app.button("_submit").click().run()
    app = visit(workshop=room.code, lang="en", seat=param(app, "seat"), **query)
    assert "Thank you" in said(app)
    assert OTHERS not in said(app)
    assert "Secret" not in said(app)
    assert not has(app, "_close")
    assert not app.get("arrow_vega_lite_chart")
    assert not app.get("bidi_component")


def test_what_is_kept_back_is_there_once_the_round_is_closed(room):
    app = answer_all(room.sit())
    app.button("_submit").click().run()
    room.store.close_round(room.key)
    assert OTHERS not in said(room.back(app))
    room.store.published(room.key)  # the facilitator looks
    assert OTHERS in said(room.back(app))


@pytest.mark.parametrize("page", ["ranking", "weights", "brief", "robustness"])
def test_other_pages_know_nothing_of_the_room(room, page):
    app = room.sit()
    app = at_address(app, page).run()
    assert "Secret" not in said(app)
    assert OTHERS not in said(app)


def test_results_stay_closed_below_the_floor_also_after_the_round():
    few = Room.open()
    submit(few.store, rehearse(few.store, few.code, 3), 1)
    app = answer_all(few.sit())
    app.button("_submit").click().run()
    few.store.close_round(few.key)
    app.button("_look_again").click().run()
    assert OTHERS not in said(app)
    assert "5" in said(app)  # the floor that was promised


def test_the_board_opens_to_no_code_no_seat_and_no_guess(room):
    app = room.sit()
    for typed in (room.code, param(app, "seat"), "", "0" * 28, room.key[:-1], f"{room.key}A"):
        other = visit(lang="en")
        other.text_input("_key").set_value(typed)
        next(b for b in other.button if b.form_id == "_return").click().run()
        assert other.error
        assert has(other, "_open")
        assert not has(other, "_close")


@pytest.mark.parametrize("name", ["key", "chair_key", "facilitator", "seat"])
def test_a_key_in_the_address_opens_nothing(room, name):
    app = visit(lang="en", **{name: room.key})
    assert not has(app, "_close")


def test_a_seat_opens_only_in_its_own_workshop(room):
    token = param(room.sit(), "seat")
    other = Room.open()
    app = visit(workshop=other.code, seat=token, lang="en")
    assert any("no seat at this address" in error.value for error in app.error)
    assert not has(app, "_next")


@pytest.mark.parametrize("token", ["1", "null", "' OR 1=1 --", "../x", "0" * 200, "甲"])
def test_a_seat_that_nobody_was_given_is_nobodys(room, token):
    app = visit(workshop=room.code, seat=token, lang="en")
    assert any("no seat at this address" in error.value for error in app.error)
    assert not has(app, "_next")


def test_one_participant_never_sees_another_in_the_same_room(room):
    one, other = room.sit("en", "ecology"), room.sit("zh", "transport")
    one = answer_all(one, 1)
    one.button("_submit").click().run()
    mine = one.session_state["hand"].seated.seat.receipt
    other = room.back(other)
    assert mine not in said(other)
    assert other.session_state["hand"].seated.own == ()


def test_codes_cannot_be_tried_without_end_and_the_right_one_opens_all_the_same(room, monkeypatch):
    held_back = []
    room.store.guesses = Guesses(wait=held_back.append)
    for n in range(40):
        with pytest.raises(AppError) as trouble:
            room.store.door(f"AAAA{n:02d}", "10.0.0.9")
    assert trouble.value.findings[0].code == "workshop.slow"
    monkeypatch.setattr("mcda.app.state.session.client_address", lambda: "10.0.0.9")
    app = visit(workshop="BBBBBBBB", lang="en")
    assert any("many wrong codes" in error.value for error in app.error)
    assert len(held_back) == 40 - BURST + 1
    app = visit(workshop=room.code, lang="en")
    assert has(app, "_speak_en")
    assert [e.value for e in app.error] == []
    app = visit(workshop=room.code, view="projector", lang="en")
    assert [e.value for e in app.error] == []
    assert len(held_back) == 40 - BURST + 1


def test_the_projector_shows_counts_and_nothing_else(room):
    app = visit(workshop=room.code, view="projector", lang="en")
    shown = "".join(element.proto.body for element in app.html) + said(app)
    assert "Secret" not in shown
    assert len(room.submissions) == 11
    assert not any(s.receipt in shown for s in room.submissions)
    assert not app.button


def test_the_export_tells_nothing_of_an_open_round(room):
    told = json.dumps(room.store.export(room.key), ensure_ascii=False)
    assert "Secret" not in told
    assert len(room.submissions) == 11
    assert not any(s.receipt in told for s in room.submissions)


# messages that no browser sends: the widgets' values are the visitor's to choose


def test_forged_messages_choose_no_group_that_is_not_offered_and_no_answer_that_is_none():
    with servers(1) as running:
        data = running[0].log.parent
        store = Store.open(f"sqlite:///{data / 'workshop.db'}")
        opened = store.open_workshop(Workshop.of(embedded_study("secondary"), "Forged", "points"))

        async def forge() -> str:
            phone = Phone(running[0].address, locale="en-GB", patience=40)
            try:
                await phone.open(f"/workshop?workshop={opened.code}")
                await phone.click("_speak_en")
                group = phone.screen.find("_group")
                state = phone.screen.values[group.id]
                state.Clear()
                state.id, state.string_value = group.id, "the_ministry"
                await phone._ask(phone._state())
                if phone.screen.has("_join") and not phone.screen.find("_join").message.disabled:
                    await phone.click("_join")
                if not phone.screen.has("_next"):
                    await phone.set("_group", group.options[0])
                    await phone.click("_join")
                await phone.click("_next")
                taps = next(e for e in phone.screen if e.kind == "button_group")
                state = phone.screen.values[taps.id]
                state.Clear()
                state.id = taps.id
                state.string_array_value.data.append("1e308")
                await phone._ask(phone._state())
                return phone.screen.text
            finally:
                await phone.close()

        run(forge())
        seats = store.facilitated(opened.key).attendance.joined
        assert set(seats) == {group.key for group in store.door(opened.code).workshop.groups}
        assert sum(seats.values()) <= 1
        assert store.panel(opened.key).submissions == ()
        store.close()
