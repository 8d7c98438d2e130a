"""Sure?: how sure each place is, what would change it, and why one is before another."""

import streamlit as st

from mcda.app.pages.robustness import (
    add_remove,
    compare_two,
    data_what_if,
    ranges,
    weight_sensitivity,
    workshop_outcome,
)
from mcda.app.state import session
from mcda.app.widgets import page_parts, rank_ranges
from mcda.report.tables import robustness

VIEWS = {
    "places": ranges.render,
    "weights": weight_sensitivity.render,
    "why": compare_two.render,
    "reading": data_what_if.render,
    "company": add_remove.render,
    "methods": add_remove.families,
    "room": workshop_outcome.render,
}

t, study = session.translator(), session.study()
smaa = rank_ranges.found(t, study)
page_parts.headline(robustness.headline(study, smaa, t))
page_parts.stage_switch(t)
page_parts.scenario_switch(t)
named = {
    key: t(f"robustness.view_{key}")
    for key in VIEWS
    if key != "room" or workshop_outcome.is_there(study)
}
with st.container(horizontal=True):  # on a phone in one line, which scrolls
    view = page_parts.view_choice(t("robustness.ask"), named, ranges.VIEW)
VIEWS[view](t, study)
with st.expander(t("app.remarks", count=len(study.findings) + 1)):
    for finding in study.findings:
        st.markdown(f"- {t.line(finding)}")
    st.markdown(f"- {t('app.unknown', text=study.stage.unknown)}")
