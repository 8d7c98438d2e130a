"""A rating from the control panel to the phones, and its medians in the study."""

import pytest

from criteria.errors import Finding
from mcda.group.model.ratings import RatingAnswers, RatingQuestion
from mcda.study.factory import embedded_study
from mcda.words import Translator
from tests.drivers.app_pages import at_address
from tests.drivers.workshop_pages import Room, answer_all, has, said, visit

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]
KEYS = [line.key for line in list(embedded_study("secondary").ranking)[:8]]
WORDS = "准备程度"


def board(room: Room, lang: str):
    app = visit(lang=lang)
    app.text_input("_key").set_value(room.key)
    next(
        each for each in app.button if each.label == Translator(lang)("workshop.to_control_panel")
    ).click().run()
    return app.button_group("_board_view").set_value("ratings").run()


def submitted(room: Room, lang: str):
    app = answer_all(room.sit(lang), 1)
    return app.button("_submit").click().run()


def asked(room: Room) -> None:
    study = embedded_study("secondary")
    room.store.open_rating(room.key, RatingQuestion.of(study, WORDS, "ecology", tuple(KEYS)))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_phone_rates_one_alternative_a_screen_and_changes_one(lang):
    t = Translator(lang)
    room = Room.open()
    app = submitted(room, lang)
    asked(room)
    app = app.button("_look_again").click().run()
    assert WORDS in said(app)
    for at, key in enumerate(KEYS):
        choice = ("5", "unknown", "interest", "1")[at % 4]
        app = app.button(f"_rate_{key}_{choice}").click().run()
    assert not app.exception
    assert t("rating.thanks") in said(app)
    _, own = room.store.rating_of(_token(room, app))
    assert own.steps == {
        key: {0: 5, 3: 1}[at % 4] for at, key in enumerate(KEYS) if at % 4 in (0, 3)
    }
    assert own.interest == tuple(KEYS[2::4])
    app = app.button(f"_rated_{KEYS[1]}").click().run()
    app = app.button(f"_rate_{KEYS[1]}_3").click().run()
    assert room.store.rating_of(_token(room, app))[1].steps[KEYS[1]] == 3
    again = room.back(app)  # a reload, or another phone
    assert t("rating.thanks") in said(again)
    room.store.close_rating(room.key)
    app = app.button(f"_rated_{KEYS[0]}").click().run()
    assert not has(app, f"_rate_{KEYS[0]}_1")
    assert not app.exception


def _token(room: Room, app) -> str:
    return app.session_state["hand"].seated.seat.token


def test_a_tap_after_the_closing_is_told():
    room = Room.open()
    app = submitted(room, "en")
    asked(room)
    app = app.button("_look_again").click().run()
    room.store.close_rating(room.key)
    app = app.button(f"_rate_{KEYS[0]}_5").click().run()
    assert not app.exception
    assert room.store.rating_results(room.key)[0].heads == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_control_panel_asks_closes_and_offers_the_criterion(lang):
    t = Translator(lang)
    room = Room.open(minimum_group=3)
    seats = [room.store.take_seat(room.code, "ecology").token for _ in range(3)]
    app = board(room, lang)
    app = app.button("_rating_open").click().run()
    assert t.line(Finding.of("rating.question")) in said(app)
    app.text_input("_room_rating_question").set_value(WORDS)
    app = app.button("_rating_open").click().run()
    assert t("rating.title", number=1, question=WORDS) in said(app)
    for at, seat in enumerate(seats):
        rating, _ = room.store.rating_of(seat)
        room.store.rate(
            seat, 1, RatingAnswers(dict.fromkeys(rating.question.alternatives[:6], 2 + at))
        )
    app = app.button("_rating_close").click().run()
    assert t("rating.heads", heads=3) in said(app)
    assert t("rating.few", count=2, minimum=3) in said(app)
    app = app.button("_rating_take_1").click().run()
    assert not app.exception
    assert any(t("rating.taken") in each.value for each in app.success)
    at_weights = at_address(app, "weights").run()
    assert WORDS in said(at_weights)
