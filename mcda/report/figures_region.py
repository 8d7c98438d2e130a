"""Charts of the region: prices of rules, presence in sets, how many fall at which level, growth of links."""

import json
from typing import Any

import altair as alt
import pandas as pd

from mcda.report import look
from mcda.report.figures import dressed


def bars(
    table: pd.DataFrame, name: str, value: str, number: str = ".2f", colour: str = look.RAMP[-2]
) -> Any:
    """One quiet bar a row, in the order given, its number at its end."""
    y = alt.Y(f"{name}:N", sort=None, title=None, axis=alt.Axis(labelLimit=260, ticks=False))
    base = alt.Chart(table).encode(y=y, x=alt.X(f"{value}:Q", title=None, axis=None))
    drawn = base.mark_bar(height={"band": 0.6}, color=colour).encode(
        tooltip=[
            alt.Tooltip(f"{name}:N", title=name),
            alt.Tooltip(f"{value}:Q", title=value, format=number),
        ]
    )
    figure = alt.Text(f"{value}:Q", format=number)
    field = f"datum[{json.dumps(value, ensure_ascii=False)}]"
    right, left = (
        base.transform_filter(f"{field} {side} 0")
        .mark_text(align=align, dx=dx, fontSize=13, color=look.QUIET)
        .encode(text=figure)
        for side, align, dx in ((">=", "left", 5), ("<", "right", -5))
    )
    return dressed(alt.layer(drawn, right, left).properties(height=alt.Step(28)))
