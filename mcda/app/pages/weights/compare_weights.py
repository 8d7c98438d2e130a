"""Two sets of weights side by side: the ways that were answered, the scenarios, the proposal, what is in hand."""

from collections.abc import Mapping

import streamlit as st

from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.model.weights import GroupedWeights
from mcda.report.charts.weights import two_weights
from mcda.report.tables import weights as weight_tables
from mcda.study.study import Study
from mcda.weighting.registry import WAYS
from mcda.words import Say


def sets(say: Say, study: Study) -> dict[str, GroupedWeights]:
    """Every set of weights that can be held against another, by its name on the screen."""
    found = {say("weights.held"): study.scenario.weights}
    for way, weights in session.ways_answered(study.stage.key).items():
        found[say("weights.by_way", name=WAYS[way].name)] = weights
    proposed = session.first_study(study.stage.key).scenarios[0]
    found[say("weights.proposed")] = proposed.weights
    for scenario in study.scenarios:
        if scenario.key not in (study.active, proposed.key):
            found[say("weights.in_scenario", name=scenario.name)] = scenario.weights
    return found


def side_by_side(say: Say, study: Study) -> None:
    """Two of them: the gap between their weights, where it is widest, and what it does to the first ten."""
    known = sets(say, study)
    page_parts.section(say("weights.ways"))
    keys = study.filled.matrix.criteria
    if len({weights.whole(keys).shares for weights in known.values()}) == 1:
        st.markdown(say("weights.nothing_else"))
        return
    row = st.container(horizontal=True)
    order = list(known)
    one = _choice(say, row, "first", known, order[0])
    others = {name: weights for name, weights in known.items() if name != one}
    other = _choice(say, row, "second", others, next(iter(others)))
    first, second = (study.with_weights(known[name]) for name in (one, other))
    if first.weights == second.weights:
        st.markdown(say("weights.no_gap", one=one, other=other))
        return
    key = weight_tables.widest(first.weights, second.weights)
    shared = set(weight_tables.first_places(first)) & set(weight_tables.first_places(second))
    st.markdown(
        say(
            "weights.gap",
            gap=say.percent(weight_tables.gap(first.weights, second.weights)),
            criterion=study.catalogue[key].name,
            one=say.percent(first.weights[key], 1),
            other=say.percent(second.weights[key], 1),
            shared=len(shared),
        )
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(say("weights.marks", one=one, other=other))
        st.altair_chart(
            two_weights(study, say, (first.weights, second.weights), (one, other)),
            width="stretch",
            theme=None,
        )
        shares = {one: first.weights, other: second.weights}
        charts_and_tables.as_table(
            say, weight_tables.weights_table(shares, study, say), "gap_table"
        )
    with right:
        st.markdown(say("weights.ten"))
        table = weight_tables.side_by_side(first, second, (one, other), say)
        st.dataframe(table, hide_index=True, width="stretch", height="content", key="ten_table")


def _choice(
    say: Say,
    row: st.delta_generator.DeltaGenerator,
    which: str,
    known: Mapping[str, object],
    default: str,
) -> str:
    key = session.noted(f"compared/{say.lang}/{which}", among=list(known), empty=default)
    chosen: str = row.selectbox(
        say(f"weights.compared_{which}"),
        list(known),
        key=key,
        filter_mode=None,
        on_change=session.note,
        args=(key,),
    )
    return chosen
