"""Tables of what a workshop's participants gave: weights, agreement, first ranks, opinion groups; on pages and in the brief."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from criteria.text import Text
from mcda.group.analysis.summary import FIRST, Summary
from mcda.report.tables.model import Column, Table, Value
from mcda.study.study import Study
from mcda.study.workshop_outcome import CriterionSpread, RankShares, RoundOutcome, rounded
from mcda.words import Translator

TOPS = (1, 3, 5, 10)  # among the first how many
NINE_IN_TEN = (0.05, 0.95)
CERTAIN = 1e-9  # where random weights agree fully, there is nothing beyond chance


def weights(
    found: Mapping[str, CriterionSpread], names: Mapping[str, Text], t: Translator
) -> Table:
    """A row a criterion: the room's share; the middle, and between which shares half of the people lie, if told."""
    rows: list[tuple[Value, ...]] = []
    for key, weight in found.items():
        row: tuple[Value, ...] = (t.text(names.get(key, Text.same(key))), weight.room)
        if weight.lower is not None and weight.upper is not None:
            half = f"{t.percent(weight.lower, 1)} – {t.percent(weight.upper, 1)}"
            row = (*row, weight.median, half)
        rows.append(row)
    columns = [Column(t("chart.criterion"), "name"), Column(t("results.workshop_share"), "share")]
    if all(len(row) > len(columns) for row in rows):
        columns += [
            Column(t("results.median"), "share"),
            Column(t("results.middle_half"), "key"),
        ]
    return Table(tuple(columns), tuple(rows))


def by_group(study: Study, t: Translator) -> list[Table]:
    """A row a criterion: the current weight, and what each stakeholder group of the last round gave on average."""
    groups = (
        [group for group in study.latest_round.groups if group.weights]
        if study.latest_round
        else []
    )
    if not groups:
        return []
    weights = study.ranking.weights
    rows = tuple(
        (
            t.text(study.catalogue[key].name),
            weights[key],
            *((group.weights or {}).get(key, "") for group in groups),
        )
        for key in study.filled.matrix.criteria
    )
    columns = (
        Column(t("chart.criterion"), "name"),
        Column(t("chart.share"), "share"),
        *(Column(t("results.group_heads", name=g.name, heads=g.heads), "share") for g in groups),
    )
    return [Table(columns, rows, t("results.by_group"))]


def agreement(found: Mapping[str, float], t: Translator) -> list[Table]:
    """Two tables, each only if it has rows: agreement on the weights, and on the ranks beside random weights."""
    chance = found.get("p", 1.0)
    said = {"k": FIRST, "p": "< 0.001" if chance < 0.001 else f"{chance:.3f}"}
    measure, value = Column(t("results.measure"), "name"), Column(t("results.value"), "score")
    says = t("results.meaning")
    on_weights = tuple(
        (t(f"results.{name}", **said), found[name], t(f"results.{name}_says", **said))
        for name in ("w", "spearman", "consensus")
        if name in found
    )
    on_places = tuple(
        (
            t(f"results.{name}", **said),
            found[name],
            found[f"{name}_random"],
            (found[name] - found[f"{name}_random"]) / (1 - found[f"{name}_random"]),
            t(f"results.{name}_says", **said),
        )
        for name in ("overlap", "w_places", "ws")
        if found.get(f"{name}_random", 1.0) < 1 - CERTAIN
    )
    random = (Column(t("results.random"), "score"), Column(t("results.beyond"), "score"))
    tables = [
        Table((measure, value, Column(says, "wide")), on_weights, t("results.on_weights")),
        Table((measure, value, *random, Column(says, "text")), on_places, t("results.on_ranks")),
    ]
    return [table for table in tables if table.rows]


def leaders(summary: Summary, t: Translator, first: int = 10) -> Table:
    """The first under the workshop's weights, and by which share of the say each is put among the first few."""
    study = summary.study.with_weights(summary.weights())
    tops = [summary.top(k) for k in TOPS]
    low, high = np.quantile(summary.placed, NINE_IN_TEN, axis=0, method="nearest")
    keys = summary.study.filled.matrix.alternatives
    rows: list[tuple[Value, ...]] = []
    for line in list(study.ranking)[:first]:
        at = keys.index(line.key)
        rows.append(
            (
                line.rank,
                t.text(study.evidence[line.key].name),
                *(float(top[at]) for top in tops),
                f"{int(low[at])}–{int(high[at])}",
            )
        )
    columns = (
        Column(t("chart.rank"), "rank"),
        Column(t("chart.name"), "name"),
        *(Column(t("results.first_of", k=k), "share") for k in TOPS),
        Column(t("results.rank_among"), "key"),
    )
    return Table(columns, tuple(rows))


def rank_shares(
    found: Mapping[str, Sequence[RankShares]], names: Mapping[str, Text], t: Translator
) -> list[Table]:
    """A table for each question asked of the workshop's weights: the first ranks, how often first, and between which ranks."""
    columns = (
        Column(t("chart.name"), "name"),
        Column(t("results.first_of", k=1), "share"),
        Column(t("results.first_of", k=FIRST), "share"),
        Column(t("robustness.nine_in_ten"), "key"),
    )
    return [
        Table(
            columns,
            tuple(
                (
                    t.text(names[rank.alternative]),
                    round(rank.first, 2),  # of a few people: no digits beyond a per cent
                    round(rank.among, 2),
                    str(rank.low) if rank.low == rank.high else f"{rank.low}–{rank.high}",
                )
                for rank in ranks
            ),
            t(f"results.sure_{mode}"),
        )
        for mode, ranks in found.items()
    ]


def people(summary: Summary, t: Translator) -> pd.DataFrame:
    """A row a participant and criterion that has dots: a share to half a point, and the cell in which it is shown.

    From the smallest share of each criterion to the largest, so that the order of rows joins nobody's shares.
    """
    shown = summary.shown
    names, cells = _names(summary, t)
    rows = [
        {"criterion": name, "group": cells[at], "share": share}
        for key, name, shares in zip(shown.criteria, names, rounded(shown.weights).T, strict=True)
        if key in shown.dots
        for share, at in sorted(zip(shares.tolist(), shown.cell_of, strict=True))
    ]
    return pd.DataFrame(rows, columns=["criterion", "group", "share"])


def means(summary: Summary, t: Translator) -> pd.DataFrame:
    """A row a cell and criterion: the mean of its people."""
    names, cells = _names(summary, t)
    rows = [
        {"criterion": name, "group": cell, "share": share}
        for cell, mean in zip(cells, summary.spread.cell_means, strict=True)
        for name, share in zip(names, mean.tolist(), strict=True)
    ]
    return pd.DataFrame(rows)


def _names(summary: Summary, t: Translator) -> tuple[list[str], list[str]]:
    """Names of the criteria and of the cells."""
    shown = summary.shown
    names = [t.text(shown.workshop.names[key]) for key in shown.criteria]
    return names, [t.text(cell.name) for cell in shown.cells]


def groups_spoken(found: RoundOutcome, t: Translator) -> str:
    """How many people spoke, group by group."""
    groups = [t("results.group_heads", name=g.name, heads=g.heads) for g in found.groups]
    return t("results.who", heads=found.heads, groups=t.join(groups, last=False))


def opinion_groups(summary: Summary, t: Translator) -> list[str]:
    """A sentence an opinion group: how many they are, and the two criteria that they weigh more than the others do."""
    shown = summary.shown
    if shown.opinion_group_of is None:
        return []
    opinion_group_of = np.array(shown.opinion_group_of)
    told = []
    for opinion_group in sorted(set(shown.opinion_group_of)):
        own, others = (
            shown.weights[opinion_group_of == opinion_group],
            shown.weights[opinion_group_of != opinion_group],
        )
        lead = own.mean(axis=0) - others.mean(axis=0)
        most = [j for j in np.argsort(-lead, kind="stable")[:2] if lead[j] > 0]
        names = [t.text(shown.workshop.names[shown.criteria[j]]) for j in most]
        told.append(
            t(
                "results.opinion_group",
                number=opinion_group + 1,
                heads=len(own),
                names=t.join(names),
            )
        )
    return told
