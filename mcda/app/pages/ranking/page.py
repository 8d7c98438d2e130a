"""Ranking: the map beside the bars that add up, a panel of choices, a card for the chosen candidate, the table of all."""

import streamlit as st

from mcda.app.pages.ranking import candidate_card, cutoffs, lists, method_choice, town_types
from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts, plan_choice, rank_ranges
from mcda.report.charts.ranking import parts_in_rows, ranking_bars, two_axes, two_axes_in_rows
from mcda.report.maps.ranking import rank_map
from mcda.report.pictures import shown_only
from mcda.report.tables import ranking, residents
from mcda.report.tables.ranking import headline

NAMED = 5  # of the first have their name on the map

t, study = session.translator(), session.study()
page_parts.headline(headline(study, t))
page_parts.stage_switch(t)
map_side, bars_side, panel = st.columns([6, 6, 3], gap="medium")
with panel:
    page_parts.scenario_switch(t)
    plan_choice.render(t, study)
    method_choice.method(t, study)
    cutoffs.render(t, study)
    kind = town_types.choice(t, study)
    by_province = page_parts.province_filter(t, study)

shown = town_types.shown(study, kind, by_province)
finding = headline(study, t.written)
hidden = [
    *shown_only(study, t.written, by_province),
    *town_types.notes(study, kind, t.written),
]
intervals, how_drawn = rank_ranges.rank_intervals(t, study)
with map_side:
    places = rank_map(study, t.written, session.selected(), shown, intervals=intervals, named=NAMED)
    charts_and_tables.map_chart(places, key="ranking_map", title=finding, notes=hidden)
with bars_side:
    bars = ranking_bars(
        study, t.written, selected=session.selected(), only=shown, intervals=intervals
    )
    lines = rank_ranges.rank_intervals(t.written, study)[1]  # what thin lines are
    charts_and_tables.chart(bars, key="ranking_bars", title=finding, notes=[*hidden, lines])
    for filtered in town_types.notes(study, kind, t):
        st.caption(filtered)
    st.caption(how_drawn)
    st.caption(t.sentences(ranking.source_words(study, t)))
    behind = residents.of_top(study, t)
    if shown is not None:
        behind = [*residents.of_set(study, t("residents.shown"), shown, t), *behind]
    if behind:
        st.caption(t.sentences(behind))

method_choice.compromise(t, study)
page_parts.candidate_choice(t)
candidate_card.render(t, study, session.selected())
cutoffs.screened_out(t, study)
town_types.within(t, study, kind)
with st.expander(t("app.as_table")):
    if study.ranking.parts is not None:
        charts_and_tables.legend(t, study)
    charts_and_tables.table(parts_in_rows(study, t.written), "parts_table")
people = residents.by_part(study, t.written)
if people is not None:
    with st.expander(people.title):
        charts_and_tables.table(people, "people_table", study=study)
lists.render(t, study)
page_parts.remarks(t, study.findings)
with st.expander(t("app.not_covered")):
    st.markdown(t.text(study.stage.unknown))

axes = two_axes(study, t.written, session.selected(), shown)
if axes is not None:
    page_parts.section(t("ranking.axes"))
    charts_and_tables.chart(axes, key="ranking_axes", notes=hidden)
    charts_and_tables.as_table(t, two_axes_in_rows(study, t.written), "axes_table")

page_parts.section(t("ranking.all"))
charts_and_tables.table(
    ranking.ranking(study, t.written, only=shown), key="ranking_table", height=420
)
