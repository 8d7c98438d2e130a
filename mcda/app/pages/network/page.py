"""Network: six cities, fifteen links, three phases; today's order of the links against that of strengthening."""

import streamlit as st

from mcda.app.pages.network import views
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.region.network import STEPS, all_links, network, surely_first
from mcda.report.charts.network import rank_slopes
from mcda.report.maps.pilots_and_network import network_map
from mcda.report.tables import network as tables
from mcda.study.factory import LINKS

t, study = session.translator(), session.study_of(LINKS)
heading = st.container()
whole = network(STEPS[-1], None, study)
names = {str(step.number): f"{step.number} · {t.text(step.name)}" for step in whole.steps}
step = whole.steps[int(page_parts.view_choice(t("network.phase"), names, "network_step")) - 1]
found = network(step.number, None, study)
first = study.evidence[step.strengthen].name
told = {"number": step.number, "name": step.name, "link": first}
finding = t.written("network.sentence", **told)
with heading:
    page_parts.headline(t("network.sentence", **told))

left, right = st.columns(2, gap="large")
with left:
    picture = st.container()
    widths = {key: t(f"network.{key}") for key in ("to_strengthen", "backbone")}
    by = page_parts.view_choice(
        t("network.by"), widths, "network_by", label=True, tip=t("network.by_help")
    )
    with picture:
        charts_and_tables.drawn_map(
            network_map(found, by, study, t.written), key="network_map", title=finding, study=study
        )
with right:
    slopes = rank_slopes(all_links(study), step.number, t.written)
    charts_and_tables.still_chart(slopes, "network_ranks", title=finding, study=study)
    share = surely_first(study, whole.links)[step.number]
    always = share >= 0.995
    firm = t("network.sure_always") if always else t("network.sure", share=t.percent(share))
    st.caption(t.sentences([firm, tables.orders(study, t)]))

views.views(t, study, found)
