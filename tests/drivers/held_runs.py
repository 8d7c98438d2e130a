"""The app whose pages stand still before they are drawn: python -m tests.drivers.held_runs [Streamlit's options]

They wait for as long as a file HOLD stands in the folder of data: a run lasts as long as a test wants.
"""

import os
import time
from pathlib import Path
from typing import Any

from mcda.app.__main__ import main
from mcda.app.widgets import page_parts

HOLD = "hold"

_run = page_parts.run_page


def _held(t: Any, page: Any) -> None:
    hold = Path(os.environ["GREENHEART_DATA"]) / HOLD
    while hold.exists():
        time.sleep(0.02)
    _run(t, page)


if __name__ == "__main__":
    page_parts.run_page = _held
    main()
