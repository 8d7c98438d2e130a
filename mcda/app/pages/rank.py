"""Rank: the map, the bars that add up, a card for the chosen place, the table of all."""

import streamlit as st

from mcda.app import card, choosing, desk, doubting, lines, parts, showing
from mcda.report import tables
from mcda.report.figures import parts_table, ranking_bars, two_axes, two_axes_table
from mcda.report.maps import place_map
from mcda.report.sheets import headline

say, study = desk.say(), desk.study()
parts.headline(say("app.rank"), headline(study, say))
parts.stage_switch(say)
parts.scenario_switch(say)
choosing.method(say, study)
lines.show(say, study)
shown = parts.province_filter(say, study)

intervals, how_drawn = doubting.beside(say, study)
left, right = st.columns([1, 1], gap="large")
with left:
    showing.map_chart(
        place_map(study, say, desk.selected(), shown, intervals=intervals), key="rank_map"
    )
    parts.remarks(say, study.findings)
    st.markdown(say("app.unknown", text=study.stage.unknown))
with right:
    parts.section(say("rank.bars" if study.ranking.parts is not None else "rank.scores", count=15))
    if study.ranking.parts is not None:
        showing.legend(say, study)
    bars = ranking_bars(study, say, selected=desk.selected(), only=shown, intervals=intervals)
    showing.chart(bars, key="rank_bars")
    st.caption(how_drawn)
    showing.as_table(say, parts_table(study, say).drop(columns=["key", "order"]), "parts_table")

st.markdown(say("rank.click"))
parts.place_choice(say)
card.show(say, study, desk.selected())

axes = two_axes(study, say, desk.selected())
if axes is not None:
    parts.section(say("rank.axes"))
    ten = [
        f"{line.place} {say.of(study.evidence[line.key].name)}" for line in list(study.ranking)[:10]
    ]
    st.markdown(say("rank.first_ten", names=say.join(ten, last=False)))
    showing.chart(axes, key="rank_axes")
    showing.as_table(say, two_axes_table(study, say).drop(columns=["key", "ten"]), "axes_table")

lines.fallen(say, study)
parts.section(say("rank.all"))
everything = tables.ranking(study, say, shown)
st.dataframe(
    everything,
    hide_index=True,
    width="stretch",
    height=420,
    column_config=showing.decimals(everything),
)
