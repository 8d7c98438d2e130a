"""Rank ranges: the chart, the selected candidate in one sentence, settings; figures and central weights behind it."""

import streamlit as st

from mcda.app.pages.robustness.compare_two import FIRST, SECOND
from mcda.app.state import result_cache, session, widget_values
from mcda.app.widgets import charts_and_tables, page_parts, rank_ranges
from mcda.app.widgets.remembered_select import remembered_select
from mcda.report.charts.robustness import acceptability_map, central_weights_dots
from mcda.report.tables import robustness
from mcda.robustness import Acceptability, intervals_of, regions_for
from mcda.study.study import Study
from mcda.words import Translator

TOP = 15
MOST = 300  # rows that a chart still shows
ALL, ORDER = "ranges_all", "ranges_by"


def render(t: Translator, study: Study) -> None:
    smaa = rank_ranges.found(t, study)
    everyone = bool(widget_values.value_of(ALL))
    add_all_weights = rank_ranges.chart(
        t,
        study,
        "rank_ranges",
        first=MOST if everyone else TOP,
        by="width" if widget_values.value_of(ORDER) == "width" else "rank",
    )
    st.caption(robustness.drawn(smaa, t))
    _selected(t, study, smaa)
    _controls(t, study)
    with st.expander(t("robustness.figures_table")):
        figures = robustness.confidence(study, smaa, t.written)
        charts_and_tables.table(figures, key="confidence_table", height=390)
        st.caption(t("robustness.error_words"))
        st.caption(robustness.confidence_words(smaa, t))
    with st.expander(t("robustness.map")):
        st.markdown(t("robustness.map_words", region=smaa.region.name))
        charts_and_tables.chart(
            acceptability_map(study, smaa, t.written),
            key="sure_map",
            notes=[robustness.drawn(smaa, t.written)],
        )
        charts_and_tables.as_table(
            t, robustness.acceptability_wide(study, smaa, t.written), "sure_map_table"
        )
    with st.expander(t("robustness.central")):
        _central(t, study, smaa)
    with st.expander(t("robustness.details")):
        st.markdown(robustness.details(study, smaa, t))
        key = session.selected()
        if key in study.ranking.alternatives:
            st.markdown(robustness.variance(study, result_cache.sampling(), key, t))
    add_all_weights()


def _selected(t: Translator, study: Study, smaa: Acceptability) -> None:
    """The selected candidate's rank in one sentence, and the way to what sets it apart from its rival."""
    key = session.selected()
    if key is None or key not in study.ranking.alternatives:
        return
    row = st.container(horizontal=True, vertical_alignment="center")
    row.markdown(robustness.sentence(study, smaa, t, key))
    rival = robustness.rival(study.ranking, key)
    if rival is not None:
        row.button(
            t("robustness.compare_with", name=study.evidence[rival].name),
            key="_compare_with",
            on_click=_compare,
            args=(key, rival),
        )


def _compare(key: str, rival: str) -> None:
    widget_values.set_value(VIEW, "why")
    widget_values.set_value(FIRST, key)
    widget_values.set_value(SECOND, rival)


VIEW = "sure_view"  # the question that the page answers


def _controls(t: Translator, study: Study) -> None:
    """Which candidate, in which order, how many rows; what is drawn."""
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
    with row.container(width=260):
        page_parts.candidate_choice(t)
    with row.container(width="content"):
        orders = {"rank": t("chart.rank"), "width": t("robustness.width")}
        page_parts.view_choice(t("robustness.sort_by"), orders, ORDER, label=True)
    count = len(study.ranking)
    if count > TOP:
        key = widget_values.seeded(f"_{ALL}", bool(widget_values.value_of(ALL)))
        row.toggle(
            t("robustness.show_all", count=min(count, MOST)),
            key=key,
            on_change=widget_values.remember,
            args=(key,),
        )
    with row.popover(t("robustness.settings")):
        _settings(t, study)


def _settings(t: Translator, study: Study) -> None:
    """The region of weights, how wide it is, whether values vary, how many weight sets."""
    now, known = result_cache.sampling(), regions_for(study)
    shown = now.region if now.region in known else known[0]
    region = widget_values.seeded("_region", shown)
    st.selectbox(
        t("robustness.region"),
        known,
        format_func=lambda key: t(f"robustness.region_{key}"),
        key=region,
        index=widget_values.shown_index(region, known),
        on_change=widget_values.on_change(
            region, lambda: result_cache.set_sampling(region=st.session_state[region] or shown)
        ),
    )
    if shown == "box":
        width = widget_values.seeded("_within", round(100 * now.within))
        st.slider(
            t("robustness.within"),
            5,
            100,
            step=5,
            key=width,
            value=widget_values.shown(width),
            on_change=widget_values.on_change(
                width, lambda: result_cache.set_sampling(within=st.session_state[width] / 100)
            ),
        )
    if shown == "near":
        near = widget_values.seeded("_concentration", now.concentration)
        st.select_slider(
            t("robustness.concentration"),
            (10.0, 20.0, 40.0, 80.0, 160.0, 320.0),
            format_func=lambda number: f"{number:.0f}",
            key=near,
            value=widget_values.shown(near),
            on_change=widget_values.on_change(
                near, lambda: result_cache.set_sampling(concentration=st.session_state[near])
            ),
        )
    draws = widget_values.seeded("_draws", now.samples)
    st.segmented_control(
        t("robustness.samples"),
        (result_cache.FIRST_DRAWS, result_cache.MANY_DRAWS),
        format_func=lambda number: f"{number:,}",
        key=draws,
        on_change=widget_values.on_change(
            draws, lambda: result_cache.set_sampling(samples=st.session_state[draws] or now.samples)
        ),
    )
    if intervals_of(study) is None:
        return
    redrawn = widget_values.seeded("_redrawn", now.redrawn)
    st.toggle(
        t("robustness.redrawn"),
        key=redrawn,
        on_change=widget_values.on_change(
            redrawn, lambda: result_cache.set_sampling(redrawn=st.session_state[redrawn])
        ),
    )


def _central(t: Translator, study: Study, smaa: Acceptability) -> None:
    """The typical weights under which one candidate ranks first, beside the current ones."""
    names = {
        key: f"{study.ranking.rank(key)}  {t.written.text(study.evidence[key].name)}"
        for key in robustness.ever_first(smaa)
    }
    if names:
        first = session.selected() or ""
        who = remembered_select(t("robustness.suppose_where"), names, "central_who", first)
        figure = central_weights_dots(study, smaa, t.written, who)
        charts_and_tables.still_chart(figure, "central_weights")
    st.caption(t("robustness.central_words"))
    charts_and_tables.as_table(
        t, robustness.central_weights(study, smaa, t.written), "central_table"
    )
