"""A select box whose choice outlives its page."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import streamlit as st

from mcda.app.state import widget_values

Choice = TypeVar("Choice", bound=str)


def remembered_select(
    label: str,
    names: Mapping[Choice, str],
    name: str,
    first: Choice | None = None,
    place: Any = st,
    **looks: Any,
) -> Choice:
    """What is chosen among `names` (key → words), kept under `name`; until the user chooses, `first` or the first of all."""
    default = first if first in names else next(iter(names))
    key = widget_values.remembered(name, among=list(names), empty=default)
    chosen = place.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        index=widget_values.shown_index(key, list(names)),
        on_change=widget_values.remember,
        args=(key,),
        **looks,
    )
    return cast(Choice, chosen or default)
