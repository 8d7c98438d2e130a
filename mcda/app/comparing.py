"""Two sets of weights side by side: the ways that were answered, the scenarios, the proposal, what is in hand."""

from collections.abc import Mapping

import streamlit as st

from mcda.app import desk, parts, showing
from mcda.elicitation import WAYS
from mcda.report import comparison
from mcda.report.figures_weights import two_weights
from mcda.study import Study
from mcda.weights import GroupedWeights
from mcda.words import Say


def sets(say: Say, study: Study) -> dict[str, GroupedWeights]:
    """Every set of weights that can be held against another, by its name on the screen."""
    found = {say("weigh.held"): study.scenario.weights}
    for way, weights in desk.ways_answered(study.stage.key).items():
        found[say("weigh.by_way", name=WAYS[way].name)] = weights
    proposed = desk.first_study(study.stage.key).scenarios[0]
    found[say("weigh.proposed")] = proposed.weights
    for scenario in study.scenarios:
        if scenario.key not in (study.active, proposed.key):
            found[say("weigh.in_scenario", name=scenario.name)] = scenario.weights
    return found


def side_by_side(say: Say, study: Study) -> None:
    """Two of them: the gap between their weights, where it is widest, and what it does to the first ten."""
    known = sets(say, study)
    parts.section(say("weigh.ways"))
    keys = study.filled.matrix.criteria
    if len({weights.whole(keys).shares for weights in known.values()}) == 1:
        st.markdown(say("weigh.nothing_else"))
        return
    row = st.container(horizontal=True)
    order = list(known)
    one = _choice(say, row, "first", known, order[0])
    others = {name: weights for name, weights in known.items() if name != one}
    other = _choice(say, row, "second", others, next(iter(others)))
    first, second = (study.with_weights(known[name]) for name in (one, other))
    if first.weights == second.weights:
        st.markdown(say("weigh.no_gap", one=one, other=other))
        return
    key = comparison.widest(first.weights, second.weights)
    shared = set(comparison.first_places(first)) & set(comparison.first_places(second))
    st.markdown(
        say(
            "weigh.gap",
            gap=say.percent(comparison.gap(first.weights, second.weights)),
            criterion=study.catalogue[key].name,
            one=say.percent(first.weights[key], 1),
            other=say.percent(second.weights[key], 1),
            shared=len(shared),
        )
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(say("weigh.marks", one=one, other=other))
        st.altair_chart(
            two_weights(study, say, (first.weights, second.weights), (one, other)),
            width="stretch",
            theme=None,
        )
        shares = {one: first.weights, other: second.weights}
        showing.as_table(say, comparison.weights_table(shares, study, say), "gap_table")
    with right:
        st.markdown(say("weigh.ten"))
        table = comparison.side_by_side(first, second, (one, other), say)
        st.dataframe(table, hide_index=True, width="stretch", height="content", key="ten_table")


def _choice(
    say: Say,
    row: st.delta_generator.DeltaGenerator,
    which: str,
    known: Mapping[str, object],
    default: str,
) -> str:
    key = desk.noted(f"compared/{say.lang}/{which}", among=list(known), empty=default)
    chosen: str = row.selectbox(
        say(f"weigh.compared_{which}"),
        list(known),
        key=key,
        filter_mode=None,
        on_change=desk.note,
        args=(key,),
    )
    return chosen
