"""How sure the first places are in the eyes of the room that weighed the study."""

import streamlit as st

from mcda.app.widgets import charts_and_tables
from mcda.report.tables import workshop
from mcda.study.study import Study
from mcda.words import Translator


def is_there(study: Study) -> bool:
    """Whether a workshop weighed this study and told how sure its first places are."""
    return study.latest_round is not None and study.latest_round.rank_shares is not None


def render(t: Translator, study: Study) -> None:
    spoken = study.latest_round
    if spoken is None or spoken.rank_shares is None:
        return
    st.markdown(workshop.groups_spoken(spoken, t))
    st.markdown(t("results.sure_words"))
    names = {a.key: a.name for a in study.evidence.alternatives}
    table = workshop.rank_shares(spoken.rank_shares, spoken.heads, names, t.written)
    charts_and_tables.table(table, "heard")
