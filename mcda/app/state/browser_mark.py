"""The mark by which a visitor's browser is known again, and the keys of drafts that only it can make."""

import base64
import hashlib
import hmac
import re
import secrets

import streamlit as st

COOKIE = "green_heart_browser"
FORM = re.compile(r"[\w-]{43}", re.ASCII)  # 32 random bytes
HANDLE, SEAL = 8, 22  # signs of a key: 48 random bits to tell drafts apart, 128 that are secret


def new() -> str:
    return secrets.token_urlsafe(32)


def is_mark(given: str) -> bool:
    return FORM.fullmatch(given) is not None


def in_cookie() -> str:
    """What the browser sent with its request, whatever that is."""
    return str(st.context.cookies.get(COOKIE, ""))


def current() -> str:
    """The mark that the browser was given with the page; where it keeps no cookies, one for this session alone."""
    given = in_cookie()
    if is_mark(given):
        return given
    own: str = st.session_state.setdefault("browser_mark", new())
    return own


def new_key() -> str:
    """A key for a draft: its handle, and a seal that nobody makes without this browser's mark."""
    return _sealed(secrets.token_urlsafe(HANDLE)[:HANDLE])


def handle(key: str) -> str:
    """What may stand on a projector in place of the key: it opens the draft in its owner's browser alone."""
    return key[:HANDLE]


def full_key(given: str) -> str:
    """The key that an address holds, whole or by its handle."""
    return _sealed(given) if len(given) == HANDLE else given


def _sealed(name: str) -> str:
    seal = hmac.digest(current().encode(), name.encode(), hashlib.sha256)
    return name + base64.urlsafe_b64encode(seal).decode()[:SEAL]
