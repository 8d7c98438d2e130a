"""The green heart: zones from gates that anybody may move, their totals, and whether people disperse."""

from dataclasses import asdict, fields
from functools import partial

import streamlit as st

from criteria.errors import Finding, StudyTrouble
from inputs.embedded import evidence_of
from mcda.app.state import region, session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.region.population_change import dispersion
from mcda.region.zones import unsure, zones
from mcda.report.maps.areas import zone_map
from mcda.report.tables import areas
from mcda.study.factory import COUNTY_STAGE
from mcda.study.zone_rules import PROPOSED, ZoneRules
from mcda.words import Say

STEP = {"core_tree_cover": 5.0, "rim_tree_cover": 5.0, "reach_km": 5.0}


def show(say: Say) -> None:
    rules, off = session.zone_rules(), session.lists_off()
    counties = evidence_of("county", off)
    doubtful = unsure(counties, rules)
    left, right = st.columns([3, 2], gap="large")
    with left:
        county = session.study_of(COUNTY_STAGE)
        spec = zone_map(county, rules, doubtful, say, session.selected())
        charts_and_tables.map_chart(spec, key="region_zone_map")
    with right:
        st.markdown(say("region.heart_words", count=len(doubtful)))
        _gates(say, rules)
    page_parts.section(say("region.table_zones"))
    charts_and_tables.prose(say, areas.zone_totals(zones(counties, rules), say))
    st.markdown(areas.dispersion_words(dispersion(rules, off), say))
    st.markdown(say("region.spread_words"))


def _gates(say: Say, rules: ZoneRules) -> None:
    """Five numbers; what was typed stays, and the map follows once the gates can be."""
    typed = {**asdict(rules), **region.zones_typed()}
    trouble: tuple[Finding, ...] = ()
    try:
        ZoneRules(**typed)
    except StudyTrouble as found:
        trouble = found.findings
    with st.expander(say("region.gates"), expanded=bool(trouble)):
        page_parts.findings(say, trouble)
        for field in fields(ZoneRules):
            key = session.seeded(f"_zone_{field.name}", float(typed[field.name]))
            st.number_input(
                say(f"region.gate_{field.name}"),
                min_value=0.0,
                max_value=1000.0,
                step=STEP.get(field.name, 0.5),
                format="%.1f",
                key=key,
                on_change=session.changed(key, partial(_moved, field.name, key)),
            )
        st.button(
            say("region.gates_back"),
            on_click=region.draw_zones,
            args=(PROPOSED,),
            disabled=typed == asdict(PROPOSED),
        )


def _moved(name: str, key: str) -> None:
    typed = {**asdict(session.zone_rules()), **region.zones_typed(), name: st.session_state[key]}
    try:
        region.draw_zones(ZoneRules(**typed))
    except StudyTrouble:
        region.keep_zones_typed(typed)
