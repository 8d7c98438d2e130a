"""Rank: the map, the bars that add up, a card for the chosen place, the table of all."""

import streamlit as st

from mcda.app.pages.ranking import candidate_card, cutoffs, method_choice
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts, rank_ranges
from mcda.report.charts.ranking import parts_table, ranking_bars, two_axes, two_axes_table
from mcda.report.maps.ranking import place_map
from mcda.report.tables import ranking
from mcda.report.workbook.sheets.ranking import headline

say, study = session.say(), session.study()
page_parts.headline(say("app.ranking"), headline(study, say))
page_parts.stage_switch(say)
page_parts.scenario_switch(say)
method_choice.method(say, study)
cutoffs.show(say, study)
shown = page_parts.province_filter(say, study)

intervals, how_drawn = rank_ranges.beside(say, study)
left, right = st.columns([1, 1], gap="large")
with left:
    charts_and_tables.map_chart(
        place_map(study, say, session.selected(), shown, intervals=intervals), key="rank_map"
    )
    page_parts.remarks(say, study.findings)
    st.markdown(say("app.unknown", text=study.stage.unknown))
with right:
    page_parts.section(
        say("ranking.bars" if study.ranking.parts is not None else "ranking.scores", count=15)
    )
    if study.ranking.parts is not None:
        charts_and_tables.legend(say, study)
    bars = ranking_bars(study, say, selected=session.selected(), only=shown, intervals=intervals)
    charts_and_tables.chart(bars, key="rank_bars")
    st.caption(how_drawn)
    charts_and_tables.as_table(
        say, parts_table(study, say).drop(columns=["key", "order"]), "parts_table"
    )

st.markdown(say("ranking.click"))
page_parts.place_choice(say)
candidate_card.show(say, study, session.selected())

axes = two_axes(study, say, session.selected())
if axes is not None:
    page_parts.section(say("ranking.axes"))
    ten = [
        f"{line.place} {say.of(study.evidence[line.key].name)}" for line in list(study.ranking)[:10]
    ]
    st.markdown(say("ranking.first_ten", names=say.join(ten, last=False)))
    charts_and_tables.chart(axes, key="rank_axes")
    charts_and_tables.as_table(
        say, two_axes_table(study, say).drop(columns=["key", "ten"]), "axes_table"
    )

cutoffs.fallen(say, study)
page_parts.section(say("ranking.all"))
everything = ranking.ranking(study, say, shown)
st.dataframe(
    everything,
    hide_index=True,
    width="stretch",
    height=420,
    column_config=charts_and_tables.decimals(everything),
)
