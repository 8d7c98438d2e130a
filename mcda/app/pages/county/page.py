"""My county: one place on one page, at every stage, to read and to print."""

import streamlit as st

from inputs.embedded import evidence_of
from mcda.app.pages.county import county_choice, stage_profile
from mcda.app.state import session
from mcda.app.widgets import page_parts
from mcda.region.designations import designations_of
from mcda.report.maps.ranking import rank_map
from mcda.report.tables import county_profile
from mcda.study.factory import COUNTY_STAGE, TOWN_STAGE

t = session.translator()
heading = st.container()
key = county_choice.county_choice(t)
county = evidence_of("county")[key]
with heading:
    page_parts.headline(t("app.county"), county_choice.rank_sentence(t, county))
page_parts.print_style()
secondary, tertiary = session.study_of(COUNTY_STAGE), session.study_of(TOWN_STAGE)
left, right = st.columns([3, 2], gap="large")
with left:
    st.vega_lite_chart(rank_map(secondary, t.written, key), width="stretch", key="county_map")
with right:
    for line in county_choice.facts(t, county):
        st.markdown(line)
    st.markdown(f"**{t('county.badges')}**")
    designations = designations_of(key)
    for designation in designations:
        st.markdown(
            "- "
            + t(
                "county.badge",
                name=designation.name,
                kind=designation.kind_name,
                evidence=designation.evidence_name,
            )
        )
    if not designations:
        st.markdown(t("county.no_badges"))

if county_choice.listed(key):
    for study in (secondary, tertiary):
        stage_profile.render(t, study, key)
    page_parts.section(t("county.unknown"))
    found = dict.fromkeys(
        doubt for study in (secondary, tertiary) for doubt in county_profile.doubts(study, key, t)
    )
    told = t.join(list(found), last=False)
    st.markdown(t("county.doubts", doubts=told) if found else t("county.no_doubts"))
    for study in (secondary, tertiary):
        st.markdown(f"- {t.text(study.stage.unknown)}")
else:
    st.markdown(t("county.switched_off", name=county.name))
st.caption(t("county.print"))
