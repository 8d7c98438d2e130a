"""The front door: language, table of contents, run."""

import streamlit as st

from mcda.app import desk, parts

PAGES = (
    "region",
    "evidence",
    "weigh",
    "rank",
    "sure",
    "pilots",
    "network",
    "county",
    "workshop",
    "brief",
)


def home() -> None:
    """The address without a page leads to the first one, with a join code into the room."""
    first = PAGES.index("workshop") if in_room else 0
    st.switch_page(pages[first], query_params=dict(st.query_params))


desk.lay_out()
say = desk.say()
in_room = bool(desk.asked("workshop"))  # a phone or a projector: nothing of the planner's frame
st.set_page_config(
    page_title=f"{say('app.title')} · {say('app.subtitle')}", page_icon="⛰", layout="wide"
)
pages = [
    st.Page(f"mcda/app/pages/{name}.py", title=say(f"app.{name}"), url_path=name) for name in PAGES
]
chosen = st.navigation(
    [st.Page(home, default=True, visibility="hidden"), *pages],
    position="hidden" if in_room else "top",
)
if not in_room:
    parts.masthead(say)
parts.guarded(say, chosen)
desk.arrived()
