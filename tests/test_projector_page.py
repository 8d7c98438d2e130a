"""The projector screen as it is drawn, scene by scene, and the buttons of the control panel that put it there."""

import pytest

from mcda.app.pages.workshop.projector_control import neighbour
from mcda.group.model.projector import SCENE_KEYS
from mcda.group.model.workshop import AgendaItem
from mcda.group.rehearsal import rehearse, submit
from mcda.words import Translator
from tests.drivers.workshop_pages import Room, has, said, visit

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]
AGENDA = (AgendaItem("Welcome <b>", 5), AgendaItem("Talk", 30))


def opened(lang: str) -> Room:
    """A room with two closed rounds and a vote."""
    room = Room.open(lang=lang, minimum_group=3, agenda=AGENDA)
    actors = rehearse(room.store, room.code, 12, seed=3)
    room.store.add_statement(room.key, "closing", "Water first <i>")
    room.store.note(room.key, "When does the railway come?", "parked")
    for number in (1, 2):
        submit(room.store, actors, number)
        room.store.close_round(room.key)
        if number == 1:
            room.store.open_round(room.key)
    room.store.go_to_item(room.key, 0)
    return room


def wall(room: Room) -> str:
    app = visit(workshop=room.code, view="projector", lang="en")
    assert not app.exception
    assert not app.error
    return "".join(element.proto.body for element in app.html)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_scene_is_drawn_in_the_language_of_the_workshop(lang):
    t = Translator(lang)
    room = opened(lang)
    criterion = room.store.facilitated(room.key).workshop.keys[0]
    expected = {
        "joining": t("workshop.scan"),
        "question": t("workshop.example"),
        "progress": t("workshop.done_of", done=12, joined=12),
        "one_minute": t("minute.agree"),
        "first_five": t("minute.everybody"),
        "criterion": t("minute.means"),
        "change": t("results.round_number", number=1),
        "votes": t("statement.none_closed"),
        "parked": "When does the railway come?",
        "black": "An evening",
    }
    assert set(expected) == set(SCENE_KEYS)
    for key, words in expected.items():
        room.store.show_scene(room.key, key, criterion if key == "criterion" else "")
        shown = wall(room)
        assert words in shown, key
        assert f'data-scene="{key}"' in shown
        assert "Welcome <b>" not in shown
    room.store.close_statements(room.key)
    room.store.show_scene(room.key, "votes")
    assert t("statement.none_closed") in wall(room)  # nobody voted


def test_scenes_of_results_say_why_there_is_nothing_before_a_round_is_closed():
    t = Translator("zh")
    room = Room.open(lang="zh")
    for key in ("one_minute", "change", "first_five"):
        room.store.show_scene(room.key, key)
        assert t("workshop.no_results") in wall(room)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_control_panel_puts_scenes_on_the_wall_and_shows_them_small(lang):
    t = Translator(lang)
    room = opened(lang)
    app = visit(lang=lang)
    app.text_input("_key").set_value(room.key)
    label = t("workshop.to_control_panel")
    app = next(each for each in app.button if each.label == label).click().run()
    app = app.button("_scene_progress").click().run()
    assert room.store.projected(room.code).scene.key == "progress"
    assert 'data-scene="progress"' in "".join(element.proto.body for element in app.html)
    app = app.button("_scene_next").click().run()
    assert room.store.projected(room.code).scene.key == "one_minute"
    app = app.button("_scene_before").click().run()
    assert room.store.projected(room.code).scene.key == "progress"
    criterion = room.store.facilitated(room.key).workshop.keys[2]
    app = app.selectbox("_scene_criterion").set_value(criterion).run()
    assert room.store.projected(room.code).scene.argument == criterion
    app = app.button("_item_longer").click().run()
    assert room.store.projected(room.code).clock.extra == 5
    app = app.button("_item_earlier_1").click().run()
    assert not app.exception
    assert room.store.projected(room.code).clock.items[0].title == "Talk"
    again = visit(lang=lang)  # another laptop
    again.text_input("_key").set_value(room.key)
    again = next(each for each in again.button if each.label == label).click().run()
    assert has(again, "_item_longer")
    assert "Talk" in said(again)


def test_scenes_that_need_a_choice_are_passed_over_by_the_arrows():
    assert neighbour(SCENE_KEYS, "first_five", 1) == "change"
    assert neighbour(SCENE_KEYS, "joining", -1) is None
    assert neighbour(SCENE_KEYS, "black", 1) is None
    assert neighbour(SCENE_KEYS, "criterion", 1) == "change"
