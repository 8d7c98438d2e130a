"""How sure each place is: which weights are drawn, sentences, the map of places, figures."""

import streamlit as st

from criteria.finding import Trouble
from mcda.app import desk, parts, shelf, showing
from mcda.report import sure_tables
from mcda.report.sure_figures import acceptability_map
from mcda.robustness import Acceptability, Sampling, intervals_of, regions_for
from mcda.study import Study
from mcda.words import Say


def found(say: Say, study: Study, sampling: Sampling | None = None) -> Acceptability:
    """What sampling finds, with a bar while it takes longer than a moment."""
    with parts.progress(say, "sure.drawing") as tell:
        return shelf.sureness(study, sampling or shelf.sampling(), tell)


def beside(say: Say, study: Study) -> tuple[dict[str, tuple[int, int]] | None, str]:
    """Intervals of place for a ranking shown beside them, and how they were drawn; none where a draw has no score."""
    try:
        smaa = found(say, study, shelf.near(study))
    except Trouble as trouble:
        return None, say.finding(trouble.findings[0]).line()
    words = "sure.whiskers" if smaa.problem.readings is None else "sure.whiskers_readings"
    return sure_tables.place_intervals(smaa), say(words, region=smaa.region.name)


def show(say: Say, study: Study) -> None:
    smaa = found(say, study)
    _asked(say, study)
    st.caption(sure_tables.drawn(smaa, say))
    _sentences(say, study, smaa)
    parts.section(say("sure.map"))
    st.markdown(say("sure.map_words", region=say.of(smaa.region.name).capitalize()))
    showing.chart(acceptability_map(study, smaa, say), key="sure_map")
    showing.as_table(say, sure_tables.acceptability_wide(study, smaa, say), "sure_map_table")
    parts.section(say("sure.confidence_table"))
    st.dataframe(
        sure_tables.confidence(study, smaa, say),
        hide_index=True,
        width="stretch",
        height=390,
        column_config=_tenths(say, smaa),
    )
    st.caption(say("sure.confidence_words"))
    parts.section(say("sure.central"))
    st.markdown(say("sure.central_words"))
    central = sure_tables.central_weights(study, smaa, say)
    st.dataframe(
        central, hide_index=True, width="stretch", column_config=showing.decimals(central, 1)
    )


def _asked(say: Say, study: Study) -> None:
    """The region of weights, how wide it is, whether readings vary, how many draws."""
    now, known = shelf.sampling(), regions_for(study)
    shown = now.region if now.region in known else known[0]
    region = desk.seeded("_region", shown)
    st.segmented_control(
        say("sure.region"),
        known,
        format_func=lambda key: say(f"sure.region_{key}"),
        key=region,
        on_change=desk.changed(
            region, lambda: shelf.sample(region=st.session_state[region] or shown)
        ),
    )
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="large")
    if shown == "box":
        width = desk.seeded("_within", round(100 * now.within))
        row.slider(
            say("sure.within"),
            5,
            100,
            step=5,
            key=width,
            width=280,
            on_change=desk.changed(
                width, lambda: shelf.sample(within=st.session_state[width] / 100)
            ),
        )
    if shown == "near":
        near = desk.seeded("_concentration", now.concentration)
        row.select_slider(
            say("sure.concentration"),
            (10.0, 20.0, 40.0, 80.0, 160.0, 320.0),
            format_func=lambda number: f"{number:.0f}",
            key=near,
            width=280,
            on_change=desk.changed(
                near, lambda: shelf.sample(concentration=st.session_state[near])
            ),
        )
    draws = desk.seeded("_draws", now.samples)
    row.segmented_control(
        say("sure.samples"),
        (shelf.FIRST_DRAWS, shelf.MANY_DRAWS),
        format_func=lambda number: f"{number:,}",
        key=draws,
        on_change=desk.changed(
            draws, lambda: shelf.sample(samples=st.session_state[draws] or now.samples)
        ),
    )
    if intervals_of(study) is None:
        return
    redrawn = desk.seeded("_redrawn", now.redrawn)
    row.toggle(
        say("sure.redrawn"),
        key=redrawn,
        on_change=desk.changed(redrawn, lambda: shelf.sample(redrawn=st.session_state[redrawn])),
    )


def _sentences(say: Say, study: Study, smaa: Acceptability) -> None:
    told = sure_tables.told(study, smaa, say, desk.selected())
    parts.section(say("sure.sentences", count=max(5, sure_tables.first_few(len(study.ranking)))))
    st.markdown("\n".join(f"- {sentence}" for sentence in told))
    parts.place_choice(say)
    with st.expander(say("sure.how_worded")):
        st.dataframe(sure_tables.wordings(say), hide_index=True, width="stretch")


def _tenths(say: Say, smaa: Acceptability) -> dict[str, object]:
    k = sure_tables.counted(smaa, sure_tables.first_few(len(smaa.alternatives)))
    numbers = (say("sure.expected"), say("sure.first"), say("sure.among", k=k))
    config: dict[str, object] = {
        name: st.column_config.NumberColumn(format="%.1f") for name in numbers
    }
    right = st.column_config.TextColumn(alignment="right")
    return config | {say("sure.confidence"): right, say("sure.nine_in_ten"): right}
