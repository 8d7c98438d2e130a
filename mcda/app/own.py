"""The first page while a user's own study is in hand: what it asks, its map, who leads."""

import streamlit as st

from mcda.app import desk, parts, showing, uploading
from mcda.report import tables
from mcda.report.maps import place_map
from mcda.report.sheets import headline
from mcda.study import Study
from mcda.words import Say


def show(say: Say, study: Study) -> None:
    parts.headline(say("app.region"), headline(study, say))
    parts.stage_switch(say)
    uploading.in_hand(say, study)
    st.markdown(say("upload.own_sentence", title=study.title, **tables.size(study)))
    seats = sum(a.seat is not None for a in study.candidates)
    showing.map_chart(place_map(study, say, desk.selected()), key="region_map")
    if 0 < seats < len(study.candidates):
        st.markdown(say("upload.some_off_map", count=len(study.candidates) - seats))
    everything = tables.ranking(study, say)
    st.dataframe(
        everything,
        hide_index=True,
        width="stretch",
        height=420,
        column_config=showing.decimals(everything),
    )
