"""Pilots: what is asked of them, the best set that meets it, what each constraint costs, and how firm the choice is."""

import streamlit as st

from mcda.app.pages.pilots import constraints, selection
from mcda.app.state import region, session, upload
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.region.pilot_candidates import candidates_of
from mcda.report.maps.pilots_and_network import pilot_map
from mcda.report.tables import pilots
from mcda.study.factory import CHAIN, COUNTY_STAGE

t = session.translator()
if session.stage() not in CHAIN and not upload.is_own():
    session.set_stage(COUNTY_STAGE)
study = region.with_linked_scenarios()
found, error = selection.decided(study)
page_parts.headline(t("app.pilots"), selection.sentence(t, found, error))
page_parts.stage_switch(t, (*CHAIN, *upload.own_stages()))
page_parts.scenario_switch(t)

left, right = st.columns([3, 2], gap="large")
with left:
    charts_and_tables.map_chart(
        pilot_map(study, found, t.written, session.selected()), key="pilots_map"
    )
    if found is not None:
        st.markdown(t("pilots.ring" if found.rules.chained is not None else "pilots.ring_only"))
        st.markdown(t("pilots.proof", value=f"{found.best.value:.2f}"))
        for sentence in pilots.valued(found, t):
            st.markdown(sentence)
with right:
    page_parts.section(t("pilots.conditions"))
    selection.refused(t, error, study.scenario.pilot_constraints.k)
    constraints.form(t, study, candidates_of(study))

if found is not None:
    page_parts.section(t("pilots.table_chosen"))
    charts_and_tables.table(pilots.chosen(found, t.written), key="pilots_chosen")
    selection.views(t, found)
