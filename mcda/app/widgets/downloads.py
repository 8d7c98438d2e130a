"""Files to take home: made when the button is pressed, and kept until the browser has fetched them."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

import streamlit as st
from streamlit import runtime

from mcda.words import Translator

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPT = 16  # files, of all visitors together, that wait to be fetched
KEPT_BUTTONS = 192  # as they were drawn last, of all visitors together, that may yet be pressed
_NUMBERS = count()
# The way to the files of a chart stands close to it and small. Streamlit says in English below a button that its file
# could not be made, and lets nobody say it otherwise.
LOOK = """<style>
[class*="st-key-_download_"]{margin:-.8rem 0 -.4rem}
[class*="st-key-_download_"] p,[class*="st-key-_csv_"] p{font-size:.875rem}
[data-testid="stDownloadButtonError"]{font-size:0!important}
[data-testid="stDownloadButtonError"]::after{font-size:.875rem;content:%s}
</style>"""


def button(
    label: str,
    make: Callable[[], str | bytes],
    file_name: str,
    mime: str,
    place: Any = st,
    **looks: Any,
) -> None:
    """A button at `place` that gives the file which `make` returns; `make` runs outside the session.

    A press does not run the page again: the end of that run would throw away what was pressed.
    """

    def data() -> bytes:
        return _held(make(), file_name, mime)

    place.download_button(
        label, data=data, file_name=file_name, mime=mime, on_click="ignore", **looks
    )
    _keep(data)


def style(t: Translator) -> str:
    """How the buttons look; what every one says, for as long as Streamlit does, where its file could not be made."""
    return LOOK % json.dumps(t.written("picture.failed"), ensure_ascii=False)


def _keep(data: Callable[[], bytes]) -> None:
    """What a button calls outlives the page's next runs: it may be pressed while one is under way, or just before.

    A run draws the button under a new number, and at its end Streamlit forgets what nobody refers to: the number that
    the browser still holds. There is no public way to refer to it, so that this stands beside its own references.
    """
    manager = runtime.get_instance().media_file_mgr
    with manager._lock:
        drawn = reversed(manager._deferred_callables.items())
        number = next((number for number, entry in drawn if entry["callable"] is data), None)
        if number is not None:
            slot = f"button/{next(_NUMBERS) % KEPT_BUTTONS}"
            manager._files_by_session_and_coord["kept"][slot] = number


def _held(made: str | bytes, file_name: str, mime: str) -> bytes:
    """The file, which Streamlit now keeps until KEPT others were made.

    By itself it keeps a file that was made by a press for two ends of a page's run, whoever's page that is: in a room
    full of phones that is sooner than a browser can fetch it. What counts is that somebody refers to a file of the
    same content, type and name; outside a session that is Streamlit's own stand-in for one.
    """
    data = made.encode() if isinstance(made, str) else made
    runtime.get_instance().media_file_mgr.add(
        data, mime, f"made/{next(_NUMBERS) % KEPT}", file_name, is_for_static_download=True
    )
    return data
