"""Signs that no text holds, in every word of an address: told as a wrong link, never handed to the database."""

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from mcda.app.entry import SCRIPT
from mcda.app.state import resources
from tests.drivers.app_pages import at_address

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("published", "study"),
        ("workshop", "workshop"),
        ("workshop", "seat"),
        ("ranking", "draft"),
        ("workshop", "item"),
        ("workshop", "since"),
        ("workshop", "view"),
        ("workshop", "ballot"),
    ],
)
def test_a_nul_in_an_address_is_told_and_asks_the_database_for_nothing_with_it(page, name):
    asked: list[str] = []
    engine = resources.store().database.engine
    event.listen(engine, "before_cursor_execute", lambda *a: asked.append(repr(a[3])))
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    app.query_params["lang"] = "en"
    app.query_params[name] = "a\x00b\x07"
    if name == "seat":
        app.query_params["workshop"] = "ABCDEFGH"
    app = at_address(app, page).run()
    assert not app.exception
    assert not [words for words in asked if "\\x00" in words]
    if name in ("study", "workshop"):
        assert app.error
