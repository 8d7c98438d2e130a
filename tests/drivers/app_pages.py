"""A page of the app as AppTest shows it, without a browser."""

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.drivers.app_server import ROOT

FRONT_DOOR = ROOT / "streamlit_app.py"


def opened(page: str, lang: str, **state: object) -> AppTest:
    """A new session on this page, with what it is to find in its session state."""
    app = AppTest.from_file(str(FRONT_DOOR), default_timeout=60)
    app.query_params["lang"] = lang
    for key, value in state.items():
        app.session_state[key] = value
    # before its first run switch_page() knows a page by the name of its file; all of ours are called page.py
    app._page_hash = calc_hash(page)
    return app.run()
