"""The towns and traditional villages of the county, and the workbook in which towns are ranked."""

import streamlit as st

from inputs.embedded import evidence_of
from inputs.evidence import Alternative
from inputs.own_study.township_workbook import township_workbook
from inputs.stations import DataYear
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, downloads
from mcda.report.maps.townships import township_map
from mcda.report.tables import townships
from mcda.study.factory import COUNTY_STAGE
from mcda.words import Translator


def render(t: Translator, county: Alternative) -> None:
    """An expander, filled once it is opened: sentences, the map, the two lists, the workbook, the sources."""
    year = session.study_of(COUNTY_STAGE).data_year
    with st.expander(
        townships.headline(county.key, year, t), key="_towns_open", on_change="rerun"
    ) as box:
        if box.open:  # its map takes a fifth of a second
            _lists(t, county, year)
            _workbook(t, county, year)
            st.caption("\n".join(f"- {line}" for line in townships.sources(t)))


def _lists(t: Translator, county: Alternative, year: DataYear) -> None:
    """Towns with a map, and traditional villages."""
    st.markdown(t.sentences(townships.about_towns(county.key, year, t)))
    charts_and_tables.drawn_map(
        township_map(county, year, t.written),
        key=f"towns_map_{county.key}",
        study=session.study_of(COUNTY_STAGE),
    )
    shown = townships.towns(county.key, year, t.written)
    charts_and_tables.table(shown, key=f"towns_{county.key}", pinned=True)
    found = townships.villages(county.key, t.written)
    st.markdown(t("townships.villages_words", count=len(found.rows)))
    if found.rows:
        charts_and_tables.narrow(t, found, key=f"villages_{county.key}")


def _workbook(t: Translator, county: Alternative, year: DataYear) -> None:
    """Counties to choose, and the workbook of their towns."""
    st.markdown(f"**{t('townships.workbook_title')}**")
    st.markdown(t("townships.workbook_words"))
    counties = {a.key: a.name for a in evidence_of("county").alternatives}
    chosen = st.multiselect(
        t("townships.workbook_counties"),
        sorted(counties, key=lambda key: t.text(counties[key])),
        default=[county.key],
        format_func=lambda key: f"{counties[key].zh} {counties[key].en}",
        key=f"_towns_of_{county.key}",
        placeholder=t.written("townships.workbook_choose"),
    )
    if chosen:
        downloads.button(
            t("townships.workbook_button"),
            make=lambda: township_workbook(chosen, year),
            file_name="towns.xlsx",
            mime=downloads.XLSX,
        )
