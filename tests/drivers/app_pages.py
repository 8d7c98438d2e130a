"""A page of the app as AppTest shows it, without a browser."""

from streamlit.testing.v1 import AppTest

from tests.drivers.app_server import ROOT

FRONT_DOOR = ROOT / "streamlit_app.py"


def opened(page: str, lang: str, **state: object) -> AppTest:
    """A new session on this page, with what it is to find in its session state."""
    app = AppTest.from_file(str(FRONT_DOOR), default_timeout=60)
    app.query_params["lang"] = lang
    for key, value in state.items():
        app.session_state[key] = value
    return app.switch_page(f"mcda/app/pages/{page}/page.py").run()
