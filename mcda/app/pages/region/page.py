"""Region: a map whose layer is chosen, what the region is, and who leads at each stage."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from mcda.app.pages.region import (
    areas,
    chain,
    comparators,
    map_layer,
    own_study,
    plans,
    relations,
    town_types,
    zones,
)
from mcda.app.state import session, upload
from mcda.app.widgets import charts_and_tables, page_parts, rank_ranges
from mcda.report.maps.background import TALL
from mcda.report.maps.layers import LAYERS
from mcda.report.maps.ranking import rank_map
from mcda.report.tables import areas as areas_tables
from mcda.report.tables.ranking import headline
from mcda.study.factory import STAGES
from mcda.words import Translator

NAMED = 10  # of the first have their name on the map


def stages(t: Translator) -> None:
    """The ranking on the map, and who leads at each stage now."""
    page_parts.stage_switch(t)
    left, right = st.columns(map_layer.SIDES, gap="medium")
    with left:
        study = session.study()
        places = rank_map(
            study,
            t.written,
            session.selected(),
            intervals=rank_ranges.known_intervals(study),
            height=TALL,
            named=NAMED,
        )
        finding = headline(study, t.written)
        charts_and_tables.map_chart(places, key="region_map", title=finding)
    with right:
        st.markdown(t("region.idea_1"))
        first = areas_tables.leaders([session.study_of(key) for key in STAGES], t.written)
        charts_and_tables.prose(t, first, "region_leaders")
    chosen_here = sum(c.attributes.get("list_basis") == "mountain_side" for c in session.counties())
    st.caption(t("region.list", count=chosen_here))
    with st.expander(t("region.about")):
        for idea in ("idea_5", "idea_2", "idea_3", "idea_4"):
            st.markdown(t(f"region.{idea}"))
        st.caption(t("region.the_paper"))
    with st.expander(t("region.table_aims")):
        charts_and_tables.prose(t, areas_tables.aims(t.written), "aims")


VIEWS: dict[str, Callable[[Translator], None]] = {
    "stages": stages,
    "levels": areas.render,
    "heart": zones.render,
    "chain": chain.render,
    "criterion": comparators.measured,
    "relations": relations.render,
    "badges": comparators.badged,
    "types": town_types.render,
    "plans": plans.render,
    "elsewhere": comparators.learnt,
}
VIEWS |= {name: partial(map_layer.render, name=name) for name in LAYERS if name not in VIEWS}
t = session.translator()
if upload.is_own():
    own_study.render(t, session.study())
else:
    page_parts.headline(t("region.sentence"))
    names = {name: t(f"region.view_{name}") for name in VIEWS}
    VIEWS[page_parts.view_choice(t("region.view"), names, "region_view")](t)
