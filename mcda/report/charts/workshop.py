"""Charts of what a room said: dots without names, group by group, and the mean of each group."""

import altair as alt

from mcda.group.analysis.summary import Summary
from mcda.group.privacy.publication import PublishedRound
from mcda.report import theme
from mcda.report.charts.style import with_theme
from mcda.report.tables import workshop
from mcda.words import Translator

# Marks beside the colours: groups are told apart without either alone.
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "stroke")
MERGED = "#767676"
COLOURS = (*theme.GROUP_COLOURS.values(), *theme.OTHER_GROUPS)


def cell_colour(shown: PublishedRound, at: int) -> str:
    """A group's colour is that of its place in the workshop's list, in every round; grey where several are merged."""
    if len(shown.cells[at].groups) > 1:
        return MERGED
    return COLOURS[_position(shown, at) % len(COLOURS)]


def _position(shown: PublishedRound, at: int) -> int:
    """Of a cell's first group in the workshop's list."""
    keys = [group.key for group in shown.workshop.groups]
    return keys.index(shown.cells[at].groups[0])


def weight_dots(summary: Summary, t: Translator) -> alt.LayerChart:
    """A row a criterion and group: one mark a participant where dots may be shown, a long tick at the group's mean."""
    rows, middles = workshop.people(summary, t), workshop.means(summary, t)
    cells = [t.text(cell.name) for cell in summary.shown.cells]
    order = list(dict.fromkeys(middles["criterion"]))
    colour = alt.Color(
        "group:N",
        title=None,
        scale=alt.Scale(
            domain=cells, range=[cell_colour(summary.shown, at) for at in range(len(cells))]
        ),
        legend=alt.Legend(orient="top", columns=1, labelLimit=260),
    )
    shape = alt.Shape(
        "group:N",
        scale=alt.Scale(
            domain=cells,
            range=[SHAPES[_position(summary.shown, at) % len(SHAPES)] for at in range(len(cells))],
        ),
        legend=None,
    )
    base = alt.Chart(rows).encode(
        x=alt.X("share:Q", title=t("results.share"), axis=alt.Axis(format="%")),
        y=alt.Y(
            "criterion:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelLimit=210, labelFontSize=14, ticks=False, domain=False, grid=True),
        ),
        yOffset=alt.YOffset("group:N", sort=cells),
        color=colour,
    )
    dots = base.mark_point(filled=True, size=45, opacity=0.55).encode(
        shape=shape,
        tooltip=[
            alt.Tooltip("criterion:N", title=t("chart.criterion")),
            alt.Tooltip("group:N", title=t("results.group")),
            alt.Tooltip("share:Q", title=t("results.share"), format=".1%"),
        ],
    )
    ticks = base.mark_tick(thickness=3, size=14).properties(data=middles)
    chart = alt.layer(dots, ticks).properties(height=alt.Step(max(11, 44 // len(cells))))
    return with_theme(chart, t("chart.about_workshop"))
