"""If one comes or goes, and under other methods: what of the order is the table's, what the method's."""

import pandas as pd
import streamlit as st

from mcda.app.state import result_cache
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.methods.registry import METHODS
from mcda.model.ranking import Ranking
from mcda.report.charts.robustness import family_map
from mcda.report.tables import sensitivity
from mcda.robustness import Reversal, taken_out, with_clone
from mcda.study.study import Study
from mcda.words import Say

Cases = dict[str, tuple[Reversal, ...]]
MOST = 150  # alternatives that are taken out and doubled one by one; of more, the first ones


def show(say: Say, study: Study) -> None:
    st.markdown(say("robustness.company_words"))
    if len(study.ranking) > MOST:
        st.markdown(say("robustness.company_most", count=MOST))
    out, twice = _cases(say, study)
    for title, cases in ((say("robustness.taken_out"), out), (say("robustness.cloned"), twice)):
        page_parts.section(title)
        _told(say, study, cases[study.scenario.method])
        st.dataframe(sensitivity.reversals(study, cases, say), hide_index=True, width="stretch")


def _cases(say: Say, study: Study) -> tuple[Cases, Cases]:
    """Alternatives taken out, and entered twice, one at a time, under the study's method and one of each family."""
    rankings, _ = sensitivity.family_rankings(study)
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

    with page_parts.progress(say, "robustness.working") as tell:
        found: tuple[Cases, Cases] = result_cache.worked_out(study, "company", work)
    return found


def _told(say: Say, study: Study, cases: tuple[Reversal, ...]) -> None:
    """Under the method in hand: nobody moves and why, or what the worst case changes."""
    method = study.ranking.method
    changed = [case for case in cases if case.swaps]
    if not changed:
        words = say("robustness.free", method=method.name, count=len(cases))
        fixed = method.key == "additive" and study.filled.matrix.is_scaled
        st.markdown(f"{words} {say('robustness.free_fixed')}" if fixed else words)
        return
    st.markdown(
        say("robustness.not_free", method=method.name, changed=len(changed), count=len(cases))
    )
    worst = max(changed, key=lambda case: len(case.swaps))
    name = study.evidence[worst.key].name
    with st.expander(say("robustness.worst_case", name=name)):
        st.dataframe(sensitivity.swapped(study, worst, say), hide_index=True, width="stretch")


def families(say: Say, study: Study) -> None:
    """The first fifteen under one method of each family, and how far the methods agree."""
    st.markdown(say("robustness.families_words"))
    rankings, refused = sensitivity.family_rankings(study)
    st.altair_chart(family_map(study, rankings, say), width="stretch", theme=None)
    charts_and_tables.as_table(say, _wide(say, study, rankings), "families_table")
    for finding in refused.values():
        st.markdown(say("robustness.cannot", reasons=say.finding(finding).line()))
    page_parts.section(say("robustness.agreement", method=METHODS[study.scenario.method].name))
    table = sensitivity.agreeing(study, rankings, say)
    whole = {str(table.columns[-1]): st.column_config.NumberColumn(format="%.0f")}
    st.dataframe(
        table,
        hide_index=True,
        width="stretch",
        column_config=charts_and_tables.decimals(table, 2) | whole,
    )
    st.caption(say("robustness.agreement_words"))


def _wide(say: Say, study: Study, rankings: dict[str, Ranking]) -> pd.DataFrame:
    table = sensitivity.family_places(study, rankings, say)
    wide = table.pivot_table(index=["now", "name"], columns="method", values="place", sort=False)
    return wide.astype(int).reset_index(names=[say("chart.place"), say("chart.name")])
