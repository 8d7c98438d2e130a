"""A page of the app as AppTest shows it, without a browser."""

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from mcda.app.entry import SCRIPT


def opened(page: str, lang: str, **state: object) -> AppTest:
    """A new session on this page, with what it is to find in its session state."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    app.query_params["lang"] = lang
    for key, value in state.items():
        app.session_state[key] = value
    return at_address(app, page).run()


def at_address(app: AppTest, page: str) -> AppTest:
    """The session at the address of a page; not yet run."""
    # switch_page() knows a page by its file until the first run, and every page's file is page.py
    app._page_hash = calc_hash(page)
    return app
