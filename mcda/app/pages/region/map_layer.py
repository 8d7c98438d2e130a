"""A layer of the region's map with its words beside it; a view of page Region draws it with more, or just so."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from mcda.app.state import session
from mcda.app.widgets import charts_and_tables
from mcda.report.maps.layers import CLASSES, LAYERS
from mcda.report.tables import residents
from mcda.study.factory import COUNTY_STAGE
from mcda.words import Translator

SIDES = (7, 4)  # of the page's width: the map, and what stands beside it


def render(
    t: Translator, name: str, beside: Callable[[], None] | None = None, **choices: Any
) -> None:
    """The counties in the colours of a layer, which may take choices of its own.

    `beside` writes what stands at its right, its words unless told.
    """
    left, right = st.columns(SIDES, gap="medium")
    with left:
        study = session.study_of(COUNTY_STAGE)
        spec = LAYERS[name](study, t.written, session.selected(), **choices)
        charts_and_tables.map_chart(spec, key=f"region_{name}_map", study=study)
        if name in CLASSES:
            classes = CLASSES[name](study, t.written, **choices)
            none = t.written("region.off" if name == "levels" else "region.none_known")
            people = residents.by_class(study.evidence, classes, none, t.written)
            st.caption(residents.class_words(people, t))
            charts_and_tables.as_table(t, people, f"region_{name}_people", study)
    with right:
        if beside is None:
            st.markdown(t(f"region.{name}_words"))
        else:
            beside()
