"""The front door: the app that a server runs, and what stands round the script of its pages.

`python -m mcda.app` has Streamlit run this file, and Streamlit reads `.streamlit/config.toml` beside it from any folder.
"""

import streamlit as st

from mcda.app.entry import SCRIPT, addresses, browser_cookie, headers
from mcda.app.entry.health import HEALTH
from mcda.app.entry.lifespan import lifespan
from mcda.app.entry.published_data import PUBLISHED_DATA

ROUTES = (HEALTH, PUBLISHED_DATA)
MIDDLEWARE = tuple(each.MIDDLEWARE for each in (headers, addresses, browser_cookie))

app = st.App(SCRIPT, routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan)
