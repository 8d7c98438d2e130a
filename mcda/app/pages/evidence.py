"""Evidence: the readings with units, sources, gaps and doubts; who may compete; what stands in for a gap."""

import streamlit as st

from mcda.app import desk, gapping, parts, shelf, showing, uploading
from mcda.report import gap_tables, look, own_tables, spoken, tables
from mcda.report.figures import reading_strip
from mcda.report.maps import reading_map

say, study = desk.say(), desk.study()
parts.headline(say("app.evidence"), say("evidence.sentence", **tables.size(study)))
parts.stage_switch(say)
uploading.in_hand(say, study)
uploading.section(say)

doubts = tables.doubts(study, say)
st.markdown(say("evidence.gaps", **tables.doubt_counts(study)))
names = {key: say.of(study.catalogue[key].name) for key in study.stage.keys}
picked = st.selectbox(
    say("evidence.criterion"), list(names), format_func=names.__getitem__, key="_criterion"
)
criterion, scale = study.catalogue[picked], study.scales[picked]
left, right = st.columns([3, 2], gap="large")
with left:
    if picked in study.filled.matrix.criteria:
        showing.map_chart(reading_map(study, say, picked, desk.selected()), key="evidence_map")
with right:
    st.markdown(f"**{say.name(criterion.name)}** · {say(f'kinds.{study.stage[picked].kind}')}")
    st.markdown(say.name(criterion.description))
    st.markdown(
        say(
            "evidence.scale",
            worst=look.number(scale.worst),
            best=look.number(scale.best),
            unit=criterion.unit,
            curve=say(f"kinds.{scale.curve}"),
        )
    )
    st.markdown(say.of(study.stage[picked].reason))
    if criterion.caveat:
        st.markdown(say("evidence.caveat", text=criterion.caveat))
    for source in (
        study.evidence.sources[column]
        for column in criterion.sources
        if column in study.evidence.sources
    ):
        st.markdown(
            say(
                "evidence.source",
                title=source.title,
                year=source.year,
                licence=spoken.licence(say, source),
                doubt=source.doubt,
            )
        )
    if picked in study.filled.matrix.criteria:
        st.altair_chart(reading_strip(study, say, picked), width="stretch", theme=None)

parts.section(say("evidence.table"))
st.dataframe(tables.readings(study, say), width="stretch", height=420)
parts.remarks(say, uploading.hygiene(study), title="evidence.hygiene")
parts.section(say("evidence.doubts"))
st.dataframe(doubts, width="stretch", hide_index=True, height=260)

if study.evidence.corrections:
    parts.section(say("upload.corrections"))
    made = own_tables.corrections(study.evidence.corrections, say)
    st.dataframe(made, hide_index=True, width="stretch")

parts.section(say("evidence.policy"))
gapping.rules(say, study)
beyond = desk.seeded("_beyond", study.scenario.beyond)
st.radio(
    say("evidence.beyond"),
    ("end", "raw"),
    format_func=lambda choice: say(f"evidence.{choice}"),
    key=beyond,
    horizontal=True,
    on_change=lambda: desk.keep(study.having(beyond=st.session_state[beyond])),
)
if study.stage.gates:
    parts.section(say("evidence.gates"))
for gate in study.stage.gates:
    parts.gate_switch(say, study, gate)

parts.section(say("evidence.effects"))
parts.remarks(say, study.findings)
effects = shelf.worked_out(study, ("gap_effects", say.lang), lambda: gap_tables.effects(study, say))
st.markdown(gap_tables.how_found(study, say))
if not effects.empty:
    st.dataframe(effects, width="stretch", hide_index=True)
out = tables.left_out(study, say)
if out:
    st.markdown(out)
