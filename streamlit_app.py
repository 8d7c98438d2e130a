"""The front door: the app that a server runs; the script of its pages stands in the package."""

import streamlit as st

from mcda.app.entry import SCRIPT, addresses, browser_cookie, headers
from mcda.app.entry.health import HEALTH
from mcda.app.entry.lifespan import lifespan

app = st.App(
    SCRIPT,
    routes=[HEALTH],
    middleware=[each.MIDDLEWARE for each in (headers, addresses, browser_cookie)],
    lifespan=lifespan,
)
