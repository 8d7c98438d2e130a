"""An address with a seat that this browser does not hold is asked about; where cookies are kept it holds no seat."""

import pytest
import streamlit as st

from mcda.app.state.participant import cookie_name
from tests.drivers.workshop_pages import Room, answer_all, has, param, said, visit

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]

XSRF = {"_streamlit_xsrf": "2|x"}  # which the server gives to every browser that keeps cookies


@pytest.fixture
def browser(monkeypatch):
    """browser(cookies): what the visitors that follow bring with them."""
    kept: dict[str, str] = {}

    def bring(**cookies: str) -> None:
        kept.clear()
        kept.update(XSRF | cookies)

    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: kept))
    bring()
    return bring


def set_cookies(app) -> list[str]:
    return [html.proto.body for html in app.html if "document.cookie" in html.proto.body]


def test_the_seat_stands_in_a_cookie_and_not_in_the_address(browser):
    room = Room.open()
    app = room.sit()
    token = app.session_state["hand"].seated.seat.token
    assert param(app, "seat") == ""
    (script,) = set_cookies(app)
    assert f"{cookie_name(room.code)}={token};" in script
    assert "SameSite=Strict" in script
    browser(**{cookie_name(room.code): token})
    again = visit(workshop=room.code, lang="en")
    assert again.session_state["hand"].seated.seat.token == token
    assert room.store.facilitated(room.key).attendance.heads == 1


def test_a_browser_without_cookies_keeps_its_seat_in_the_address():
    room = Room.open()
    app = room.sit()
    assert len(param(app, "seat")) >= 22
    assert set_cookies(app) == []
    assert has(room.back(app), "_next")


@pytest.mark.parametrize("held", ["", "another"])
def test_a_link_with_somebody_elses_seat_is_asked_about(browser, held):
    room = Room.open()
    owner = room.store.take_seat(room.code, "ecology")
    if held:
        own = room.store.take_seat(room.code, "transport").token
        browser(**{cookie_name(room.code): own})
    app = visit(workshop=room.code, seat=owner.token, lang="en")
    assert "Is this your seat?" in said(app)
    assert owner.receipt in said(app)
    assert "Ecology" in said(app)
    assert not has(app, "_next")
    assert set_cookies(app) == []


def test_the_owner_goes_on_at_a_second_device(browser):
    room = Room.open()
    owner = room.store.take_seat(room.code, "ecology")
    app = visit(workshop=room.code, seat=owner.token, lang="en").button("_go_on").click().run()
    assert has(app, "_next")
    assert param(app, "seat") == ""
    assert app.session_state["hand"].seated.seat.token == owner.token
    assert owner.token in set_cookies(app)[0]


def test_whoever_was_sent_the_link_sits_down_anew(browser):
    room = Room.open()
    owner = room.store.take_seat(room.code, "ecology")
    app = visit(workshop=room.code, seat=owner.token, lang="en").button("_sit_anew").click().run()
    assert param(app, "seat") == ""
    app = app.button("_speak_en").click().run()
    app.radio("_group").set_value("transport").run()
    app = app.button("_join").click().run()
    assert app.session_state["hand"].seated.seat.token != owner.token
    assert room.store.facilitated(room.key).attendance.heads == 2


def test_a_seat_of_another_workshop_is_not_even_asked_about(browser):
    room, other = Room.open(), Room.open()
    owner = room.store.take_seat(room.code, "ecology")
    app = visit(workshop=other.code, seat=owner.token, lang="en")
    assert any("no seat at this address" in error.value for error in app.error)
    assert owner.receipt not in said(app)


def test_a_voided_seat_in_the_cookie_is_told_and_one_may_join_anew(browser):
    room = Room.open()
    seat = room.store.take_seat(room.code, "ecology")
    room.store.void_seat(room.key, seat.receipt)
    browser(**{cookie_name(room.code): seat.token})
    app = visit(workshop=room.code, lang="en")
    assert any("void, or given away" in error.value for error in app.error)
    app = app.button("_speak_en").click().run()
    app.radio("_group").set_value("ecology").run()
    app = app.button("_join").click().run()
    assert has(app, "_next")


@pytest.mark.parametrize(("lang", "words"), [("en", "Do not share it"), ("zh", "请勿转发")])
def test_the_address_of_a_seat_is_given_with_a_warning(browser, lang, words):
    room = Room.open()
    app = answer_all(room.sit(lang))
    app = app.button("_submit").click().run()
    hand = app.session_state["hand"].seated
    assert words in said(app)
    assert hand.seat.receipt in said(app)
    assert any(f"seat={hand.seat.token}" in code.value for code in app.code)


@pytest.mark.parametrize(("lang", "words"), [("en", "Do not share it"), ("zh", "请勿转发")])
def test_the_address_that_is_the_seat_is_not_to_be_forwarded(lang, words):
    room = Room.open()
    app = answer_all(room.sit(lang)).button("_submit").click().run()
    assert words in said(app)
