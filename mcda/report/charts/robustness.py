"""Charts of how sure a ranking is: acceptability, one weight moving, a gap in parts, ranks under other methods."""

from collections.abc import Collection, Sequence

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
ROOM = {
    "top": 8,
    "right": 10,
    "bottom": 6,
    "left": 6,
}  # round a chart, which by night is a sheet of paper
PALE = theme.RAMP[1]
BAR = "M-1.4,-0.45L1.4,-0.45L1.4,0.45L-1.4,0.45Z"  # shapes in a legend
TICK = "M-0.15,-1L0.15,-1L0.15,1L-0.15,1Z"
LINE = theme.RAMP[-2]  # reads on a light and on a dark page


def _names(title: str | None = None, sort: Sequence[str] | None = None) -> alt.Y:
    axis = alt.Axis(labelLimit=190, labelFontSize=14, labelPadding=9, ticks=False, domain=False)
    return alt.Y("label:N", sort=sort, title=title, axis=axis)


def _labelled(table: pd.DataFrame) -> list[str]:
    table["label"] = table["now"].astype(str) + "  " + table["name"]
    return list(dict.fromkeys(table["label"]))


def rank_ranges(
    study: Study,
    tested: Acceptability,
    everything: Acceptability | None,
    t: Translator,
    selected: str | None = None,
    first: int | None = 15,
    by: robustness.RowOrder = "rank",
    only: Collection[str] | None = None,
) -> alt.LayerChart:
    """A row an alternative: a dot where it ranks, a dark bar over the 90% range of the weights tested, a pale one over that of all.

    A click anywhere in a row picks its alternative. Without `everything` the pale bar is left out.
    """
    table = robustness.rank_ranges(
        study, tested, everything, t, selected, first=first, by=by, only=only
    )
    order = _labelled(table)
    spans = [("low", "high"), *([("wide_low", "wide_high")] if everything is not None else [])]
    for low, high in spans:  # a rank is as wide as a rank, so that a bar over one is seen
        table[f"{low}_edge"], table[f"{high}_edge"] = table[low] - 0.5, table[high] + 0.5
    last = len(study.ranking)  # the axis stays the same when the ranges over all weights come
    k = robustness.counted(tested, 5)
    column = f"width < {NARROW - 120} ? width - 84 : width - 200"  # where the figures begin
    title = t("chart.rank")
    axis = alt.Axis(
        values=_ticks(last), format="d", orient="top", grid=True, domain=False, titleAnchor="start"
    )
    scale = alt.Scale(domain=[0.5, last + 0.5], nice=False, range=[0, alt.ExprRef(column)])
    base = alt.Chart(table).encode(y=_names(sort=order))

    def at(field: str) -> alt.X:
        return alt.X(f"{field}:Q", title=title, axis=axis, scale=scale)

    legend = [(t("robustness.current_rank"), theme.INK, "circle")]
    legend += [
        (t("robustness.range_over", region=robustness.tested_weights(tested.region, t)), LINE, BAR)
    ]
    layers = []
    if everything is not None:
        legend += [
            (
                t("robustness.range_over", region=robustness.tested_weights(everything.region, t)),
                PALE,
                BAR,
            )
        ]
        layers.append(
            base.mark_bar(height={"band": 0.62}, color=PALE).encode(
                x=at("wide_low_edge"), x2="wide_high_edge"
            )
        )
    layers.append(
        base.mark_bar(height={"band": 0.34}, color=LINE).encode(x=at("low_edge"), x2="high_edge")
    )
    layers.append(
        base.mark_circle(
            size=80, opacity=1, color=theme.INK, stroke="#FFFFFF", strokeWidth=1.5
        ).encode(x=at("now"))
    )
    wide = f"width < {NARROW - 120} ? 0 : 13"
    figures = base.transform_calculate(often="format(datum.top, '.0%')")
    layers += [
        figures.mark_text(align="right", fontSize=13, color=theme.WORDS, dx=-6).encode(
            x=alt.value("width"), text="often:N"
        ),
        figures.mark_text(
            align="right", fontSize=alt.ExprRef(wide), color=theme.WORDS, dx=-90
        ).encode(x=alt.value("width"), text="range:N"),
    ]
    heads = alt.Chart(pd.DataFrame([{}])).encode(x=alt.value("width"), y=alt.value(-12))
    layers += [
        heads.mark_text(
            align="right", fontSize=13, color=theme.WORDS, dx=-6, text=t("robustness.top_in", k=k)
        ),
        heads.mark_text(
            align="right",
            fontSize=alt.ExprRef(wide),
            color=theme.WORDS,
            dx=-90,
            text=t("robustness.nine_in_ten"),
        ),
        _legend(legend),
    ]
    picked = alt.selection_point(name=PICK, fields=["key"], on="click", empty=False)
    tips = [
        alt.Tooltip("name:N", title=t("chart.name")),
        alt.Tooltip("now:Q", title=title),
        alt.Tooltip("range:N", title=legend[1][0]),
        *([alt.Tooltip("wide:N", title=legend[2][0])] if everything is not None else []),
        alt.Tooltip("leads:Q", title=t("robustness.first"), format=".0%"),
        alt.Tooltip("top:Q", title=t("robustness.top_in", k=k), format=".0%"),
    ]
    # above all other marks, so that the whole row is pressed
    row = base.mark_rect(fill="#0000", strokeWidth=2).encode(
        x=alt.value(0),
        x2=alt.value("width"),
        stroke=alt.StrokeValue("#0000", condition={"test": "datum.chosen", "value": theme.WORDS}),
        tooltip=tips,
    )
    layers.append(row.add_params(picked))
    chart = alt.layer(*layers).properties(height=alt.Step(24), padding=ROOM)
    return with_theme(chart, t("chart.about_ranges"))


def _ticks(last: int) -> list[int]:
    """The first rank, and round ones up to the last."""
    step = next(
        s
        for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
        if last <= 6 * s or s == 5000
    )
    return [1, *range(step if step > 1 else 2, last + 1, step)]


def _legend(entries: Sequence[tuple[str, str, str]]) -> alt.Chart:
    """Words, colours and shapes of a legend, on marks that are not seen."""
    words, colours, shapes = (list(part) for part in zip(*entries, strict=True))
    legend = alt.Legend(
        title=None,
        orient="bottom",
        direction="horizontal",
        columns=alt.ExprRef(f"width < {NARROW} ? 1 : {len(entries)}"),
        symbolOpacity=1,
        symbolSize=160,
        labelLimit=420,
    )
    colour = alt.Color("entry:N", scale=alt.Scale(domain=words, range=colours), legend=legend)
    shape = alt.Shape("entry:N", scale=alt.Scale(domain=words, range=shapes), legend=legend)
    unseen = alt.Chart(pd.DataFrame({"entry": words})).mark_point(opacity=0, filled=True)
    drawn: alt.Chart = unseen.encode(x=alt.value(0), y=alt.value(0), color=colour, shape=shape)
    return drawn


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
    chart = chart.properties(height=alt.Step(25), padding=ROOM)
    return with_theme(chart, t("chart.about_acceptability"))


def central_weights_dots(
    study: Study, smaa: Acceptability, t: Translator, key: str
) -> alt.LayerChart:
    """A row a criterion: its current weight as a tick, as a dot the typical weight under which one alternative ranks first."""
    table = robustness.central_and_current(study, smaa, t, key)
    groups = [group.key for group in study.catalogue.groups]
    colours = theme.group_colours(groups)
    order = list(table["criterion"])
    axis = alt.Axis(format="%", tickCount=5, labelFlush=False)
    base = alt.Chart(table).encode(
        y=alt.Y(
            "criterion:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelLimit=220, labelPadding=9, ticks=False),
        ),
        tooltip=[
            alt.Tooltip("criterion:N", title=t("chart.criterion")),
            alt.Tooltip("current:Q", title=t("robustness.current_weights"), format=".1%"),
            alt.Tooltip("central:Q", title=t("robustness.central_weight"), format=".1%"),
        ],
    )

    def at(field: str) -> alt.X:
        return alt.X(f"{field}:Q", title=t("chart.share"), axis=axis)

    ways = base.mark_rule(strokeWidth=2, opacity=0.5, color=theme.WORDS).encode(
        x=at("current"), x2="central"
    )
    ticks = base.mark_tick(thickness=3, height={"band": 0.7}, color=theme.WORDS).encode(
        x=at("current")
    )
    dots = base.mark_circle(size=130, opacity=1).encode(
        x=at("central"),
        fill=alt.Fill("group:N", scale=alt.Scale(domain=groups, range=colours), legend=None),
    )
    legend = _legend(
        [
            (t("robustness.current_weights"), theme.INK, TICK),
            (t("robustness.central_weight"), theme.QUIET, "circle"),
        ]
    )
    layers = alt.layer(ways, ticks, dots, legend).properties(height=alt.Step(25), padding=ROOM)
    return with_theme(layers, t("chart.about_central"))


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
    colours = theme.group_colours(groups)
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
