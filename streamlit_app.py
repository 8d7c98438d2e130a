"""The front door: the app that a server runs; the script of its pages stands in the package."""

import streamlit as st

from mcda.app.entry import SCRIPT
from mcda.app.entry.addresses import MIDDLEWARE

app = st.App(SCRIPT, middleware=MIDDLEWARE)
