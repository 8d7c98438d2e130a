"""Trouble that may quote what somebody typed: shown as it was typed."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from criteria.errors import AppError, Finding
from mcda.words import Translator

Answer = TypeVar("Answer")


def show_errors(t: Translator, found: Sequence[Finding]) -> None:
    """Trouble in the room: it may quote what somebody typed, which is shown as it was typed."""
    for finding in found:
        st.error(t.line(finding))


def answer_or_errors(t: Translator, act: Callable[[], Answer]) -> Answer | None:
    """What an action returns; None, and its errors on the page, where it raises."""
    try:
        return act()
    except AppError as error:
        show_errors(t, error.findings)
        return None


def show_line(t: Translator, sentence: str, found: Sequence[Finding]) -> None:
    """Trouble that is no fault of this page's and stops nobody: one line."""
    if found:
        st.markdown(f"{t(sentence)} {t.line(found[0])}")
