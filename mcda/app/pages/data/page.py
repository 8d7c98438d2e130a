"""Data: values with units, sources and limitations; eligibility; the treatment of missing values."""

import streamlit as st

from mcda.app.pages.data import missing_value_rules
from mcda.app.state import session, widget_values
from mcda.app.widgets import charts_and_tables, page_parts, upload_form
from mcda.report import theme
from mcda.report.charts.ranking import value_strip
from mcda.report.maps.ranking import value_map
from mcda.report.tables import data, formatting, missing_values
from mcda.study.result_cache import result_of

t, study = session.translator(), session.study()
headline = t("data.sentence", **data.size(study), **data.doubt_counts(study))
page_parts.headline(t("app.data"), headline)
page_parts.stage_switch(t)
upload_form.in_hand(t, study)
upload_form.section(t)

names = {key: t.written.text(study.catalogue[key].name) for key in study.stage.keys}
picked = st.selectbox(
    t("data.criterion"), list(names), format_func=names.__getitem__, key="_criterion"
)
criterion, scale = study.catalogue[picked], study.scales[picked]
left, right = st.columns([3, 2], gap="large")
with left:
    if picked in study.filled.matrix.criteria:
        charts_and_tables.map_chart(
            value_map(study, t.written, picked, session.selected()), key="evidence_map"
        )
with right:
    st.markdown(f"**{t.text(criterion.name)}** · {t(f'kinds.{study.stage[picked].kind}')}")
    st.markdown(t.text(criterion.description))
    st.markdown(
        t(
            "data.scale",
            worst=theme.number(scale.worst),
            best=theme.number(scale.best),
            unit=criterion.unit,
            curve=t(f"kinds.{scale.curve}"),
        )
    )
    st.markdown(t.text(study.stage[picked].reason))
    if criterion.caveat:
        st.markdown(t("data.caveat", text=criterion.caveat))
    for source in (
        study.evidence.sources[column]
        for column in criterion.sources
        if column in study.evidence.sources
    ):
        st.markdown(
            t(
                "data.source",
                title=source.title,
                year=source.year,
                licence=formatting.licence(t, source),
                doubt=source.doubt,
            )
        )
    if picked in study.filled.matrix.criteria:
        st.altair_chart(value_strip(study, t.written, picked), width="stretch", theme=None)

page_parts.section(t("data.table"))
charts_and_tables.table(data.values(study, t.written), key="data_values", pinned=True, height=420)
page_parts.remarks(t, upload_form.hygiene(study), title="data.hygiene")
page_parts.section(t("data.doubts"))
charts_and_tables.table(data.doubts(study, t.written), key="data_doubts", height=260)

if study.evidence.corrections:
    page_parts.section(t("upload.corrections"))
    charts_and_tables.table(
        data.corrections(study.evidence.corrections, t.written), key="data_corrections"
    )

page_parts.section(t("data.policy"))
missing_value_rules.rules(t, study)
beyond = widget_values.seeded("_beyond", study.scenario.beyond)
st.radio(
    t("data.beyond"),
    ("end", "raw"),
    format_func=lambda choice: t(f"data.{choice}"),
    key=beyond,
    horizontal=True,
    on_change=lambda: session.set_study(study.with_changes(beyond=st.session_state[beyond])),
)
if study.stage.eligibility:
    page_parts.section(t("data.eligibility"))
for gate in study.stage.eligibility:
    page_parts.eligibility_switch(t, study, gate)

page_parts.section(t("data.effects"))
page_parts.remarks(t, study.findings)
effects = result_of(
    study, ("gap_effects", t.lang), lambda: missing_values.effects(study, t.written)
)
st.markdown(missing_values.how_found(study, t))
if effects.rows:
    charts_and_tables.table(effects, key="gap_effects")
out = data.left_out(study, t)
if out:
    st.markdown(out)
