"""What would change a ranking and why it is as it is: weights, values, other candidates and methods, in sentences and tables."""

from collections.abc import Mapping

import pandas as pd

from mcda.methods.registry import METHODS
from mcda.model.ranking import Ranking
from mcda.report import theme
from mcda.report.tables import formatting
from mcda.report.tables.model import Column, Table, tabulate
from mcda.robustness import Explanation, Flip, Interval, Lines, Reversal
from mcda.study.study import Study
from mcda.words import Translator


def intervals(
    study: Study, found: Mapping[str, Mapping[str, Interval]], t: Translator, k: int
) -> Table:
    """One row a criterion: its share now, and between which shares the first rank, the first k and the order hold."""
    rows = []
    for key, kept in found.items():
        first = kept["first"]
        rows.append(
            (
                t.text(study.catalogue[key].name),
                t.percent(first.share, 1),
                _span(first, t),
                _span(kept["few"], t),
                _span(kept["order"], t),
                _beyond(study, first, t),
            )
        )
    columns = (
        Column(t("chart.criterion"), "name"),
        Column(t("robustness.share_now"), "key"),
        Column(t("robustness.first_holds"), "key"),
        Column(t("robustness.few_hold", k=k), "key"),
        Column(t("robustness.order_holds"), "key"),
        Column(t("robustness.beyond"), "text"),
    )
    return Table(columns, tuple(rows))


def _span(interval: Interval, t: Translator) -> str:
    if interval.low <= 0 and interval.high >= 1:
        return t("robustness.always")
    digits = 1 if interval.high - interval.low > 0.005 else 2
    low, high = (f"{100 * end:.{digits}f}" for end in (interval.low, interval.high))
    return t("robustness.span", low=low, high=high)


def _beyond(study: Study, interval: Interval, t: Translator) -> str:
    """Who leads where the interval of the first rank ends."""
    parts = []
    if interval.below is not None:
        name = study.evidence[interval.below.rises].name
        parts.append(t("robustness.leads_below", name=name))
    if interval.above is not None:
        name = study.evidence[interval.above.rises].name
        parts.append(t("robustness.leads_above", name=name))
    return t.join(parts, last=False)


def moves(study: Study, flip: Flip, t: Translator) -> list[str]:
    """The weights that a flip moves, largest first: "tree cover 5.0 → 7.3%"."""
    now = study.weights
    by = sorted(flip.weights.criteria, key=lambda key: -abs(flip.weights[key] - now[key]))
    return [
        t(
            "robustness.move",
            criterion=study.catalogue[key].in_sentence,
            now=f"{100 * now[key]:.1f}",
            then=f"{100 * flip.weights[key]:.1f}",
        )
        for key in by
        if abs(flip.weights[key] - now[key]) >= 5e-4
    ]


def flip_sentence(study: Study, flip: Flip | None, t: Translator, key: str, past: str | int) -> str:
    """In words: the smallest change of weights by which `key` overtakes `past`, or comes among the first `past`."""
    name = study.evidence[key].name
    goal = (
        t("robustness.goal_first", k=past)
        if isinstance(past, int) and past > 1
        else t("robustness.goal_lead")
        if isinstance(past, int)
        else t("robustness.goal_past", rival=study.evidence[past].name)
    )
    if flip is None:
        return t("robustness.flip_never", name=name, goal=goal)
    if flip.change == 0:
        return t("robustness.flip_already", name=name, goal=goal)
    points = (
        f"{50 * flip.change:.1f}"  # half the sum of differences: what is moved from some to others
    )
    return t("robustness.flip", name=name, goal=goal, points=points, moves=moves(study, flip, t))


def explained(study: Study, why: Explanation, t: Translator) -> str:
    """Why A is before B, in a sentence: the gap, what gives most of it, what pulls the other way."""
    ahead, behind = (why.a, why.b) if why.gap >= 0 else (why.b, why.a)
    sign = 1 if why.gap >= 0 else -1
    names = {key: study.catalogue[key].in_sentence for key, _ in why.parts}
    signed = [(key, sign * part) for key, part in why.parts]

    def few(of: list[tuple[str, float]]) -> str:
        listed = [
            t("robustness.part", criterion=names[key], part=f"{abs(part):.3f}")
            for key, part in of[:3]
        ]
        return t.join(listed)

    gives = [entry for entry in signed if entry[1] > 5e-4]
    takes = [entry for entry in signed if entry[1] < -5e-4]
    key = "robustness.why" if takes else "robustness.why_all"
    if not gives:
        key = "robustness.why_none"
    return t(
        key,
        ahead=study.evidence[ahead].name,
        behind=study.evidence[behind].name,
        gap=f"{abs(why.gap):.3f}",
        gives=few(gives),
        takes=few(takes),
    )


def waterfall(study: Study, why: Explanation, t: Translator) -> pd.DataFrame:
    """One row a criterion, largest part first, and the gap last: where each bar starts and ends."""
    rows: list[dict[str, str | float]] = []
    reached = 0.0
    for key, part in why.parts:
        rows.append(
            {
                "criterion": t.text(study.catalogue[key].name),
                "group": study.catalogue[key].group,
                "part": part,
                "start": reached,
                "end": reached + part,
            }
        )
        reached += part
    rows = [row for row in rows if row["part"] != 0]
    total = {"criterion": t("robustness.gap"), "group": "", "part": why.gap, "start": 0.0}
    return pd.DataFrame([*rows, {**total, "end": why.gap}])


def parts_of_gap(study: Study, why: Explanation, t: Translator) -> Table:
    """The same as it is read: a criterion and what it gives or takes, the gap last."""
    columns = {
        "criterion": Column(t("chart.criterion"), "name"),
        "part": Column(t("robustness.difference"), "difference"),
    }
    return formatting.from_frame(waterfall(study, why, t), columns)


def movers(before: Ranking, after: Ranking, study: Study, t: Translator) -> Table:
    """Who changes rank between two rankings: before, after, by how many, largest move first."""
    moved = [
        (before.rank(line.key) - line.rank, line.key, line.rank)
        for line in after
        if line.key in before.alternatives and before.rank(line.key) != line.rank
    ]
    return tabulate(
        t,
        "",
        sorted(moved, key=lambda move: -abs(move[0])),
        ("chart.name", "name", lambda move: t.text(study.evidence[move[1]].name)),
        ("robustness.before", "rank", lambda move: move[2] + move[0]),
        ("robustness.after", "rank", lambda move: move[2]),
        ("robustness.moved", "key", lambda move: f"{move[0]:+d}"),
    )


def suppositions(study: Study, t: Translator) -> list[str]:
    """Each assumed value as a sentence that says what is known."""
    return [
        t(
            "robustness.supposed",
            name=study.evidence[a.alternative].name,
            criterion=study.variable_name(a.variable),
            value=_spoken(study, a.variable, a.value, t),
            known=_spoken(
                study,
                a.variable,
                study.evidence.observation(a.variable, a.alternative).value,
                t,
            ),
        )
        for a in study.scenario.assumed
    ]


def _spoken(study: Study, observation: str, value: float | None, t: Translator) -> str:
    if value is None:
        return t("robustness.unknown")
    for criterion in study.catalogue.criteria:
        if criterion.variable == observation:
            return formatting.value(t, criterion, value)
    return theme.number(value)


def reversals(study: Study, found: Mapping[str, tuple[Reversal, ...]], t: Translator) -> Table:
    """One row a method: in how many cases the order of the others changes, and of how many cases."""
    rows = []
    for key, cases in found.items():
        changed = [case for case in cases if case.swaps]
        refused = [case for case in cases if case.findings]
        worst = max(changed, key=lambda case: len(case.swaps), default=None)
        rows.append(
            (
                t.text(METHODS[key].name),
                len(cases),
                len(changed),
                0 if worst is None else len(worst.swaps),
                "" if worst is None else t.text(study.evidence[worst.key].name),
                len(refused),
            )
        )
    columns = (
        Column(t("app.method"), "name"),
        Column(t("robustness.cases"), "rank"),
        Column(t("robustness.changed"), "rank"),
        Column(t("robustness.swaps"), "rank"),
        Column(t("robustness.by_whom"), "key"),
        Column(t("robustness.refused"), "rank"),
    )
    return Table(columns, tuple(rows))


def swapped(study: Study, case: Reversal, t: Translator, most: int = 20) -> Table:
    """The pairs that change their order when one alternative comes or goes."""
    name = {a.key: t.text(a.name) for a in study.evidence.alternatives}
    columns = (
        Column(t("robustness.was_ahead"), "name"),
        Column(t("robustness.now_ahead"), "name"),
    )
    return Table(columns, tuple((name[a], name[b]) for a, b in case.swaps[:most]))


def leaders_along(study: Study, lines: Lines, t: Translator) -> Table:
    """Who leads between which shares of one weight."""
    return Table(
        (
            Column(t("robustness.leads_from"), "key"),
            Column(t("robustness.leads_to"), "key"),
            Column(t("robustness.leader_table"), "name"),
        ),
        tuple(
            (t.percent(start, 1), t.percent(end, 1), t.text(study.evidence[key].name))
            for start, end, key in lines.leaders
        ),
    )
