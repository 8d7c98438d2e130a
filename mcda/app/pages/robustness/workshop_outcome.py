"""How sure the first places are in the eyes of the room that weighed the study."""

import streamlit as st

from mcda.app.widgets import charts_and_tables
from mcda.app.widgets.plain_text import plain
from mcda.report.tables import workshop
from mcda.study.study import Study
from mcda.words import Say


def is_there(study: Study) -> bool:
    """Whether a workshop weighed this study and told how sure its first places are."""
    return study.told is not None and study.told.sure is not None


def show(say: Say, study: Study) -> None:
    spoken = study.told
    if spoken is None or spoken.sure is None:
        return
    st.markdown(plain(workshop.groups_spoken(spoken, say.written)))
    st.markdown(say("results.sure_words"))
    names = {a.key: a.name for a in study.evidence.alternatives}
    charts_and_tables.tables(workshop.sure(spoken.sure, names, say.written), "heard")
