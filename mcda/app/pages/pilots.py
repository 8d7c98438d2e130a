"""Pilots: a wish list, the best set that keeps it, what each wish costs, and how firm the choice is."""

import streamlit as st

from mcda.app import choice, desk, drawer, parts, region_desk, showing, wishing
from mcda.opening import CHAIN
from mcda.region.candidates import places_of
from mcda.report import pilot_tables
from mcda.report.maps_region import pilot_map

say = desk.say()
if desk.stage() not in CHAIN and not drawer.is_own():
    desk.turn_to("secondary")
study = region_desk.accompanied()
found, trouble = choice.decided(study)
parts.headline(say("app.pilots"), choice.sentence(say, found))
parts.stage_switch(say, (*CHAIN, *drawer.own_stages()))
parts.scenario_switch(say)

left, right = st.columns([3, 2], gap="large")
with left:
    showing.map_chart(pilot_map(study, found, say, desk.selected()), key="pilots_map")
    if found is not None:
        st.markdown(say("pilots.ring" if found.rules.chained is not None else "pilots.ring_only"))
        st.markdown(say("pilots.proof", value=f"{found.best.value:.2f}"))
        for sentence in pilot_tables.valued(found, say):
            st.markdown(sentence)
with right:
    parts.section(say("pilots.wishes"))
    choice.refused(say, trouble, study.scenario.wish.k)
    wishing.form(say, study, places_of(study))

if found is not None:
    parts.section(say("pilots.table_chosen"))
    showing.table(pilot_tables.chosen(found, say), key="pilots_chosen")
    choice.views(say, found)
