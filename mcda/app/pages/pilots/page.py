"""Pilots: the best set on the map, its conditions beside it, how often each is selected, what each condition costs."""

import streamlit as st

from mcda.app.pages.pilots import constraints, selection
from mcda.app.state import region, session, upload
from mcda.app.widgets import charts_and_tables, page_parts, rank_ranges
from mcda.region.pilot_candidates import candidates_of
from mcda.report.maps.pilots_and_network import pilot_map
from mcda.report.tables import pilots
from mcda.study.factory import CHAIN, COUNTY_STAGE

t = session.translator()
if session.stage() not in CHAIN and not upload.is_own():
    session.set_stage(COUNTY_STAGE)
study = region.with_linked_scenarios()
found, error = selection.decided(study)
page_parts.headline(selection.sentence(t, found, error))
page_parts.stage_switch(t, (*CHAIN, *upload.own_stages()))
page_parts.scenario_switch(t)

left, right = st.columns([3, 2], gap="large")
with left:
    ranges = rank_ranges.known_intervals(study)
    charts_and_tables.map_chart(
        pilot_map(study, found, t.written, session.selected(), ranges),
        key="pilots_map",
        title=selection.sentence(t.written, found, error),
        study=study,
    )
    if found is not None:
        told = [pilots.proof(found, t), *pilots.valued(found, t), *pilots.people(found, t)]
        st.caption(t.sentences(told))
        charts_and_tables.as_table(t, pilots.chosen(found, t.written), "pilots_chosen")
with right:
    page_parts.section(t("pilots.conditions"))
    selection.refused(t, error, study.scenario.pilot_constraints.k)
    constraints.form(t, study, candidates_of(study))

if found is not None:
    selection.relations_and_instruments(t, found)
    selection.views(t, found)
