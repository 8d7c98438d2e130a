"""Region: the paper's idea and the map; its layer is chosen, and the words follow it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from mcda.app.pages.region import areas, chain, comparators, map_layer, own_study, zones
from mcda.app.state import session, upload
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.maps.layers import LAYERS
from mcda.report.maps.ranking import rank_map
from mcda.report.workbook.sheets.ranking import headline
from mcda.study.factory import STAGES
from mcda.words import Translator


def stages(t: Translator) -> None:
    """The idea, the ranking on the map, and who leads at each stage now."""
    page_parts.stage_switch(t)
    study = session.study()
    left, right = st.columns([3, 2], gap="large")
    with left:
        charts_and_tables.map_chart(
            rank_map(study, t.written, session.selected()), key="region_map"
        )
    with right:
        for idea in ("idea_1", "idea_2", "idea_3", "idea_4"):
            st.markdown(t(f"region.{idea}"))
        st.caption(t("region.the_paper"))
        st.markdown(t("region.next"))
    page_parts.section(t("region.stages"))
    for key in STAGES:
        other = session.study_of(key)
        st.markdown(f"**{t.text(other.stage.question)}**")
        st.markdown(headline(other, t))
    chosen_here = sum(c.attributes.get("list_basis") == "mountain_side" for c in session.counties())
    st.markdown(t("region.list", count=chosen_here))


VIEWS: dict[str, Callable[[Translator], None]] = {
    "stages": stages,
    "levels": areas.render,
    "heart": zones.render,
    "chain": chain.render,
    "criterion": comparators.measured,
    "badges": comparators.badged,
    "elsewhere": comparators.learnt,
}
VIEWS |= {name: partial(map_layer.render, name=name) for name in LAYERS if name not in VIEWS}
t = session.translator()
if upload.is_own():
    own_study.render(t, session.study())
else:
    page_parts.headline(t("app.region"), t("region.sentence"))
    names = {name: t(f"region.view_{name}") for name in VIEWS}
    VIEWS[page_parts.view_choice(t("region.view"), names, "region_view")](t)
