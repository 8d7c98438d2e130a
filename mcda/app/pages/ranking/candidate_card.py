"""The card of one place: where it stands, why, its neighbours, other methods."""

import streamlit as st

from mcda.app.widgets import charts_and_tables
from mcda.report import reasons
from mcda.report.tables import county_profile, methods, missing_values, plan_membership, ranking
from mcda.study.study import Study
from mcda.words import Translator


def render(t: Translator, study: Study, key: str | None) -> None:
    """The card of the chosen place; nothing if none is chosen, one sentence if it does not compete."""
    if key is None:
        return
    name = study.evidence[key].name
    with st.container(border=True):
        if key not in study.ranking.alternatives:
            _outside(t, study, key)
            return
        rank, count = study.ranking.rank(key), len(study.ranking)
        score = f"{study.ranking.scores[study.ranking.alternatives.index(key)]:.3f}"
        words = t("ranking.chosen", name=name, place=rank, count=count, score=score)
        st.subheader(words, anchor=False)
        notes = missing_values.own_range(study, key, t)
        notes += [t("ranking.named")] if study.evidence[key].number("paper_named") else []
        notes += [reasons.sentence(study, key, t), *ranking.surroundings(study, key, t)]
        notes += _plans(study, key, t)
        st.markdown(t.sentences(filter(None, notes)))
        left, right = st.columns([3, 2], gap="large")
        with left:
            st.markdown(f"**{t('ranking.made_of')}**")
            charts_and_tables.table(ranking.card(study, t.written, key), key="card_made_of")
        with right:
            st.markdown(f"**{t('ranking.under_families')}**")
            charts_and_tables.table(methods.families(study, t.written, key), key="card_families")


def _outside(t: Translator, study: Study, key: str) -> None:
    why = county_profile.why_not(study, key)
    told = t("ranking.outside", name=study.evidence[key].name, gate=why)
    notes = [told, *county_profile.score_outside(study, key, t), *_plans(study, key, t)]
    st.markdown(t.sentences(notes))


def _plans(study: Study, key: str, t: Translator) -> list[str]:
    """What urban cluster plans say of a city."""
    return plan_membership.badge(key, t) if study.stage.level == "city" else []
