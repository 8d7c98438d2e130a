"""The green heart: zones from gates that anybody may move, their totals, and whether people disperse."""

from dataclasses import asdict, fields
from functools import partial

import streamlit as st

from criteria.errors import Finding, StudyError
from inputs.embedded import evidence_of
from mcda.app.pages.region import map_layer
from mcda.app.state import region, session, widget_values
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.region.population_change import dispersion
from mcda.region.zones import unsure, zones
from mcda.report.tables import areas
from mcda.study.zone_rules import PROPOSED, ZoneRules
from mcda.words import Translator

STEP = {"core_tree_cover": 5.0, "rim_tree_cover": 5.0, "reach_km": 5.0}


def render(t: Translator) -> None:
    rules, off = session.zone_rules(), session.lists_off()
    counties = evidence_of("county", off)

    def beside() -> None:
        st.markdown(t("region.heart_words", count=len(unsure(counties, rules))))
        _gates(t, rules)

    map_layer.render(t, "heart", beside)
    charts_and_tables.prose(t, areas.zone_totals(zones(counties, rules), t.written), "region_zones")
    st.markdown(areas.dispersion_words(dispersion(rules, off), t))
    st.markdown(t("region.spread_words"))


def _gates(t: Translator, rules: ZoneRules) -> None:
    """Five numbers; what was typed stays, and the map follows once the gates can be."""
    typed = {**asdict(rules), **region.zones_typed()}
    error: tuple[Finding, ...] = ()
    try:
        ZoneRules(**typed)
    except StudyError as found:
        error = found.findings
    with st.expander(t("region.zone_limits"), expanded=bool(error)):
        page_parts.findings(t, error)
        for field in fields(ZoneRules):
            key = widget_values.seeded(f"_zone_{field.name}", float(typed[field.name]))
            st.number_input(
                t(f"region.limit_{field.name}"),
                min_value=0.0,
                max_value=1000.0,
                step=STEP.get(field.name, 0.5),
                format="%.1f",
                key=key,
                on_change=widget_values.on_change(key, partial(_moved, field.name, key)),
            )
        st.button(
            t("region.zone_limits_back"),
            on_click=region.set_zone_rules,
            args=(PROPOSED,),
            disabled=typed == asdict(PROPOSED),
        )


def _moved(name: str, key: str) -> None:
    typed = {**asdict(session.zone_rules()), **region.zones_typed(), name: st.session_state[key]}
    try:
        region.set_zone_rules(ZoneRules(**typed))
    except StudyError:
        region.set_zones_typed(typed)
