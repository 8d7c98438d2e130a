"""Sure?: how sure each place is, what would change it, and why one is before another."""

import streamlit as st

from mcda.app.pages.robustness import (
    add_remove,
    compare_two,
    data_what_if,
    weight_sensitivity,
    workshop_outcome,
)
from mcda.app.state import session
from mcda.app.widgets import page_parts, rank_ranges
from mcda.report.tables import robustness

VIEWS = {
    "places": rank_ranges.show,
    "weights": weight_sensitivity.show,
    "why": compare_two.show,
    "reading": data_what_if.show,
    "company": add_remove.show,
    "methods": add_remove.families,
    "room": workshop_outcome.show,
}

say, study = session.say(), session.study()
smaa = rank_ranges.found(say, study)
page_parts.headline(say("app.robustness"), robustness.headline(study, smaa, say))
page_parts.stage_switch(say)
page_parts.scenario_switch(say)
named = {
    key: say(f"robustness.view_{key}")
    for key in VIEWS
    if key != "room" or workshop_outcome.is_there(study)
}
view = page_parts.view_choice(say("robustness.ask"), named, "sure_view", label=True)
VIEWS[view](say, study)
page_parts.remarks(say, study.findings)
st.caption(say("app.unknown", text=study.stage.unknown))
