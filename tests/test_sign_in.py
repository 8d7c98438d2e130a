"""Where the operator asks for a sign-in: of those who open workshops or publish, and of nobody else."""

import pytest
from streamlit.testing.v1 import AppTest

from mcda.app.entry import SCRIPT
from tests.drivers.app_pages import at_address
from tests.drivers.workshop_pages import Room, has, said

pytestmark = [pytest.mark.usefixtures("own_store"), pytest.mark.slow]


def come(page: str, email: str, *admitted: str) -> AppTest:
    """A visitor signed in under an address, where the secrets list those who are admitted."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=120)
    app.query_params["lang"] = "en"
    app.secrets["facilitators"] = {"emails": list(admitted)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mcda.app.state.session.signed_in_as", lambda: email)
        return at_address(app, page).run()


def test_who_is_not_on_the_list_opens_nothing_and_publishes_nothing():
    room = Room.open()
    for page, button in (("workshop", "_open"), ("brief", "_publish")):
        app = come(page, "stranger@example.org", "chair@example.org")
        assert not app.exception
        assert not has(app, button)
        assert "may not create workshops or publish" in said(app)
        assert "stranger" in said(app)
        assert has(app, "_sign_out")
    assert not has(come("workshop", "", "chair@example.org"), "_open")
    assert has(room.sit(), "_next")  # participants never sign in


@pytest.mark.parametrize(
    ("email", "admitted"),
    [("Chair@Example.org", ("b@x", " chair@example.ORG ")), ("", ()), ("any@x", ())],
)
def test_who_is_on_the_list_or_where_there_is_none_goes_on(email, admitted):
    assert has(come("workshop", email, *admitted), "_open")


def test_publishing_asks_for_the_sign_in_too(monkeypatch):
    monkeypatch.setattr("mcda.app.state.session.must_sign_in", lambda: True)
    monkeypatch.setattr("mcda.app.state.session.can_sign_in", lambda: True)
    app = come("brief", "")
    assert has(app, "_sign_in")
    assert not has(app, "_publish")
