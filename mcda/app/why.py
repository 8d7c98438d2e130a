"""Why one place is before another, adding up to the gap, under any scenario or stakeholder group."""

import streamlit as st

from mcda.app import desk, showing
from mcda.report import change_tables
from mcda.report.sure_figures import gap_waterfall
from mcda.robustness import explain
from mcda.study import Study
from mcda.weights import Weights
from mcda.words import Say


def show(say: Say, study: Study) -> None:
    study = additive(say, _chosen(say, study))
    names = {
        line.key: f"{line.place}  {say.of(study.evidence[line.key].name)}" for line in study.ranking
    }
    leader, second = list(names)[:2]
    left, right = st.columns(2)
    with left:
        a = choose(say("sure.ahead"), names, "why_a", desk.selected() or leader)
    with right:
        b = choose(say("sure.than"), names, "why_b", second if a == leader else leader)
    if a == b:
        st.markdown(say("sure.same_two"))
        return
    found = explain(study.ranking, a, b, _whose(say, study))
    st.subheader(change_tables.explained(study, found, say), anchor=False)
    st.altair_chart(gap_waterfall(study, found, say), width="stretch", theme=None)
    st.caption(say("sure.adds_up"))
    table = change_tables.waterfall(study, found, say)[["criterion", "part"]]
    table.columns = [say("chart.criterion"), say("sure.difference")]
    showing.as_table(say, table, "why_table", column_config=showing.decimals(table, 4))


def _chosen(say: Say, study: Study) -> Study:
    """The study under the scenario asked about; the one in hand unless another is chosen."""
    scenarios = {scenario.key: say.of(scenario.name) for scenario in study.scenarios}
    if len(scenarios) < 2:
        return study
    return study.activated(choose(say("sure.under"), scenarios, "why_scenario", study.active))


def _whose(say: Say, study: Study) -> Weights | None:
    """A stakeholder group's mean weights, where a workshop weighed this study and one is chosen; else the study's."""
    criteria = study.filled.matrix.criteria
    groups = study.told.groups if study.told else ()
    told = [group for group in groups if group.weights and set(group.weights) == set(criteria)]
    if not told:
        return None
    names = {"": say("sure.weights_in_hand")}
    names |= {str(n): say.of(group.name) for n, group in enumerate(told)}
    chosen = choose(say("sure.whose"), names, "why_whose", "")
    if not chosen:
        return None
    shares = told[int(chosen)].weights or {}
    return Weights.of([shares[key] for key in criteria], criteria)


def additive(say: Say, study: Study) -> Study:
    """The study by the additive method, which alone adds up; said where another method is in hand."""
    if study.scenario.method == "additive":
        return study
    st.markdown(say("sure.not_additive", method=study.ranking.method.name))
    return study.having(method="additive", parameters={})


def choose(label: str, names: dict[str, str], name: str, first: str) -> str:
    """A choice by name that outlives its page; `first` until the user chooses."""
    key = desk.noted(name, among=list(names))
    if st.session_state[key] is None:
        st.session_state[key] = first if first in names else next(iter(names))
    return st.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=desk.note,
        args=(key,),
    )
