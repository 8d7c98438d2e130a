"""How sure the first places are in the eyes of the room that weighed the study."""

import streamlit as st

from mcda.app import showing
from mcda.app.plain import plain
from mcda.report import room_tables
from mcda.study import Study
from mcda.words import Say


def is_there(study: Study) -> bool:
    """Whether a workshop weighed this study and its figures may be shown."""
    return study.heard is not None and any(each.sure for each in study.heard.rounds)


def show(say: Say, study: Study) -> None:
    spoken = study.heard.last_told if study.heard else None
    if spoken is None or not spoken.sure:
        return
    st.markdown(plain(room_tables.groups_spoken(spoken, Say(say.lang))))
    st.markdown(say("results.sure_words"))
    names = {a.key: a.name for a in study.evidence.alternatives}
    for n, table in enumerate(room_tables.sure(spoken.sure, names, Say(say.lang))):
        st.markdown(f"**{table.title}**")
        showing.table(table, f"heard_{n}")
