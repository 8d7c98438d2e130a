"""Charts of weights: two sets of them, criterion by criterion."""

import altair as alt
import pandas as pd

from mcda.model.weights import Weights
from mcda.report import theme
from mcda.report.charts.style import with_theme
from mcda.study.study import Study
from mcda.words import Translator


def two_weights_table(
    study: Study, t: Translator, sets: tuple[Weights, Weights], names: tuple[str, str]
) -> pd.DataFrame:
    """One row a criterion and set of weights: group, share of the whole."""
    return pd.DataFrame(
        [
            {
                "criterion": t.text(study.catalogue[key].name),
                "group": study.catalogue[key].group,
                "set": name,
                "share": weights[key],
            }
            for key in sets[0].criteria
            for name, weights in zip(names, sets, strict=True)
        ]
    )


def two_weights(
    study: Study, t: Translator, sets: tuple[Weights, Weights], names: tuple[str, str]
) -> alt.LayerChart:
    """A hollow mark for the first set and a full one for the second, joined by a line as long as their gap."""
    table = two_weights_table(study, t, sets, names)
    groups = [group.key for group in study.catalogue.groups]
    colours = theme.group_colours(groups)
    tips = [
        alt.Tooltip("criterion:N", title=t("chart.criterion")),
        alt.Tooltip("set:N", title=t("app.weights")),
        alt.Tooltip("share:Q", title=t("chart.share"), format=".1%"),
    ]
    base = alt.Chart(table).encode(
        y=alt.Y(
            "criterion:N",
            sort=None,
            title=None,
            axis=alt.Axis(labelLimit=220, labelPadding=8, ticks=False),
        ),
        x=alt.X("share:Q", title=None, axis=alt.Axis(format="%", tickCount=4, labelFlush=False)),
        color=alt.Color("group:N", scale=alt.Scale(domain=groups, range=colours), legend=None),
    )
    lines = base.mark_line(strokeWidth=3, opacity=0.5).encode(detail=alt.Detail("criterion:N"))
    first = base.transform_filter(alt.datum.set == names[0])
    second = base.transform_filter(alt.datum.set == names[1])
    hollow = first.mark_point(size=90, strokeWidth=2.5, opacity=1)
    full = second.mark_point(size=90, filled=True, opacity=1)
    marks = alt.layer(lines, hollow.encode(tooltip=tips), full.encode(tooltip=tips))
    return with_theme(
        marks.properties(height=alt.Step(26)), t("chart.about_two", names=t.join(list(names)))
    )
