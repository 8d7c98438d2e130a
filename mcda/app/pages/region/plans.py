"""Who is in an urban cluster plan already: the counties on the map, the cities plan by plan, and the sources."""

import streamlit as st

from mcda.app.pages.region import map_layer
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.tables import plan_membership
from mcda.words import Translator


def render(t: Translator) -> None:
    map_layer.render(t, "plans")
    page_parts.section(t("plans.table"))
    charts_and_tables.table(plan_membership.memberships(t.written), key="region_plans", height=420)
    with st.expander(t("data.source_notes")):
        for line in plan_membership.source_notes(t):
            st.markdown(f"- {line}")
