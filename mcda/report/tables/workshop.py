"""Tables of what a workshop's participants gave: weights, agreement, first ranks, opinion groups; on pages and in the brief."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from criteria.text import Text
from mcda.group.analysis.rank_shares import EACH_END, rank_range
from mcda.group.analysis.ratings import RatingResult
from mcda.group.analysis.summary import FIRST, Summary
from mcda.report.tables.model import Column, Table, Value
from mcda.study.study import Study
from mcda.study.workshop_outcome import (
    ANOTHER_ROOM,
    ASKED_AGAIN,
    COUNTED,
    PEOPLE,
    CriterionSpread,
    RankShares,
    RoundOutcome,
    people_of,
    rounded,
)
from mcda.words import Translator

TOPS = (1, 3, 5, 10)  # among the first how many
FEW = 0.25  # of the people; what fewer put first is a compromise
ROOM_SCENARIO = re.compile(
    r"room_.+_(?P<number>\d+)"
)  # the key under which a round's weights are taken
CERTAIN = 1e-9  # where random people agree fully, there is nothing beyond chance


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


def rated(found: RatingResult, study: Study, t: Translator) -> Table:
    """A row an alternative that may be shown: the median of its steps, between which half of them lie, of how many."""
    rows = tuple(
        (
            t.text(study.evidence[each.alternative].name),
            each.median,
            f"{each.lower:.2g} – {each.upper:.2g}",
            each.heads,
        )
        for each in found.shown
    )
    columns = (
        Column(t("chart.name"), "name"),
        Column(t("rating.median"), "score"),
        Column(t("results.middle_half"), "key"),
        Column(t("rating.rated_by"), "whole"),
    )
    return Table(columns, rows)


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
    """Two tables, each only if it has rows: agreement on the weights, and on the ranks, beside random people.

    In a study that 1.0 saved, the figures on weights stand alone.
    """
    said = {"k": FIRST, **{key: f"{found[key]:.3f}" for key in ("p", "distance_p") if key in found}}
    full = {"distance": 0.0}  # of the others one
    columns = (
        Column(t("results.measure"), "name"),
        Column(t("results.value"), "score"),
        Column(t("results.random"), "score"),
        Column(t("results.beyond"), "score"),
        Column(t("results.meaning"), "text"),
    )

    def row(name: str) -> tuple[Value, ...]:
        value, chance, best = found[name], found[f"{name}_random"], full.get(name, 1.0)
        beyond = (value - chance) / (best - chance)
        says = [t(f"results.{name}_says", **said)]
        if name == "w":
            says.append(t("results.w_tested", **said))
        return t(f"results.{name}", **said), value, chance, beyond, t.sentences(says)

    def rows(*names: str) -> tuple[tuple[Value, ...], ...]:
        return tuple(
            row(name)
            for name in names
            if name in found
            and abs(full.get(name, 1.0) - found.get(f"{name}_random", full.get(name, 1.0)))
            > CERTAIN
        )

    on_weights = Table(
        columns, rows("distance", "consensus", "w", "spearman"), t("results.on_weights")
    )
    if "w" in found and "w_random" not in found:
        alone = tuple(
            (t(f"results.{name}"), found[name], t(f"results.{name}_says"))
            for name in ("w", "spearman", "consensus")
            if name in found
        )
        on_weights = Table((*columns[:2], columns[-1]), alone, t("results.on_weights"))
    on_ranks = Table(columns, rows("overlap", "w_places", "ws"), t("results.on_ranks"))
    return [table for table in (on_weights, on_ranks) if table.rows]


def leaders(summary: Summary, t: Translator, first: int = 10) -> Table:
    """The first under the workshop's weights, how many people put each among the first few, and the ranks they give."""
    study, heads = summary.study.with_weights(summary.weights()), summary.shown.heads
    tops = [summary.people_in_top(k) for k in TOPS]
    by_weight = summary.top(FIRST) if np.ptp(summary.shown.participant_weights) > CERTAIN else None
    low, middle, high = rank_range(summary.placed)
    keys = summary.study.filled.matrix.alternatives
    rows: list[tuple[Value, ...]] = []
    for line in list(study.ranking)[:first]:
        at = keys.index(line.key)
        counts = [float(top[at]) for top in tops]
        rows.append(
            (
                line.rank,
                t.text(study.evidence[line.key].name),
                *((people_of(share, heads) if heads < COUNTED else share) for share in counts),
                *([] if by_weight is None else [float(by_weight[at])]),
                _range(int(low[at]), float(middle[at]), int(high[at]), heads),
            )
        )
    columns = [
        Column(t("chart.rank"), "rank"),
        Column(t("chart.name"), "name"),
        *(Column(t("results.top", k=k), "whole" if heads < COUNTED else "share") for k in TOPS),
    ]
    if by_weight is not None:
        columns.append(Column(t("results.by_group_weights", k=FIRST), "share"))
    columns.append(Column(_range_title(heads, t), "key"))
    return Table(tuple(columns), tuple(rows), t("results.people_who", heads=heads))


def rank_shares(
    found: Mapping[str, Sequence[RankShares]], heads: int, names: Mapping[str, Text], t: Translator
) -> Table:
    """A row a candidate: how many people put it where, and how often other rooms, and the same people again, would.

    A study of 1.0 has what its people put where, and nothing of other rooms.
    """
    own = found.get(PEOPLE, ())
    rooms = {
        name: {each.alternative: each for each in found[name]}
        for name in (ANOTHER_ROOM, ASKED_AGAIN)
        if name in found
    }
    columns = [
        Column(t("chart.name"), "name"),
        Column(t("results.people_first"), "key"),
        Column(t("results.people_top", k=FIRST), "key"),
    ]
    if ANOTHER_ROOM in rooms:
        columns.append(Column(t("results.room_first"), "share"))
        columns.append(Column(t("results.room_top", k=FIRST), "share"))
    if ASKED_AGAIN in rooms:
        columns.append(Column(t("results.again_top", k=FIRST), "share"))
    with_middle = all(each.middle is not None for each in own)
    columns.append(Column(_range_title(heads, t, with_middle), "key"))
    rows: list[tuple[Value, ...]] = []
    for each in own:
        row: list[Value] = [t.text(names[each.alternative])]
        row += [_people(share, heads, t) for share in (each.first, each.among)]
        if ANOTHER_ROOM in rooms:
            other = rooms[ANOTHER_ROOM][each.alternative]
            row += [other.first, other.among]
        if ASKED_AGAIN in rooms:
            row.append(rooms[ASKED_AGAIN][each.alternative].among)
        middle = each.middle if with_middle else None
        rows.append((*row, _range(each.low, middle, each.high, heads)))
    return Table(tuple(columns), tuple(rows))


def _people(share: float, heads: int, t: Translator) -> str:
    """A share of people as a number of people, if it tells one."""
    count = people_of(share, heads)
    if count is None:
        return t.percent(share, 1)
    return t("results.of_people", count=count, heads=heads)


def _range(low: int, middle: float | None, high: int, heads: int) -> str:
    """The ranks that people give: best, middle and worst of a few people, else between which ranks nine in ten lie."""
    if low == high:
        return str(low)
    if heads >= EACH_END or middle is None:
        return f"{low}–{high}"
    return f"{low} · {middle:g} · {high}"


def _range_title(heads: int, t: Translator, with_middle: bool = True) -> str:
    if heads >= EACH_END:
        return t("results.ranks_nine_in_ten")
    return t("results.ranks_best_middle_worst" if with_middle else "results.ranks_best_worst")


def held_by(name: Text, first: float, among: float, heads: int, t: Translator) -> str:
    """What share of people put the first one first, and among the first few; what few put first leads as a compromise."""
    counts: list[object] = [people_of(share, heads) for share in (first, among)]
    if heads >= COUNTED:
        counts = [t.percent(share, 1) for share in (first, among)]
    words = "results.held_by" if counts[0] else "results.held_by_none"
    told = t(words, name=name, heads=heads, k=FIRST, first=counts[0], among=counts[1])
    end = t("results.compromise" if first < FEW else "punctuation.stop")
    return t.composed(told + end)


def leader_held_by(summary: Summary, t: Translator) -> str:
    """The same of the first one under the weights of a round."""
    study = summary.study.with_weights(summary.weights())
    key = next(iter(study.ranking)).key
    at = study.filled.matrix.alternatives.index(key)
    first, among = (float(summary.people_in_top(k)[at]) for k in (1, FIRST))
    return held_by(study.evidence[key].name, first, among, summary.shown.heads, t)


def weighed_round(study: Study) -> RoundOutcome | None:
    """The round whose weights the study's scenario has; None if the scenario is no workshop's, or no round is shown."""
    taken = ROOM_SCENARIO.fullmatch(study.scenario.key)
    if study.workshop_outcome is None or taken is None:
        return None
    number = int(taken["number"])
    rounds = [each for each in study.workshop_outcome.rounds if each.weights]
    return next((each for each in rounds if each.number == number), None)


def workshop_sentences(study: Study, t: Translator) -> list[str]:
    """For whoever reads a study that a workshop weighed: how far people agreed, and how many put the first one first.

    None without a workshop. A study of 1.0 does not say how far they agreed, and one whose first is none of the
    workshop's first ten not how many put it where.
    """
    found = weighed_round(study)
    if found is None:
        return []
    values: dict[str, object] = {"heads": found.heads, "k": FIRST}
    words = "results.weighed_by"
    if found.agree_on_weights is not None and found.agree_on_ranks is not None:
        words = "results.weighed_and_agreed"
        values["weights"] = t(f"results.degree_{found.agree_on_weights}")
        values["ranks"] = t(f"results.degree_{found.agree_on_ranks}")
    told = [t(words, **values)]
    first = next(iter(study.ranking)).key
    own = (found.rank_shares or {}).get(PEOPLE, ())
    told += [
        held_by(study.evidence[first].name, each.first, each.among, found.heads, t)
        for each in own
        if each.alternative == first
    ]
    return told


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
        names = [t.text(summary.study.catalogue[shown.criteria[j]].in_sentence) for j in most]
        told.append(
            t(
                "results.opinion_group",
                number=opinion_group + 1,
                heads=len(own),
                names=t.join(names),
            )
        )
    return told
