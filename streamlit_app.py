"""The front door of a clone, where hosts of Streamlit apps look for it: what `mcda/app/entry/front_door.py` is, again."""

import streamlit as st

from mcda.app.entry import SCRIPT, front_door

app = st.App(
    SCRIPT,
    routes=front_door.ROUTES,
    middleware=front_door.MIDDLEWARE,
    lifespan=front_door.lifespan,
)
