"""The front door: the app that a server runs; the script of its pages stands in the package."""

import streamlit as st

from mcda.app.entry import SCRIPT, addresses, browser_cookie

app = st.App(SCRIPT, middleware=(*addresses.MIDDLEWARE, *browser_cookie.MIDDLEWARE))
