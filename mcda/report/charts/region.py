"""Charts of the region: prices of rules, presence in sets, how many fall at which level, growth of links."""

import json
from collections.abc import Sequence
from typing import Literal

import altair as alt
import pandas as pd

from mcda.region.population_change import Receiver
from mcda.report import theme
from mcda.report.charts.style import with_theme
from mcda.report.tables.areas import signed
from mcda.study.cutoffs import Step
from mcda.words import Translator

CITY = "#E69F00"  # apart from the greens of the mountains, also for the colour-blind
FIGURE = 0.2  # of what the bars span: room for a figure at the end of the longest


def bars(
    table: pd.DataFrame, name: str, value: str, number: str = ".2f", colour: str = theme.RAMP[-2]
) -> alt.LayerChart:
    """One quiet bar a row, in the order given, its number at its end."""
    y = alt.Y(f"{name}:N", sort=None, title=None, axis=alt.Axis(labelLimit=260, ticks=False))
    low, high = min(float(table[value].min()), 0.0), max(float(table[value].max()), 0.0)
    room = FIGURE * ((high - low) or 1.0)  # so that no figure runs into a name or out of the chart
    ends = alt.Scale(domain=[low - room if low < 0 else low, high + room], nice=False)
    base = alt.Chart(table).encode(y=y, x=alt.X(f"{value}:Q", title=None, axis=None, scale=ends))
    drawn = base.mark_bar(height={"band": 0.6}, color=colour).encode(
        tooltip=[
            alt.Tooltip(f"{name}:N", title=name),
            alt.Tooltip(f"{value}:Q", title=value, format=number),
        ]
    )
    figure = alt.Text(f"{value}:Q", format=number)
    field = f"datum[{json.dumps(value, ensure_ascii=False)}]"

    def beside(side: str, align: Literal["left", "right"], dx: int) -> alt.Chart:
        numbers = base.transform_filter(f"{field} {side} 0")
        words = numbers.mark_text(align=align, dx=dx, fontSize=13, color=theme.QUIET)
        written: alt.Chart = words.encode(text=figure)
        return written

    right, left = beside(">=", "left", 5), beside("<", "right", -5)
    return with_theme(
        alt.layer(drawn, right, left).properties(height=alt.Step(28)), f"{name}: {value}"
    )


def level_curve(steps: Sequence[Step], level: float, across: str, up: str) -> alt.LayerChart:
    """How many fall at which level of a cut-off, as steps; the level thought about is a dashed line."""
    rows = pd.DataFrame([{"level": step.value, "fall": step.fall} for step in steps])
    side: Literal["step-before", "step-after"] = (
        "step-before" if rows["level"].is_monotonic_increasing else "step-after"
    )
    base = alt.Chart(rows).encode(
        x=alt.X("level:Q", title=across, scale=alt.Scale(zero=False)),
        y=alt.Y("fall:Q", title=up, axis=alt.Axis(tickMinStep=1)),
        tooltip=[
            alt.Tooltip("level:Q", title=across, format=",.4~g"),
            alt.Tooltip("fall:Q", title=up),
        ],
    )
    curve = base.mark_line(interpolate=side, strokeWidth=2.5, color=theme.RAMP[-2])
    points = base.mark_circle(size=18, color=theme.RAMP[-2])
    line = (
        alt.Chart(pd.DataFrame({"level": [level]}))
        .mark_rule(strokeDash=[5, 4], strokeWidth=2, color=theme.QUIET)
        .encode(x=alt.X("level:Q"))
    )
    return with_theme(alt.layer(curve, points, line).properties(height=220), f"{across}: {up}")


def receivers(found: Sequence[Receiver], t: Translator) -> alt.LayerChart:
    """Of each lead city two bars: how its core counties changed from 2010 to 2020, and how the rest of it did, in %."""
    parts = [t("region.chart_core"), t("region.chart_rest")]
    rows = pd.DataFrame(
        [
            {
                "city": t.text(each.name),
                "part": part,
                "percent": round(change.percent, 1),
                "figure": signed(change.percent),
            }
            for each in found
            for part, change in zip(parts, (each.core, each.rest), strict=True)
        ]
    )
    drawn = (
        alt.Chart(rows)
        .mark_bar()
        .encode(
            y=alt.Y("city:N", sort=None, title=None, axis=alt.Axis(ticks=False, labelLimit=170)),
            yOffset=alt.YOffset("part:N", sort=parts),
            x=alt.X("percent:Q", title=t("region.chart_change"), axis=alt.Axis(tickCount=5)),
            color=alt.Color(
                "part:N",
                scale=alt.Scale(domain=parts, range=[theme.RAMP[-1], CITY]),
                legend=alt.Legend(title=None, orient="top", labelLimit=300),
            ),
            tooltip=[
                alt.Tooltip("city:N", title=t("chain.lead")),
                alt.Tooltip("part:N", title=t("region.ring")),
                alt.Tooltip("figure:N", title=t("region.change")),
            ],
        )
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=theme.WORDS, opacity=0.6)
    return with_theme(
        alt.layer(drawn, zero.encode(x="zero:Q")).properties(height=alt.Step(11)),
        t("region.table_receivers"),
    )
