"""The card of one place: where it stands, why, its neighbours, other methods."""

import streamlit as st

from mcda.app.widgets import charts_and_tables
from mcda.report import reasons, theme
from mcda.report.tables import methods, ranking
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
        first, last = study.rank_interval(key)
        notes = [t("ranking.between", first=first, last=last)] if first != last else []
        notes += [t("ranking.named")] if study.evidence[key].number("paper_named") else []
        before, after = neighbours(study, key)
        notes.append(reasons.sentence(study, key, t))
        notes.append(
            t(
                "ranking.neighbours",
                before=study.evidence[before].name if before else t("ranking.nobody"),
                after=study.evidence[after].name if after else t("ranking.nobody"),
            )
        )
        st.markdown(t.sentences(filter(None, notes)))
        left, right = st.columns([3, 2], gap="large")
        with left:
            st.markdown(f"**{t('ranking.made_of')}**")
            charts_and_tables.table(ranking.card(study, t.written, key), key="card_made_of")
        with right:
            st.markdown(f"**{t('ranking.under_families')}**")
            charts_and_tables.table(methods.families(study, t.written, key), key="card_families")


def _outside(t: Translator, study: Study, key: str) -> None:
    gate, score = study.ineligible.get(key), study.ineligible_scores.get(key)
    st.markdown(
        t(
            "ranking.outside",
            name=study.evidence[key].name,
            gate=gate.name if gate else t("kinds.leave_out_alternative"),
            score=theme.number(score) if score is not None else "—",
        )
    )


def neighbours(study: Study, key: str) -> tuple[str | None, str | None]:
    """The alternatives just before and just after."""
    order = [line.key for line in study.ranking]
    at = order.index(key)
    return (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)
