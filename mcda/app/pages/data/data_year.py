"""The data year: by which rail timetable high-speed stations are served."""

import streamlit as st

from inputs.stations import DATA_YEARS
from mcda.app.state import session, widget_values
from mcda.study.factory import with_data_year
from mcda.study.study import Study
from mcda.words import Translator


def choice(t: Translator, study: Study) -> None:
    """Closed, with the year in hand on it; nothing for a user's own table and where no distance follows the year."""
    if study.stage.level not in ("county", "town"):
        return
    with st.popover(t("data.year", year=t(f"data.year_{study.data_year}")), key="_data_years"):
        key = widget_values.seeded("_data_year", study.data_year)
        st.radio(
            t("data.year_choice"),
            DATA_YEARS,
            format_func=lambda year: t(f"data.year_{year}"),
            key=key,
            index=widget_values.shown_index(key, DATA_YEARS),
            horizontal=True,
            on_change=widget_values.on_change(
                key, lambda: session.set_study(with_data_year(study, st.session_state[key]))
            ),
        )
        st.caption(t("data.year_words"))
