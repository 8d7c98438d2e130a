"""The chart of one candidate's profile: its normalised values against median and best, a row a criterion."""

import json
import re
from typing import Literal

import altair as alt
import pandas as pd

from mcda.report import theme
from mcda.report.charts.style import with_theme
from mcda.report.tables import county_profile
from mcda.study.study import Study
from mcda.words import Translator

ROW = 30  # pixels
LINE = {"en": 18, "zh": 9}  # letters of a name in a line, so that a phone keeps room for the marks
LEGEND_LEFT, LEGEND_ABOVE = 105, 22  # pixels from the corner of the marks
PADDING = {
    "left": 4,
    "right": 6,
    "top": 6,
    "bottom": 4,
}  # so that on a dark page no word touches its paper's edge
VALUE_LINE = {"en": 12, "zh": 7}
MEDIAN, BEST = "┃", "◇"


def profile(study: Study, key: str, t: Translator) -> alt.LayerChart:
    """Bar and dot: the candidate's value. Stroke: median of the ranked candidates. Diamond: their best.

    A value that is not known is a dashed line between its bounds, with a question mark.
    """
    table = county_profile.profile(study, key, t)
    groups = [group for group in study.catalogue.groups if group.key in set(table["group"])]
    keys = [group.key for group in study.catalogue.groups]
    names = [t.text(group.name) for group in groups]
    table["group"] = [t.text(study.catalogue.group(group).name) for group in table["group"]]
    colour = alt.Color(
        "group:N",
        scale=alt.Scale(
            domain=names, range=[theme.group_colour(group.key, keys) for group in groups]
        ),
        legend=alt.Legend(
            title=None,
            # over the names as well: on a phone the marks alone are too narrow for it
            orient="none",
            direction="horizontal",
            legendX=-LEGEND_LEFT,
            legendY=-LEGEND_ABOVE,
            symbolType="circle",
            symbolOpacity=1,
            symbolSize=90,
            columns=3,
            columnPadding=10,
        ),
    )
    base = alt.Chart(table)
    known, unknown = base.transform_filter("datum.known"), base.transform_filter("!datum.known")
    x = alt.X(
        "value:Q",
        title=t("county.axis"),
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(values=[0, 0.5, 1], format=".1~f", titlePadding=4),
    )
    y = alt.Y("criterion:N", sort=list(table["criterion"]), title=None, axis=None)
    tips = [
        alt.Tooltip("name:N", title=t("chart.criterion")),
        alt.Tooltip("said:N", title=t("ranking.value")),
        alt.Tooltip("median_said:N", title=t("county.median")),
        alt.Tooltip("best_said:N", title=t("county.best")),
    ]
    track = base.mark_rule(strokeWidth=1, color="#8886").encode(
        y=y, x=alt.X("from:Q", title=t("county.axis")), x2=alt.X2("to:Q")
    )
    bars = known.mark_bar(height=9, opacity=0.45, cornerRadius=4).encode(
        y=y, x=x, x2=alt.X2("from:Q"), color=colour, tooltip=tips
    )
    whiskers = known.transform_filter("datum.low < datum.high").mark_rule(strokeWidth=2)
    dots = known.mark_circle(size=130, opacity=1).encode(y=y, x=x, color=colour, tooltip=tips)
    medians = base.mark_tick(thickness=3, size=18, color=theme.WORDS, opacity=0.85).encode(
        y=y, x=alt.X("median:Q"), tooltip=tips
    )
    bests = base.mark_point(shape="diamond", size=70, color=theme.WORDS, strokeWidth=1.5, opacity=1)
    dashes = unknown.mark_rule(strokeWidth=2, strokeDash=[3, 3], color=theme.QUIET)
    marks = unknown.transform_calculate(middle="(datum.low + datum.high) / 2").mark_text(
        text="?", fontSize=17, fontWeight="bold", color=theme.QUIET
    )
    ends = {"y": y, "x": alt.X("low:Q"), "x2": alt.X2("high:Q"), "tooltip": tips}
    name, count = study.evidence[key].name, len(study.ranking)
    # what the marks are, over the names; as a title of Vega's it would be spoken with English words
    legend = pd.DataFrame(
        [{"words": t("county.marks", name=name, median=MEDIAN, best=BEST, count=count)}]
    )
    line = (
        alt.Chart(legend)
        .mark_text(align="left", fontSize=13, color=theme.WORDS)
        .encode(x=alt.value(-LEGEND_LEFT), y=alt.value(-2 * LEGEND_ABOVE + 7), text="words:N")
    )
    layers = alt.layer(
        track,
        bars,
        whiskers.encode(**ends, color=colour),
        dashes.encode(**ends),
        medians,
        bests.encode(y=y, x=alt.X("best:Q"), tooltip=tips),
        dots,
        marks.encode(y=y, x=alt.X("middle:Q"), tooltip=tips),
        line,
        *_words(table, "name", LINE[t.lang], "left", 13),
        *_words(table, "said", VALUE_LINE[t.lang], "right", 12),
    ).resolve_axis(y="independent")
    about = t("county.about_profile", name=name, stage=study.stage.name)
    return with_theme(layers.properties(height=alt.Step(ROW), padding=PADDING), about)


def _words(
    table: pd.DataFrame, words: str, most: int, side: Literal["left", "right"], size: int
) -> list[alt.Chart]:
    """One column of words beside the marks, each in the middle of its row, in two lines where it is long.

    An axis cannot put two lines in the middle of a row: its own labels, unseen digits, only keep the room.
    """
    lines = {
        key: wrapped(text, most) for key, text in zip(table["criterion"], table[words], strict=True)
    }
    longest = {key: "0" * max(map(_width, text)) for key, text in lines.items()}
    rows = pd.DataFrame(
        {
            "criterion": table["criterion"],
            "words": ["\n".join(lines[key]) for key in table["criterion"]],
            "lines": [len(lines[key]) for key in table["criterion"]],
            "known": table["known"],
        }
    )
    room = alt.Axis(
        orient=side,
        labelExpr=f"{json.dumps(longest)}[datum.value]",
        labelColor="transparent",
        labelFontSize=size,
        labelLimit=0,
        labelPadding=8,
        ticks=False,
        domain=False,
        grid=False,
    )
    left = side == "left"
    order = list(table["criterion"])
    base = alt.Chart(rows).encode(
        x=alt.value(0 if left else "width"),
        text=alt.Text("words:N"),
        color=alt.condition("datum.known", alt.value(theme.WORDS), alt.value(theme.QUIET)),
    )
    return [
        base.transform_filter(f"datum.lines == {count}")
        .mark_text(
            align="right" if left else "left",
            dx=-9 if left else 9,
            dy=-(count - 1) * (size + 1) / 2,
            fontSize=size,
            lineBreak="\n",
            lineHeight=size + 1,
        )
        .encode(y=alt.Y("criterion:N", sort=order, title=None, axis=room if count == 1 else None))
        for count in (1, 2)
    ]


def _width(words: str) -> int:
    """Letters, a Chinese one as two."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in words)


def wrapped(words: str, most: int) -> list[str]:
    """In two lines where one would be longer than so many letters: broken at a space or Chinese bracket near the middle."""
    if len(words) <= most:
        return [words]
    breaks = [m.start() for m in re.finditer(r"\s|(?<=.)\uff08", words)]
    if not breaks:
        return [words]
    at = min(breaks, key=lambda at: abs(2 * at - len(words)))
    return [words[:at], words[at:].strip()]
