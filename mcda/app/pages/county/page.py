"""County profile: one county at both stages, to read and to print on one page."""

import streamlit as st

from inputs.embedded import evidence_of
from mcda.app.pages.county import county_choice, details, relations, stage_profile
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.maps.ranking import locator_map
from mcda.study.factory import COUNTY_STAGE, TOWN_STAGE

# A sheet of A4 is as wide as a laptop's page at this scale; a chart keeps the size that it has on the screen. Columns
# stay side by side, and ink is dark also where the screen is not. Relations and instruments would take a second sheet.
ONE_SHEET = """<style>@media print{
@page{size:A4;margin:10mm}
.stMainBlockContainer{zoom:.62}
.st-key-relations{display:none}
[data-testid=stVegaLiteChart] canvas{max-width:100%;height:auto!important}
[data-testid=stMain] [data-testid=stCaptionContainer]{display:block!important}
html,body,.stApp{background:#fff!important}
.stApp *{color:#1F2A24!important}
.stApp [data-testid=stVegaLiteChart]{background:transparent!important}
[data-testid=stHorizontalBlock]{display:flex!important;flex-wrap:nowrap!important}
[data-testid=stColumn]{min-width:0!important}
}</style>"""

t = session.translator()
left, right = st.columns([3, 1], gap="large", vertical_alignment="bottom")
with right:
    key = county_choice.county_choice(t)
county = evidence_of("county")[key]
with left:
    page_parts.headline(county_choice.rank_sentence(t, county))
page_parts.print_style()
st.html(ONE_SHEET)
studies = (session.study_of(COUNTY_STAGE), session.study_of(TOWN_STAGE))
listed = county_choice.listed(key)
*columns, beside = st.columns([5, 5, 3] if listed else [3, 2], gap="medium")
if listed:
    for column, study in zip(columns, studies, strict=True):
        with column:
            stage_profile.chart(t, study, key)
else:
    columns[0].markdown(t("county.switched_off", name=county.name))
with beside:
    charts_and_tables.drawn_map(
        locator_map(county, t.written), key=f"county_map_{key}", tools=False, study=studies[0]
    )
    st.markdown(t.sentences(county_choice.facts(t, county)))
if listed:
    waiting = []
    for column, study in zip(st.columns(2, gap="large"), studies, strict=True):
        with column:
            waiting.append((study, stage_profile.text(t, study, key)))
    if any(key in study.ranking.alternatives for study in studies):
        st.caption(details.tested(t, studies))
    with st.container(key="relations"):
        page_parts.section(t("relations.title"))
        for column, study in zip(st.columns(2, gap="large"), studies, strict=True):
            with column:
                relations.render(t, study, key)
        st.caption(t.sentences([t("relations.suggestion"), t("relations.formula")]))
    details.render(t, county, studies)
    for study, room in waiting:  # the slowest last: a second or two
        with room:
            stage_profile.lift(t, study, key)
else:
    details.about(t, county)
