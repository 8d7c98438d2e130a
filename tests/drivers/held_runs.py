"""The app whose pages stand still before they are drawn: python -m tests.drivers.held_runs [Streamlit's options]

They wait for as long as a file HOLD stands in the folder of data: a run lasts as long as a test wants. So does the
writing of drafts with HOLD_DRAFTS.
"""

import os
import time
from pathlib import Path
from typing import Any

from mcda.app.__main__ import main
from mcda.app.widgets import page_parts
from mcda.group.store.workshops import Store

HOLD, HOLD_DRAFTS = "hold", "hold_drafts"

_run = page_parts.run_page
_keep, _change = Store.keep_draft, Store.change_draft


def _wait_while(name: str) -> None:
    hold = Path(os.environ["GREENHEART_DATA"]) / name
    while hold.exists():
        time.sleep(0.02)


def _held(t: Any, page: Any) -> None:
    _wait_while(HOLD)
    _run(t, page)


def _kept(store: Store, *given: Any) -> int:
    _wait_while(HOLD_DRAFTS)
    return _keep(store, *given)


def _changed(store: Store, *given: Any) -> int:
    _wait_while(HOLD_DRAFTS)
    return _change(store, *given)


if __name__ == "__main__":
    page_parts.run_page = _held
    Store.keep_draft, Store.change_draft = _kept, _changed
    main()
