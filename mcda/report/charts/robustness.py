"""Charts of how sure a ranking is: acceptability, one weight moving, a gap in parts, ranks under other methods."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mcda.model.ranking import Ranking
from mcda.report import theme
from mcda.report.charts.ranking import PICK
from mcda.report.charts.style import with_theme
from mcda.report.tables import methods, robustness, sensitivity
from mcda.robustness import Acceptability, Explanation, Interval, Lines
from mcda.study.study import Study
from mcda.words import Translator

NARROW = 520  # pixels of a chart below which figures in its cells would run into each other
NEVER = "#8881"
LINE = theme.RAMP[-2]  # reads on a light and on a dark page


def _names(title: str | None = None, sort: Sequence[str] | None = None) -> alt.Y:
    axis = alt.Axis(labelLimit=190, labelFontSize=14, ticks=False, domain=False)
    return alt.Y("label:N", sort=sort, title=title, axis=axis)


def _labelled(table: pd.DataFrame) -> list[str]:
    table["label"] = table["now"].astype(str) + "  " + table["name"]
    return list(dict.fromkeys(table["label"]))


def acceptability_map(
    study: Study, smaa: Acceptability, t: Translator, first: int = 20
) -> alt.LayerChart:
    """The first alternatives against the first ranks: the oftener one takes a rank, the deeper its green."""
    table = robustness.acceptability(study, smaa, t, first)
    order, ranks = _labelled(table), list(dict.fromkeys(table["taken"]))
    base = alt.Chart(table).encode(
        x=alt.X(
            "taken:N",
            sort=ranks,
            title=t("chart.rank"),
            axis=alt.Axis(
                labelAngle=0,
                labelOverlap="greedy",
                labelSeparation=4,
                ticks=False,
                domain=False,
                orient="top",
            ),
        ),
        y=_names(sort=order),
    )
    cells = base.mark_rect(stroke=theme.LINE, strokeOpacity=0.35).encode(
        color=alt.condition(
            "datum.share > 0",
            alt.Color(
                "share:Q",
                scale=alt.Scale(type="sqrt", domain=[0, 1], range=list(theme.RAMP)),
                legend=None,
            ),
            alt.value(NEVER),
        ),
        tooltip=[
            alt.Tooltip("name:N", title=t("chart.name")),
            alt.Tooltip("taken:N", title=t("chart.rank")),
            alt.Tooltip("share:Q", title=t("robustness.share_of_draws"), format=".1%"),
        ],
    )
    figures = (
        base.transform_filter("datum.share >= 0.045")
        .mark_text(fontSize=alt.ExprRef(f"width < {NARROW} ? 0 : 12"))
        .encode(
            text=alt.Text("percent:Q", format=".0f"),
            color=alt.ColorValue(
                theme.INK, condition={"test": "datum.share > 0.3", "value": "#FFFFFF"}
            ),
        )
        .transform_calculate(percent="100 * datum.share")
    )
    picked = alt.selection_point(name=PICK, fields=["key"], on="click", empty=False)
    chart = alt.layer(cells.add_params(picked), figures)
    return with_theme(chart.properties(height=alt.Step(25)), t("chart.about_acceptability"))


def stability_lines(
    study: Study, lines: Lines, held: Interval, t: Translator, selected: str | None = None
) -> alt.LayerChart:
    """Every score along one weight; who leads where is named, and the band is where the first rank holds."""
    names = {key: t.text(study.evidence[key].name) for key in lines.alternatives}
    leading = list(dict.fromkeys(key for _, _, key in lines.leaders))
    present = [line.key for line in study.ranking][:3]
    bold = {*leading, *present, *([selected] if selected in names else [])}
    rows = [
        {
            "key": key,
            "name": names[key],
            "share": share,
            "score": float(score[i]),
            "bold": key in bold,
            "chosen": key == selected,
        }
        for i, key in enumerate(lines.alternatives)
        for share, score in ((0.0, lines.at_zero), (1.0, lines.at_one))
    ]
    title = t("robustness.share_of", criterion=study.catalogue[lines.criterion].name)
    x = alt.X("share:Q", title=title, axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1]))
    y = alt.Y("score:Q", title=t("chart.score"), scale=alt.Scale(zero=False))
    base = alt.Chart(pd.DataFrame(rows)).encode(x=x, y=y, detail=alt.Detail("key:N"))
    tips = [alt.Tooltip("name:N", title=t("chart.name"))]
    band = (
        alt.Chart(pd.DataFrame([{"low": held.low, "high": held.high}]))
        .mark_rect(color=LINE, opacity=0.14)
        .encode(x=alt.X("low:Q", title=title), x2=alt.X2("high:Q"))
    )
    faint = base.transform_filter("!datum.bold").mark_line(
        color=theme.WORDS, opacity=0.18, strokeWidth=1
    )
    strong = base.transform_filter("datum.bold && !datum.chosen").mark_line(
        color=LINE, strokeWidth=2
    )
    chosen = base.transform_filter("datum.chosen").mark_line(
        color=theme.GROUP_COLOURS["connectivity"], strokeWidth=3
    )
    now = (
        alt.Chart(pd.DataFrame([{"now": lines.share}]))
        .mark_rule(strokeDash=[4, 3], strokeWidth=2, color=theme.WORDS)
        .encode(x=alt.X("now:Q"))
    )
    ends = _leaders(lines, names)
    dots = (
        alt.Chart(ends)
        .mark_circle(size=60, color=LINE)
        .encode(
            x=alt.X("from:Q"),
            y=alt.Y("score:Q"),
            tooltip=[
                *tips,
                alt.Tooltip("from:Q", title=t("robustness.leads_from"), format=".1%"),
                alt.Tooltip("to:Q", title=t("robustness.leads_to"), format=".1%"),
            ],
        )
    )
    words = (
        alt.Chart(_named(lines, names, bold))
        .mark_text(dy=-9, fontSize=13, color=theme.WORDS)
        .encode(x=alt.X("at:Q"), y=alt.Y("score:Q"), text=alt.Text("name:N"))
    )
    layers = [band, faint.encode(tooltip=tips), strong.encode(tooltip=tips)]
    layers += [chosen.encode(tooltip=tips), now, dots, words]
    return with_theme(alt.layer(*layers).properties(height=380), f"{t('chart.score')}: {title}")


def _leaders(lines: Lines, names: dict[str, str]) -> pd.DataFrame:
    """One row a stretch of shares: who leads it, and the score where it starts."""
    return pd.DataFrame(
        [
            {
                "name": names[key],
                "from": start,
                "to": end,
                "score": float(lines.scores(start)[lines.alternatives.index(key)]),
            }
            for start, end, key in lines.leaders
        ]
    )


def _named(lines: Lines, names: dict[str, str], bold: set[str]) -> pd.DataFrame:
    """Where each strong line carries its name: one after another from left to right, so that few names meet."""
    last = [key for key in lines.alternatives if key in bold]
    last.sort(key=lambda key: -float(lines.at_one[lines.alternatives.index(key)]))
    step = 0.7 / max(len(last), 1)
    rows = []
    for number, key in enumerate(last):
        at = 0.9 - step * number
        score = float(lines.scores(at)[lines.alternatives.index(key)])
        rows.append({"name": names[key], "at": at, "score": score})
    return pd.DataFrame(rows)


def gap_waterfall(study: Study, why: Explanation, t: Translator) -> alt.LayerChart:
    """The gap between two scores as a waterfall of weighted differences, in the tints of the groups."""
    table = sensitivity.waterfall(study, why, t)
    groups = [group.key for group in study.catalogue.groups]
    colours = [theme.group_colour(group, groups) for group in groups]
    table["signed"] = [f"{part:+.3f}" for part in table["part"]]
    table["tip"] = table[["start", "end"]].max(axis=1)
    order = list(table["criterion"])
    axis = alt.Axis(labelLimit=200, labelFontSize=13, ticks=False)
    y = alt.Y("criterion:N", sort=order, title=None, axis=axis)
    title = t("robustness.ahead_by", a=study.evidence[why.a].name, b=study.evidence[why.b].name)
    base = alt.Chart(table).encode(y=y)
    bars = base.mark_bar(height={"band": 0.66}).encode(
        x=alt.X("start:Q", title=title, axis=alt.Axis(tickCount=6)),
        x2=alt.X2("end:Q"),
        color=alt.Color(
            "group:N",
            scale=alt.Scale(domain=[*groups, ""], range=[*colours, theme.QUIET]),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("criterion:N", title=t("chart.criterion")),
            alt.Tooltip("part:Q", title=t("robustness.difference"), format="+.4f"),
        ],
    )
    figures = base.mark_text(align="left", dx=5, fontSize=12, color=theme.WORDS).encode(
        x=alt.X("tip:Q"), text=alt.Text("signed:N")
    )
    zero = (
        alt.Chart(pd.DataFrame([{"zero": 0.0}]))
        .mark_rule(color=theme.WORDS)
        .encode(x=alt.X("zero:Q"))
    )
    return with_theme(alt.layer(bars, figures, zero).properties(height=alt.Step(25)), title)


def family_map(
    study: Study, rankings: dict[str, Ranking], t: Translator, first: int = 15
) -> alt.LayerChart:
    """The ranks of the first fifteen under one method of each family; deeper green comes first."""
    table = methods.family_ranks(study, rankings, t, first)
    order, names = _labelled(table), list(dict.fromkeys(table["method"]))
    table["colour"] = [
        theme.colour_of_rank(int(rank), int(count))
        for rank, count in zip(table["rank"], table["count"], strict=True)
    ]
    table["dark"] = table["colour"].isin(theme.RAMP[-2:])
    base = alt.Chart(table).encode(
        x=alt.X(
            "method:N",
            sort=names,
            title=None,
            # slanted, so that five names stand side by side on a phone
            axis=alt.Axis(
                labelAngle=-35, labelAlign="left", ticks=False, domain=False, orient="top"
            ),
        ),
        y=_names(sort=order),
    )
    cells = base.mark_rect(stroke=theme.LINE, strokeOpacity=0.35).encode(
        color=alt.Color("colour:N", scale=None),
        tooltip=[
            alt.Tooltip("name:N", title=t("chart.name")),
            alt.Tooltip("method:N", title=t("app.method")),
            alt.Tooltip("rank:Q", title=t("chart.rank")),
        ],
    )
    figures = base.mark_text(fontSize=13).encode(
        text=alt.Text("rank:Q"),
        color=alt.ColorValue(theme.INK, condition={"test": "datum.dark", "value": "#FFFFFF"}),
    )
    grid = alt.layer(cells, figures).properties(height=alt.Step(25))
    return with_theme(grid, t("chart.about_families"))
