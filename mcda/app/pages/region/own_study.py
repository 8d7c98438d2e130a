"""The first page while a user's own study is in hand: what it asks, its map, who leads."""

import streamlit as st

from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts, upload_form
from mcda.report.maps.ranking import rank_map
from mcda.report.tables import data, ranking
from mcda.report.tables.ranking import headline
from mcda.study.study import Study
from mcda.words import Translator


def render(t: Translator, study: Study) -> None:
    page_parts.headline(headline(study, t))
    page_parts.stage_switch(t)
    upload_form.in_hand(t, study)
    st.markdown(t("upload.own_sentence", title=study.title, **data.size(study)))
    seats = sum(a.seat is not None for a in study.candidates)
    charts_and_tables.map_chart(
        rank_map(study, t.written, session.selected()),
        key="region_map",
        title=headline(study, t.written),
    )
    if 0 < seats < len(study.candidates):
        st.markdown(t("upload.some_off_map", count=len(study.candidates) - seats))
    charts_and_tables.table(ranking.ranking(study, t.written), key="own_ranking", height=420)
