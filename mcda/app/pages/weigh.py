"""Weigh: choose a way, answer, see the ranking move; compare ways and scenarios; the live answer stays in view."""

import streamlit as st

from mcda.app import comparing, desk, eliciting, live, parts, scenarios, weighing
from mcda.elicitation import WAYS
from mcda.report import comparison

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
shown, heading, still = study, say("weigh.leaders"), False
with left:
    if way == SHARES:
        weighing.sliders(say, study)
    else:
        asked = eliciting.ask(say, study, way)
        if asked.weights is not None:
            shown, still = study.with_weights(asked.weights), bool(asked.open)
            heading = say("weigh.leaders_so_far" if still else "weigh.leaders_answers")
            if still:
                st.markdown(say("forms.still", names=[block.title for block in asked.open]))
            else:
                desk.remember_way(study.stage.key, way, asked.weights)
            st.button(
                say("weigh.use"),
                type="secondary" if still else "primary",
                on_click=desk.keep,
                args=(shown,),
            )
    live.line(say, shown, still)
with right:
    live.panel(say, study, shown, heading)

comparing.side_by_side(say, study)

parts.section(say("weigh.scenarios"))
scenarios.keeper(say, study)
with st.expander(say("weigh.mirror")):
    st.markdown(say("weigh.mirror_words"))
    mirror, refused = comparison.mirror(study, say)
    st.dataframe(mirror, hide_index=True, width="stretch")
    for line in refused:
        st.markdown(f"- {line}")
