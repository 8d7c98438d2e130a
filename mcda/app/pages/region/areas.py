"""Levels and list: the paper's three levels beside its figures, and the groups of the county list."""

import streamlit as st

from inputs.county_list import list_bases
from mcda.app.pages.region import map_layer
from mcda.app.state import region, session, widget_values
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.tables import areas
from mcda.words import Translator


def render(t: Translator) -> None:
    map_layer.render(t, "levels", lambda: _switches(t))
    page_parts.section(t("region.table_levels"))
    st.caption(t("region.levels_words"))
    charts_and_tables.prose(t, areas.level_totals(session.lists_off(), t.written), "region_areas")
    told = areas.registered(session.lists_off(), t)
    if told:
        with st.expander(t("region.registered")):
            st.markdown(told)


def _switches(t: Translator) -> None:
    """One switch a group; those left on are counted."""
    off = session.lists_off()
    st.markdown(f"**{t('region.switch_label')}**", help=t("region.switch_words"))
    for basis in list_bases():
        key = widget_values.seeded(f"_list_{basis.key}", basis.key not in off)
        st.checkbox(
            t("region.switch_option", name=basis.name, count=len(basis.members)),
            key=key,
            on_change=widget_values.on_change(key, _switched),
        )
    count = sum(len(basis.members) for basis in list_bases() if basis.key not in off)
    st.markdown(t("region.listed_now", count=count))


def _switched() -> None:
    region.set_lists_off(
        [b.key for b in list_bases() if not st.session_state.get(f"_list_{b.key}", True)]
    )
