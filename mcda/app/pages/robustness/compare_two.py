"""Why one place is before another, adding up to the gap, under any scenario or stakeholder group."""

import streamlit as st

from mcda.app.state import session
from mcda.app.widgets import charts_and_tables
from mcda.app.widgets.remembered_select import remembered_select
from mcda.model.weights import Weights
from mcda.report.charts.robustness import gap_waterfall
from mcda.report.tables import sensitivity
from mcda.robustness import explain
from mcda.study.study import Study
from mcda.words import Translator

FIRST, SECOND = "why_a", "why_b"  # the two that are compared, as the page remembers them


def render(t: Translator, study: Study) -> None:
    study = additive(t, _chosen(t, study))
    names = {
        line.key: f"{line.rank}  {t.written.text(study.evidence[line.key].name)}"
        for line in study.ranking
    }
    leader, second = list(names)[:2]
    left, right = st.columns(2)
    with left:
        a = remembered_select(t("robustness.ahead"), names, FIRST, session.selected() or leader)
    with right:
        b = remembered_select(
            t("robustness.than"), names, SECOND, second if a == leader else leader
        )
    if a == b:
        st.markdown(t("robustness.same_two"))
        return
    found = explain(study.ranking, a, b, _whose(t, study))
    st.subheader(sensitivity.explained(study, found, t), anchor=False)
    charts_and_tables.still_chart(
        gap_waterfall(study, found, t.written),
        "gap",
        title=sensitivity.explained(study, found, t.written),
        study=study,
    )
    st.caption(t("robustness.adds_up"))
    charts_and_tables.as_table(t, sensitivity.parts_of_gap(study, found, t.written), "why_table")


def _chosen(t: Translator, study: Study) -> Study:
    """The study under the scenario asked about; the one in hand unless another is chosen."""
    scenarios = {scenario.key: t.written.text(scenario.name) for scenario in study.scenarios}
    if len(scenarios) < 2:
        return study
    return study.activated(
        remembered_select(t("app.scenario"), scenarios, "why_scenario", study.active)
    )


def _whose(t: Translator, study: Study) -> Weights | None:
    """A stakeholder group's mean weights, where a workshop weighed this study and one is chosen; else the study's."""
    criteria = study.filled.matrix.criteria
    groups = study.latest_round.groups if study.latest_round else ()
    told = [group for group in groups if group.weights and set(group.weights) == set(criteria)]
    if not told:
        return None
    names = {"": t("robustness.current_weights")}
    names |= {str(n): t.written.text(group.name) for n, group in enumerate(told)}
    chosen = remembered_select(t("robustness.whose"), names, "why_whose", "")
    if not chosen:
        return None
    shares = told[int(chosen)].weights or {}
    return Weights.of([shares[key] for key in criteria], criteria)


def additive(t: Translator, study: Study) -> Study:
    """The study by the additive method, which alone adds up; said where another method is in hand."""
    if study.scenario.method == "additive":
        return study
    st.markdown(t("robustness.not_additive", method=study.ranking.method.name))
    return study.with_changes(method="additive", parameters={})
