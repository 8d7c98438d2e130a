"""My county: one place on one page, at every stage, to read and to print."""

import streamlit as st

from inputs.embedded import evidence_of
from mcda.app.pages.county import county_choice, stage_profile
from mcda.app.state import session
from mcda.app.widgets import page_parts
from mcda.region.designations import badges_of
from mcda.report.maps.ranking import place_map
from mcda.report.tables import county_profile
from mcda.study.factory import COUNTY_STAGE, TOWN_STAGE

say = session.say()
heading = st.container()
key = county_choice.county_choice(say)
county = evidence_of("county")[key]
with heading:
    page_parts.headline(
        say("app.county"),
        say("county.sentence", name=county.name, told=county_choice.told(say, key)),
    )
page_parts.print_style()
secondary, tertiary = session.study_of(COUNTY_STAGE), session.study_of(TOWN_STAGE)
left, right = st.columns([3, 2], gap="large")
with left:
    st.vega_lite_chart(place_map(secondary, say, key), width="stretch", key="county_map")
with right:
    for line in county_choice.facts(say, county):
        st.markdown(line)
    st.markdown(f"**{say('county.badges')}**")
    badges = badges_of(key)
    for badge in badges:
        st.markdown(
            "- "
            + say(
                "county.badge",
                name=badge.name,
                kind=badge.kind_name,
                evidence=badge.evidence_name,
            )
        )
    if not badges:
        st.markdown(say("county.no_badges"))

if county_choice.listed(key):
    for study in (secondary, tertiary):
        stage_profile.show(say, study, key)
    page_parts.section(say("county.unknown"))
    found = dict.fromkeys(
        doubt for study in (secondary, tertiary) for doubt in county_profile.doubts(study, key, say)
    )
    told = say.join(list(found), last=False)
    st.markdown(say("county.doubts", doubts=told) if found else say("county.no_doubts"))
    for study in (secondary, tertiary):
        st.markdown(f"- {say.of(study.stage.unknown)}")
else:
    st.markdown(say("county.switched_off", name=county.name))
st.caption(say("county.print"))
