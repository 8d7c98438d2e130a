"""Start the app with what its first visitor would wait for read meanwhile: python -m mcda.app [Streamlit's options]."""

import sys
from pathlib import Path
from threading import Thread

from streamlit.web import cli

FRONT_DOOR = Path(__file__).parents[2] / "streamlit_app.py"


def warm() -> None:
    """Imports, polygons, the first ranking: beside the start of the server, not before it."""
    from mcda.app import desk

    desk.warm()


if __name__ == "__main__":
    Thread(target=warm, daemon=True).start()
    sys.argv = ["streamlit", "run", str(FRONT_DOOR), *sys.argv[1:]]
    cli.main()
