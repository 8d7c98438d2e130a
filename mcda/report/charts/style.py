"""How every chart looks, put on without a copy of its data."""

from typing import TypeAlias

import altair as alt
from altair.utils.schemapi import disable_debug_mode

from mcda.report import theme

Chart: TypeAlias = alt.LayerChart  # for who says what a chart is without drawing any
# Altair checks every part against Vega's schema as it is made, and again as a whole when it is handed over: once is enough.
disable_debug_mode()
# A screen reader hears a chart's name in the reader's language; what is in it stands in words and tables beside it.
# Vega's own spoken parts are English, and shapes among them have no name at all.
STYLE = {
    "mark": {"aria": False},
    "font": theme.FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "aria": False,
        "labelColor": theme.WORDS,
        "titleColor": theme.WORDS,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "gridColor": "#8883",
        "domainColor": "#8886",
        "tickColor": "#8886",
    },
    "legend": {
        "aria": False,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelColor": theme.WORDS,
        "titleColor": theme.WORDS,
    },
}


def with_theme(chart: alt.LayerChart | alt.FacetChart, name: str) -> alt.LayerChart:
    """The one chart style: quiet axes, the house's font, no frame; `name` is what a screen reader says."""
    assert isinstance(
        chart, alt.LayerChart
    )  # alt.layer would make facets where an encoding asks for them
    worn: alt.LayerChart = chart.copy(
        deep=False
    )  # each of Altair's configure_…() would copy chart and data once more
    worn.config = STYLE
    worn.description = name
    return worn
