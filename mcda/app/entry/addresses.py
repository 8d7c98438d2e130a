"""Addresses that lead on: pages of 1.0 by their new names, and a published study by its link."""

from urllib.parse import parse_qs, urlencode

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from mcda.app.entry.published_data import is_file

NEW_NAMES = {"evidence": "data", "weigh": "weights", "rank": "ranking", "sure": "robustness"}


def leads_to(path: str, query: str, base: str = "") -> str | None:
    """Where a request for this path and query belongs, None if it is right here; `base` is the server's base path."""
    asked = path.removeprefix(base).strip("/")
    page, _, link = asked.partition("/")
    address, more = "", query
    if asked in NEW_NAMES:
        address = NEW_NAMES[asked]
    elif asked == "brief" and "study" in parse_qs(query):
        address = "published"
    elif page == "published" and link and "/" not in link and not is_file(link):
        # deeper down, the browser looks for Streamlit's own addresses to find out where the server's base is
        address = "published"
        more = "&".join(filter(None, (urlencode({"study": link}), query)))
    if not address:
        return None
    return f"{base}/{address}?{more}" if more else f"{base}/{address}"


class OldAddresses:
    """Answers a request for an address that leads on; everything else goes its way."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer: ASGIApp = self.app
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            base = str(st.get_option("server.baseUrlPath")).strip("/")
            query = scope["query_string"].decode("latin-1")
            target = leads_to(scope["path"], query, f"/{base}" if base else "")
            if target is not None:
                answer = RedirectResponse(target)
        await answer(scope, receive, send)


MIDDLEWARE = Middleware(OldAddresses)
