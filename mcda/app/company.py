"""If one comes or goes, and under other methods: what of the order is the table's, what the method's."""

import streamlit as st

from mcda.app import parts, shelf, showing
from mcda.methods import METHODS
from mcda.ranking import Ranking
from mcda.report import change_tables
from mcda.report.sure_figures import family_map
from mcda.robustness import Reversal, taken_out, with_clone
from mcda.study import Study
from mcda.words import Say

Cases = dict[str, tuple[Reversal, ...]]
MOST = 150  # alternatives that are taken out and doubled one by one; of more, the first ones


def show(say: Say, study: Study) -> None:
    st.markdown(say("sure.company_words"))
    if len(study.ranking) > MOST:
        st.markdown(say("sure.company_most", count=MOST))
    out, twice = _cases(say, study)
    for title, cases in ((say("sure.taken_out"), out), (say("sure.cloned"), twice)):
        parts.section(title)
        _told(say, study, cases[study.scenario.method])
        st.dataframe(change_tables.reversals(study, cases, say), hide_index=True, width="stretch")


def _cases(say: Say, study: Study) -> tuple[Cases, Cases]:
    """Alternatives taken out, and entered twice, one at a time, under the study's method and one of each family."""
    rankings, _ = change_tables.family_rankings(study)
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

    with parts.progress(say, "sure.working") as tell:
        found: tuple[Cases, Cases] = shelf.worked_out(study, "company", work)
    return found


def _told(say: Say, study: Study, cases: tuple[Reversal, ...]) -> None:
    """Under the method in hand: nobody moves and why, or what the worst case changes."""
    method = study.ranking.method
    changed = [case for case in cases if case.swaps]
    if not changed:
        words = say("sure.free", method=method.name, count=len(cases))
        fixed = method.key == "additive" and study.filled.matrix.is_scaled
        st.markdown(f"{words} {say('sure.free_fixed')}" if fixed else words)
        return
    st.markdown(say("sure.not_free", method=method.name, changed=len(changed), count=len(cases)))
    worst = max(changed, key=lambda case: len(case.swaps))
    name = study.evidence[worst.key].name
    with st.expander(say("sure.worst_case", name=name)):
        st.dataframe(change_tables.swapped(study, worst, say), hide_index=True, width="stretch")


def families(say: Say, study: Study) -> None:
    """The first fifteen under one method of each family, and how far the methods agree."""
    st.markdown(say("sure.families_words"))
    rankings, refused = change_tables.family_rankings(study)
    st.altair_chart(family_map(study, rankings, say), width="stretch", theme=None)
    showing.as_table(say, _wide(say, study, rankings), "families_table")
    for finding in refused.values():
        st.markdown(say("sure.cannot", reasons=say.finding(finding).line()))
    parts.section(say("sure.agreement", method=METHODS[study.scenario.method].name))
    table = change_tables.agreeing(study, rankings, say)
    whole = {str(table.columns[-1]): st.column_config.NumberColumn(format="%.0f")}
    st.dataframe(
        table,
        hide_index=True,
        width="stretch",
        column_config=showing.decimals(table, 2) | whole,
    )
    st.caption(say("sure.agreement_words"))


def _wide(say: Say, study: Study, rankings: dict[str, Ranking]) -> object:
    table = change_tables.family_places(study, rankings, say)
    wide = table.pivot_table(index=["now", "name"], columns="method", values="place", sort=False)
    return wide.astype(int).reset_index(names=[say("chart.place"), say("chart.name")])
