"""The five relations of one county at one stage, and the instruments that fit it."""

from mcda.app.widgets import charts_and_tables, instruments
from mcda.report.charts.relations import spokes
from mcda.study.study import Study
from mcda.words import Translator


def render(t: Translator, study: Study, key: str) -> None:
    """The profile as spokes; each instrument with the values and thresholds that trigger it."""
    name = f"{key}_{study.stage.key}"
    charts_and_tables.still_chart(spokes(study, key, t.written), f"spokes_{name}", study=study)
    instruments.fitting(t, study, key, f"instruments_{name}")
