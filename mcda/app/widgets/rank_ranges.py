"""How sure each place is: which weights are drawn, sentences, the map of places, figures."""

import streamlit as st

from criteria.errors import AppError
from mcda.app.state import result_cache, session, widget_values
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.charts.robustness import acceptability_map
from mcda.report.tables import robustness
from mcda.robustness import Acceptability, Sampling, intervals_of, regions_for
from mcda.study.study import Study
from mcda.words import Translator


def found(t: Translator, study: Study, sampling: Sampling | None = None) -> Acceptability:
    """What sampling finds, with a bar while it takes longer than a moment."""
    with page_parts.progress(t, "robustness.drawing") as tell:
        return result_cache.acceptability(study, sampling or result_cache.sampling(), tell)


def rank_intervals(t: Translator, study: Study) -> tuple[dict[str, tuple[int, int]] | None, str]:
    """Intervals of place for a ranking shown beside them, and how they were drawn; none where a draw has no score."""
    try:
        smaa = found(t, study, result_cache.near(study))
    except AppError as error:
        return None, t.line(error.findings[0])
    words = [t("robustness.whiskers", region=smaa.region.name)]
    if smaa.task.observations is not None:
        words.append(t("robustness.whiskers_values"))
    return robustness.rank_intervals(smaa), t.sentences(words)


def render(t: Translator, study: Study) -> None:
    smaa = found(t, study)
    _asked(t, study)
    st.caption(robustness.drawn(smaa, t))
    _sentences(t, study, smaa)
    page_parts.section(t("robustness.map"))
    st.markdown(t("robustness.map_words", region=smaa.region.name))
    charts_and_tables.chart(acceptability_map(study, smaa, t.written), key="sure_map")
    charts_and_tables.as_table(
        t, robustness.acceptability_wide(study, smaa, t.written), "sure_map_table"
    )
    page_parts.section(t("robustness.figures_table"))
    figures = robustness.confidence(study, smaa, t.written)
    charts_and_tables.table(figures, key="confidence_table", height=390)
    st.caption(t("robustness.error_words"))
    st.caption(robustness.confidence_words(smaa, t))
    page_parts.section(t("robustness.central"))
    st.markdown(t("robustness.central_words"))
    charts_and_tables.table(robustness.central_weights(study, smaa, t.written), key="central_table")


def _asked(t: Translator, study: Study) -> None:
    """The region of weights, how wide it is, whether readings vary, how many draws."""
    now, known = result_cache.sampling(), regions_for(study)
    shown = now.region if now.region in known else known[0]
    region = widget_values.seeded("_region", shown)
    st.segmented_control(
        t("robustness.region"),
        known,
        format_func=lambda key: t(f"robustness.region_{key}"),
        key=region,
        on_change=widget_values.on_change(
            region, lambda: result_cache.set_sampling(region=st.session_state[region] or shown)
        ),
    )
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="large")
    if shown == "box":
        width = widget_values.seeded("_within", round(100 * now.within))
        row.slider(
            t("robustness.within"),
            5,
            100,
            step=5,
            key=width,
            width=280,
            on_change=widget_values.on_change(
                width, lambda: result_cache.set_sampling(within=st.session_state[width] / 100)
            ),
        )
    if shown == "near":
        near = widget_values.seeded("_concentration", now.concentration)
        row.select_slider(
            t("robustness.concentration"),
            (10.0, 20.0, 40.0, 80.0, 160.0, 320.0),
            format_func=lambda number: f"{number:.0f}",
            key=near,
            width=280,
            on_change=widget_values.on_change(
                near, lambda: result_cache.set_sampling(concentration=st.session_state[near])
            ),
        )
        st.caption(t("robustness.near_words", limit=f"{100 / now.concentration:.1f}"))
    draws = widget_values.seeded("_draws", now.samples)
    row.segmented_control(
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
    row.toggle(
        t("robustness.redrawn"),
        key=redrawn,
        on_change=widget_values.on_change(
            redrawn, lambda: result_cache.set_sampling(redrawn=st.session_state[redrawn])
        ),
    )


def _sentences(t: Translator, study: Study, smaa: Acceptability) -> None:
    told = robustness.sentences(study, smaa, t, session.selected())
    page_parts.section(
        t("robustness.sentences", count=max(5, robustness.first_few(len(study.ranking))))
    )
    st.markdown("\n".join(f"- {sentence}" for sentence in told))
    page_parts.candidate_choice(t)
