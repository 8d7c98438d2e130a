"""The front door of a clone, where hosts of Streamlit apps look for it: the same as `mcda/app/entry/front_door.py`."""

import streamlit as st

from mcda.app.entry import SCRIPT
from mcda.app.entry.front_door import MIDDLEWARE, ROUTES
from mcda.app.entry.lifespan import lifespan

app = st.App(SCRIPT, routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan)
