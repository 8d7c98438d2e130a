"""The front door: language, table of contents, run."""

import streamlit as st

from mcda.app import PAGES
from mcda.app.state import draft, session
from mcda.app.widgets import page_parts


def home() -> None:
    """The address without a page leads to the first one, with a join code into the room, with a link to its study."""
    first = "workshop" if in_room else "brief" if is_reader else PAGES[0]
    st.switch_page(pages[PAGES.index(first)], query_params=dict(st.query_params))


def file_of(page: str) -> str:
    """What an official reads under a link stands at the brief's address."""
    return f"mcda/app/pages/{'published' if page == 'brief' and is_reader else page}/page.py"


in_room = bool(session.asked("workshop"))  # a phone or a projector: nothing of the planner's frame
is_reader = bool(session.asked("study"))  # an official: the language switch, and no controls
session.lay_out()
if not (in_room or is_reader):
    draft.open_draft()
t = session.translator()
st.set_page_config(
    page_title=f"{t('app.title')} · {t('app.subtitle')}", page_icon="⛰", layout="wide"
)
pages = [st.Page(file_of(name), title=t(f"app.{name}"), url_path=name) for name in PAGES]
chosen = st.navigation(
    [st.Page(home, default=True, visibility="hidden"), *pages],
    position="hidden" if in_room or is_reader else "top",
)
if not in_room:
    page_parts.masthead(t)
if not (in_room or is_reader):
    page_parts.show_errors(t, draft.findings())
    page_parts.quietly(t, "app.not_kept", draft.not_saved())
page_parts.guarded(t, chosen)
session.arrived()
if not (in_room or is_reader):
    draft.save_draft()
