"""Weigh: choose a way, answer, see the ranking move; compare ways and scenarios; the live answer stays in view."""

import streamlit as st

from mcda.app.pages.weights import compare_weights, elicitation, live_ranking, scenarios, sliders
from mcda.app.state import session
from mcda.app.widgets import page_parts
from mcda.report.tables import weights
from mcda.weighting.registry import WAYS

SHARES = "shares"

say, study = session.say(), session.study()
groups = study.scenario.weights.groups.as_dict()
spoken = [
    say("weights.share_of", name=study.catalogue.group(key).name, share=say.percent(share))
    for key, share in groups.items()
]
page_parts.headline(
    say("app.weights"), say("weights.sentence", shares=say.join(spoken, last=False))
)
page_parts.stage_switch(say)
page_parts.scenario_switch(say)
way = page_parts.way_choice(
    say, {SHARES: say("weights.shares"), **{k: say.of(w.name) for k, w in WAYS.items()}}
)

left, right = st.columns([3, 2], gap="large")
shown, heading, still = study, say("weights.leaders"), False
with left:
    if way == SHARES:
        sliders.sliders(say, study)
    else:
        asked = elicitation.ask(say, study, way)
        if asked.weights is not None:
            shown, still = study.with_weights(asked.weights), bool(asked.open)
            heading = say("weights.leaders_so_far" if still else "weights.leaders_answers")
            if still:
                st.markdown(say("forms.still", names=[block.title for block in asked.open]))
            else:
                session.remember_way(study.stage.key, way, asked.weights)
            st.button(
                say("weights.use"),
                type="secondary" if still else "primary",
                on_click=session.keep,
                args=(shown,),
            )
    live_ranking.line(say, shown, still)
with right:
    live_ranking.panel(say, study, shown, heading)

compare_weights.side_by_side(say, study)

page_parts.section(say("weights.scenarios"))
scenarios.keeper(say, study)
with st.expander(say("weights.mirror")):
    st.markdown(say("weights.mirror_words"))
    mirror, refused = weights.mirror(study, say)
    st.dataframe(mirror, hide_index=True, width="stretch")
    for line in refused:
        st.markdown(f"- {line}")
