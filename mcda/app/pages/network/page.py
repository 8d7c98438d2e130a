"""Network: six cities, fifteen links, three construction steps; links over the years; the paper's claims."""

import streamlit as st

from mcda.app.pages.network import views
from mcda.app.state import session
from mcda.app.widgets import page_parts
from mcda.region.network import STEPS, network, surely_first
from mcda.report.maps.pilots_and_network import network_map
from mcda.study.factory import LINKS

t, study = session.translator(), session.study_of(LINKS)
heading = st.container()
whole = network(STEPS[-1], None, study)
names = {str(step.number): f"{step.number} · {t.text(step.name)}" for step in whole.steps}
step = whole.steps[
    int(page_parts.view_choice(t("network.phase"), names, "network_step", label=True)) - 1
]
found = network(step.number, None, study)
first = study.evidence[step.strengthen].name
with heading:
    page_parts.headline(
        t("app.network"),
        t("network.sentence", number=step.number, name=step.name, link=first),
    )

left, right = st.columns([3, 2], gap="large")
with right:
    st.markdown(t("network.phase_words", name=step.name, gloss=step.gloss))
    links = [t.text(study.evidence[key].name) for key in step.adds]
    st.markdown(t("network.adds", links=t.join(links)))
    sectors = [t.text(s.name) for s in found.sectors if s.step == step.number]
    st.markdown(t("network.sectors_here", sectors=t.join(sectors, last=False)))
    share = surely_first(study, whole.links)[step.number]
    always = share >= 0.995
    st.markdown(t("network.sure_always") if always else t("network.sure", share=t.percent(share)))
    if step.note is not None:
        st.markdown(t("network.note", note=step.note))
    scenarios = {key: t(f"network.{key}") for key in ("to_strengthen", "backbone")}
    by = page_parts.view_choice(t("network.by"), scenarios, "network_by", label=True)
    what = t("network.wants") if by == "to_strengthen" else t("network.carries")
    st.markdown(t("network.width_words", what=what))
with left:
    st.vega_lite_chart(network_map(found, by, study, t.written), width="stretch", key="network_map")

views.views(t, study, found)
