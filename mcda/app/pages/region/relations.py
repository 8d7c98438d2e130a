"""The five relations: the chosen candidate's profile, what measures each, and what weight each has by stage."""

import streamlit as st

from mcda.app.pages.region import map_layer
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, instruments, page_parts, rank_ranges
from mcda.report.charts.relations import spokes
from mcda.report.maps.background import TALL
from mcda.report.maps.ranking import rank_map
from mcda.report.tables import areas, relations
from mcda.report.tables import instruments as instrument_tables
from mcda.study.factory import CHAIN, COUNTY_STAGE
from mcda.words import Translator


def render(t: Translator) -> None:
    """Beside the ranking on the map the profile of who was clicked, else of who ranks first."""
    if session.stage() not in CHAIN:
        session.set_stage(COUNTY_STAGE)
    page_parts.stage_switch(t, CHAIN)
    study = session.study()
    chosen = session.selected()
    known = {alternative.key for alternative in study.evidence.alternatives}
    key = chosen if chosen in known else next(iter(study.ranking)).key
    left, right = st.columns(map_layer.SIDES, gap="medium")
    with left:
        places = rank_map(
            study, t.written, chosen, intervals=rank_ranges.known_intervals(study), height=TALL
        )
        charts_and_tables.map_chart(places, key="region_relations_map", study=study)
    with right:
        page_parts.candidate_choice(t)
        st.markdown(f"**{t('relations.title_of', name=study.evidence[key].name)}**")
        charts_and_tables.still_chart(
            spokes(study, key, t.written), f"region_spokes_{study.stage.key}", study=study
        )
        st.caption(t("relations.formula"))
    profile = relations.profile(study, key, t.written)
    charts_and_tables.prose(t, profile, "region_relation_profile", study)
    page_parts.section(t("relations.instruments"))
    st.caption(t("relations.suggestion"))
    instruments.fitting(t, study, key, "region_instruments")
    with st.expander(t("relations.table_rules")):
        charts_and_tables.prose(t, instrument_tables.rules(study, t.written), "region_rules", study)
    page_parts.section(t("relations.table_shares"))
    stages = [session.study_of(stage) for stage in CHAIN]
    charts_and_tables.prose(t, relations.shares(stages, t.written), "region_relation_shares", study)
    page_parts.section(t("region.table_relations"))
    charts_and_tables.prose(t, areas.relations(t.written), "relations")
    st.caption(t("region.innovation"))
