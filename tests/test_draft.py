"""The planner's draft: a reload or a restarted server gives back the desk, and a failing store never holds it up."""

from threading import Event

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from mcda.app import PAGES
from mcda.app.entry import SCRIPT
from mcda.app.state import resources
from mcda.region.link_years import embedded_observations
from mcda.study.factory import embedded_study
from tests.drivers.app_pages import at_address
from tests.drivers.waiting import until

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]


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
    app.button_group("_region").set_value("box").run()
    assert reopened(app, "robustness").session_state["sampling"].region == "box"


def test_the_key_that_publishes_is_in_no_draft():
    app = opened(page="brief")
    app.text_input("_planner_key").set_value("a secret of the planner").run()
    view(at_address(app, "region").run(), "region_view", "levels")
    app.checkbox("_list_mountain_side").uncheck().run()
    key = key_of(kept_and_shown(app))
    assert "secret" not in resources.store().draft(key)


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
    assert any("lost on a reload" in line.value for line in app.markdown)
    assert not app.exception
    for name in ("store", draft.name):
        resources.write_queue().forget(name)


def test_a_store_that_hangs_never_holds_up_the_page(monkeypatch):
    app = opened()
    assert resources.write_queue().flush(30)
    free = Event()
    monkeypatch.setattr(resources.store(), "keep_draft", lambda *_: free.wait(60) and "k" * 22)
    app.slider("_share_secondary/ecology").set_value(60).run()
    assert app.slider("_share_secondary/ecology").value == 60
    assert key_of(app) == ""  # the page was there before the store had answered
    free.set()
    assert resources.write_queue().flush(30)
    app.run()
    assert key_of(app) == "k" * 22
