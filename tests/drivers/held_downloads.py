"""The app whose server takes up a press on a download late: python -m tests.drivers.held_downloads [Streamlit's options]

A press waits for as long as a file HOLD stands in the folder of data, whatever else the page does meanwhile.
"""

import os
import time
from pathlib import Path

from streamlit.runtime.media_file_manager import MediaFileManager

from mcda.app.__main__ import main

HOLD = "hold"

_at_once = MediaFileManager.execute_deferred


def _held(manager: MediaFileManager, file_id: str) -> str:
    hold = Path(os.environ["GREENHEART_DATA"]) / HOLD
    while hold.exists():
        time.sleep(0.02)
    return _at_once(manager, file_id)


if __name__ == "__main__":
    MediaFileManager.execute_deferred = _held
    main()
