"""The live answer of the weighing page: who leads by these weights, and what each criterion does to it."""

import streamlit as st

from mcda.app.state import session
from mcda.app.widgets import charts_and_tables, page_parts
from mcda.report.charts.ranking import influence_bars, influence_in_rows
from mcda.report.tables import ranking
from mcda.study.study import Study
from mcda.words import Translator

# On a phone the chart stands above the sliders, and below a form, whose questions come first.
# Beside the form the answer stays where the eye is; on a phone one line of it rests at the lower edge, and what the
# keyboard reaches stops above it.
STAYS = """<style>
.st-key-live_line{display:none}
@media (min-width:641px) and (min-height:700px){
  [data-testid="stLayoutWrapper"]:has(>.st-key-live){position:sticky;top:4.5rem}
}
@media (max-width:640px){
  [data-testid="stLayoutWrapper"]:has(>.st-key-live_line){position:sticky;bottom:0;z-index:90}
  .stMain:has(.st-key-live_line){scroll-padding-bottom:6rem}
  [data-testid="stColumn"]:has(.st-key-live){order:-1}
  [data-testid="stHorizontalBlock"]:has(.st-key-form) [data-testid="stColumn"]:has(.st-key-live){order:0}
  .st-key-live_line{display:flex;background:light-dark(#FFF,#121815);
    border-top:1px solid #8886;padding:.6rem 0 .7rem}
}
</style>"""


def line(t: Translator, shown: Study, open_steps: bool) -> None:
    """The first three in one line, for the lower edge of a phone."""
    st.html(STAYS)
    first = [shown.evidence[ranked.key].name for ranked in list(shown.ranking)[:3]]
    with st.container(key="live_line"):
        st.markdown(t("weights.line_so_far" if open_steps else "weights.line", names=first))


def panel(t: Translator, study: Study, shown: Study, heading: str) -> None:
    """Stated weight beside actual influence, and the first five with what has moved against the proposal."""
    with st.container(key="live"):
        charts_and_tables.still_chart(influence_bars(shown, t.written), "weights", study=shown)
        page_parts.section(heading)
        proposed = session.first_study(study.stage.key)
        st.markdown("  \n".join(ranking.leaders(shown, proposed, t)))
        if shown.weights != proposed.weights:
            st.caption(t("weights.against"))
        charts_and_tables.as_table(t, influence_in_rows(shown, t.written), "influence_table")
