"""Why one place is before another, adding up to the gap, under any scenario or stakeholder group."""

import streamlit as st

from mcda.app.state import session
from mcda.app.widgets import charts_and_tables
from mcda.model.weights import Weights
from mcda.report.charts.robustness import gap_waterfall
from mcda.report.tables import sensitivity
from mcda.robustness import explain
from mcda.study.study import Study
from mcda.words import Say


def show(say: Say, study: Study) -> None:
    study = additive(say, _chosen(say, study))
    names = {
        line.key: f"{line.place}  {say.of(study.evidence[line.key].name)}" for line in study.ranking
    }
    leader, second = list(names)[:2]
    left, right = st.columns(2)
    with left:
        a = choose(say("robustness.ahead"), names, "why_a", session.selected() or leader)
    with right:
        b = choose(say("robustness.than"), names, "why_b", second if a == leader else leader)
    if a == b:
        st.markdown(say("robustness.same_two"))
        return
    found = explain(study.ranking, a, b, _whose(say, study))
    st.subheader(sensitivity.explained(study, found, say), anchor=False)
    st.altair_chart(gap_waterfall(study, found, say), width="stretch", theme=None)
    st.caption(say("robustness.adds_up"))
    table = sensitivity.waterfall(study, found, say)[["criterion", "part"]]
    table.columns = [say("chart.criterion"), say("robustness.difference")]
    charts_and_tables.as_table(
        say, table, "why_table", column_config=charts_and_tables.decimals(table, 4)
    )


def _chosen(say: Say, study: Study) -> Study:
    """The study under the scenario asked about; the one in hand unless another is chosen."""
    scenarios = {scenario.key: say.of(scenario.name) for scenario in study.scenarios}
    if len(scenarios) < 2:
        return study
    return study.activated(choose(say("robustness.under"), scenarios, "why_scenario", study.active))


def _whose(say: Say, study: Study) -> Weights | None:
    """A stakeholder group's mean weights, where a workshop weighed this study and one is chosen; else the study's."""
    criteria = study.filled.matrix.criteria
    groups = study.told.groups if study.told else ()
    told = [group for group in groups if group.weights and set(group.weights) == set(criteria)]
    if not told:
        return None
    names = {"": say("robustness.weights_in_hand")}
    names |= {str(n): say.of(group.name) for n, group in enumerate(told)}
    chosen = choose(say("robustness.whose"), names, "why_whose", "")
    if not chosen:
        return None
    shares = told[int(chosen)].weights or {}
    return Weights.of([shares[key] for key in criteria], criteria)


def additive(say: Say, study: Study) -> Study:
    """The study by the additive method, which alone adds up; said where another method is in hand."""
    if study.scenario.method == "additive":
        return study
    st.markdown(say("robustness.not_additive", method=study.ranking.method.name))
    return study.having(method="additive", parameters={})


def choose(label: str, names: dict[str, str], name: str, first: str) -> str:
    """A choice by name that outlives its page; `first` until the user chooses."""
    key = session.noted(name, among=list(names))
    if st.session_state[key] is None:
        st.session_state[key] = first if first in names else next(iter(names))
    return st.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=session.note,
        args=(key,),
    )
