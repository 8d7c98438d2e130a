"""Levels and list: the paper's three levels beside its figures, and the groups of the county list."""

import streamlit as st

from inputs.county_list import list_bases
from mcda.app import desk, parts, region_desk, showing
from mcda.report import level_tables
from mcda.report.maps_levels import list_map
from mcda.words import Say


def show(say: Say) -> None:
    off = desk.lists_off()
    left, right = st.columns([3, 2], gap="large")
    with left:
        county = desk.study_of("secondary")
        showing.map_chart(list_map(county, off, say, desk.selected()), key="region_list_map")
    with right:
        st.markdown(say("region.levels_words"))
        st.markdown(say("region.switch_words"))
        _switches(say)
    parts.section(say("region.table_levels"))
    showing.prose(say, level_tables.level_totals(off, say))


def _switches(say: Say) -> None:
    """One switch a group; those left on are counted."""
    off = desk.lists_off()
    st.markdown(f"**{say('region.switch_label')}**")
    for basis in list_bases():
        key = desk.seeded(f"_list_{basis.key}", basis.key not in off)
        st.checkbox(
            say("region.switch_option", name=basis.name, count=len(basis.members)),
            key=key,
            on_change=desk.changed(key, _switched),
        )
    count = sum(len(basis.members) for basis in list_bases() if basis.key not in off)
    st.markdown(say("region.listed_now", count=count))


def _switched() -> None:
    region_desk.switch_lists(
        [b.key for b in list_bases() if not st.session_state.get(f"_list_{b.key}", True)]
    )
