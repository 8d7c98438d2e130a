"""One county at one stage: its place and how sure that is, what holds it back, what would lift it."""

import streamlit as st

from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report import theme
from mcda.report.tables import county_profile, ranking
from mcda.study.study import Study
from mcda.words import Say


def show(say: Say, study: Study, key: str) -> None:
    """Place and sentence, weakest readings, what would lift it, what the score is made of."""
    stage = study.stage.name
    why = county_profile.why_not(study, key)
    if why is not None:
        page_parts.section(say("county.stage_out", stage=stage))
        st.markdown(say("county.out", why=why, score=_score(study, key)))
        return
    place, count = study.ranking.place(key), len(study.ranking)
    page_parts.section(say("county.stage_heading", stage=stage, place=place, count=count))
    st.markdown(county_profile.sure(study, key, say))
    first, last = study.place_interval(key)
    if first != last:
        st.markdown(say("county.gaps", first=first, last=last))
    st.markdown(f"**{say('county.weakest')}**")
    charts_and_tables.prose(say, county_profile.weakest(study, key, say))
    if any(use.kind == "need" for use in study.stage.criteria):
        st.markdown(say("county.need_note"))
    st.markdown(f"**{say('county.lift')}**")
    with st.spinner(say("county.working")):
        st.markdown(county_profile.lift_words(study, key, say))
    with st.expander(say("county.made_of")):
        made_of = ranking.card(study, say, key)
        st.dataframe(
            made_of,
            hide_index=True,
            width="stretch",
            column_config=charts_and_tables.decimals(made_of),
            key=f"made_of_{study.stage.key}",
        )


def _score(study: Study, key: str) -> str:
    low = next((low for low in study.fallen if low.key == key), None)
    score = low.score if low is not None else study.outside_scores.get(key)
    return "—" if score is None else theme.number(score)
