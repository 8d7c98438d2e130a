"""One county at one stage: its place and how sure that is, what holds it back, what would lift it."""

import streamlit as st

from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report import reasons
from mcda.report.tables import county_profile, missing_values, ranking, robustness
from mcda.study.study import Study
from mcda.words import Translator


def render(t: Translator, study: Study, key: str) -> None:
    """Rank and sentence, weakest readings, what would lift it, what the score is made of."""
    stage = study.stage.name
    why = county_profile.why_not(study, key)
    if why is not None:
        page_parts.section(t("county.stage_out", stage=stage))
        told = t("county.out", why=why)
        st.markdown(t.sentences([told, *county_profile.score_outside(study, key, t)]))
        return
    rank, count = study.ranking.rank(key), len(study.ranking)
    page_parts.section(t("county.stage_heading", stage=stage, place=rank, count=count))
    st.markdown(county_profile.robustness_sentence(study, key, t))
    st.caption(robustness.drawn(county_profile.near_acceptability(study), t))
    for sentence in missing_values.own_range(study, key, t):
        st.markdown(sentence)
    reason = reasons.sentence(study, key, t)
    if reason:
        st.markdown(reason)
    st.markdown(f"**{t('county.weakest')}**")
    charts_and_tables.prose(t, county_profile.weakest(study, key, t.written))
    st.markdown(f"**{t('county.lift')}**")
    with st.spinner(t("county.working")):
        st.markdown(county_profile.lift_words(study, key, t))
    with st.expander(t("ranking.made_of")):
        charts_and_tables.table(
            ranking.card(study, t.written, key), key=f"made_of_{study.stage.key}"
        )
