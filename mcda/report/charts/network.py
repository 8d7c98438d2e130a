"""The links of the six cities between two orders: what carries the network today, what to strengthen first."""

from collections.abc import Sequence
from functools import partial
from typing import Literal
from unicodedata import east_asian_width

import altair as alt
import pandas as pd

from mcda.region.network import Link
from mcda.report import theme
from mcda.report.charts.style import with_theme
from mcda.words import Translator

ROW = 24  # pixels from one rank to the next
FONT, SMALL = 12, 11  # of the names; on a phone
LETTER, CHARACTER = 0.52, 1.0  # of a font's size: the width of a letter and of a Chinese character
NARROW = (
    440  # pixels of a chart below which names are small, so that the lines between them keep room
)
SIDES = ("backbone", "strengthen")
# which end, how its names are aligned, pixels from the end to them
OUTWARDS: tuple[tuple[int, Literal["left", "right"], int], ...] = ((0, "right", -9), (1, "left", 9))
PALE = "#9AA79F"  # reads on a light and on a dark page, and stays behind what is dark


def rank_slopes(links: Sequence[Link], step: int, t: Translator) -> alt.LayerChart:
    """A line each link from its backbone rank to its strengthening rank; the links that a phase adds are dark.

    Links of one rank stand below each other, so that every name is read.
    """
    ends = pd.DataFrame([end for side in SIDES for end in _ends(links, side, step, t)])
    longest = max(_width(str(label)) for label in ends["label"])
    room = f"(width < {NARROW} ? {longest * SMALL + 11:.0f} : {longest * FONT + 14:.0f})"
    sides = [alt.ExprRef(room), alt.ExprRef(f"width - {room}")]
    across = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, 1], range=sides, nice=False))
    down = alt.Y(
        "row:Q",
        axis=None,
        scale=alt.Scale(domain=[-0.8, len(links) + 0.5], reverse=True, nice=False, zero=False),
    )
    tips = [
        alt.Tooltip("name:N", title=t("network.link")),
        alt.Tooltip("backbone:Q", title=t("network.backbone_rank")),
        alt.Tooltip("strengthen:Q", title=t("network.strengthen_rank")),
    ]
    base = alt.Chart(ends).encode(x=across, y=down, tooltip=tips)
    dark = alt.condition("datum.added", alt.value(theme.RAMP[-2]), alt.value(PALE))
    lines = base.encode(detail=alt.Detail("key:N"))
    pale = lines.transform_filter("!datum.added").mark_line(strokeWidth=1.3, color=PALE)
    added = lines.transform_filter("datum.added").mark_line(strokeWidth=3, color=theme.RAMP[-2])
    dots = base.mark_circle(size=46, opacity=1).encode(color=dark)
    size = alt.ExprRef(f"width < {NARROW} ? {SMALL} : {FONT}")
    layers: list[alt.Chart] = [pale, added, dots]
    heads = pd.DataFrame(
        {
            "at": [0, 1],
            "row": [0, 0],
            "label": [t("network.backbone_rank"), t("network.strengthen_rank")],
        }
    )
    for end, align, dx in OUTWARDS:
        side = base.transform_filter(f"datum.at == {end}")
        names = partial(alt.Chart.mark_text, align=align, dx=dx, fontSize=size, color=theme.WORDS)
        strong = names(side.transform_filter("datum.added"), fontWeight="bold")
        weak = names(side.transform_filter("!datum.added"), opacity=0.75)
        layers += [part.encode(text=alt.Text("label:N")) for part in (strong, weak)]
        head = names(alt.Chart(heads).transform_filter(f"datum.at == {end}"))
        layers.append(head.encode(x=across, y=down, text=alt.Text("label:N")))
    chart = alt.layer(*layers).properties(height=ROW * (len(links) + 1.3))
    return with_theme(chart, t("network.about_slopes"))


def _ends(links: Sequence[Link], side: str, step: int, t: Translator) -> list[dict[str, object]]:
    ranks = {link.key: getattr(link, f"{side}_rank") for link in links}
    rows = []
    for row, link in enumerate(sorted(links, key=lambda link: int(ranks[link.key])), start=1):
        name, rank, left = t.text(link.name), ranks[link.key], side == SIDES[0]
        rows.append(
            {
                "key": link.key,
                "name": name,
                "backbone": link.backbone_rank,
                "strengthen": link.strengthen_rank,
                "at": SIDES.index(side),
                "row": row,
                "label": f"{name}  {rank}" if left else f"{rank}  {name}",
                "added": link.step == step,
            }
        )
    return rows


def _width(label: str) -> float:
    return sum(CHARACTER if east_asian_width(c) in "WF" else LETTER for c in label)
