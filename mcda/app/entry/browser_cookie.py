"""Gives each browser a mark with the page, so that it is known again: HttpOnly, and sent to this site alone."""

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mcda.app.state import browser_mark

DAYS = 400  # the longest that browsers allow; each visit begins them anew


class BrowserCookie:
    """Sets the cookie with whatever a browser opens as a page; it stands before a page asks for anything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_page(scope):
            await self.app(scope, receive, send)
            return
        cookie = _cookie(_mark(Headers(scope=scope)), scope["scheme"] == "https")

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self.app(scope, receive, send_marked)


def _is_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _mark(headers: Headers) -> str:
    """The mark that the browser has already, else a new one."""
    known = cookie_parser(headers.get("cookie", "")).get(browser_mark.COOKIE, "")
    return known if browser_mark.is_mark(known) else browser_mark.new()


def _cookie(mark: str, is_secure: bool) -> str:
    path = "/" + str(st.get_option("server.baseUrlPath")).strip("/")
    parts = [
        f"{browser_mark.COOKIE}={mark}",
        f"Path={path}",
        f"Max-Age={DAYS * 24 * 3600}",
        "HttpOnly",
        "SameSite=Lax",
    ]
    return "; ".join([*parts, "Secure"] if is_secure else parts)


MIDDLEWARE = Middleware(BrowserCookie)
