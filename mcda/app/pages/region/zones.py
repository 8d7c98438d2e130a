"""The green heart: zones from gates that anybody may move, their totals, and whether people disperse."""

from dataclasses import asdict, fields
from functools import partial

import streamlit as st

from criteria.errors import Finding, StudyError
from inputs.embedded import evidence_of
from mcda.app.pages.region import map_layer
from mcda.app.state import region, session, widget_values
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.region.outer_belt import outer_belt
from mcda.region.population_change import dispersion, receivers
from mcda.region.zones import unsure, zones
from mcda.report.charts.region import receivers as receivers_chart
from mcda.report.tables import areas
from mcda.study.zone_rules import PROPOSED, ZoneRules
from mcda.words import Translator

STEP = {"core_tree_cover": 5.0, "rim_tree_cover": 5.0, "reach_km": 5.0, "belt_km": 5.0}


def render(t: Translator) -> None:
    rules, off = session.zone_rules(), session.lists_off()
    counties = evidence_of("county", off)

    def beside() -> None:
        st.markdown(t("region.heart_words", count=len(unsure(counties, rules))))
        _gates(t, rules)

    map_layer.render(t, "heart", beside)
    charts_and_tables.prose(t, areas.zone_totals(zones(counties, rules), t.written), "region_zones")
    _people(t, rules, off)
    _belt(t, rules)
    st.markdown(t("region.spread_words"))
    st.caption(t("region.not_known"))


def _people(t: Translator, rules: ZoneRules, off: tuple[str, ...]) -> None:
    """What each ring lost or gained, and who may receive the core's people."""
    changed, received = dispersion(rules, off), receivers(rules, off)
    page_parts.section(t("region.table_rings"))
    st.markdown(areas.dispersion_words(changed, t))
    charts_and_tables.prose(t, areas.rings(changed, t.written), "region_rings")
    if received:
        st.markdown(f"**{t('region.table_receivers')}**")
        st.markdown(areas.receivers_words(received, t))
        charts_and_tables.still_chart(receivers_chart(received, t.written), "region_receivers")
        charts_and_tables.as_table(t, areas.receivers(received, t.written), "region_received")


def _belt(t: Translator, rules: ZoneRules) -> None:
    found = outer_belt(rules.belt_km)
    page_parts.section(t("region.table_belt"))
    st.markdown(areas.belt_words(found, t))
    charts_and_tables.table(areas.belt(found, t.written), "region_belt", height=320)


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
                value=widget_values.shown(key),
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
