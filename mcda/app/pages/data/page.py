"""Data: values with units, sources and limitations; eligibility; the treatment of missing values."""

import streamlit as st

from mcda.app.pages.data import corrections, criterion, data_year, missing_value_rules
from mcda.app.state import session, widget_values
from mcda.app.widgets import charts_and_tables, page_parts, plan_choice, upload_form
from mcda.report.charts.completeness import completeness_bars, province_grid
from mcda.report.tables import data, missing_values
from mcda.study.plan_choice import plan_rules
from mcda.study.result_cache import result_of

t, study = session.translator(), session.study()
page_parts.headline(data.completeness_sentence(study, t))
page_parts.stage_switch(t)
upload_form.in_hand(t, study)

chosen = criterion.key(study)
left, right = st.columns(2, gap="large")
with left:
    criterion.choose(
        charts_and_tables.clicked(
            completeness_bars(study, t.written, chosen),
            "completeness",
            title=data.completeness_sentence(study, t.written),
        )
    )
    if data.provinces(study):
        with st.expander(t("data.by_province")):
            criterion.choose(
                charts_and_tables.clicked(province_grid(study, t.written, chosen), "by_province")
            )
    charts_and_tables.as_table(t, data.completeness_in_rows(study, t.written), "completeness_table")
with right:
    criterion.choice(t, study)
    criterion.picture(t, study, chosen)
    data_year.choice(t, study)
criterion.description(t, study, chosen)

upload_form.section(t)
with st.expander(t("data.table")):
    charts_and_tables.table(
        data.values(study, t.written), key="data_values", pinned=True, height=420
    )
page_parts.remarks(t, upload_form.hygiene(study), title="data.hygiene")
with st.expander(t("data.doubts")):
    charts_and_tables.table(data.doubts(study, t.written), key="data_doubts", height=260)
corrections.render(t, study)

page_parts.section(t("data.policy"))
missing_value_rules.rules(t, study)
beyond = widget_values.seeded("_beyond", study.scenario.beyond)
st.radio(
    t("data.beyond"),
    ("end", "raw"),
    format_func=lambda choice: t(f"data.{choice}"),
    key=beyond,
    index=widget_values.shown_index(beyond, ("end", "raw")),
    horizontal=True,
    on_change=lambda: session.set_study(study.with_changes(beyond=st.session_state[beyond])),
)
if study.stage.eligibility:
    page_parts.section(t("data.eligibility"))
for gate in study.stage.eligibility:
    if gate not in plan_rules(study).values():
        page_parts.eligibility_switch(t, study, gate)
plan_choice.render(t, study)

with st.expander(t("data.effects")):
    effects = result_of(
        study, ("gap_effects", t.lang), lambda: missing_values.effects(study, t.written)
    )
    st.markdown(missing_values.how_found(study, t))
    if effects.rows:
        charts_and_tables.table(effects, key="gap_effects")
page_parts.remarks(t, study.findings)
out = data.left_out(study, t)
if out:
    st.markdown(out)
