"""My county: one place on one page, at every stage, to read and to print."""

import streamlit as st

from inputs.embedded import evidence_of
from mcda.app import desk, parts, placing, standing
from mcda.region.badges import badges_of
from mcda.report import profile
from mcda.report.maps import place_map

say = desk.say()
heading = st.container()
key = placing.county_choice(say)
county = evidence_of("county")[key]
with heading:
    parts.headline(
        say("app.county"), say("county.sentence", name=county.name, told=placing.told(say, key))
    )
parts.print_style()
secondary, tertiary = desk.study_of("secondary"), desk.study_of("tertiary")
left, right = st.columns([3, 2], gap="large")
with left:
    st.vega_lite_chart(place_map(secondary, say, key), width="stretch", key="county_map")
with right:
    for line in placing.facts(say, county):
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

if placing.listed(key):
    for study in (secondary, tertiary):
        standing.show(say, study, key)
    parts.section(say("county.unknown"))
    found = dict.fromkeys(
        doubt for study in (secondary, tertiary) for doubt in profile.doubts(study, key, say)
    )
    told = say.join(list(found), last=False)
    st.markdown(say("county.doubts", doubts=told) if found else say("county.no_doubts"))
    for study in (secondary, tertiary):
        st.markdown(f"- {say.of(study.stage.unknown)}")
else:
    st.markdown(say("county.switched_off", name=county.name))
st.caption(say("county.print"))
