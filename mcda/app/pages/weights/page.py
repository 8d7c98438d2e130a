"""Weigh: choose a way, answer, see the ranking move; compare ways and scenarios; the live answer stays in view."""

import streamlit as st

from mcda.app.pages.weights import compare_weights, elicitation, live_ranking, scenarios, sliders
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.tables import weights
from mcda.weighting.registry import WEIGHTING_METHODS
from mcda.words.markdown import plain

SHARES = "shares"

t, study = session.translator(), session.study()
groups = study.scenario.weights.groups.as_dict()
spoken = [
    t("weights.share_of", name=study.catalogue.group(key).name, share=t.percent(share))
    for key, share in groups.items()
]
page_parts.headline(t("weights.sentence", shares=t.join(spoken, last=False)))
page_parts.stage_switch(t)
page_parts.scenario_switch(t)
method_key = page_parts.method_choice(
    t, {SHARES: t("weights.shares"), **{k: t.text(w.name) for k, w in WEIGHTING_METHODS.items()}}
)

left, right = st.columns([3, 2], gap="large")
shown, heading, still = study, t("weights.leaders"), False
with left:
    if method_key == SHARES:
        sliders.sliders(t, study)
    else:
        outcome = elicitation.render_elicitation(t, study, method_key)
        if outcome.weights is not None:
            shown, still = study.with_weights(outcome.weights), bool(outcome.open)
            heading = t("weights.leaders_so_far" if still else "weights.leaders_answers")
            if still:
                st.markdown(t("forms.still", names=[one.title for one in outcome.open]))
            else:
                session.set_weights_by_method(study.stage.key, method_key, outcome.weights)
            st.button(
                t("weights.use"),
                type="secondary" if still else "primary",
                on_click=session.set_study,
                args=(shown,),
            )
    live_ranking.line(t, shown, still)
with right:
    live_ranking.panel(t, study, shown, heading)

compare_weights.side_by_side(t, study)
scenarios.compared(t, study)
with st.expander(t("weights.scenarios"), expanded=scenarios.is_open(), key="scenarios"):
    scenarios.keeper(t, study)
with st.expander(t("weights.objective")):
    st.markdown(t("weights.objective_words"))
    mirror, refused = weights.mirror(study, t.written)
    charts_and_tables.table(mirror, key="mirror_table")
    for line in refused:
        st.markdown(f"- {plain(line)}")
