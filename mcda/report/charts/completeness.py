"""Charts of how much is known: values known, uncertain and missing by criterion, and by province."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from mcda.report import theme
from mcda.report.charts.ranking import PICK
from mcda.report.charts.style import with_theme
from mcda.report.tables import data
from mcda.study.study import Study
from mcda.words import Translator

STATES = ("known", "uncertain", "missing")
# Light to deep says how firm a value is; what is missing is grey and has a dashed outline as well.
FILLS = (theme.RAMP[2], theme.RAMP[0], theme.EXCLUDED)
OUTLINES = (theme.RAMP[2], theme.RAMP[2], theme.QUIET)
DASHES = ([1, 0], [1, 0], [3, 2])
ROOM = 0.08  # share of the bar below which a number has no room in it
STEP = 27
SHORT = 5  # letters of a province's name that stand side by side on a phone
PADDING = {"left": 4, "right": 8, "top": 30, "bottom": 4}


def completeness_table(study: Study, t: Translator) -> pd.DataFrame:
    """One row a criterion and state: the count, where its part of the bar begins and ends."""
    rows = []
    for found in data.completeness(study):
        name, start = t.text(study.catalogue[found.criterion].name), 0
        for order, state in enumerate(STATES):
            count = getattr(found, state)
            rows.append(
                {
                    "key": found.criterion,
                    "criterion": name,
                    "state": t(f"data.{state}"),
                    "order": order,
                    "count": count,
                    "start": start,
                    "end": start + count,
                    "middle": start + count / 2,
                }
            )
            start += count
    return pd.DataFrame(rows)


def _beside(t: Translator, table: pd.DataFrame) -> pd.DataFrame:
    """Numbers that have no room in their part of the bar, in words at its end."""
    whole = table.groupby("key")["count"].transform("sum")
    narrow = table[(table["count"] > 0) & (table["count"] < ROOM * whole)]
    rows = [
        {
            "criterion": criterion,
            "end": int(table.loc[table["criterion"] == criterion, "end"].max()),
            "words": t.join(
                [
                    t("data.count_of", count=count, state=state)
                    for count, state in zip(parts["count"], parts["state"], strict=True)
                ],
                last=False,
            ),
        }
        for criterion, parts in narrow.groupby("criterion", sort=False)
    ]
    return pd.DataFrame(rows, columns=["criterion", "end", "words"])


def completeness_bars(study: Study, t: Translator, chosen: str) -> alt.LayerChart:
    """A bar a criterion, the least known first, in three shades with the numbers in it; a click chooses."""
    table = completeness_table(study, t)
    order = list(dict.fromkeys(table["criterion"]))
    states = [t(f"data.{state}") for state in STATES]
    count = len(study.candidates)
    y = _criteria_axis(order)
    x = alt.X(
        "start:Q",
        title=t("data.values_of", count=count),
        scale=alt.Scale(domain=[0, count], nice=False),
        axis=alt.Axis(tickCount=4, grid=False, labelFlush=False, tickMinStep=1),
    )
    tips = [
        alt.Tooltip("criterion:N", title=t("chart.criterion")),
        alt.Tooltip("state:N", title=t("data.state")),
        alt.Tooltip("count:Q", title=t("data.values")),
    ]

    def scale(values: Sequence[Any]) -> alt.Scale:
        return alt.Scale(domain=states, range=values)

    # placed by hand: a legend that begins where the bars do is cut off on a phone
    legend = alt.Legend(
        title=None,
        orient="none",
        direction="horizontal",
        legendX=-110,
        legendY=-26,
        symbolType="square",
        symbolSize=150,
    )
    shown = table[table["count"] > 0]
    bars = (
        alt.Chart(shown)
        .mark_bar(height={"band": 0.78}, strokeWidth=1, cursor="pointer")
        .encode(
            y=y,
            x=x,
            x2="end:Q",
            color=alt.Color("state:N", scale=scale(FILLS), sort=states, legend=legend),
            stroke=alt.Stroke("state:N", scale=scale(OUTLINES), sort=states, legend=legend),
            strokeDash=alt.StrokeDash("state:N", scale=scale(DASHES), sort=states, legend=legend),
            tooltip=tips,
        )
        .add_params(_click())
    )
    roomy = shown[shown["count"] >= ROOM * count]
    numbers = (
        alt.Chart(roomy)
        .mark_text(fontSize=13, color=theme.INK)
        .encode(y=y, x="middle:Q", text="count:Q")
    )
    layers = [bars, numbers]
    beside = _beside(t, table)
    if not beside.empty:
        words = alt.Chart(beside).mark_text(align="left", dx=6, fontSize=13, color=theme.WORDS)
        layers.append(words.encode(y=y, x="end:Q", text="words:N"))
    layers.append(_ring(table[table["key"] == chosen].head(1), y, count))
    figure = alt.layer(*layers).properties(height=alt.Step(STEP), padding=PADDING)
    return with_theme(figure, t("data.about"))


def _ring(row: pd.DataFrame, y: alt.Y, count: int) -> alt.Chart:
    """A dark outline round the criterion that is chosen."""
    outline = alt.Chart(row.assign(whole=count)).mark_bar(
        height={"band": 0.96}, filled=False, stroke=theme.WORDS, strokeWidth=2
    )
    ring: alt.Chart = outline.encode(y=y, x="whole:Q")
    return ring


def _criteria_axis(order: list[str]) -> alt.Y:
    axis = alt.Axis(labelLimit=200, labelPadding=6, ticks=False, domain=False)
    return alt.Y("criterion:N", sort=order, title=None, axis=axis)


def _click() -> alt.Parameter:
    return alt.selection_point(name=PICK, fields=["key"], on="click", empty=False)


def province_table(study: Study, t: Translator) -> pd.DataFrame:
    """One row a criterion and province: the share of its values that are known."""
    found = data.completeness_by_province(study, t)
    names = [column.title for column in found.columns[1:]]
    keys = [row.criterion for row in data.completeness(study)]
    return pd.DataFrame(
        [
            {"key": key, "criterion": row[0], "province": name, "share": share}
            for key, row in zip(keys, found.rows, strict=True)
            for name, share in zip(names, row[1:], strict=True)
        ]
    )


def province_grid(study: Study, t: Translator, chosen: str) -> alt.LayerChart:
    """Criteria by provinces: the share of values known, in per cent; a click chooses."""
    table = province_table(study, t)
    order = list(dict.fromkeys(table["criterion"]))
    provinces = list(dict.fromkeys(table["province"]))
    y = _criteria_axis(order)
    slanted = max(map(len, provinces)) > SHORT
    x = alt.X(
        "province:N",
        sort=provinces,
        title=t("data.known_share"),
        axis=alt.Axis(
            orient="top",
            labelAngle=-35 if slanted else 0,
            labelAlign="left" if slanted else "center",
            labelLimit=120,
            labelOverlap=False,
            ticks=False,
            domain=False,
        ),
    )
    ramp = alt.Scale(domain=[0, 1], range=[theme.EXCLUDED, theme.RAMP[0], theme.RAMP[2]])
    cells = (
        alt.Chart(table)
        .mark_rect(stroke=theme.PAPER, strokeWidth=2, cursor="pointer")
        .encode(
            y=y,
            x=x,
            color=alt.Color("share:Q", scale=ramp, legend=None),
            tooltip=[
                alt.Tooltip("criterion:N", title=t("chart.criterion")),
                alt.Tooltip("province:N", title=t("data.province")),
                alt.Tooltip("share:Q", title=t("data.known_share"), format=".0%"),
            ],
        )
        .add_params(_click())
    )
    numbers = (
        alt.Chart(table)
        .mark_text(fontSize=13, color=theme.INK)
        .encode(y=y, x=x, text=alt.Text("share:Q", format=".0%"))
    )
    ring = (
        alt.Chart(table[table["key"] == chosen].head(1))
        .mark_rect(filled=False, stroke=theme.WORDS, strokeWidth=2)
        .encode(y=y)
    )
    figure = alt.layer(cells, numbers, ring).properties(height=alt.Step(STEP))
    return with_theme(figure, t("data.about_provinces"))
