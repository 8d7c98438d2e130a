"""How sure each place is: which weights are drawn, sentences, the map of places, figures."""

from typing import TYPE_CHECKING

import streamlit as st

from criteria.errors import Trouble
from mcda.app.state import result_cache, session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.charts.robustness import acceptability_map
from mcda.report.tables import robustness
from mcda.robustness import Acceptability, Sampling, intervals_of, regions_for
from mcda.study.study import Study
from mcda.words import Say

if TYPE_CHECKING:
    from streamlit.elements.lib.column_types import ColumnConfig


def found(say: Say, study: Study, sampling: Sampling | None = None) -> Acceptability:
    """What sampling finds, with a bar while it takes longer than a moment."""
    with page_parts.progress(say, "robustness.drawing") as tell:
        return result_cache.sureness(study, sampling or result_cache.sampling(), tell)


def beside(say: Say, study: Study) -> tuple[dict[str, tuple[int, int]] | None, str]:
    """Intervals of place for a ranking shown beside them, and how they were drawn; none where a draw has no score."""
    try:
        smaa = found(say, study, result_cache.near(study))
    except Trouble as trouble:
        return None, say.finding(trouble.findings[0]).line()
    words = (
        "robustness.whiskers" if smaa.problem.readings is None else "robustness.whiskers_readings"
    )
    return robustness.place_intervals(smaa), say(words, region=smaa.region.name)


def show(say: Say, study: Study) -> None:
    smaa = found(say, study)
    _asked(say, study)
    st.caption(robustness.drawn(smaa, say))
    _sentences(say, study, smaa)
    page_parts.section(say("robustness.map"))
    st.markdown(say("robustness.map_words", region=say.of(smaa.region.name).capitalize()))
    charts_and_tables.chart(acceptability_map(study, smaa, say), key="sure_map")
    charts_and_tables.as_table(
        say, robustness.acceptability_wide(study, smaa, say), "sure_map_table"
    )
    page_parts.section(say("robustness.confidence_table"))
    st.dataframe(
        robustness.confidence(study, smaa, say),
        hide_index=True,
        width="stretch",
        height=390,
        column_config=_tenths(say, smaa),
    )
    st.caption(say("robustness.confidence_words"))
    page_parts.section(say("robustness.central"))
    st.markdown(say("robustness.central_words"))
    central = robustness.central_weights(study, smaa, say)
    st.dataframe(
        central,
        hide_index=True,
        width="stretch",
        column_config=charts_and_tables.decimals(central, 1),
    )


def _asked(say: Say, study: Study) -> None:
    """The region of weights, how wide it is, whether readings vary, how many draws."""
    now, known = result_cache.sampling(), regions_for(study)
    shown = now.region if now.region in known else known[0]
    region = session.seeded("_region", shown)
    st.segmented_control(
        say("robustness.region"),
        known,
        format_func=lambda key: say(f"robustness.region_{key}"),
        key=region,
        on_change=session.changed(
            region, lambda: result_cache.sample(region=st.session_state[region] or shown)
        ),
    )
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="large")
    if shown == "box":
        width = session.seeded("_within", round(100 * now.within))
        row.slider(
            say("robustness.within"),
            5,
            100,
            step=5,
            key=width,
            width=280,
            on_change=session.changed(
                width, lambda: result_cache.sample(within=st.session_state[width] / 100)
            ),
        )
    if shown == "near":
        near = session.seeded("_concentration", now.concentration)
        row.select_slider(
            say("robustness.concentration"),
            (10.0, 20.0, 40.0, 80.0, 160.0, 320.0),
            format_func=lambda number: f"{number:.0f}",
            key=near,
            width=280,
            on_change=session.changed(
                near, lambda: result_cache.sample(concentration=st.session_state[near])
            ),
        )
    draws = session.seeded("_draws", now.samples)
    row.segmented_control(
        say("robustness.samples"),
        (result_cache.FIRST_DRAWS, result_cache.MANY_DRAWS),
        format_func=lambda number: f"{number:,}",
        key=draws,
        on_change=session.changed(
            draws, lambda: result_cache.sample(samples=st.session_state[draws] or now.samples)
        ),
    )
    if intervals_of(study) is None:
        return
    redrawn = session.seeded("_redrawn", now.redrawn)
    row.toggle(
        say("robustness.redrawn"),
        key=redrawn,
        on_change=session.changed(
            redrawn, lambda: result_cache.sample(redrawn=st.session_state[redrawn])
        ),
    )


def _sentences(say: Say, study: Study, smaa: Acceptability) -> None:
    told = robustness.told(study, smaa, say, session.selected())
    page_parts.section(
        say("robustness.sentences", count=max(5, robustness.first_few(len(study.ranking))))
    )
    st.markdown("\n".join(f"- {sentence}" for sentence in told))
    page_parts.place_choice(say)
    with st.expander(say("robustness.how_worded")):
        st.dataframe(robustness.wordings(say), hide_index=True, width="stretch")


def _tenths(say: Say, smaa: Acceptability) -> "dict[str, ColumnConfig]":
    k = robustness.counted(smaa, robustness.first_few(len(smaa.alternatives)))
    numbers = (say("robustness.expected"), say("robustness.first"), say("robustness.among", k=k))
    config = {name: st.column_config.NumberColumn(format="%.1f") for name in numbers}
    right = st.column_config.TextColumn(alignment="right")
    return config | {say("robustness.confidence"): right, say("robustness.nine_in_ten"): right}
