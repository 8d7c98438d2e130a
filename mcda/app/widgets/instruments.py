"""The instruments that fit a candidate, as County profile and Region show them."""

import streamlit as st

from mcda.app.widgets import charts_and_tables
from mcda.report.tables import instruments
from mcda.study.study import Study
from mcda.words import Translator


def fitting(t: Translator, study: Study, key: str, name: str) -> None:
    """Their names, a table (under this name) of the values and thresholds that trigger each, and what stays undecided."""
    st.markdown(t("relations.fitting", names=instruments.names(study, key, t)))
    found = instruments.fits(study, key, t.written)
    if found.rows:
        charts_and_tables.prose(t, found, name, study)
    for told in instruments.open_words(study, key, t):
        st.caption(told)
