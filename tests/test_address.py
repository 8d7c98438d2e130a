"""What is looked at stands in the address and comes back from it; what nobody knows is said in one line."""

import pytest
from streamlit.testing.v1 import AppTest

from mcda.app.entry import SCRIPT
from mcda.words import Translator
from tests.drivers.app_pages import at_address


def opened_at(page: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    app.query_params["lang"] = "en"
    for name, value in parameters.items():
        app.query_params[name] = value
    return at_address(app, page).run()


def address_of(app: AppTest) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else value[0]
        for name, value in app.query_params.items()
        if name != "draft"
    }


def test_the_first_visit_has_a_short_address():
    assert address_of(opened_at("ranking")) == {"lang": "en"}


def test_an_address_opens_what_it_says():
    asked = {"stage": "tertiary", "method": "topsis", "candidate": "611025", "view": "weights"}
    app = opened_at("robustness", **asked)
    assert address_of(app) == {"lang": "en", **asked}
    assert app.session_state["stage"] == "tertiary"
    assert app.session_state["selected"] == "611025"
    assert app.session_state["studies"]["tertiary"].scenario.method == "topsis"
    assert not app.warning


@pytest.mark.parametrize(
    ("page", "name", "value"),
    [
        ("ranking", "stage", "fourth"),
        ("ranking", "method", "guess"),
        ("ranking", "scenario", "none"),
        ("ranking", "candidate", "999999"),
        ("region", "layer", "gold"),
        ("robustness", "view", "[x](http://y)"),
        ("network", "phase", "9"),
    ],
)
def test_what_nobody_knows_opens_the_default_and_is_said(page: str, name: str, value: str):
    app = opened_at(page, **{name: value})
    assert not app.exception
    assert len(app.warning) == 1
    t = Translator("en")
    assert t(f"app.address_{name}") in app.warning[0].value
    assert app.title
    assert name not in address_of(app) or address_of(app)[name] != value


def test_going_back_on_the_same_page_restores_what_the_address_says():
    app = opened_at("ranking")
    app.button_group("_stage").set_value("tertiary").run()
    assert address_of(app)["stage"] == "tertiary"
    del app.query_params["stage"]
    app.run()
    assert app.session_state["stage"] == "secondary"


def test_another_page_by_its_link_keeps_what_was_chosen():
    app = opened_at("ranking", method="topsis", candidate="611025")
    for name in ("method", "candidate"):
        del app.query_params[name]
    at_address(app, "county").run()
    assert address_of(app)["method"] == "topsis"
    assert address_of(app)["candidate"] == "611025"
