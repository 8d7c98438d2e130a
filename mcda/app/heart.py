"""The green heart: zones from gates that anybody may move, their totals, and whether people disperse."""

from dataclasses import asdict, fields
from functools import partial

import streamlit as st

from criteria.finding import Finding, StudyTrouble
from inputs.embedded import evidence_of
from mcda.app import desk, parts, region_desk, showing
from mcda.region.dispersion import dispersion
from mcda.region.zones import unsure, zones
from mcda.report import level_tables
from mcda.report.maps_levels import zone_map
from mcda.words import Say
from mcda.zoning import PROPOSED, ZoneRules

STEP = {"core_tree_cover": 5.0, "rim_tree_cover": 5.0, "reach_km": 5.0}


def show(say: Say) -> None:
    rules, off = desk.zone_rules(), desk.lists_off()
    counties = evidence_of("county", off)
    doubtful = unsure(counties, rules)
    left, right = st.columns([3, 2], gap="large")
    with left:
        county = desk.study_of("secondary")
        spec = zone_map(county, rules, doubtful, say, desk.selected())
        showing.map_chart(spec, key="region_zone_map")
    with right:
        st.markdown(say("region.heart_words", count=len(doubtful)))
        _gates(say, rules)
    parts.section(say("region.table_zones"))
    showing.prose(say, level_tables.zone_totals(zones(counties, rules), say))
    st.markdown(level_tables.dispersion_words(dispersion(rules, off), say))
    st.markdown(say("region.spread_words"))


def _gates(say: Say, rules: ZoneRules) -> None:
    """Five numbers; what was typed stays, and the map follows once the gates can be."""
    typed = {**asdict(rules), **region_desk.zones_typed()}
    trouble: tuple[Finding, ...] = ()
    try:
        ZoneRules(**typed)
    except StudyTrouble as found:
        trouble = found.findings
    with st.expander(say("region.gates"), expanded=bool(trouble)):
        parts.findings(say, trouble)
        for field in fields(ZoneRules):
            key = desk.seeded(f"_zone_{field.name}", float(typed[field.name]))
            st.number_input(
                say(f"region.gate_{field.name}"),
                min_value=0.0,
                max_value=1000.0,
                step=STEP.get(field.name, 0.5),
                format="%.1f",
                key=key,
                on_change=desk.changed(key, partial(_moved, field.name, key)),
            )
        st.button(
            say("region.gates_back"),
            on_click=region_desk.draw_zones,
            args=(PROPOSED,),
            disabled=typed == asdict(PROPOSED),
        )


def _moved(name: str, key: str) -> None:
    typed = {**asdict(desk.zone_rules()), **region_desk.zones_typed(), name: st.session_state[key]}
    try:
        region_desk.draw_zones(ZoneRules(**typed))
    except StudyTrouble:
        region_desk.keep_zones_typed(typed)
