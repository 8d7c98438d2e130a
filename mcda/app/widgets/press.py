"""A button that the page acts on where it stands."""

from typing import Any

import streamlit as st

from mcda.app.state import presses


def button(label: str, key: str, **looks: Any) -> bool:
    """Whether it was pressed, and nothing has come of it yet: act inside `presses.acting(key)`."""
    st.button(label, key=key, on_click=presses.note, args=(key,), **looks)
    return presses.is_noted(key)
