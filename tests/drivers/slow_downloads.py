"""The app on a busy server, as a press on a download button meets it: python -m tests.drivers.slow_downloads [options]

A press reaches the server as a request of its own. A busy server takes it up late, and what the press itself may have
started, a run of the page, is over before it does. Between the making of the file and its fetching, pages of other
visitors end their runs, and Streamlit then throws away files that nobody seems to need: at the second run's end.
"""

import time

from streamlit.runtime.media_file_manager import MediaFileManager

from mcda.app.__main__ import main

SECONDS = 1.5
OTHERS = 3  # pages of other visitors that end a run before the file is fetched

_at_once = MediaFileManager.execute_deferred


def _later(manager: MediaFileManager, file_id: str) -> str:
    time.sleep(SECONDS)
    address = _at_once(manager, file_id)
    for _ in range(OTHERS):
        manager.remove_orphaned_files()
    return address


if __name__ == "__main__":
    MediaFileManager.execute_deferred = _later
    main()
