"""The key of the planner who published: typed once in a visit, on the page that publishes or the one that answers."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from mcda.app.state import widget_values
from mcda.words import Translator

KEY = "planner_key"


def field(t: Translator, placeholder: str, changed: Callable[[], object], place: Any = st) -> None:
    """Where it is typed; `changed` is called for another one."""
    key = widget_values.remembered(KEY, empty="")

    def remember() -> None:
        widget_values.remember(key)
        changed()

    place.text_input(
        t("publications.key"),
        key=key,
        type="password",
        placeholder=placeholder,
        help=t("publications.key_help"),
        autocomplete="off",
        on_change=remember,
    )


def typed() -> str:
    """What was typed, or given at the first publication; empty if nothing."""
    return str(widget_values.value_of(KEY) or "")


def keep(key: str) -> None:
    widget_values.set_value(KEY, key)
