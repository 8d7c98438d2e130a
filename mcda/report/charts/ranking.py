"""Charts of a study, as pure functions from values to Altair charts."""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from criteria.model import Kind
from mcda.model.decision_matrix import Array
from mcda.report import theme
from mcda.report.charts.style import with_theme
from mcda.report.tables.formatting import from_frame, value
from mcda.report.tables.model import Column, Table
from mcda.report.theme import criterion_colours
from mcda.study.study import Study
from mcda.words import Translator

AROUND = {"left": 4, "right": 14, "top": 8, "bottom": 4}
PICK = "candidate"  # the selection that pages listen to
LETTER = 6  # px, of a name beside the bars
ROW = 24  # px; fifteen rows, their axis and legend stand on the first screen of a laptop
WIDE = 460  # px from which on names stand beside the dots of the two axes
ACROSS, AXES = 900, 380  # px of the two axes on a laptop
OFFSETS: dict[str, dict[str, Any]] = {
    "right": {"dx": 8, "align": "left"},
    "left": {"dx": -8, "align": "right"},
    "above": {"dy": -14},
    "below": {"dy": 14},
}


def parts_table(study: Study, t: Translator, keys: list[str] | None = None) -> pd.DataFrame:
    """One row a candidate and criterion: name, rank, score, criterion, its part of the score."""
    ranking = study.ranking
    lines = [line for line in ranking if keys is None or line.key in keys]
    names = {key: t.text(study.catalogue[key].name) for key in study.filled.matrix.criteria}
    rows = []
    for line in lines:
        name = t.text(study.evidence[line.key].name)
        parts = ranking.parts[line.row] if ranking.parts is not None else [line.score]
        labels = names.values() if ranking.parts is not None else [t("chart.score")]
        rows += [
            {
                "key": line.key,
                "name": name,
                "rank": line.rank,
                "score": line.score,
                "criterion": label,
                "part": float(part),
                "order": order,
            }
            for order, (label, part) in enumerate(zip(labels, parts, strict=True))
        ]
    return pd.DataFrame(rows)


def parts_in_rows(study: Study, t: Translator) -> Table:
    """The same as it is read."""
    columns = {
        "name": Column(t("chart.name"), "name"),
        "rank": Column(t("chart.rank"), "rank"),
        "score": Column(t("brief.score"), "score"),
        "criterion": Column(t("chart.criterion"), "name"),
        "part": Column(t("chart.part"), "part"),
    }
    return from_frame(parts_table(study, t), columns)


def ranking_bars(
    study: Study,
    t: Translator,
    first: int = 15,
    selected: str | None = None,
    only: list[str] | None = None,
    intervals: Mapping[str, tuple[int, int]] | None = None,
) -> alt.LayerChart:
    """The best-ranked as bars; under the additive method split by criterion, adding up to the score.

    `intervals` of rank by key are thin lines under the bars, between the scores of who holds these ranks now.
    """
    ranking = study.ranking
    shown = [line.key for line in ranking if only is None or line.key in only][:first]
    if selected in ranking.alternatives and selected not in shown:
        shown.append(str(selected))
    table = parts_table(study, t, shown)
    table["label"] = table["rank"].astype(str) + "  " + table["name"]
    order = list(dict.fromkeys(table["label"]))
    split = ranking.parts is not None
    colours = criterion_colours(study)
    names = {key: t.text(study.catalogue[key].name) for key in colours}
    colour = (
        alt.Color(
            "criterion:N",
            scale=alt.Scale(domain=list(names.values()), range=list(colours.values())),
            sort=list(names.values()),
            legend=_groups_in_legend(study, t, names, max(map(_width, order))),
        )
        if split
        else alt.value(theme.RAMP[-2])
    )
    high = "chart.score" if split else "chart.score_high"
    axis = t(high if ranking.method.higher_is_better else "chart.score_low")
    y = alt.Y(
        "label:N",
        sort=order,
        title=None,
        axis=alt.Axis(labelLimit=220, ticks=False),
    )
    bars = (
        alt.Chart(table)
        .mark_bar(height={"band": 0.72})
        .encode(
            y=y,
            x=alt.X(
                "part:Q", title=axis, stack="zero", axis=alt.Axis(tickCount=4, labelFlush=False)
            ),
            color=colour,
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("name:N", title=t("chart.name")),
                alt.Tooltip("rank:Q", title=t("chart.rank")),
                alt.Tooltip("criterion:N", title=t("chart.criterion")),
                alt.Tooltip("part:Q", title=t("chart.part"), format=".3f"),
                alt.Tooltip("score:Q", title=axis, format=".3f"),
            ],
        )
        .add_params(alt.selection_point(name=PICK, fields=["key"], on="click", empty=False))
    )
    totals = table.drop_duplicates("key")
    marks = (
        alt.Chart(totals)
        .mark_text(align="left", dx=4, fontSize=12, color=theme.WORDS)
        .encode(y=y, x=alt.X("score:Q"), text=alt.Text("score:Q", format=".2f"))
    )
    layers = [bars, marks]
    if intervals is not None:
        layers.append(_place_lines(study, t, totals, intervals).encode(y=y))
    if selected in shown:
        chosen = totals[totals["key"] == selected]
        layers.append(
            alt.Chart(chosen)
            .mark_bar(height={"band": 0.86}, filled=False, stroke="currentColor", strokeWidth=2)
            .encode(y=y, x=alt.X("score:Q"))
        )
    legend_above = split and len({study.catalogue[key].group for key in names}) > 1
    figure = alt.layer(*layers).properties(height=alt.Step(ROW))
    if legend_above:  # one placed by hand takes no room of its own
        figure = figure.properties(padding=AROUND | {"top": 34})
    return with_theme(figure, t("chart.about_ranking"))


def _width(words: str) -> int:
    """The letters of a text, a Chinese character as two."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in words)


def _groups_in_legend(
    study: Study, t: Translator, names: Mapping[str, str], beside: int
) -> alt.Legend:
    """The groups by the full hue of their first criterion; the criteria themselves where all are of one group.

    `beside` is the width of the widest name beside the bars, in letters. A row of groups begins there:
    one that begins where the bars do is cut off on a phone.
    """
    first: dict[str, str] = {}
    for key in names:
        first.setdefault(study.catalogue[key].group, names[key])
    groups = {group.key: t.text(group.name) for group in study.catalogue.groups}
    one = len(first) < 2
    longest = max(map(_width, names.values()))
    heads = {criterion: groups[group] for group, criterion in first.items()}
    by_hand: dict[str, Any] = {} if one else {"legendX": -min(beside * LETTER, 120), "legendY": -28}
    return alt.Legend(
        title=None,
        orient="top" if one else "none",
        direction="horizontal",
        **by_hand,
        symbolType="square",
        labelLimit=300,
        columns=0 if not one else 2 if longest < 16 else 1,
        values=list(names.values() if one else heads),
        labelExpr="datum.label" if one else f"{json.dumps(heads, ensure_ascii=False)}[datum.label]",
    )


def _place_lines(
    study: Study, t: Translator, totals: pd.DataFrame, intervals: Mapping[str, tuple[int, int]]
) -> alt.Chart:
    """A thin line under each bar, from the score of the worst to that of the best rank of its interval."""
    scores = {line.rank: line.score for line in reversed(list(study.ranking))}
    rows = []
    for key, label, name in zip(totals["key"], totals["label"], totals["name"], strict=True):
        # of a tie, whoever covers the rank
        best, worst = (scores[max(held for held in scores if held <= p)] for p in intervals[key])
        ranks = "–".join(map(str, intervals[key]))
        rows.append({"label": label, "name": name, "best": best, "worst": worst, "ranks": ranks})
    tips = [
        alt.Tooltip("name:N", title=t("chart.name")),
        alt.Tooltip("ranks:N", title=t("robustness.nine_in_ten")),
    ]
    rule = alt.Chart(pd.DataFrame(rows)).mark_rule(
        yOffset=ROW / 2 - 1, strokeWidth=2, color=theme.WORDS
    )
    lines: alt.Chart = rule.encode(x=alt.X("worst:Q"), x2=alt.X2("best:Q"), tooltip=tips)
    return lines


def two_axes_table(study: Study, t: Translator) -> pd.DataFrame:
    """One row a candidate: its weighted mean of normalised values on worth and need, and on means (both 0 to 1)."""
    matrix, weights = study.filled.matrix, study.weights
    kinds = {use.key: use.kind for use in study.stage.criteria}

    def mean(of: tuple[Kind, ...]) -> Array | None:
        chosen = [j for j, key in enumerate(matrix.criteria) if kinds[key] in of]
        shares = weights.array[chosen]
        if not chosen or shares.sum() == 0:
            return None
        means: Array = matrix.normalised[:, chosen] @ shares / shares.sum()
        return means

    cause, means = mean(("worth", "need")), mean(("means",))
    if cause is None or means is None:
        return pd.DataFrame()
    ranking = study.ranking
    return pd.DataFrame(
        [
            {
                "key": line.key,
                "name": t.text(study.evidence[line.key].name),
                "rank": line.rank,
                "cause": float(cause[line.row]),
                "means": float(means[line.row]),
                "ten": line.rank <= 10,
            }
            for line in ranking
        ]
    )


def two_axes_in_rows(study: Study, t: Translator) -> Table:
    """The same as it is read."""
    columns = {
        "name": Column(t("chart.name"), "name"),
        "rank": Column(t("chart.rank"), "rank"),
        "cause": Column(t("chart.cause"), "score"),
        "means": Column(t("chart.means"), "score"),
    }
    return from_frame(two_axes_table(study, t), columns)


def _axis(field: str, title: str) -> Any:
    kind = alt.X if field == "means" else alt.Y
    return kind(f"{field}:Q", title=title, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=6))


def sides_of_names(table: pd.DataFrame) -> list[str]:
    """Where the name of each dot stands: at the right unless another name or a named dot is there already."""
    across = ACROSS / max(float(np.ptp(table["means"])), 1e-9)
    down = AXES / max(float(np.ptp(table["cause"])), 1e-9)
    rows = table.to_dict("records")
    spots = [(row["means"] * across, -row["cause"] * down) for row in rows]
    named = [i for i, row in enumerate(rows) if row["ten"] or row["chosen"]]
    taken = [(spots[i][0] - 6, spots[i][1] - 6, spots[i][0] + 6, spots[i][1] + 6) for i in named]
    sides = ["right"] * len(rows)
    for i in named:
        x, y = spots[i]
        label = f"{rows[i]['rank']} {rows[i]['name']}"
        wide = sum(14 if ord(c) > 0x2E80 else 7 for c in label)
        boxes = {
            "right": (x + 7, y - 8, x + 8 + wide, y + 8),
            "left": (x - 8 - wide, y - 8, x - 7, y + 8),
            "above": (x - wide / 2, y - 22, x + wide / 2, y - 7),
            "below": (x - wide / 2, y + 7, x + wide / 2, y + 22),
        }
        free = [side for side, box in boxes.items() if not any(_meet(box, b) for b in taken)]
        sides[i] = free[0] if free else "right"
        taken.append(boxes[sides[i]])
    return sides


def _meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def two_axes(
    study: Study, t: Translator, selected: str | None = None, only: list[str] | None = None
) -> alt.LayerChart | None:
    """Worth and need against means, the first ten named: one score hides that trade-off."""
    table = two_axes_table(study, t)
    if table.empty:
        return None
    if only is not None:
        table = table[table["key"].isin(only)]
    table["chosen"] = table["key"] == selected
    table["side"] = sides_of_names(table)
    base = alt.Chart(table).encode(
        x=_axis("means", t("chart.means")), y=_axis("cause", t("chart.cause"))
    )
    dots = (
        base.mark_circle(size=70, opacity=0.9)
        .encode(
            color=alt.ColorValue(
                theme.RAMP[1], condition={"test": "datum.ten", "value": theme.RAMP[-1]}
            ),
            tooltip=[
                alt.Tooltip("name:N", title=t("chart.name")),
                alt.Tooltip("rank:Q", title=t("chart.rank")),
                alt.Tooltip("cause:Q", title=t("chart.cause"), format=".2f"),
                alt.Tooltip("means:Q", title=t("chart.means"), format=".2f"),
            ],
        )
        .add_params(alt.selection_point(name=PICK, fields=["key"], on="click", empty=False))
    )
    # ten names run into one another on a phone, and there only ranks stand
    words = alt.ExprRef(f"width < {WIDE} ? datum.rank : datum.rank + ' ' + datum.name")
    named = base.transform_filter("datum.ten || datum.chosen")
    labels = [
        named.transform_filter(f"datum.side == '{side}'")
        .mark_text(**offset, fontSize=13, color=theme.WORDS, text=words)
        .encode()
        for side, offset in OFFSETS.items()
    ]
    ring = base.transform_filter("datum.chosen").mark_point(
        size=160, color="currentColor", strokeWidth=2
    )
    return with_theme(alt.layer(dots, *labels, ring).properties(height=AXES), t("chart.about_axes"))


def influence_table(study: Study, t: Translator) -> pd.DataFrame:
    """One row a criterion: group, share of the whole and influence, both as shares."""
    ranking = study.ranking
    return pd.DataFrame(
        [
            {
                "key": key,
                "criterion": t.text(study.catalogue[key].name),
                "group": study.catalogue[key].group,
                "share": ranking.weights[key],
                "influence": float(ranking.influence[j]),
            }
            for j, key in enumerate(ranking.matrix.criteria)
        ]
    )


def influence_in_rows(study: Study, t: Translator) -> Table:
    """The same as it is read."""
    columns = {
        "criterion": Column(t("chart.criterion"), "name"),
        "share": Column(t("chart.share"), "share"),
        "influence": Column(t("chart.influence"), "share"),
    }
    return from_frame(influence_table(study, t), columns)


def influence_bars(study: Study, t: Translator) -> alt.LayerChart:
    """Share of the whole as a bar, influence on the ranking as a mark: left of zero pulls against it.

    What bar and mark are is said at the axis, so that the chart can be read alone.
    """
    additive = study.ranking.parts is not None
    said = t("chart.share_and_influence" if additive else "chart.share_and_alone").splitlines()
    table = influence_table(study, t)
    groups = [group.key for group in study.catalogue.groups]
    y = alt.Y("criterion:N", sort=None, title=None, axis=alt.Axis(labelLimit=220, ticks=False))
    colours = theme.group_colours(groups)
    tips = [
        alt.Tooltip("criterion:N", title=t("chart.criterion")),
        alt.Tooltip("share:Q", title=t("chart.share"), format=".1%"),
        alt.Tooltip("influence:Q", title=t("chart.influence"), format=".1%"),
    ]
    bars = (
        alt.Chart(table)
        .mark_bar(height={"band": 0.6}, opacity=0.85)
        .encode(
            y=y,
            x=alt.X(
                "share:Q",
                title=said,
                axis=alt.Axis(
                    format="%",
                    tickCount=4,
                    labelFlush=False,
                    orient="top",
                    titleAnchor="end",  # a phone has room for it to the left of the bars
                ),
            ),
            color=alt.Color("group:N", scale=alt.Scale(domain=groups, range=colours), legend=None),
            tooltip=tips,
        )
    )
    marks = (
        alt.Chart(table)
        .mark_tick(thickness=4, height={"band": 0.9}, color=theme.WORDS)
        .encode(y=y, x=alt.X("influence:Q"), tooltip=tips)
    )
    return with_theme(
        alt.layer(bars, marks).properties(height=alt.Step(26), padding=AROUND),
        t("chart.about_influence"),
    )


def value_strip(study: Study, t: Translator, criterion: str) -> alt.LayerChart:
    """One criterion as a strip of dots, worst and best of its scale marked."""
    matrix, scale = study.filled.matrix, study.scales[criterion]
    column = matrix.criteria.index(criterion)
    table = pd.DataFrame(
        {
            "name": [t.text(study.evidence[key].name) for key in matrix.alternatives],
            "value": matrix.values[:, column],
            "shown": [
                value(t, study.catalogue[criterion], number)
                for number in matrix.values[:, column].tolist()
            ],
        }
    )
    kind = (
        alt.Scale(type="log")
        if scale.curve == "log" and (table["value"] > 0).all()
        else alt.Scale(zero=False)
    )
    title = f"{t.text(study.catalogue[criterion].name)} ({t.text(study.catalogue[criterion].unit)})"
    x = alt.X("value:Q", title=title, scale=kind)
    tips = [
        alt.Tooltip("name:N", title=t("chart.name")),
        alt.Tooltip("shown:N", title=t.text(study.catalogue[criterion].name))
        if study.catalogue[criterion].levels
        else alt.Tooltip("value:Q", title=title, format=",.4~g"),
    ]
    dots = (
        alt.Chart(table)
        .mark_tick(thickness=2, opacity=0.6, color=theme.RAMP[-2])
        .encode(x=x, tooltip=tips)
    )
    ends = pd.DataFrame(
        {"value": [scale.worst, scale.best], "end": [t("chart.worst"), t("chart.best")]}
    )
    marked = alt.Chart(ends).encode(x=x)
    rules = marked.mark_rule(strokeDash=[4, 3], strokeWidth=2, color=theme.WORDS)
    labels = marked.mark_text(fontSize=13, baseline="bottom", color=theme.QUIET).encode(
        text=alt.Text("end:N"), y=alt.value(-4)
    )
    strip = alt.layer(dots, rules, labels).properties(height=110, padding={"top": 22})
    return with_theme(strip, t("chart.about_values", title=title))
