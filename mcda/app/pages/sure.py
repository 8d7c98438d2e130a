"""Sure?: how sure each place is, what would change it, and why one is before another."""

import streamlit as st

from mcda.app import company, desk, doubting, heard, moving, parts, supposing, why
from mcda.report import sure_tables

VIEWS = {
    "places": doubting.show,
    "weights": moving.show,
    "why": why.show,
    "reading": supposing.show,
    "company": company.show,
    "methods": company.families,
    "room": heard.show,
}

say, study = desk.say(), desk.study()
smaa = doubting.found(say, study)
parts.headline(say("app.sure"), sure_tables.headline(study, smaa, say))
parts.stage_switch(say)
parts.scenario_switch(say)
named = {key: say(f"sure.view_{key}") for key in VIEWS if key != "room" or heard.is_there(study)}
view = parts.view_choice(say("sure.ask"), named, "sure_view", label=True)
VIEWS[view](say, study)
parts.remarks(say, study.findings)
st.caption(say("app.unknown", text=study.stage.unknown))
