"""The chain drawn as a tree: a cluster's cities, their counties, each county's town; deeper green is a better rank."""

from collections.abc import Mapping, Sequence
from functools import partial

import altair as alt
import pandas as pd

from criteria.text import Text
from mcda.region.chain import Cluster
from mcda.report import theme
from mcda.report.charts.style import with_theme
from mcda.study.factory import CITY_STAGE, COUNTY_STAGE, TOWN_STAGE
from mcda.words import Translator

ROW = 21  # pixels a county
BEND = (0.0, 0.64, 0.84, 1.0)  # where a branch leaves its parent's height for its child's
COLUMNS = ("city", "county", "town")


def chain_tree(
    cluster: Cluster, counts: Mapping[str, int], named: Mapping[str, Sequence[str]], t: Translator
) -> alt.LayerChart:
    """City, county and town from left to right, each with its rank; the paper's own are ringed.

    `counts` says for each stage how many are ranked, which sets the depth of the green.
    """
    nodes, branches, height = _grown(cluster, counts, named, t)
    across = alt.X(
        "column:Q", axis=None, scale=alt.Scale(domain=[-0.05, 2.95], nice=False, zero=False)
    )
    down = alt.Y(
        "row:Q", axis=None, scale=alt.Scale(domain=[-2.3, height], reverse=True, nice=False)
    )
    lines = (
        alt.Chart(branches)
        .mark_line(interpolate="monotone", strokeWidth=1.2, color=theme.LINE)
        .encode(x=across, y=down, detail=alt.Detail("branch:N"), order=alt.Order("column:Q"))
    )
    base = alt.Chart(nodes).encode(x=across, y=down)
    dots = base.mark_circle(size=70, opacity=1, strokeWidth=1.6).encode(
        color=alt.Color("colour:N", scale=None),
        stroke=alt.Stroke("ring:N", scale=None),
        tooltip=[alt.Tooltip("told:N", title=t("chart.name"))],
    )
    written = partial(alt.Chart.mark_text, align="left", fontSize=12, color=theme.WORDS, limit=190)
    on_a_branch = written(base.transform_filter("datum.column < 2"), dx=7, dy=-7)
    at_the_end = written(base.transform_filter("datum.column == 2"), dx=9)
    words = alt.layer(on_a_branch, at_the_end).encode(text=alt.Text("told:N"))
    heads = pd.DataFrame(
        {
            "column": range(len(COLUMNS)),
            "row": [-1.7] * len(COLUMNS),
            "told": [t(f"chain.{name}") for name in COLUMNS],
        }
    )
    titles = (
        alt.Chart(heads)
        .mark_text(align="left", dx=-5, fontSize=12, fontWeight="bold", color=theme.WORDS)
        .encode(x=across, y=down, text=alt.Text("told:N"))
    )
    chart = alt.layer(lines, dots, words, titles).properties(height=ROW * (height + 2.6))
    return with_theme(chart, t("chain.about_tree", cluster=cluster.name))


def _grown(
    cluster: Cluster, counts: Mapping[str, int], named: Mapping[str, Sequence[str]], t: Translator
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Nodes and branches with their column and row, and the row below the last."""
    nodes: list[dict[str, str | float]] = []
    branches: list[dict[str, float]] = []
    row = 0.0

    def node(stage: str, key: str, name: Text, rank: int | None, column: int, at: float) -> None:
        step = theme.colour_of_rank(rank, counts[stage]) if rank is not None else theme.EXCLUDED
        ring = theme.INK if key in named[stage] else step
        told = t.text(name) if rank is None else f"{rank}  {t.text(name)}"
        nodes.append({"column": column, "row": at, "told": told, "colour": step, "ring": ring})

    def branch(column: int, start: float, end: float) -> None:
        number = len(branches)
        for share in BEND:
            height = start if share < 0.7 else end
            branches.append({"branch": number, "column": column + share, "row": height})

    for city in cluster.cities:
        rows = [row + i for i in range(max(1, len(city.counties)))]
        middle = sum(rows) / len(rows)
        node(CITY_STAGE, city.key, city.name, city.rank, 0, middle)
        for at, county in zip(rows, city.counties, strict=False):
            branch(0, middle, at)
            node(COUNTY_STAGE, county.key, county.name, county.rank, 1, at)
            if county.town:
                branch(1, at, at)
                node(TOWN_STAGE, county.town.key, county.town.name, county.town.rank, 2, at)
        row = rows[-1] + 1.6
    return pd.DataFrame(nodes), pd.DataFrame(branches), row
