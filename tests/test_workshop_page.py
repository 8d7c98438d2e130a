"""The workshop page: a participant's way from door to receipt, and the facilitator's board."""

import csv
import io
import json

import pytest

from criteria.errors import StoreError
from mcda.app.state import resources
from mcda.group.model.answers import weigh
from mcda.group.model.paper_form_table import columns
from mcda.group.model.paper_forms import numbered
from mcda.group.rehearsal import rehearse, submit
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator
from tests.drivers.waiting import until
from tests.drivers.workshop_pages import Room, answer_all, answer_screen, has, param, said, visit

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]


def settled(app):
    """What was put into the form is in the store, and the page knows it."""
    assert resources.write_queue().flush(10)
    return app.run()


# participants


def test_the_first_screen_offers_both_languages_and_the_choice_stays():
    room = Room.open()
    app = visit(workshop=room.code, lang="en")
    assert "请选择语言" in said(app)
    assert "Choose your language" in said(app)
    app.button("_speak_zh").click().run()
    assert param(app, "lang") == "zh"
    assert "您属于哪一方" in said(app)
    assert not has(app, "_speak_en")


@pytest.mark.parametrize("way", WEIGHTING_METHODS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_from_the_door_to_the_receipt(way, lang):
    room = Room.open(way)
    app = room.sit(lang)
    assert len(param(app, "seat")) >= 22
    app = answer_all(app, 1)
    assert not app.exception
    assert not app.error
    app.button("_submit").click().run()
    (submission,) = room.submissions
    assert submission.sign in said(app)
    # the seat's own receipt stands under *This seat* alone, for whoever has it voided
    assert submission.receipt != submission.sign
    assert said(app).count(submission.receipt) == 1
    told = Translator(lang)("phone.seat_receipt", receipt=submission.receipt).strip()
    assert told in said(app)
    assert submission.channel == "phone"
    workshop = room.store.door(room.code).workshop
    answered = weigh(workshop, submission.answers).weights.whole(workshop.keys)
    assert submission.weights.whole(workshop.keys) == answered
    assert sum(answered.shares) == pytest.approx(1)
    leader = workshop.opened_study.with_weights(submission.weights)
    first = leader.evidence[next(iter(leader.ranking)).key].name
    assert first.in_(lang) in said(app)


@pytest.mark.parametrize("way", WEIGHTING_METHODS)
def test_nothing_is_preset_and_no_question_is_passed_without_an_answer(way):
    app = Room.open(way).sit()
    app.button("_next").click().run()
    asked = [*app.radio, *app.button_group]
    assert asked
    assert {question.value for question in asked} == {None}
    assert app.button("_next").disabled
    app = answer_screen(app)
    assert not app.button("_next").disabled


def test_each_participant_meets_the_criteria_in_an_order_of_their_own():
    room = Room.open()
    orders = {room.sit().session_state["hand"].seated.seat.order for _ in range(4)}
    assert len(orders) > 1


def test_every_criterion_stands_there_with_its_worst_and_best_in_its_unit():
    app = Room.open().sit()
    assert "from 80,000 to 20,000 yuan" in said(app)
    app.button("_next").click().run()
    screen = app.session_state["hand"].screens[0]
    assert said(app).count("from ") >= len(screen.keys)


def test_a_reload_and_a_second_device_go_on_where_they_were():
    room = Room.open()
    app = room.sit("zh")
    app.button("_next").click().run()
    app = answer_screen(app)
    app.button("_next").click().run()
    app = answer_screen(app, 2)
    notes = app.session_state["hand"].notes
    settled(app)
    for again in (room.back(app), room.back(app)):
        assert again.session_state["hand"].notes == notes
        assert again.session_state["hand"].at == 2
        assert "第3题" in again.get("progress")[0].proto.text
    assert len(room.store.facilitated(room.key).attendance.joined) == 4
    assert room.store.facilitated(room.key).attendance.heads == 1


def test_back_is_always_possible_and_keeps_the_answers():
    app = Room.open("best_worst").sit()
    app.button("_next").click().run()
    for _ in range(3):
        app = answer_screen(app)
        app.button("_next").click().run()
    before = app.session_state["hand"].notes
    for at in (2, 1, 0, -1):
        app.button("_back").click().run()
        assert app.session_state["hand"].at == at
    assert app.session_state["hand"].notes == before
    assert not has(app, "_back")


def test_submitting_again_revises_and_counts_once():
    room = Room.open()
    app = answer_all(room.sit(), 1)
    app.button("_submit").click().run()
    app.button("_revise").click().run()
    app.button("_answer_0").click().run()
    assert not has(app, "_next")
    taps = app.button_group[0]
    taps.set_value(100 if taps.value != 100 else 10).run()
    app.button("_to_list").click().run()
    app.button("_submit").click().run()
    panel = room.store.panel(room.key)
    assert len(panel.submissions) == 2
    assert panel.counted(1) == (panel.submissions[1],)
    assert panel.submissions[0].weights != panel.submissions[1].weights


def test_a_database_that_fails_while_submitting_costs_nothing(monkeypatch):
    room = Room.open()
    app = answer_all(room.sit(), 1)
    store, real = resources.store(), resources.store().submit

    def stored_but_not_told(*given):
        real(*given)
        raise StoreError.of("store.locked", database="workshop.db")

    monkeypatch.setattr(store, "submit", stored_but_not_told)
    app.button("_submit").click().run()
    assert any("Nothing is lost" in error.value for error in app.error)
    assert has(app, "_submit")
    monkeypatch.setattr(store, "submit", real)
    app.button("_submit").click().run()
    assert len(room.submissions) == 1  # the retry was known by its nonce
    assert room.submissions[0].sign in said(app)


def test_answers_that_cannot_be_kept_are_told_and_kept_later(monkeypatch):
    room = Room.open()
    app = room.sit("zh")
    app.button("_next").click().run()

    refusals = []

    def refused(*_):
        refusals.append(1)
        raise StoreError.of("store.full", database="workshop.db")

    store, real = resources.store(), resources.store().keep_unfinished
    monkeypatch.setattr(store, "keep_unfinished", refused)
    app = answer_screen(app)
    until(lambda: len(refusals) > 1)  # tried again: the first refusal is told
    app.run()
    assert any("磁盘已满" in error.value for error in app.error)
    assert app.session_state["hand"].notes
    monkeypatch.setattr(store, "keep_unfinished", real)
    assert resources.write_queue().flush(15)
    app.run()
    assert not app.error
    assert room.store.seated(param(app, "seat")).unfinished["notes"]


def test_a_round_closed_in_the_middle_is_told_and_the_answers_go_on_into_the_next():
    room = Room.open()
    app = room.sit()
    app.button("_next").click().run()
    room.store.close_round(room.key)
    app = settled(answer_screen(app))
    assert "Round 1 is closed" in said(app)
    notes = app.session_state["hand"].notes
    assert notes
    room.store.open_round(room.key)
    app.button("_look_again").click().run()
    assert app.session_state["hand"].seated.round.number == 2
    assert app.session_state["hand"].notes == notes
    app = answer_all(app)
    app.button("_submit").click().run()
    assert [s.round for s in room.submissions] == [2]


def test_submitting_into_a_closed_round_is_told_and_nothing_typed_is_lost():
    room = Room.open()
    app = answer_all(room.sit())
    settled(app)
    room.store.close_round(room.key)
    app.button("_submit").click().run()
    assert "Round 1 is closed" in said(app)
    assert len(app.session_state["hand"].notes) == 4
    assert room.submissions == ()


def test_a_criterion_removed_between_rounds_is_asked_no_more():
    room = Room.open()
    app = answer_all(room.sit())
    app.button("_submit").click().run()
    room.store.close_round(room.key)
    now = room.store.door(room.code).workshop
    fewer = [key for key in now.keys if key not in ("tree_cover", "income")]
    other = type(now).of(
        now.opened_study,
        now.title,
        now.method_key,
        groups=now.groups,
        criteria=fewer,
        lang=now.lang,
    )
    room.store.amend(room.key, other)
    app.button("_look_again").click().run()
    assert not app.exception
    room.store.open_round(room.key)
    app.button("_look_again").click().run()
    assert "Round 2" in said(app)
    app.button("_former").click().run()
    app = answer_all(app)
    app.button("_submit").click().run()
    assert not app.error
    assert "tree_cover" not in room.submissions[-1].weights.inside["ecology"].criteria


def test_contradicting_comparisons_are_told_and_mended_by_one_tap():
    room = Room.open("ahp")
    app = room.sit()
    app.button("_next").click().run()
    n = 0
    while has(app, "_next"):
        app.radio[0].set_value((9, 9, -9, 3, 1)[n % 5]).run()
        app.button("_next").click().run()
        n += 1
    assert app.warning
    (block,) = {b.key.removeprefix("_mend_") for b in app.button if b.key.startswith("_mend_")}
    before = dict(app.session_state["hand"].notes[block])
    app.button(f"_mend_{block}").click().run()
    after = app.session_state["hand"].notes[block]
    assert sum(before[pair] != after[pair] for pair in before) == 1
    assert has(app, "_submit")


def test_what_others_said_stands_beside_ones_own_in_the_second_round():
    room = Room.open()
    actors = rehearse(room.store, room.code, 11)
    submit(room.store, actors, 1)
    app = answer_all(room.sit())
    app.button("_submit").click().run()
    room.store.close_round(room.key)
    app.button("_look_again").click().run()
    assert "has not shown them yet" in said(app)
    room.store.published(room.key)
    app.button("_look_again").click().run()
    assert "12 people" in said(app)
    assert not has(app, "_revise")
    room.store.open_round(room.key)
    app.button("_look_again").click().run()
    assert "Round 2" in said(app)
    assert "mean of 12 people" in said(app)
    assert "Dot: you." in said(app)
    (drawn,) = (each.proto.body for each in app.html if "room-row" in each.proto.body)
    criteria = room.store.door(room.code).workshop.keys
    assert drawn.count('class="bar mean"') == drawn.count('class="own"') == len(criteria)
    assert drawn.count("you ") == len(criteria)
    app.button("_next").click().run()
    assert "Your last answer" in said(app)
    assert app.button_group
    assert {taps.value for taps in app.button_group} == {None}  # shown beside, not filled in


def second_round(way: str, lang: str = "en"):
    """Someone who submitted in round 1 among twelve, at the introduction of round 2."""
    room = Room.open(way)
    submit(room.store, rehearse(room.store, room.code, 11), 1)
    app = answer_all(room.sit(lang), 2)
    app.button("_submit").click().run()
    room.store.close_round(room.key)
    room.store.open_round(room.key)
    return room, room.back(app)


@pytest.mark.parametrize("way", WEIGHTING_METHODS)
def test_the_second_round_asks_three_criteria_again(way):
    room, app = second_round(way)
    app.button("_again").click().run()
    taps, kept, asked = 1, app.session_state["hand"].notes, []
    while has(app, "_keep"):
        assert "Asked again:" in said(app)
        (drawn,) = (each.proto.body for each in app.html if "room-row" in each.proto.body)
        assert drawn.count('class="own"') == 1
        assert any(each.key.startswith("_answer_") for each in app.button)
        asked.append(app.title[0].value)
        app.button("_keep").click().run()
        taps += 1
    assert len(set(asked)) == 3
    app.button("_back").click().run()
    assert app.title[0].value == asked[-1]
    app.button("_keep").click().run()
    assert app.session_state["hand"].notes == kept
    app.button("_submit").click().run()
    assert not app.error
    assert taps + 1 == 5
    assert len(room.store.panel(room.key).counted(2)) == 1


@pytest.mark.parametrize("way", WEIGHTING_METHODS)
def test_an_answer_asked_again_is_changed_and_left_again(way):
    _, app = second_round(way)
    app.button("_again").click().run()
    before = app.session_state["hand"].notes
    title = app.title[0].value
    answer = [each.key for each in app.button if each.key.startswith("_answer_")][-1]
    app.button(answer).click().run()
    assert has(app, "_to_list")
    if way == "ahp":
        app.radio[0].set_value(9 if app.radio[0].value != 9 else -9).run()
    else:
        numbers = app.button_group[0]
        other = next(n for n in numbers.options if int(n) not in (0, numbers.value))
        numbers.set_value(int(other)).run()
    app.button("_to_list").click().run()
    assert app.title[0].value == title
    after = app.session_state["hand"].notes
    changed = [block for block in before if before[block] != after[block]]
    assert len(changed) == 1
    assert app.button("_keep").label == "Next"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_whoever_has_not_answered_yet_sees_nothing_of_the_others(lang):
    room = Room.open()
    late = room.sit(lang)
    submit(room.store, rehearse(room.store, room.code, 11), 1)
    room.store.close_round(room.key)
    t = Translator(lang)
    for _ in range(2):  # once closed, and in the next round
        late = room.back(late)
        assert t("phone.after_own") in said(late)
        assert not any("room-row" in each.proto.body for each in late.html)
        assert not has(late, "_again")
        assert not has(late, "_former")
        if not room.store.door(room.code).round.is_open:
            room.store.open_round(room.key)
    late.button("_next").click().run()
    assert t("phone.former_workshop", range="").strip(" 。.") not in said(late)


def test_every_answer_is_in_the_list_and_is_opened_alone():
    room = Room.open("ahp")
    app = answer_all(room.sit(), 1)
    count = len(app.session_state["hand"].screens)
    answers = [each for each in app.button if each.key.startswith("_answer_")]
    assert [each.key for each in answers] == [f"_answer_{at}" for at in range(count)]
    assert all(" or " in each.label for each in answers)
    app.button(f"_answer_{count - 1}").click().run()
    assert not has(app, "_back")
    app.button("_to_list").click().run()
    assert has(app, "_submit")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "=HYPERLINK(1)", "甲" * 10_000, "\u202eabc 😀"])  # fmt: skip
def test_a_hostile_pseudonym_is_kept_as_words_and_never_drawn_as_markup(name):
    room = Room.open()
    app = visit(workshop=room.code, lang="en")
    app.button("_speak_en").click().run()
    app.radio("_group").set_value("ecology").run()
    app.text_input("_pseudonym").set_value(name[:40])  # and pressed at once
    app = app.button("_join").click().run()
    app = answer_all(app)
    app.button("_submit").click().run()
    kept_name = room.submissions[0].pseudonym
    assert len(kept_name) <= 40
    assert "\u202e" not in kept_name
    drawn = [*(element.proto.body for element in app.html), *(e.value for e in app.markdown)]
    assert not any("alert(1)" in each or "HYPERLINK" in each for each in drawn)


@pytest.mark.parametrize(("lang", "words"), [("en", "Join code"), ("zh", "参会码")])
def test_an_unknown_code_is_told_and_typed_again(lang, words):
    room = Room.open()
    app = visit(workshop="NOSUCH", lang=lang)
    assert any(words in error.value for error in app.error)
    app.text_input("_code").set_value(room.code.lower())
    next(b for b in app.button if b.form_id == "_code_form").click().run()
    assert param(app, "workshop") == room.code.lower()
    assert has(app, "_speak_zh")


# facilitators


def opened_board(lang: str = "en", title: str = "Which counties *first*?"):
    app = visit(lang=lang)
    app.text_input("_room_title").set_value(title).run()
    return app.button("_open").click().run()


def key_of(app) -> str:
    return app.session_state["facilitator"].key


def board_of(key: str, lang: str = "en"):
    app = visit(lang=lang)
    app.text_input("_key").set_value(key)
    return next(b for b in app.button if b.form_id == "_return").click().run()


def test_a_title_is_asked_for_and_nothing_else_is_lost():
    app = visit(lang="zh")
    app.number_input("_room_minimum_group").set_value(7).run()
    app.button("_open").click().run()
    assert any("名称" in error.value for error in app.error)
    assert app.number_input("_room_minimum_group").value == 7
    app.text_input("_room_title").set_value("先行县")  # and pressed at once
    app.button("_open").click().run()
    assert resources.store().facilitated(key_of(app)).workshop.minimum_group == 7


def test_the_key_is_shown_once_and_opens_the_board_elsewhere():
    app = opened_board()
    key = key_of(app)
    assert any(key == code.value for code in app.code)
    app.button("_key_noted").click().run()
    assert not any(key in str(element.value) for element in [*app.code, *app.markdown])
    assert key not in str(dict(app.query_params))
    other = board_of(" " + key.lower().replace("-", " ") + " ", "zh")
    assert "第1轮进行中" in said(other)


def test_a_typed_title_is_shown_as_it_was_typed():
    app = opened_board(title="**bold** <b>x</b> :smile:")
    heading = app.markdown[1].value
    assert r"\*\*bold\*\*" in heading
    assert r"\<b\>" in heading


def test_rounds_are_closed_and_opened_from_the_board():
    app = opened_board()
    key = key_of(app)
    assert "Round 1 is open" in said(app)
    app.button("_close").click().run()
    assert "Round 1 is closed" in said(app)
    assert not resources.store().facilitated(key).round.is_open
    app.radio(f"_room_amend_way_{resources.store().facilitated(key).code}").set_value(
        "ranking"
    ).run()
    app.button("_amend").click().run()
    app.button("_open_round").click().run()
    board = resources.store().facilitated(key)
    assert (board.round.number, board.round.is_open, board.round.method_key) == (2, True, "ranking")


def test_a_closing_is_undone_and_the_phone_goes_on():
    room = Room.open()
    phone = answer_screen(room.sit().button("_next").click().run())
    board = board_of(room.key)
    board.button("_close").click().run()
    phone.button("_next").click().run()
    phone = settled(answer_screen(phone))
    assert "Round 1 is closed" in said(phone)
    board.button("_reopen").click().run()
    assert not board.exception
    phone.button("_look_again").click().run()
    phone = answer_all(settled(phone))
    phone.button("_submit").click().run()
    assert len(room.submissions) == 1
    submit(room.store, rehearse(room.store, room.code, 5), 1)
    board.run().button("_close").click().run()
    room.store.published(room.key)
    board.run()
    assert has(board, "_open_round")
    assert not has(board, "_reopen")


def test_another_facilitator_gets_a_key_that_is_shown_once():
    room = Room.open()
    board = board_of(room.key)
    board.text_input("_room_further").set_value("*Li* <b>Na</b>")
    board.button("_further").click().run()
    (made,) = (c.value for c in board.code if c.value.count("-") > 4 and c.value != room.key)
    board.button("_further_noted").click().run()
    assert made not in "".join(c.value for c in board.code)
    other = board_of(made)
    assert not has(other, "_further")
    other.button("_close").click().run()
    assert r"Closed by \*Li\* \<b\>Na\</b\>." in said(other)
    board.run().button("_revoke_0").click().run()
    assert room.store.facilitated(room.key).others == ()
    assert "it opens no workshop" in said(other.run())


def test_notes_and_parked_questions_stay_with_the_round():
    app = opened_board()
    app.text_area("_room_note").set_value("Rail opens in 2026 <b>?</b>")  # and pressed at once
    app.button("_park").click().run()
    assert app.text_area("_room_note").value == ""
    (note,) = resources.store().facilitated(key_of(app)).rounds[0].notes
    assert note.kind == "parked"
    assert any(text.value == "Rail opens in 2026 <b>?</b>" for text in app.text)


def test_an_empty_note_is_told(monkeypatch):
    app = opened_board()
    app.button("_note").click().run()
    assert app.error


def test_a_rehearsal_is_a_copy_that_is_deleted_afterwards():
    app = opened_board()
    evening = key_of(app)
    app.button_group("_board_view").set_value("rehearsal").run()
    app.button("_rehearse").click().run()
    rehearsal = app.session_state["facilitator"].rehearsal.opened.key
    assert app.info
    app.button("_all_submit").click().run()
    assert resources.store().facilitated(rehearsal).attendance.done == 24
    assert {s.channel for s in resources.store().panel(rehearsal).submissions} == {"rehearsal"}
    assert resources.store().facilitated(evening).attendance.heads == 0
    app.button("_rehearsal_end").click().run()
    assert not app.info
    with pytest.raises(ValueError, match="key"):
        resources.store().facilitated(rehearsal)
    assert resources.store().facilitated(evening).round.number == 1


def test_no_phone_sits_down_in_a_rehearsal():
    app = opened_board()
    app.button_group("_board_view").set_value("rehearsal").run()
    app.button("_rehearse").click().run()
    code = resources.store().facilitated(app.session_state["facilitator"].rehearsal.opened.key).code
    phone = visit(workshop=code, lang="en")
    phone.button("_speak_en").click().run()
    phone.radio("_group").set_value("ecology").run()
    phone.button("_join").click().run()
    assert any("rehearsal" in error.value for error in phone.error)
    assert resources.store().present(code)[1].heads == 24


def test_the_next_person_on_a_phone_finds_a_free_door():
    room = Room.open()
    app = answer_all(room.sit())
    app.button("_submit").click().run()
    app.button("_next_person").click().run()
    assert "seat" not in app.query_params
    app.radio("_group").set_value("transport").run()
    app.button("_join").click().run()
    app = answer_all(app, 3)
    app.button("_submit").click().run()
    assert len({s.seat for s in room.submissions}) == 2
    first, second = room.submissions
    assert second.sign in said(app)
    assert first.sign not in said(app)


def test_lines_of_single_people_are_taken_home_behind_a_tick_alone():
    room = Room.open()
    submit(room.store, rehearse(room.store, room.code, 24, seed=1), 1)
    room.store.close_round(room.key)
    app = visit(lang="en")
    app.text_input("_key").set_value(room.key)
    app.button("FormSubmitter:_return-Open control panel").click().run()
    app.button_group("_board_view").set_value("keep").run()
    assert not app.checkbox("_take_lines").value
    assert "Individual weights, without names" in app.checkbox("_take_lines").label


def test_a_minimum_below_the_promise_is_told_when_a_workshop_is_opened():
    app = visit(lang="en")
    assert not any("Usual minimum: 5" in each.value for each in app.warning)
    app.number_input("_room_minimum_group").set_value(3).run()
    assert any("Usual minimum: 5" in each.value for each in app.warning)


def paper_table(app, rows: list[dict]):
    """The table for typing, filled in: AppTest cannot type into cells."""
    board = resources.store().facilitated(key_of(app))
    form = app.session_state["room_form"]
    name = f"ballots_{board.code}_1_en"
    form[f"{name}/now"] = rows
    form[f"{name}/version"] = form.get(f"{name}/version", 0) + 1
    app.session_state["room_form"] = form
    return app.run()


def typed_ballot(app, number: int, points: int) -> dict:
    workshop = resources.store().facilitated(key_of(app)).workshop
    return {
        "number": numbered(number),
        "group": "Ecology",
        **{column.key: str(points + at) for at, column in enumerate(columns(workshop))},
    }


def test_ballots_are_typed_in_once_and_slips_stay_in_the_table():
    app = opened_board()
    resources.store().print_paper_forms(key_of(app), 20)
    app.button_group("_board_view").set_value("paper").run()
    good, slip = typed_ballot(app, 1, 10), typed_ballot(app, 2, 10)
    slip["number"] = "002Z"
    app = paper_table(app, [good, slip])
    app.button("_enter").click().run()
    assert "Entered: 1." in said(app)
    assert any("002Z" in error.value for error in app.error)
    (submission,) = resources.store().panel(key_of(app)).submissions
    assert submission.channel == "quick_entry"
    app = paper_table(app, [typed_ballot(app, 1, 30)])
    app.button("_enter").click().run()
    assert len(resources.store().panel(key_of(app)).submissions) == 1
    app.checkbox("_correct").check().run()
    app = paper_table(app, [typed_ballot(app, 1, 30)])
    app.button("_enter").click().run()
    assert len(resources.store().panel(key_of(app)).submissions) == 2


def test_a_table_of_many_ballots_is_brought():
    app = opened_board()
    resources.store().print_paper_forms(key_of(app), 20)
    app.button_group("_board_view").set_value("paper").run()
    rows = [typed_ballot(app, n, n) for n in range(1, 7)]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows([*rows, {**rows[0], "number": "xx"}])
    app.file_uploader("_ballots_file").upload("many.csv", out.getvalue().encode(), "text/csv").run()
    app.button("_bring").click().run()
    assert "Entered: 6." in said(app)
    assert any("XX" in error.value for error in app.error)
    assert {s.channel for s in resources.store().panel(key_of(app)).submissions} == {"workbook"}


def test_the_export_has_no_pseudonyms_and_deleting_asks_for_the_code():
    app = opened_board()
    key = key_of(app)
    board = resources.store().facilitated(key)
    resources.store().take_seat(board.code, "ecology", "Ms Secret")
    app.button_group("_board_view").set_value("keep").run()
    assert "Secret" not in json.dumps(resources.store().export(key), ensure_ascii=False)
    assert app.button("_delete").disabled
    app.text_input("_delete_code").set_value(board.code.lower()).run()
    app.button("_delete").click().run()
    with pytest.raises(ValueError, match="key"):
        resources.store().facilitated(key)
    assert has(app, "_open")


def test_the_projector_needs_no_key_and_speaks_the_rooms_language():
    room = Room.open(lang="zh")
    room.store.take_seat(room.code, "ecology", "Ms Secret")
    app = visit(workshop=room.code, view="projector", lang="en")
    shown = "".join(element.proto.body for element in app.html)
    assert room.code in shown
    assert "生态保护" in shown
    assert "Secret" not in shown + said(app)
    assert not app.button
    assert not app.text_input


def test_where_sign_in_is_configured_it_is_asked_of_whoever_opens_a_workshop_and_of_nobody_else(
    monkeypatch,
):
    room = Room.open()
    monkeypatch.setattr("mcda.app.state.session.must_sign_in", lambda: True)
    monkeypatch.setattr("mcda.app.state.session.can_sign_in", lambda: False)
    app = visit(lang="en")
    assert not has(app, "_sign_in"), "Streamlit would answer the click with an error of its own"
    assert "streamlit\\[auth\\]" in said(app)
    monkeypatch.setattr("mcda.app.state.session.can_sign_in", lambda: True)
    app = visit(lang="en")
    assert has(app, "_sign_in")
    assert not has(app, "_open")
    assert has(room.sit(), "_next")
    app.text_input("_key").set_value(room.key)
    next(b for b in app.button if b.form_id == "_return").click().run()
    assert "Round 1 is open" in said(app)
