"""A map on the screen: named by pointing, found by typing, zoomed by buttons, wheel and fingers, in the browser alone."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from mcda.report.maps.background import Spec
from mcda.report.maps.scene import scene
from mcda.words import Translator

FOLDER = Path(__file__).parent / "map_component"
_map = st.components.v2.component(
    "green_heart_map",
    js=(FOLDER / "drawing.js").read_text("utf-8"),
    css=(FOLDER / "look.css").read_text("utf-8"),
    isolate_styles=False,  # it wears the page's font and says the page's colours
)


def screen_map(
    t: Translator,
    spec: Spec,
    key: str,
    choose: Callable[[str], None] | None = None,
    tools: bool = True,
) -> None:
    """The map of a specification; `choose` hears the key of what is clicked, and `tools` are the field and the buttons."""

    def picked() -> None:
        found = st.session_state[key]["picked"]
        if choose is not None and isinstance(found, str):
            choose(found)

    words = {
        "find": t("map.find"),
        "none": t("map.none"),
        "found": t("map.found", count="{count}"),  # the browser counts
        "zoom_in": t("map.zoom_in"),
        "zoom_out": t("map.zoom_out"),
        "whole": t("map.whole"),
        "wheel": t("map.wheel"),
    }
    data = {"scene": scene(spec), "words": words if tools else None}
    _map(key=key, data=data, on_picked_change=picked)
