"""What outlives a session: the store, what is written to it while the page goes on, and the planner's draft."""

import streamlit as st

from mcda.app.later import Later
from mcda.group.store import Store


@st.cache_resource(max_entries=1, show_spinner=False)
def store() -> Store:
    """The room's database, one for all; raises StoreTrouble, and is tried again at the next call."""
    return Store.open()


@st.cache_resource(max_entries=1, show_spinner=False)
def later() -> Later:
    """What is written while the page goes on."""
    return Later()
