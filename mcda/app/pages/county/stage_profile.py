"""One county at one stage: its profile, how sure its rank is, where it loses points, which counties are like it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report import reasons
from mcda.report.charts.profile import profile
from mcda.report.tables import county_profile, missing_values
from mcda.study.study import Study
from mcda.words import Translator


def chart(t: Translator, study: Study, key: str) -> None:
    """Its normalised values against median and best of the ranked candidates."""
    page_parts.section(t.text(study.stage.name))
    charts_and_tables.still_chart(
        profile(study, key, t.written), _name("profile", study, key), study=study
    )


def text(t: Translator, study: Study, key: str) -> DeltaGenerator:
    """Sentence, reasons, weakest values, those like it; where the smallest change of weights is yet to be told."""
    why = county_profile.why_not(study, key)
    if why is not None:
        out = t("county.stage_out", stage=study.stage.name, why=why)
        st.markdown(t.sentences([out, *county_profile.score_outside(study, key, t)]))
    else:
        told = [
            county_profile.robustness_sentence(study, key, t),
            *missing_values.own_range(study, key, t),
            reasons.gain_sentence(study, key, t),  # the table below has the losses
        ]
        st.markdown(t.sentences(filter(None, told)))
    room = st.container()
    if why is None:
        weakest = county_profile.weakest(study, key, t.written)
        charts_and_tables.prose(t, weakest, _name("weakest", study, key), study)
    alike = county_profile.alike(study, key, t.written)
    if alike.rows:
        charts_and_tables.prose(t, alike, _name("alike", study, key), study)
    return room


def lift(t: Translator, study: Study, key: str) -> None:
    """Which change of weights would bring it among the first, where it is not."""
    if key in study.ranking.alternatives and study.ranking.rank(key) > county_profile.FIRST:
        with st.spinner(t("county.working")):
            st.markdown(county_profile.lift_words(study, key, t))


def _name(what: str, study: Study, key: str) -> str:
    """Of something on this page, which has each twice."""
    return f"{what}_{key}_{study.stage.key}"
