"""The criterion that is chosen on the page: its map, its values, what it measures, where it comes from."""

import streamlit as st

from mcda.app.state import session, widget_values
from mcda.app.widgets import charts_and_tables
from mcda.app.widgets.remembered_select import remembered_select
from mcda.report.charts.ranking import value_strip
from mcda.report.maps.ranking import value_map
from mcda.report.tables import data, formatting
from mcda.study.study import Study
from mcda.words import Translator

CHOSEN = "criterion"


def _order(study: Study) -> list[str]:
    return [row.criterion for row in data.completeness(study)]


def key(study: Study) -> str:
    """The criterion that is chosen, the least known one until somebody chooses."""
    order, held = _order(study), widget_values.value_of(CHOSEN)
    return held if held in order else order[0]


def choose(clicked: str | None) -> None:
    """Choose what was clicked in a chart."""
    if clicked is not None:
        widget_values.set_value(CHOSEN, clicked)
        st.rerun()


def choice(t: Translator, study: Study) -> None:
    """Any criterion by name: the keyboard's way to what a click on the chart does."""
    names = {key: t.written.text(study.catalogue[key].name) for key in _order(study)}
    remembered_select(t("data.criterion"), names, CHOSEN, first=key(study))


def picture(t: Translator, study: Study, key: str) -> None:
    """The map; a criterion that was left out has no values to show."""
    if key in study.filled.matrix.criteria:
        charts_and_tables.map_chart(
            value_map(study, t.written, key, session.selected()),
            key="criterion_map",
            criterion=key,
        )


def description(t: Translator, study: Study, key: str) -> None:
    """Beside its values: what it measures, its scale and direction, its sources in one line and the rest to open."""
    criterion, scale, use = study.catalogue[key], study.scales[key], study.stage[key]
    left, right = st.columns(2, gap="large")
    with left:
        if key in study.filled.matrix.criteria:
            charts_and_tables.still_chart(
                value_strip(study, t.written, key), "criterion_values", criterion=key
            )
    with right:
        st.markdown(f"**{t.text(criterion.name)}** · {t(f'kinds.{use.kind}')}")
        st.markdown(t.text(criterion.description))
        scaled = t(
            "data.scale",
            worst=formatting.without_unit(t, criterion, scale.worst),
            best=formatting.without_unit(t, criterion, scale.best),
            unit=criterion.unit,
            curve=t(f"kinds.{scale.curve}"),
        )
        st.markdown(t.sentences([scaled, t.text(use.reason)]))
        line = data.source_line(study, t, key)
        if line is not None:
            st.caption(line)
        notes = data.source_notes(study, t, key)
        if notes:
            with st.expander(t("data.source_notes")):
                st.markdown("\n".join(f"- {note}" for note in notes))
