"""Rank: the map, the bars that add up, a card for the chosen place, the table of all."""

import streamlit as st

from mcda.app.pages.ranking import candidate_card, cutoffs, method_choice
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts, rank_ranges
from mcda.report.charts.ranking import parts_table, ranking_bars, two_axes, two_axes_table
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
        rank_map(study, t, session.selected(), shown, intervals=intervals), key="rank_map"
    )
    page_parts.remarks(t, study.findings)
    st.markdown(t("app.unknown", text=study.stage.unknown))
with right:
    page_parts.section(
        t("ranking.bars" if study.ranking.parts is not None else "ranking.scores", count=15)
    )
    if study.ranking.parts is not None:
        charts_and_tables.legend(t, study)
    bars = ranking_bars(study, t, selected=session.selected(), only=shown, intervals=intervals)
    charts_and_tables.chart(bars, key="rank_bars")
    st.caption(how_drawn)
    charts_and_tables.as_table(
        t, parts_table(study, t).drop(columns=["key", "order"]), "parts_table"
    )

st.markdown(t("ranking.click"))
page_parts.candidate_choice(t)
candidate_card.render(t, study, session.selected())

axes = two_axes(study, t, session.selected())
if axes is not None:
    page_parts.section(t("ranking.axes"))
    ten = [
        f"{line.rank} {t.text(study.evidence[line.key].name)}" for line in list(study.ranking)[:10]
    ]
    st.markdown(t("ranking.first_ten", names=t.join(ten, last=False)))
    charts_and_tables.chart(axes, key="rank_axes")
    charts_and_tables.as_table(
        t, two_axes_table(study, t).drop(columns=["key", "ten"]), "axes_table"
    )

cutoffs.screened_out(t, study)
page_parts.section(t("ranking.all"))
everything = ranking.ranking(study, t, shown)
st.dataframe(
    everything,
    hide_index=True,
    width="stretch",
    height=420,
    column_config=charts_and_tables.decimals(everything),
)
