"""Weigh: shares of the groups and inside them; the live answer stays in view."""

import streamlit as st

from mcda.app import desk, parts, weighing
from mcda.report import tables
from mcda.report.figures import influence_bars, influence_table

say, study = desk.say(), desk.study()
groups = study.scenario.weights.groups.as_dict()
spoken = [
    say("weigh.share_of", name=study.catalogue.group(key).name, share=say.percent(share))
    for key, share in groups.items()
]
parts.headline(say("app.weigh"), say("weigh.sentence", shares=say.join(spoken, last=False)))
parts.stage_switch(say)
parts.scenario_switch(say)

left, right = st.columns([3, 2], gap="large")
with left:
    parts.section(say("weigh.groups"))
    for key in groups:
        weighing.group_slider(say, study, key)
    for key, share in groups.items():
        name = say.of(study.catalogue.group(key).name)
        with st.expander(say("weigh.inside", name=name, share=say.percent(share))):
            weighing.inside_sliders(say, study, key)
    st.button(say("weigh.reset"), on_click=desk.start_over)
with right:
    parts.section(say("weigh.leaders"))
    leaders = tables.leaders(study, desk.first_study(study.stage.key), say)
    st.markdown("  \n".join(leaders) + "\n\n" + say("weigh.against"))
    parts.section(say("weigh.influence"))
    st.markdown(say("chart.share_and_influence"))
    st.altair_chart(influence_bars(study, say), width="stretch", theme=None)
    parts.as_table(
        say, influence_table(study, say).drop(columns=["key", "group"]), "influence_table"
    )
