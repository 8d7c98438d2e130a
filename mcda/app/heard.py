"""How sure the first places are in the eyes of the room that weighed the study."""

import streamlit as st

from mcda.app import showing
from mcda.app.plain import plain
from mcda.report import room_tables
from mcda.study import Study
from mcda.words import Say


def is_there(study: Study) -> bool:
    """Whether a workshop weighed this study and told how sure its first places are."""
    return study.told is not None and study.told.sure is not None


def show(say: Say, study: Study) -> None:
    spoken = study.told
    if spoken is None or spoken.sure is None:
        return
    st.markdown(plain(room_tables.groups_spoken(spoken, say.written)))
    st.markdown(say("results.sure_words"))
    names = {a.key: a.name for a in study.evidence.alternatives}
    showing.tables(room_tables.sure(spoken.sure, names, say.written), "heard")
