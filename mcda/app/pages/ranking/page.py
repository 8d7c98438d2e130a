"""Rank: the map, the bars that add up, a card for the chosen place, the table of all."""

import streamlit as st

from mcda.app.pages.ranking import candidate_card, cutoffs, method_choice
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts, rank_ranges
from mcda.report.charts.ranking import parts_in_rows, ranking_bars, two_axes, two_axes_in_rows
from mcda.report.maps.ranking import rank_map
from mcda.report.tables import ranking
from mcda.report.workbook.sheets.ranking import headline

t, study = session.translator(), session.study()
page_parts.headline(t("app.ranking"), headline(study, t))
page_parts.stage_switch(t)
page_parts.scenario_switch(t)
method_choice.method(t, study)
cutoffs.render(t, study)
shown = page_parts.province_filter(t, study)

intervals, how_drawn = rank_ranges.rank_intervals(t, study)
left, right = st.columns([1, 1], gap="large")
with left:
    charts_and_tables.map_chart(
        rank_map(study, t.written, session.selected(), shown, intervals=intervals), key="rank_map"
    )
    page_parts.remarks(t, study.findings)
    st.markdown(t("app.unknown", text=study.stage.unknown))
with right:
    page_parts.section(
        t("ranking.bars" if study.ranking.parts is not None else "ranking.scores", count=15)
    )
    if study.ranking.parts is not None:
        charts_and_tables.legend(t, study)
    bars = ranking_bars(
        study, t.written, selected=session.selected(), only=shown, intervals=intervals
    )
    charts_and_tables.chart(bars, key="rank_bars")
    st.caption(how_drawn)
    charts_and_tables.as_table(t, parts_in_rows(study, t.written), "parts_table")

st.markdown(t("ranking.click"))
page_parts.candidate_choice(t)
candidate_card.render(t, study, session.selected())

axes = two_axes(study, t.written, session.selected())
if axes is not None:
    page_parts.section(t("ranking.axes"))
    ten = [
        t.composed(f"{line.rank} {t.text(study.evidence[line.key].name)}")
        for line in list(study.ranking)[:10]
    ]
    st.markdown(t("ranking.first_ten", names=t.join(ten, last=False)))
    charts_and_tables.chart(axes, key="rank_axes")
    charts_and_tables.as_table(t, two_axes_in_rows(study, t.written), "axes_table")

cutoffs.screened_out(t, study)
page_parts.section(t("ranking.all"))
charts_and_tables.table(
    ranking.ranking(study, t.written, only=shown), key="ranking_table", height=420
)
