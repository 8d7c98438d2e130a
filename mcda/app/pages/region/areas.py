"""Levels and list: the paper's three levels beside its figures, and the groups of the county list."""

import streamlit as st

from inputs.county_list import list_bases
from mcda.app.state import region, session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.maps.areas import list_map
from mcda.report.tables import areas
from mcda.study.factory import COUNTY_STAGE
from mcda.words import Say


def show(say: Say) -> None:
    off = session.lists_off()
    left, right = st.columns([3, 2], gap="large")
    with left:
        county = session.study_of(COUNTY_STAGE)
        charts_and_tables.map_chart(
            list_map(county, off, say, session.selected()), key="region_list_map"
        )
    with right:
        st.markdown(say("region.levels_words"))
        st.markdown(say("region.switch_words"))
        _switches(say)
    page_parts.section(say("region.table_levels"))
    charts_and_tables.prose(say, areas.level_totals(off, say))


def _switches(say: Say) -> None:
    """One switch a group; those left on are counted."""
    off = session.lists_off()
    st.markdown(f"**{say('region.switch_label')}**")
    for basis in list_bases():
        key = session.seeded(f"_list_{basis.key}", basis.key not in off)
        st.checkbox(
            say("region.switch_option", name=basis.name, count=len(basis.members)),
            key=key,
            on_change=session.changed(key, _switched),
        )
    count = sum(len(basis.members) for basis in list_bases() if basis.key not in off)
    st.markdown(say("region.listed_now", count=count))


def _switched() -> None:
    region.switch_lists(
        [b.key for b in list_bases() if not st.session_state.get(f"_list_{b.key}", True)]
    )
