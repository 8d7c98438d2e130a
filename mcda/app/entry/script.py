"""What Streamlit runs for each visitor and each change: language, table of contents, the page."""

from pathlib import Path

import streamlit as st

import mcda.app
from mcda.app import PAGES
from mcda.app.state import address, draft, presses, session, widget_values
from mcda.app.widgets import changes, connection, draft_notices, page_parts

PUBLISHED = "published"  # no entry of the navigation: whoever reads it has its link
FOLDER = Path(mcda.app.__file__).parent / "pages"


def home() -> None:
    """The address without a page leads to the first one, with a join code into the room, with a link to its study."""
    first = "workshop" if in_room else PUBLISHED if is_reader else PAGES[0]
    st.switch_page(pages[first], query_params=dict(st.query_params))


in_room = bool(
    session.query_parameter("workshop")
)  # a phone or a projector: nothing of the planner's frame
is_reader = bool(
    session.query_parameter("study")
)  # an official: the language switch, and no controls
address.follow_link()
session.begin_run()
if not (in_room or is_reader):
    draft.open_draft()
t = session.translator()
st.set_page_config(
    page_title=f"{t('app.title')} · {t('app.subtitle')}", page_icon="⛰", layout="wide"
)
pages = {
    name: st.Page(FOLDER / name / "page.py", title=t(f"app.{name}"), url_path=name)
    for name in PAGES
}
pages[PUBLISHED] = st.Page(
    FOLDER / PUBLISHED / "page.py", title=t("app.brief"), url_path=PUBLISHED, visibility="hidden"
)
chosen = st.navigation(
    [st.Page(home, default=True, visibility="hidden"), *pages.values()],
    position="hidden" if in_room or is_reader else "top",
)
is_new_page = widget_values.begin_page(chosen.url_path)
if is_new_page:
    presses.forget_all()
if not (in_room or is_reader):
    address.adopt(chosen.url_path, is_new_page)
connection.render(t)
is_projected = chosen.url_path == "workshop"
if not in_room:
    beside_undo = page_parts.page_header(
        t, () if is_reader else tuple(pages[name] for name in PAGES), chosen
    )
if not (in_room or is_reader):
    draft.show_address(is_projected)
    told = st.container()
page_parts.run_page(t, chosen)
widget_values.end_run()
if not (in_room or is_reader):
    draft.save_draft()
    is_on_its_way = draft.is_on_its_way()  # asked first: what is written after that is looked up
    draft.show_address(is_projected)
    address.write(chosen.url_path)
    if not is_projected:
        with beside_undo:
            changes.link(t)
    with told:  # above the page, and of what was saved just now
        page_parts.unknown_in_address(t)
        draft_notices.render(t, is_on_its_way)
