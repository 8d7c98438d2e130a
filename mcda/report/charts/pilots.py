"""Charts of the pilots: how often each is selected under other weights, and what each condition costs."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from mcda.region.linear_constraints import names_of_rules
from mcda.region.pilot_decision import Decision
from mcda.region.pilots import BORDERLINE, CORE, Firmness
from mcda.report import theme
from mcda.report.charts.style import with_theme
from mcda.report.tables import pilots
from mcda.words import Translator

PADDING = {"left": 5, "right": 5, "top": 10, "bottom": 5}
ROOM = 1.13  # of the share axis: what is beyond 100% holds the figure of a full bar


def selection_shares(found: Decision, firm: Firmness, t: Translator) -> alt.LayerChart:
    """A bar each pilot and each borderline candidate; rules at 90% and 10%, the core darker."""
    rows = pd.DataFrame(pilots.shares_in_rows(found, firm, t))
    order = list(rows["label"])
    title = t("pilots.share_axis", draws=f"{firm.draws:,}")
    base = alt.Chart(rows).encode(
        y=alt.Y(
            "label:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelLimit=170, ticks=False, domain=False, labelPadding=6),
        ),
        x=alt.X(
            "share:Q",
            title=title,
            scale=alt.Scale(domain=[0, ROOM], nice=False),
            axis=alt.Axis(format="%", values=[BORDERLINE, 0.5, CORE], grid=False),
        ),
    )
    colours = {"core": theme.RAMP[-1], "borderline": theme.RAMP[-2], "seldom": theme.RAMP[1]}
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    drawn = base.mark_bar(height={"band": 0.66}, strokeWidth=1.2).encode(
        color=alt.Color("status:N", scale=scale, legend=None),
        stroke=alt.Stroke("status:N", scale=scale, legend=None),
        fillOpacity=alt.condition("datum.selected", alt.value(1), alt.value(0.18)),
        tooltip=[
            alt.Tooltip("name:N", title=t("chart.name")),
            alt.Tooltip("figure:N", title=t("pilots.chosen_in")),
            alt.Tooltip("kind:N", title=t("pilots.kind")),
        ],
    )
    figures = base.mark_text(align="left", dx=5, fontSize=12, color=theme.WORDS).encode(
        text=alt.Text("figure:N")
    )
    limits = pd.DataFrame(
        [
            {"at": BORDERLINE, "word": t("pilots.borderline")},
            {"at": CORE, "word": t("pilots.core")},
        ]
    )
    at = alt.X("at:Q", title=title)
    rules = alt.Chart(limits).mark_rule(strokeDash=[4, 3], color=theme.WORDS, opacity=0.7)
    words = alt.Chart(limits).mark_text(
        align="left", baseline="bottom", dx=3, dy=-4, fontSize=12, color=theme.WORDS
    )
    chart = alt.layer(
        drawn,
        rules.encode(x=at),
        figures,
        words.encode(x=at, y=alt.value(0), text=alt.Text("word:N")),
    )
    return with_theme(
        chart.properties(height=alt.Step(23), padding=PADDING),
        t("pilots.about_shares"),
    )


def constraint_costs(found: Decision, t: Translator) -> alt.LayerChart:
    """A row a condition, its name above its bar: the score gained without it alone, zero as well."""
    names: Mapping[str, str] = {
        rule: t.text(name) for rule, name in names_of_rules(found.candidates, found.rules).items()
    }
    dearest = sorted(found.price.items(), key=lambda rule: -rule[1])
    rows = pd.DataFrame(
        [
            {"rule": rule, "name": names[rule], "cost": cost, "figure": f"{cost:.2f}"}
            for rule, cost in dearest
        ]
    )
    most = max(float(rows["cost"].max()), 0.01)
    base = alt.Chart(rows).encode(
        y=alt.Y("rule:N", sort=list(rows["rule"]), title=None, axis=None),
        x=alt.X(
            "cost:Q",
            title=pilots.lost_name(found, t),
            scale=alt.Scale(domain=[0, 1.15 * most], nice=False),
            axis=alt.Axis(grid=False, tickCount=4, format=".2f"),
        ),
    )
    drawn = base.mark_bar(height=12, color=theme.RAMP[-2], yOffset=9).encode(
        tooltip=[
            alt.Tooltip("name:N", title=t("pilots.rule")),
            alt.Tooltip("figure:N", title=pilots.lost_name(found, t)),
        ]
    )
    figures = base.mark_text(align="left", dx=5, dy=9, fontSize=12, color=theme.WORDS).encode(
        text=alt.Text("figure:N")
    )
    words = base.mark_text(align="left", dx=2, dy=-8, fontSize=13, color=theme.WORDS).encode(
        x=alt.XDatum(0), text=alt.Text("name:N")
    )
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=theme.WORDS, opacity=0.6)
    chart = alt.layer(drawn, zero.encode(x=alt.X("zero:Q")), figures, words)
    return with_theme(
        chart.properties(height=alt.Step(46), padding=PADDING), t("pilots.table_cost")
    )
