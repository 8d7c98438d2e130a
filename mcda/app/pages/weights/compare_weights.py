"""Two sets of weights side by side: the ways that were answered, the scenarios, the proposal, what is in hand."""

from collections.abc import Mapping

import streamlit as st

from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.app.widgets.remembered_select import remembered_select
from mcda.report.charts.weights import two_weights
from mcda.report.tables import weights as weight_tables
from mcda.study.scenario import Scenario
from mcda.study.study import Study
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words import Translator


def sets(t: Translator, study: Study) -> dict[str, Study]:
    """The study by every set of weights that can be held against another, by its name as it is written."""
    t = t.written
    found = {t("weights.current_weights"): study}
    for method_key, weights in session.weights_by_method(study.stage.key).items():
        name = t("weights.by_way", name=WEIGHTING_METHODS[method_key].name)
        found[name] = study.with_weights(weights)
    proposed = session.first_study(study.stage.key).scenarios[0]
    found[t("weights.proposed")] = _weighed_as(study, proposed)
    for scenario in study.scenarios:
        if scenario.key not in (study.active, proposed.key):
            found[t("weights.in_scenario", name=scenario.name)] = _weighed_as(study, scenario)
    return found


def _weighed_as(study: Study, other: Scenario) -> Study:
    """The study with the weights of another scenario, and the criteria that one leaves out."""
    other = study.fitting(other)
    cutoffs = tuple(c for c in study.scenario.cutoffs if c.criterion not in other.left_out)
    return study.with_changes(weights=other.weights, left_out=other.left_out, cutoffs=cutoffs)


def side_by_side(t: Translator, study: Study) -> None:
    """Two of them: the gap between their weights, where it is widest, and what it does to the first ten.

    Nothing as long as there are none but those that the stage proposes.
    """
    known = sets(t, study)
    first_study = session.first_study(study.stage.key)
    proposed = [study.fitting(s).weights for s in first_study.scenarios]
    if all(each.scenario.weights in proposed for each in known.values()):
        return
    page_parts.section(t("weights.ways"))
    row = st.container(horizontal=True)
    order = list(known)
    one = _choice(t, row, "first", known, order[0])
    others = {name: weights for name, weights in known.items() if name != one}
    other = _choice(t, row, "second", others, next(iter(others)))
    first, second = known[one], known[other]
    weights = weight_tables.comparable(first, second)
    if weights[0] == weights[1]:
        st.markdown(t("weights.no_gap", one=one, other=other))
        return
    key = weight_tables.widest(*weights)
    shared = set(weight_tables.top_ranks(first)) & set(weight_tables.top_ranks(second))
    st.markdown(
        t(
            "weights.gap",
            gap=t.percent(weight_tables.gap(*weights)),
            criterion=study.catalogue[key].in_sentence,
            one=t.percent(weights[0][key], 1),
            other=t.percent(weights[1][key], 1),
            shared=len(shared),
        )
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(t("weights.marks", one=one, other=other))
        charts_and_tables.still_chart(
            two_weights(study, t.written, weights, (one, other)),
            "two_weights",
            notes=[t.written("weights.marks", one=one, other=other)],
        )
        shares = {one: weights[0], other: weights[1]}
        charts_and_tables.as_table(
            t, weight_tables.weights_table(shares, study, t.written), "gap_table"
        )
    with right:
        st.markdown(t("weights.ten"))
        table = weight_tables.side_by_side({one: first, other: second}, t.written)
        charts_and_tables.table(table, key="ten_table", height="content")


def _choice(
    t: Translator,
    row: st.delta_generator.DeltaGenerator,
    which: str,
    known: Mapping[str, object],
    default: str,
) -> str:
    return remembered_select(
        t(f"weights.compared_{which}"),
        {name: name for name in known},
        f"compared/{t.lang}/{which}",
        first=default,
        place=row,
        filter_mode=None,
    )
