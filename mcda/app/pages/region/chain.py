"""The chain: cluster, city, county, town as thin lines; each city's own positioning; the paper's places."""

from collections.abc import Mapping, Sequence

import streamlit as st

from mcda.app.pages.region import map_layer
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.region.chain import (
    CLUSTERINGS,
    LEADS,
    Cluster,
    Clustering,
    chain,
    named_note,
    named_places,
)
from mcda.report.charts.chain import chain_tree
from mcda.report.maps.layers import chain_map
from mcda.report.tables import chain as chain_tables
from mcda.study.factory import CHAIN, COUNTY_STAGE
from mcda.study.study import Study
from mcda.words import Translator

TABLES = ("named", "cities", "tree")


def render(t: Translator) -> None:
    stages = {key: session.study_of(key) for key in CHAIN}
    primary, secondary, tertiary = (stages[key] for key in CHAIN)
    named = {
        stage: tuple(rank.key for rank in named_places(stages) if rank.stage == stage)
        for stage in CHAIN
    }
    left, right = st.columns(map_layer.SIDES, gap="medium")
    with right:
        st.markdown(t("chain.words"))
        lead = page_parts.view_choice(
            t("chain.lead"), {k: t(f"chain.lead_{k}") for k in LEADS}, "lead", label=True
        )
        clustering = page_parts.view_choice(
            t("chain.clustering"),
            {k: t(f"chain.clustering_{k}") for k in CLUSTERINGS},
            "clustering",
            label=True,
        )
        found = chain(primary, secondary, tertiary, lead, clustering)
        assigned, linked = (chain(primary, secondary, tertiary, lead, k) for k in CLUSTERINGS)
        st.markdown(_elsewhere(t, clustering, assigned, linked))
        st.markdown(chain_tables.named_sentence(stages, t))
        st.markdown(chain_tables.border_count(found, t))
    with left:
        spec = chain_map(found, stages, named[COUNTY_STAGE], t.written)
        charts_and_tables.drawn_map(spec, "region_chain_map", study=secondary)
    view = page_parts.view_choice(
        t("region.view"), {name: t(f"chain.table_{name}") for name in TABLES}, "chain_table"
    )
    if view == "named":
        charts_and_tables.prose(t, chain_tables.named(stages, t.written), "chain_named")
        for stage in CHAIN:
            name = stages[stage].stage.name
            st.markdown(t("chain.note", stage=name, note=named_note(stage)))
    elif view == "cities":
        charts_and_tables.prose(
            t, chain_tables.cities(found, primary, t.written), "chain_cities", primary
        )
    else:
        _tree(t, found, stages, named)


def _elsewhere(
    t: Translator, clustering: Clustering, assigned: Sequence[Cluster], linked: Sequence[Cluster]
) -> str:
    """Which cities the other way of clustering would put elsewhere."""
    if clustering == CLUSTERINGS[0]:
        moved, words = chain_tables.moved(assigned, linked, t), "chain.would_move"
    else:
        moved, words = chain_tables.moved(linked, assigned, t), "chain.would_move_back"
    return t(words, moved=t.join(moved, last=False)) if moved else t("chain.nobody_moves")


def _tree(
    t: Translator,
    found: Sequence[Cluster],
    stages: Mapping[str, Study],
    named: Mapping[str, Sequence[str]],
) -> None:
    """One cluster at a time, as a tree and as the table behind it."""
    names = {cluster.key: t.text(cluster.name) for cluster in found if cluster.cities}
    chosen = page_parts.view_choice(t("chain.cluster"), names, "chain_cluster", label=True)
    st.caption(t("chain.tree_words"))
    counts = {key: len(study.ranking) for key, study in stages.items()}
    cluster = next(cluster for cluster in found if cluster.key == chosen)
    tree = chain_tree(cluster, counts, named, t.written)
    study = stages[COUNTY_STAGE]
    charts_and_tables.still_chart(tree, "chain_tree_chart", study=study)
    table = chain_tables.tree([cluster], named, t.written)
    charts_and_tables.table(table, key="chain_tree", study=study)
