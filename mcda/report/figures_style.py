"""How every chart looks, put on without a copy of its data."""

from typing import Any

from altair.utils.schemapi import disable_debug_mode

from mcda.report import look

# Altair checks every part against Vega's schema as it is made, and again as a whole when it is handed over: once is enough.
disable_debug_mode()
STYLE = {
    "font": look.FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        "labelColor": look.WORDS,
        "titleColor": look.WORDS,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "gridColor": "#8883",
        "domainColor": "#8886",
        "tickColor": "#8886",
    },
    "legend": {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "labelColor": look.WORDS,
        "titleColor": look.WORDS,
    },
}


def dressed(chart: Any) -> Any:
    """The one chart style: quiet axes, the house's font, no frame."""
    worn = chart.copy(
        deep=False
    )  # each of Altair's configure_…() would copy chart and data once more
    worn.config = STYLE
    return worn
