"""Weigh: choose a way, answer, see the ranking move; compare ways and scenarios; the live answer stays in view."""

import streamlit as st

from mcda.app import desk, eliciting, parts, scenarios, weighing
from mcda.elicitation import WAYS
from mcda.report import tables
from mcda.report.figures import influence_bars, influence_table

SHARES = "shares"

say, study = desk.say(), desk.study()
groups = study.scenario.weights.groups.as_dict()
spoken = [
    say("weigh.share_of", name=study.catalogue.group(key).name, share=say.percent(share))
    for key, share in groups.items()
]
parts.headline(say("app.weigh"), say("weigh.sentence", shares=say.join(spoken, last=False)))
parts.stage_switch(say)
parts.scenario_switch(say)
way = parts.way_choice(
    say, {SHARES: say("weigh.shares"), **{k: say.of(w.name) for k, w in WAYS.items()}}
)

left, right = st.columns([3, 2], gap="large")
elicited = None
with left:
    if way == SHARES:
        weighing.sliders(say, study)
    else:
        st.markdown(say.of(WAYS[way].gloss))
        elicited = eliciting.ask(say, study, way)
        if elicited is not None:
            desk.remember_way(study.stage.key, way, elicited)
            st.button(
                say("weigh.use"),
                type="primary",
                on_click=desk.keep,
                args=(study.with_weights(elicited),),
            )
with right:
    shown = study if elicited is None else study.with_weights(elicited)
    parts.section(say("weigh.leaders") if elicited is None else say("weigh.leaders_answers"))
    leaders = tables.leaders(shown, desk.first_study(study.stage.key), say)
    st.markdown("  \n".join(leaders) + "\n\n" + say("weigh.against"))
    parts.section(say("weigh.influence"))
    st.markdown(say("chart.share_and_influence"))
    st.altair_chart(influence_bars(shown, say), width="stretch", theme=None)
    parts.as_table(
        say, influence_table(shown, say).drop(columns=["key", "group"]), "influence_table"
    )

ways = desk.ways_answered(study.stage.key)
if ways:
    parts.section(say("weigh.ways"))
    st.markdown(say("weigh.ways_gap", gap=say.percent(tables.largest_gap(study, ways))))
    st.dataframe(tables.ways(study, ways, say), hide_index=True, width="stretch")

parts.section(say("weigh.scenarios"))
scenarios.keeper(say, study)
with st.expander(say("weigh.mirror")):
    st.markdown(say("weigh.mirror_words"))
    mirror, refused = tables.mirror(study, say)
    st.dataframe(mirror, hide_index=True, width="stretch")
    for line in refused:
        st.markdown(f"- {line}")
