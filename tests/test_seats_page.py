"""Seats on the control panel: asked for at opening, raised while a round is open, voided by their receipt."""

import pytest

from mcda.app.pages.workshop.seats import EXPECTED
from mcda.group.model.workshop import proposed_seats
from tests.drivers.workshop_pages import Room, answer_all, has, said, visit

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]


def board(room: Room, lang: str = "en"):
    app = visit(lang=lang)
    app.text_input("_key").set_value(room.key)
    return next(b for b in app.button if b.form_id == "_return").click().run()


def test_opening_asks_for_people_and_proposes_seats_that_can_be_changed():
    app = visit(lang="en")
    assert app.number_input("_room_expected").value == EXPECTED
    assert app.number_input(f"_room_seats_{proposed_seats(EXPECTED)}").value == 45
    app = app.number_input("_room_expected").set_value(12).run()
    assert app.number_input("_room_seats_18").value == 18
    app = app.number_input("_room_seats_18").set_value(14).run()
    app.text_input("_room_title").set_value("Twelve people").run()
    app = app.button("_open").click().run()
    assert not app.error
    assert "0 of 12 joined" in said(app)
    room = Room.open().store.facilitated(app.session_state["facilitator"].key).workshop
    assert (room.expected_heads, room.most_seats) == (12, 14)


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "All phone seats (1)"), ("zh", "1个手机席位已满")]
)
def test_a_full_room_is_told_and_more_are_let_in_while_the_round_is_open(lang, words):
    room = Room.open(expected_heads=1, most_seats=1)
    room.sit()
    late = room.sit()
    assert any("all seats are taken (1)" in error.value for error in late.error)
    assert late.radio("_group").value == "ecology"  # what was chosen stays
    app = board(room, lang)
    assert words in said(app)
    assert app.button("_let_in").disabled
    app = app.number_input(f"_room_let_in_{room.code}_1").set_value(2).run()
    app = app.button("_let_in").click().run()
    assert words not in said(app)
    late = late.button("_join").click().run()
    assert has(late, "_next")


def test_a_seat_is_voided_by_the_receipt_that_its_phone_shows():
    room = Room.open()
    phone = answer_all(room.sit()).button("_submit").click().run()
    receipt = phone.session_state["hand"].seated.seat.receipt
    assert receipt in said(phone)
    app = board(room)
    app.text_input("_room_void").set_value("wrong").run()
    app = app.button("_void").click().run()
    assert any("no valid seat has" in error.value for error in app.error)
    assert app.text_input("_room_void").value == "wrong"
    app.text_input("_room_void").set_value(receipt.lower()).run()
    app = app.button("_void").click().run()
    assert not app.error
    assert app.text_input("_room_void").value == ""
    assert f"Seat {receipt}, Ecology: void from round 1" in said(app)
    assert "0 joined, 0 submitted" in said(app)
    phone = phone.button("_look_again").click().run() if has(phone, "_look_again") else phone.run()
    assert any("void, or given away" in error.value for error in room.back(phone).error)
    room.store.close_round(room.key)
    assert not has(board(room), "_void")
