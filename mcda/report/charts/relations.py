"""The chart of the five relations of one candidate: five spokes from one centre, each with its value at its end."""

from math import cos, pi, sin
from typing import Literal

import altair as alt
import pandas as pd

from mcda.report import theme
from mcda.report.charts.profile import wrapped
from mcda.report.charts.style import with_theme
from mcda.report.tables import relations
from mcda.study.study import Study
from mcda.words import Translator

HEIGHT, CENTRE = 288, 144  # pixels; of the height, and from its upper edge to where the spokes meet
SPOKE = 84  # pixels from there to the value 1
AWAY, LINE = 13, 15  # pixels from a spoke's end to its words, and between their lines
LETTERS = {"en": 12, "zh": 8}  # of a name in a line
SIDES: tuple[Literal["left", "center", "right"], ...] = ("left", "center", "right")


def spokes(study: Study, key: str, t: Translator) -> alt.LayerChart:
    """Bold line and dot: the candidate's value. Ring: median of the ranked candidates. Thin line: the ends of a value.

    A value that is not known is dashed between its ends; a relation without a criterion is a dotted spoke. No area is
    drawn: it would depend on the order of the spokes.
    """
    table = relations.spokes(study, key, t)
    table["across"], table["up"] = [
        [turn(2 * pi * spoke / len(table)) for spoke in table["spoke"]] for turn in (sin, cos)
    ]
    table["origin"], table["end"] = 0.0, 1.0
    base = alt.Chart(table)
    known = base.transform_filter("datum.known")
    unknown = base.transform_filter("datum.spoken && !datum.known")
    name, count = study.evidence[key].name, len(study.ranking)
    tips = [
        alt.Tooltip("name:N", title=t("region.relation")),
        alt.Tooltip("said:N", title=t("relations.value")),
        alt.Tooltip("median:Q", title=t("relations.median"), format=".2f"),
    ]
    drawn = theme.RAMP[-2]
    layers = alt.layer(
        _along(base.transform_filter("datum.spoken"), "origin", "end").mark_rule(color="#8886"),
        _along(base.transform_filter("!datum.spoken"), "origin", "end").mark_rule(
            strokeDash=[1, 5], strokeWidth=2, color=theme.QUIET
        ),
        _along(known, "low", "high").mark_rule(strokeWidth=2, color=drawn),
        _along(unknown, "low", "high").mark_rule(
            strokeWidth=3, strokeDash=[4, 4], color=theme.QUIET
        ),
        _along(known, "origin", "value").mark_rule(
            strokeWidth=8, strokeCap="round", opacity=0.45, color=drawn
        ),
        _along(known, "value", "value").mark_circle(size=130, opacity=1, color=drawn),
        _along(base.transform_filter("isValid(datum.median)"), "median", "median")
        .mark_point(size=55, color=theme.WORDS, strokeWidth=1.5, opacity=1)
        .encode(tooltip=tips),
        *_words(table, t),
        alt.Chart(pd.DataFrame([{"words": t("relations.marks", name=name, count=count)}]))
        .transform_calculate(x="width / 2")
        .mark_text(fontSize=13, color=theme.WORDS)
        .encode(x=_X, y=alt.value(HEIGHT - 8), text="words:N"),
    )
    about = t("relations.about", name=name, stage=study.stage.name)
    return with_theme(layers.properties(height=HEIGHT), about)


_X, _Y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)


def _along(chart: alt.Chart, start: str, end: str) -> alt.Chart:
    """From one value to another on each spoke, in pixels: a circle stays round however wide the page is."""
    placed = chart.transform_calculate(
        x=f"width / 2 + {SPOKE} * datum.{start} * datum.across",
        y=f"{CENTRE} - {SPOKE} * datum.{start} * datum.up",
        x2=f"width / 2 + {SPOKE} * datum.{end} * datum.across",
        y2=f"{CENTRE} - {SPOKE} * datum.{end} * datum.up",
    )
    made: alt.Chart = placed.encode(
        x=_X, y=_Y, **({} if start == end else {"x2": "x2:Q", "y2": "y2:Q"})
    )
    return made


def _words(table: pd.DataFrame, t: Translator) -> list[alt.Chart]:
    """Name and value at the end of each spoke: above the first, beside the others."""
    rows = []
    for spoke in table.to_dict("records"):
        lines = [*wrapped(spoke["name"], LETTERS[t.lang]), spoke["said"]]
        above = len(lines) - 1 if spoke["up"] == 1 else (len(lines) - 1) / 2
        rows += [
            {
                "words": words,
                "x_end": (SPOKE + AWAY) * spoke["across"],
                "y": CENTRE - (SPOKE + AWAY) * spoke["up"] + LINE * (line - above),
                "side": SIDES[1 - round(spoke["across"])],
                "bold": line == len(lines) - 1,
            }
            for line, words in enumerate(lines)
        ]
    base = alt.Chart(pd.DataFrame(rows)).transform_calculate(x="width / 2 + datum.x_end")
    return [
        base.transform_filter((alt.datum.side == side) & (alt.datum.bold == bold))
        .mark_text(
            align=side,
            fontSize=13,
            fontWeight="bold" if bold else "normal",
            baseline="middle",
            color=theme.WORDS,
        )
        .encode(x=_X, y=_Y, text="words:N")
        for side in SIDES
        for bold in (True, False)
    ]
