"""Regions to learn from, the relations between inside and outside, heritage and species."""

import streamlit as st

from inputs.embedded import evidence_of
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.region.comparators import lessons, premise, regions
from mcda.region.designations import badges_of
from mcda.report.maps.areas import badge_map
from mcda.report.maps.ranking import reading_map
from mcda.report.tables import areas
from mcda.study.factory import COUNTY_STAGE
from mcda.words import Say


def learnt(say: Say) -> None:
    """The Alps, the Great Lakes, Bohai beside Qinba; lessons; what the paper prints oddly."""
    st.markdown(say.of(premise()))
    page_parts.section(say("region.lessons"))
    st.markdown("\n".join(f"{n}. {say.of(one)}" for n, one in enumerate(lessons(), start=1)))
    page_parts.section(say("region.table_elsewhere"))
    for region in regions(session.lists_off()):
        st.markdown(f"- **{say.of(region.name)}**: {say.of(region.setting)}")
    charts_and_tables.prose(say, areas.elsewhere(session.lists_off(), say))
    page_parts.section(say("region.table_instruments"))
    charts_and_tables.prose(say, areas.instruments(say))
    page_parts.section(say("region.table_odd"))
    charts_and_tables.prose(say, areas.odd_prints(say))


def measured(say: Say) -> None:
    """One criterion of the stage on the map, the relation it measures, and the five relations."""
    page_parts.stage_switch(say)
    study = session.study()
    names = {key: say.of(study.catalogue[key].name) for key in study.filled.matrix.criteria}
    left, right = st.columns([3, 2], gap="large")
    with right:
        key = session.noted("region_criterion", among=list(names), empty=next(iter(names)))
        picked = st.selectbox(
            say("region.criterion"),
            list(names),
            format_func=names.__getitem__,
            key=key,
            on_change=session.note,
            args=(key,),
        )
        criterion, use = study.catalogue[picked], study.stage[picked]
        st.markdown(f"**{say.of(criterion.name)}** · {say(f'kinds.{use.kind}')}")
        st.markdown(say.of(criterion.description))
        st.markdown(say.of(use.reason))
        st.markdown(say("app.unknown", text=study.stage.unknown))
    with left:
        charts_and_tables.map_chart(
            reading_map(study, say, picked, session.selected()), key="region_reading_map"
        )
    page_parts.section(say("region.table_relations"))
    charts_and_tables.prose(say, areas.relations(say))
    st.markdown(say("region.innovation"))


def badged(say: Say) -> None:
    """The badges of the counties: shown, never scored."""
    counties = evidence_of("county", session.lists_off()).alternatives
    left, right = st.columns([3, 2], gap="large")
    with left:
        spec = badge_map(session.study_of(COUNTY_STAGE), say, session.selected())
        charts_and_tables.map_chart(spec, key="region_badge_map")
    with right:
        st.markdown(say("region.badges_words"))
        with_badges = [county for county in counties if badges_of(county.key)]
        total = sum(len(badges_of(county.key)) for county in with_badges)
        st.markdown(say("region.badges_count", badges=total, count=len(with_badges)))
    page_parts.section(say("region.table_badges"))
    charts_and_tables.table(areas.badge_rows(counties, say), key="region_badges", height=420)
