"""The planner's draft: a reload or a restarted server gives back the desk, and a failing store never holds it up."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from criteria.errors import StoreError
from mcda.app import PAGES
from mcda.app.entry import SCRIPT
from mcda.app.state import browser_mark, resources
from mcda.region.link_years import embedded_observations
from mcda.study.factory import embedded_study
from mcda.study.io import from_json
from mcda.study.study import Study
from tests.drivers.app_pages import at_address
from tests.drivers.waiting import until

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]


@pytest.fixture(autouse=True)
def browser(monkeypatch):
    """The mark of the browser in hand; browser("theirs") takes another one into the hand."""

    def take(name: str) -> None:
        monkeypatch.setattr(browser_mark, "in_cookie", lambda: name.ljust(43, "_"))

    take("mine")
    return take


def opened(draft: str = "", page: str = "weights") -> AppTest:
    app = AppTest.from_file(str(SCRIPT), default_timeout=30)
    app.query_params["lang"] = "en"
    if draft:
        app.query_params["draft"] = draft
    return at_address(app, page).run()


def key_of(app: AppTest) -> str:
    found = app.query_params.get("draft", "")
    return found if isinstance(found, str) else found[0]


def kept_and_shown(app: AppTest) -> AppTest:
    """Once the store has what was changed, and the page knows."""
    assert resources.write_queue().flush(30)
    return app.run()


@pytest.mark.parametrize("page", PAGES)
def test_a_visit_without_a_change_leaves_no_draft(page):
    assert key_of(opened(page=page).run()) == ""


def test_a_change_gives_the_address_a_key_and_a_restarted_server_gives_it_back():
    app = opened()
    app.slider("_share_secondary/ecology").set_value(60).run()
    key = key_of(kept_and_shown(app))
    assert len(key) >= 22
    app.slider("_share_secondary/ecology").set_value(70).run()
    assert key_of(app) == key
    assert resources.write_queue().flush(10)
    st.cache_resource.clear()  # the process is new, the file is not
    again = opened(key)
    assert again.slider("_share_secondary/ecology").value == 70
    assert key_of(again) == key
    assert not again.error


def test_the_stage_in_hand_and_every_study_come_back():
    app = opened()
    app.slider("_share_secondary/ecology").set_value(60).run()
    app.button_group("_stage").set_value("tertiary").run()
    app.slider("_share_tertiary/connectivity").set_value(80).run()
    assert resources.write_queue().flush(10)
    again = opened(key_of(app))
    assert again.session_state["stage"] == "tertiary"
    assert again.slider("_share_tertiary/connectivity").value == 80
    again.button_group("_stage").set_value("secondary").run()
    assert again.slider("_share_secondary/ecology").value == 60


def reopened(app: AppTest, page: str = "region") -> AppTest:
    """The address of this session, opened by a new process."""
    key = key_of(kept_and_shown(app))
    assert key
    st.cache_resource.clear()
    again = opened(key, page)
    assert not again.error
    return again


def view(app: AppTest, name: str, chosen: str) -> AppTest:
    return app.button_group(f"_{name}").set_value(chosen).run()


def test_a_county_list_alone_comes_back():
    app = view(opened(page="region"), "region_view", "levels")
    app.checkbox("_list_mountain_side").uncheck().run()
    again = reopened(app)
    assert again.session_state["lists_off"] == ("mountain_side",)
    app.checkbox("_list_mountain_side").check().run()  # and so does the whole list
    assert "lists_off" not in reopened(app).session_state


def test_zones_alone_come_back():
    app = view(opened(page="region"), "region_view", "heart")
    app.number_input("_zone_core_tree_cover").set_value(70.0).run()
    assert reopened(app).session_state["zone_rules"].core_tree_cover == 70


def test_own_links_come_back():
    app = opened(page="network")
    figures = embedded_observations()[:3]
    app.session_state["own_links"] = ("file", figures, ())
    assert reopened(app.run(), "network").session_state["own_links"][1] == figures


def test_answers_to_a_weighting_method_and_what_follows_from_them_come_back():
    app = view(opened(), "way", "points")
    for number in app.number_input:
        number.set_value(60.0)
    again = reopened(app.run(), "weights")
    answers = {key: note for key, note in app.session_state["notes"].items() if "/" in key}
    assert answers
    assert answers.items() <= again.session_state["notes"].items()


def test_weights_by_method_and_scenarios_as_they_were_kept_come_back():
    app = opened()
    weights = embedded_study("secondary").scenario.weights.moved_group("ecology", 0.3, set())
    app.session_state["ways"] = {("secondary", "points"): weights}
    app.slider("_share_secondary/ecology").set_value(48).run()
    app.text_input("_scenario_name").set_value("A")
    app.button("_keep_scenario").click().run()
    app.slider("_share_secondary/ecology").set_value(68).run()
    again = reopened(app, "weights")
    for name in ("ways", "scenarios_kept"):
        assert again.session_state[name] == app.session_state[name]


def test_locks_and_what_is_drawn_come_back():
    app = opened()
    app.checkbox("_lock_secondary/ecology").check().run()
    assert reopened(app, "weights").session_state["locks"] == app.session_state["locks"] != set()
    app = opened(page="robustness")
    app.selectbox("_region").set_value("box").run()
    assert reopened(app, "robustness").session_state["sampling"].region == "box"


def test_the_key_that_publishes_is_in_no_draft():
    app = opened(page="brief")
    app.text_input("_planner_key").set_value("a secret of the planner").run()
    view(at_address(app, "region").run(), "region_view", "levels")
    app.checkbox("_list_mountain_side").uncheck().run()
    key = key_of(kept_and_shown(app))
    assert "secret" not in resources.store().draft(key, "").study


def test_an_unknown_key_is_told_and_the_page_goes_on():
    app = opened("nothing-is-here")
    assert any("draft" in error.value for error in app.error)
    assert key_of(app) == ""
    app.slider("_share_secondary/ecology").set_value(60).run()
    assert key_of(kept_and_shown(app)) not in ("", "nothing-is-here")


def test_a_failing_store_never_holds_up_the_page(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/workshop.db/inside/a/file.db")
    (tmp_path / "workshop.db").write_text("no folder")
    app = opened()
    app.slider("_share_secondary/ecology").set_value(60).run()
    assert app.slider("_share_secondary/ecology").value == 60
    draft = app.session_state["draft"]
    until(
        lambda: (
            resources.write_queue().findings(draft.name)
            or resources.write_queue().findings("store")
        )
    )
    app.run()
    assert any("A reload would lose your changes" in line.value for line in app.markdown)
    assert not app.exception
    for name in ("store", draft.name):
        resources.write_queue().forget(name)


def test_a_store_that_hangs_never_holds_up_the_page(monkeypatch):
    app = opened()
    assert resources.write_queue().flush(30)
    free, real = Event(), resources.store().keep_draft

    def late(*given):
        assert free.wait(60)
        return real(*given)

    monkeypatch.setattr(resources.store(), "keep_draft", late)
    app.slider("_share_secondary/ecology").set_value(60).run()
    assert app.slider("_share_secondary/ecology").value == 60
    assert key_of(app) == ""  # the page was there before the store had answered
    free.set()
    assert resources.write_queue().flush(30)
    app.run()
    assert len(key_of(app)) >= 22


# whose it is, and two windows


SHARE = "_share_secondary/ecology"


def moved(app: AppTest, share: int) -> AppTest:
    return kept_and_shown(app.slider(SHARE).set_value(share).run())


def told(app: AppTest) -> str:
    return "\n".join(str(each.value) for each in (*app.info, *app.warning, *app.error))


def test_a_colleague_who_opens_the_address_works_in_a_copy(browser):
    mine = moved(opened(), 40)
    key = key_of(mine)
    browser("theirs")
    theirs = opened(key)
    assert "This is a copy. The original does not change." in told(theirs)
    assert theirs.slider(SHARE).value == 40
    assert key_of(theirs) == key  # a reload shows the same copy
    moved(theirs, 25)
    assert "copy" not in told(theirs)
    own = key_of(theirs)
    assert own not in (key, "")
    assert opened(own).slider(SHARE).value == 25
    browser("mine")
    again = opened(key)
    assert again.slider(SHARE).value == 40  # it was 25 for me as well, without a word
    assert told(again) == ""


def test_a_look_at_somebody_elses_draft_leaves_none(browser):
    key = key_of(moved(opened(), 40))
    browser("theirs")
    theirs = opened(key).run()
    at_address(theirs, "ranking").run()
    assert resources.write_queue().flush(10)
    assert key_of(theirs.run()) == key
    assert "copy" in told(theirs)


def two_windows() -> tuple[AppTest, AppTest]:
    """One owner's two windows on a draft: in one ecology went to 42, then in the other to 38."""
    first = moved(opened(), 41)
    second = opened(key_of(first))
    moved(first, 42)
    second.slider(SHARE).set_value(38).run()
    return first, second


def shares(app: AppTest) -> list[int]:
    study = app.session_state["studies"]["secondary"]
    return [round(100 * s.weights.groups.as_dict()["ecology"]) for s in study.scenarios]


def test_the_later_of_two_windows_is_told_and_takes_theirs():
    first, second = two_windows()
    assert "changed in another window at" in told(second)
    assert opened(key_of(first)).slider(SHARE).value == 42  # it was 38
    second.button("_draft_theirs").click().run()
    assert second.slider(SHARE).value == 42
    assert told(second) == ""
    moved(second, 50)
    assert told(second) == ""
    assert opened(key_of(first)).slider(SHARE).value == 50


def test_the_later_of_two_windows_is_kept_as_a_scenario():
    first, second = two_windows()
    before = len(shares(first))
    second.button("_draft_scenario").click().run()
    assert told(second) == ""
    assert second.slider(SHARE).value == 38  # what is seen stays in hand
    kept_and_shown(second)
    again = opened(key_of(first))
    assert shares(again)[:before] == shares(first)
    assert shares(again)[before:] == [38]
    assert "this window" in again.session_state["studies"]["secondary"].scenario.name.en


def test_the_later_of_two_windows_goes_on_apart():
    first, second = two_windows()
    second.button("_draft_apart").click().run()
    kept_and_shown(second)
    assert key_of(second) != key_of(first)
    assert opened(key_of(second)).slider(SHARE).value == 38
    assert opened(key_of(first)).slider(SHARE).value == 42


def own_study(name: str) -> Study:
    """A study of one's own that 1.0 had saved."""
    saved = Path(__file__).parent / "saved" / "1.0" / "studies" / f"{name}.json"
    return from_json(saved.read_text("utf-8"))


def held(app: AppTest, study: Study) -> AppTest:
    study = replace(study, stage=replace(study.stage, key="own"))
    app.session_state["own"] = app.session_state["studies"] = {"own": study}
    app.session_state["stage"] = "own"
    return kept_and_shown(app.run())


def criteria_of_own(app: AppTest) -> tuple[str, ...]:
    return app.session_state["own"]["own"].stage.keys


def test_a_study_of_ones_own_that_the_other_window_never_had_is_kept_too():
    first = moved(opened(), 41)
    second = opened(key_of(first))
    moved(first, 42)
    own = own_study("own_table")
    held(second, own)
    assert "changed in another window at" in told(second)
    second.button("_draft_scenario").click().run()
    again = opened(key_of(kept_and_shown(second)))
    assert key_of(second) == key_of(first)
    assert criteria_of_own(again) == own.stage.keys
    assert again.session_state["stage"] == "own"
    assert shares(again) == shares(first)


def test_a_scenario_that_does_not_fit_the_data_of_the_other_window_goes_on_apart():
    first = moved(opened(), 41)
    second = opened(key_of(first))
    studies = own_study("own_table"), own_study("workbook_own_first")
    for app, own in zip((first, second), studies, strict=True):
        held(app, own)
    second.button("_draft_scenario").click().run()
    assert key_of(kept_and_shown(second)) != key_of(first)
    for app, own in zip((first, second), studies, strict=True):
        assert criteria_of_own(opened(key_of(app))) == own.stage.keys


def test_a_window_that_goes_on_without_an_answer_is_told_again_and_writes_nothing_over():
    first, second = two_windows()
    moved(second, 30)
    assert "changed in another window at" in told(second)
    assert opened(key_of(first)).slider(SHARE).value == 42


def test_a_save_whose_answer_was_lost_is_no_change_of_another_window(monkeypatch):
    app = moved(opened(), 41)
    store, real = resources.store(), resources.store().change_draft
    lost = []

    def stored_but_not_told(*given):
        version = real(*given)
        if not lost:
            lost.append(version)
            raise StoreError.of("store.locked", database="workshop.db")
        return version

    monkeypatch.setattr(store, "change_draft", stored_but_not_told)
    app.slider(SHARE).set_value(42).run()
    app.slider(SHARE).set_value(43).run()
    kept_and_shown(app)
    assert lost
    assert told(app) == ""
    assert opened(key_of(app)).slider(SHARE).value == 43


def test_a_reload_waits_for_the_change_that_is_on_its_way(monkeypatch):
    app = moved(opened(), 41)
    store, real = resources.store(), resources.store().change_draft
    queue, wait, is_awaited = resources.write_queue(), resources.write_queue().wait, Event()

    def late(*given):
        assert is_awaited.wait(60)
        return real(*given)

    def awaited(name, _):
        is_awaited.set()
        return wait(name, 60)

    monkeypatch.setattr(store, "change_draft", late)
    app.slider(SHARE).set_value(42).run()
    monkeypatch.setattr(queue, "wait", awaited)
    again = opened(key_of(app))
    assert again.slider(SHARE).value == 42


@pytest.mark.parametrize("owner", ["mine", "theirs"])
def test_no_key_stands_in_the_address_of_the_page_that_is_projected(browser, owner):
    key = key_of(moved(opened(), 40))
    browser(owner)
    board = opened(key, "workshop")
    assert key not in str(board.query_params)
    there = opened(key_of(board), "workshop")  # a reload of the board
    assert key not in str(there.query_params)
    weights = at_address(there, "weights").run()
    is_own = owner == "mine"
    assert (weights.slider(SHARE).value == 40) is is_own
    assert (key_of(weights) == key) is is_own
    browser("a spectator")
    if is_own:
        assert any("draft" in error.value for error in opened(key_of(board)).error)
