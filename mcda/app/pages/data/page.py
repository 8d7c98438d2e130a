"""Evidence: the readings with units, sources, gaps and doubts; who may compete; what stands in for a gap."""

import streamlit as st

from mcda.app.pages.data import missing_value_rules
from mcda.app.state import result_cache, session
from mcda.app.widgets import charts_and_tables, page_parts, upload_form
from mcda.report import theme
from mcda.report.charts.ranking import reading_strip
from mcda.report.maps.ranking import reading_map
from mcda.report.tables import formatting, missing_values, own_data, ranking

say, study = session.say(), session.study()
page_parts.headline(say("app.data"), say("data.sentence", **ranking.size(study)))
page_parts.stage_switch(say)
upload_form.in_hand(say, study)
upload_form.section(say)

doubts = ranking.doubts(study, say)
st.markdown(say("data.gaps", **ranking.doubt_counts(study)))
names = {key: say.of(study.catalogue[key].name) for key in study.stage.keys}
picked = st.selectbox(
    say("data.criterion"), list(names), format_func=names.__getitem__, key="_criterion"
)
criterion, scale = study.catalogue[picked], study.scales[picked]
left, right = st.columns([3, 2], gap="large")
with left:
    if picked in study.filled.matrix.criteria:
        charts_and_tables.map_chart(
            reading_map(study, say, picked, session.selected()), key="evidence_map"
        )
with right:
    st.markdown(f"**{say.name(criterion.name)}** · {say(f'kinds.{study.stage[picked].kind}')}")
    st.markdown(say.name(criterion.description))
    st.markdown(
        say(
            "data.scale",
            worst=theme.number(scale.worst),
            best=theme.number(scale.best),
            unit=criterion.unit,
            curve=say(f"kinds.{scale.curve}"),
        )
    )
    st.markdown(say.of(study.stage[picked].reason))
    if criterion.caveat:
        st.markdown(say("data.caveat", text=criterion.caveat))
    for source in (
        study.evidence.sources[column]
        for column in criterion.sources
        if column in study.evidence.sources
    ):
        st.markdown(
            say(
                "data.source",
                title=source.title,
                year=source.year,
                licence=formatting.licence(say, source),
                doubt=source.doubt,
            )
        )
    if picked in study.filled.matrix.criteria:
        st.altair_chart(reading_strip(study, say, picked), width="stretch", theme=None)

page_parts.section(say("data.table"))
st.dataframe(ranking.readings(study, say), width="stretch", height=420)
page_parts.remarks(say, upload_form.hygiene(study), title="data.hygiene")
page_parts.section(say("data.doubts"))
st.dataframe(doubts, width="stretch", hide_index=True, height=260)

if study.evidence.corrections:
    page_parts.section(say("upload.corrections"))
    made = own_data.corrections(study.evidence.corrections, say)
    st.dataframe(made, hide_index=True, width="stretch")

page_parts.section(say("data.policy"))
missing_value_rules.rules(say, study)
beyond = session.seeded("_beyond", study.scenario.beyond)
st.radio(
    say("data.beyond"),
    ("end", "raw"),
    format_func=lambda choice: say(f"data.{choice}"),
    key=beyond,
    horizontal=True,
    on_change=lambda: session.keep(study.having(beyond=st.session_state[beyond])),
)
if study.stage.gates:
    page_parts.section(say("data.gates"))
for gate in study.stage.gates:
    page_parts.gate_switch(say, study, gate)

page_parts.section(say("data.effects"))
page_parts.remarks(say, study.findings)
effects = result_cache.worked_out(
    study, ("gap_effects", say.lang), lambda: missing_values.effects(study, say)
)
st.markdown(missing_values.how_found(study, say))
if not effects.empty:
    st.dataframe(effects, width="stretch", hide_index=True)
out = ranking.left_out(study, say)
if out:
    st.markdown(out)
