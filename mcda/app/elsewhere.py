"""Regions to learn from, the relations between inside and outside, heritage and species."""

import streamlit as st

from inputs.embedded import evidence_of
from mcda.app import desk, parts, showing
from mcda.region.badges import badges_of
from mcda.region.regions import lessons, premise, regions
from mcda.report import level_tables
from mcda.report.maps import reading_map
from mcda.report.maps_levels import badge_map
from mcda.words import Say


def learnt(say: Say) -> None:
    """The Alps, the Great Lakes, Bohai beside Qinba; lessons; what the paper prints oddly."""
    st.markdown(say.of(premise()))
    parts.section(say("region.lessons"))
    st.markdown("\n".join(f"{n}. {say.of(one)}" for n, one in enumerate(lessons(), start=1)))
    parts.section(say("region.table_elsewhere"))
    for region in regions(desk.lists_off()):
        st.markdown(f"- **{say.of(region.name)}**: {say.of(region.setting)}")
    showing.prose(say, level_tables.elsewhere(desk.lists_off(), say))
    parts.section(say("region.table_instruments"))
    showing.prose(say, level_tables.instruments(say))
    parts.section(say("region.table_odd"))
    showing.prose(say, level_tables.odd_prints(say))


def measured(say: Say) -> None:
    """One criterion of the stage on the map, the relation it measures, and the five relations."""
    parts.stage_switch(say)
    study = desk.study()
    names = {key: say.of(study.catalogue[key].name) for key in study.filled.matrix.criteria}
    left, right = st.columns([3, 2], gap="large")
    with right:
        key = desk.noted("region_criterion", among=list(names), empty=next(iter(names)))
        picked = st.selectbox(
            say("region.criterion"),
            list(names),
            format_func=names.__getitem__,
            key=key,
            on_change=desk.note,
            args=(key,),
        )
        criterion, use = study.catalogue[picked], study.stage[picked]
        st.markdown(f"**{say.of(criterion.name)}** · {say(f'kinds.{use.kind}')}")
        st.markdown(say.of(criterion.description))
        st.markdown(say.of(use.reason))
        st.markdown(say("app.unknown", text=study.stage.unknown))
    with left:
        showing.map_chart(
            reading_map(study, say, picked, desk.selected()), key="region_reading_map"
        )
    parts.section(say("region.table_relations"))
    showing.prose(say, level_tables.relations(say))
    st.markdown(say("region.innovation"))


def badged(say: Say) -> None:
    """The badges of the counties: shown, never scored."""
    counties = evidence_of("county", desk.lists_off()).alternatives
    left, right = st.columns([3, 2], gap="large")
    with left:
        spec = badge_map(desk.study_of("secondary"), say, desk.selected())
        showing.map_chart(spec, key="region_badge_map")
    with right:
        st.markdown(say("region.badges_words"))
        with_badges = [county for county in counties if badges_of(county.key)]
        total = sum(len(badges_of(county.key)) for county in with_badges)
        st.markdown(say("region.badges_count", badges=total, count=len(with_badges)))
    parts.section(say("region.table_badges"))
    showing.table(level_tables.badge_rows(counties, say), key="region_badges", height=420)
