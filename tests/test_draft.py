"""The planner's draft: a reload or a restarted server gives back the desk, and a failing store never holds it up."""

from threading import Event

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from mcda.app.state import resources
from tests.drivers.app_pages import FRONT_DOOR
from tests.drivers.waiting import until

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]


def opened(draft: str = "", page: str = "weights") -> AppTest:
    app = AppTest.from_file(str(FRONT_DOOR), default_timeout=30)
    app.query_params["lang"] = "en"
    if draft:
        app.query_params["draft"] = draft
    return app.run().switch_page(f"mcda/app/pages/{page}/page.py").run()


def key_of(app: AppTest) -> str:
    found = app.query_params.get("draft", "")
    return found if isinstance(found, str) else found[0]


def kept_and_shown(app: AppTest) -> AppTest:
    """Once the store has what was changed, and the page knows."""
    assert resources.later().flush(30)
    return app.run()


def test_a_visit_without_a_change_leaves_no_draft():
    assert key_of(opened()) == ""


def test_a_change_gives_the_address_a_key_and_a_restarted_server_gives_it_back():
    app = opened()
    app.slider("_share_secondary/ecology").set_value(60).run()
    key = key_of(kept_and_shown(app))
    assert len(key) >= 22
    app.slider("_share_secondary/ecology").set_value(70).run()
    assert key_of(app) == key
    assert resources.later().flush(10)
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
    assert resources.later().flush(10)
    again = opened(key_of(app))
    assert again.session_state["stage"] == "tertiary"
    assert again.slider("_share_tertiary/connectivity").value == 80
    again.button_group("_stage").set_value("secondary").run()
    assert again.slider("_share_secondary/ecology").value == 60


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
    until(lambda: resources.later().findings(draft.name) or resources.later().findings("store"))
    app.run()
    assert any("lost on a reload" in line.value for line in app.markdown)
    assert not app.exception
    for name in ("store", draft.name):
        resources.later().forget(name)


def test_a_store_that_hangs_never_holds_up_the_page(monkeypatch):
    app = opened()
    assert resources.later().flush(30)
    free = Event()
    monkeypatch.setattr(resources.store(), "keep_draft", lambda *_: free.wait(60) and "k" * 22)
    app.slider("_share_secondary/ecology").set_value(60).run()
    assert app.slider("_share_secondary/ecology").value == 60
    assert key_of(app) == ""  # the page was there before the store had answered
    free.set()
    assert resources.later().flush(30)
    app.run()
    assert key_of(app) == "k" * 22
