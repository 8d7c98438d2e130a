"""Statements from the control panel to the phones, and what a participant writes back."""

import pytest

from criteria.errors import Finding
from mcda.words import Translator
from tests.drivers.workshop_pages import Room, answer_all, has, said, visit

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]
STATION = "没有高铁站，产品运不出去 <b>&"


def board(room: Room, lang: str):
    app = visit(lang=lang)
    app.text_input("_key").set_value(room.key)
    label = Translator(lang)("workshop.to_control_panel")
    next(each for each in app.button if each.label == label).click().run()
    return app.button_group("_board_view").set_value("statements").run()


def submitted(room: Room, lang: str):
    app = answer_all(room.sit(lang), 1)
    return app.button("_submit").click().run()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_control_panel_asks_and_tells_the_counts_once_closed(lang):
    t, marked = Translator(lang), Translator(lang, marked=True)
    room = Room.open(minimum_group=3)
    seats = [room.store.take_seat(room.code, "ecology").token for _ in range(4)]
    app = board(room, lang)
    app = app.button("_statement_open").click().run()
    assert t.line(Finding.of("statement.empty")) in said(app)
    app.text_area("_room_statement_text").set_value(STATION)
    app = app.button("_statement_open").click().run()
    assert app.text_area("_room_statement_text").value == ""
    assert marked("statement.heads", number=1, text=STATION, heads=0) in said(app)
    for seat, vote in zip(seats, (1, 1, 0, -1), strict=True):
        room.store.vote(seat, 1, vote)
    app = app.button("_statements_close").click().run()
    assert not app.exception
    (found,) = room.store.statement_results(room.key)
    assert (found.agree, found.between, found.against) == (2, 1, 1)
    assert t("statement.results") in said(app)
    assert has(app, "_polis_votes") or app.get("download_button")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_phone_votes_changes_a_vote_and_sends_a_sentence(lang):
    t = Translator(lang)
    room = Room.open()
    app = submitted(room, lang)
    room.store.add_statement(room.key, "opinion", STATION)
    room.store.add_statement(room.key, "closing", "Water source counties come first")
    app = app.button("_look_again").click().run()
    assert STATION in said(app)
    app = app.button("_vote_1_1").click().run()
    assert t("statement.closing_asked") in said(app)
    app = app.button("_vote_2_-1").click().run()
    assert t("statement.thanks") in said(app)
    app = app.button("_voted_1").click().run()
    app = app.button("_vote_1_0").click().run()
    token = app.session_state["hand"].seated.seat.token
    assert [own for _, own in room.store.statements_of(token)] == [0, -1]
    app.text_input("_statement_missing").set_value("学校质量")
    app = app.button("_send_missing").click().run()
    assert not app.exception
    assert any(t("statement.sent") in each.value for each in app.success)
    assert app.text_input("_statement_missing").value == ""
    assert room.store.statements(room.key)[2][0].text == "学校质量"
    app.text_input("_statement_opinion").set_value(STATION)
    app = app.button("_send_opinion").click().run()
    assert t.line(Finding.of("statement.known")) in said(app)
    assert app.text_input("_statement_opinion").value == STATION


def test_a_proposal_is_put_to_the_vote_or_hidden():
    room = Room.open()
    seat = room.store.take_seat(room.code, "ecology").token
    for text in ("One", "Two"):
        room.store.propose_statement(seat, "opinion", text)
    app = board(room, "en")
    app = app.button("_open_statement_1").click().run()
    app = app.button("_hide_statement_2").click().run()
    assert not app.exception
    assert [each.status for each, _ in room.store.statements(room.key)] == ["open", "hidden"]
    assert "Two" not in said(app)


def test_a_vote_after_the_closing_is_told():
    room = Room.open()
    app = submitted(room, "en")
    room.store.add_statement(room.key, "opinion", STATION)
    app = app.button("_look_again").click().run()
    room.store.close_statements(room.key)
    app = app.button("_vote_1_1").click().run()
    assert not app.exception
    assert Translator("en").line(Finding.of("statement.closed", number=1)) in said(app)
