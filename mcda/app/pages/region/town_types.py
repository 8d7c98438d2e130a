"""The five types of county town: one on the map, how many counties each holds, and thresholds that anybody may move."""

from dataclasses import asdict, fields
from functools import partial

import streamlit as st

from criteria.errors import Finding, StudyError
from inputs.embedded import evidence_of
from mcda.app.pages.region import map_layer
from mcda.app.state import region, session, widget_values
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.app.widgets.remembered_select import remembered_select
from mcda.region.town_types import rule_words, type_name
from mcda.report.tables import town_types
from mcda.study.factory import COUNTY_STAGE
from mcda.study.town_type_rules import PROPOSED_TYPES, TOWN_TYPES, TownTypeRules
from mcda.words import Translator

CHOSEN = "region_town_type"  # the type on the map


def render(t: Translator) -> None:
    rules = session.town_type_rules()
    keys = [county.key for county in evidence_of("county", session.lists_off()).alternatives]
    names = {kind: t.written.text(type_name(kind)) for kind in TOWN_TYPES}
    kind = remembered_select(t("town_types.choose"), names, CHOSEN)

    def beside() -> None:
        st.markdown(t.text(rule_words(kind, rules)))
        st.markdown(town_types.source_words(t, town_types.districts(keys)))
        _thresholds(t, rules)

    map_layer.render(t, "types", beside, kind=kind)
    page_parts.section(t("town_types.table_counts"))
    charts_and_tables.prose(t, town_types.count_table(keys, rules, t.written), "region_type_counts")
    with st.expander(t("town_types.table_counties")):
        study = session.study_of(COUNTY_STAGE)
        table = town_types.county_table(study, t.written)
        charts_and_tables.table(table, key="region_types", study=study, height=420)
    sources = town_types.sources(t.written)
    if sources is not None:
        with st.expander(t("brief.table_sources")):
            charts_and_tables.prose(t, sources, "region_type_sources")


def _thresholds(t: Translator, rules: TownTypeRules) -> None:
    """Ten numbers; what was typed stays, and the map follows once the thresholds can be."""
    typed = {**asdict(rules), **region.town_types_typed()}
    error: tuple[Finding, ...] = ()
    try:
        TownTypeRules(**typed)
    except StudyError as found:
        error = found.findings
    with st.expander(t("town_types.thresholds"), expanded=bool(error)):
        page_parts.findings(t, error)
        for field in fields(TownTypeRules):
            key = widget_values.seeded(f"_town_type_{field.name}", float(typed[field.name]))
            st.number_input(
                t(f"town_types.limit_{field.name}"),
                min_value=0.0,
                max_value=1000.0,
                step=5.0,
                format="%.1f",
                key=key,
                value=widget_values.shown(key),
                on_change=widget_values.on_change(key, partial(_moved, field.name, key)),
            )
        st.button(
            t("region.zone_limits_back"),
            on_click=region.set_town_type_rules,
            args=(PROPOSED_TYPES,),
            disabled=typed == asdict(PROPOSED_TYPES),
        )


def _moved(name: str, key: str) -> None:
    typed = {
        **asdict(session.town_type_rules()),
        **region.town_types_typed(),
        name: st.session_state[key],
    }
    try:
        region.set_town_type_rules(TownTypeRules(**typed))
    except StudyError:
        region.set_town_types_typed(typed)
