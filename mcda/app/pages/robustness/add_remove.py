"""If one comes or goes, and under other methods: what of the order is the table's, what the method's."""

import streamlit as st

from mcda.app.widgets import charts_and_tables, page_parts
from mcda.methods.registry import METHODS
from mcda.report.charts.robustness import family_map
from mcda.report.tables import methods, sensitivity
from mcda.robustness import Reversal, taken_out, with_clone
from mcda.study.result_cache import result_of
from mcda.study.study import Study
from mcda.words import Translator

Cases = dict[str, tuple[Reversal, ...]]
MOST = 150  # alternatives that are taken out and doubled one by one; of more, the first ones


def render(t: Translator, study: Study) -> None:
    st.markdown(t("robustness.company_words"))
    if len(study.ranking) > MOST:
        st.markdown(t("robustness.company_most", count=MOST))
    out, twice = _cases(t, study)
    for name, cases in (("robustness.taken_out", out), ("robustness.cloned", twice)):
        page_parts.section(t(name))
        _told(t, study, cases[study.scenario.method], name)
        charts_and_tables.table(sensitivity.reversals(study, cases, t.written), key=name)


def _cases(t: Translator, study: Study) -> tuple[Cases, Cases]:
    """Alternatives taken out, and entered twice, one at a time, under the study's method and one of each family."""
    rankings, _ = methods.family_rankings(study)
    keys = [line.key for line in study.ranking][:MOST]

    def work() -> tuple[Cases, Cases]:
        out: Cases = {}
        twice: Cases = {}
        for method, ranking in rankings.items():
            left, doubled = [], []
            for number, key in enumerate(keys):
                tell((len(out) + number / len(keys)) / len(rankings))
                left += [taken_out(ranking, key)] if len(ranking) > 2 else []
                doubled.append(with_clone(ranking, key))
            out[method], twice[method] = tuple(left), tuple(doubled)
        return out, twice

    with page_parts.progress(t, "robustness.working") as tell:
        found: tuple[Cases, Cases] = result_of(study, "company", work)
    return found


def _told(t: Translator, study: Study, cases: tuple[Reversal, ...], kind: str) -> None:
    """Under the method in hand: nobody moves and why, or what the worst case changes."""
    method = study.ranking.method
    changed = [case for case in cases if case.swaps]
    if not changed:
        words = t("robustness.free", method=method.name, count=len(cases))
        fixed = method.key == "additive" and study.filled.matrix.is_scaled
        st.markdown(f"{words} {t('robustness.free_fixed')}" if fixed else words)
        return
    st.markdown(
        t("robustness.not_free", method=method.name, changed=len(changed), count=len(cases))
    )
    worst = max(changed, key=lambda case: len(case.swaps))
    name = study.evidence[worst.key].name
    with st.expander(t("robustness.worst_case", name=name)):
        charts_and_tables.table(sensitivity.swapped(study, worst, t.written), key=f"{kind}_swapped")


def families(t: Translator, study: Study) -> None:
    """The first fifteen under one method of each family, and how far the methods agree."""
    st.markdown(t("robustness.families_words"))
    rankings, refused = methods.family_rankings(study)
    charts_and_tables.still_chart(family_map(study, rankings, t.written), "families")
    charts_and_tables.as_table(
        t, methods.family_table(study, rankings, t.written), "families_table"
    )
    for finding in refused.values():
        st.markdown(t("robustness.cannot", reasons=t.line(finding)))
    page_parts.section(t("robustness.agreement", method=METHODS[study.scenario.method].name))
    charts_and_tables.table(methods.agreeing(study, rankings, t.written), key="families_agreement")
    st.caption(t("robustness.agreement_words"))
    st.caption(methods.agreement_by_chance(study, t))
