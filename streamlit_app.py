"""The front door: language, table of contents, run."""

import streamlit as st

from mcda.app import desk, parts

PAGES = ("region", "evidence", "weigh", "rank", "sure", "pilots", "network", "brief")


def home() -> None:
    """The address without a page leads to the first one."""
    st.switch_page(pages[0], query_params=dict(st.query_params))


desk.lay_out()
say = desk.say()
st.set_page_config(
    page_title=f"{say('app.title')} · {say('app.subtitle')}", page_icon="⛰", layout="wide"
)
pages = [
    st.Page(f"mcda/app/pages/{name}.py", title=say(f"app.{name}"), url_path=name) for name in PAGES
]
chosen = st.navigation([st.Page(home, default=True, visibility="hidden"), *pages], position="top")
parts.masthead(say)
parts.guarded(say, chosen)
desk.arrived()
