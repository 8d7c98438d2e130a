"""The five relations of one county at one stage, and the instruments that fit it."""

import streamlit as st

from mcda.app.widgets import charts_and_tables
from mcda.report.charts.relations import spokes
from mcda.report.tables import instruments
from mcda.study.study import Study
from mcda.words import Translator


def render(t: Translator, study: Study, key: str) -> None:
    """The profile as spokes; each instrument with the values and thresholds that trigger it."""
    name = f"{key}_{study.stage.key}"
    charts_and_tables.still_chart(spokes(study, key, t.written), f"spokes_{name}", study=study)
    st.markdown(t("relations.fitting", names=instruments.names(study, key, t)))
    found = instruments.fits(study, key, t.written)
    if found.rows:
        charts_and_tables.prose(t, found, f"instruments_{name}", study)
    for told in instruments.open_words(study, key, t):
        st.caption(told)
