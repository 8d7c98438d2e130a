"""Tables of what a room said: weights, agreement, first places, camps; shown on pages and written into the brief."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from criteria.errors import Text
from mcda.group.analysis.summary import FIRST, Summary
from mcda.report.tables.model import Column, Table, Value
from mcda.study.study import Study
from mcda.study.workshop_outcome import HeardPlace, HeardRound, HeardWeight
from mcda.words import Say

TOPS = (1, 3, 5, 10)  # among the first how many
NINE_IN_TEN = (0.05, 0.95)
CERTAIN = 1e-9  # where random weights agree fully, there is nothing beyond chance


def weights(found: Mapping[str, HeardWeight], names: Mapping[str, Text], say: Say) -> Table:
    """A row a criterion: the room's share, the middle, and between which shares half of the people lie."""
    rows = tuple(
        (
            say.of(names.get(key, Text.same(key))),
            weight.room,
            weight.median,
            f"{say.percent(weight.lower, 1)} – {say.percent(weight.upper, 1)}",
        )
        for key, weight in found.items()
    )
    columns = (
        Column(say("chart.criterion"), "name"),
        Column(say("results.room_share"), "share"),
        Column(say("results.median"), "share"),
        Column(say("results.middle_half"), "key"),
    )
    return Table(columns, rows)


def by_group(study: Study, say: Say) -> list[Table]:
    """A row a criterion: the weight in hand, and what each stakeholder group of the last round gave on average."""
    groups = [group for group in study.told.groups if group.weights] if study.told else []
    if not groups:
        return []
    weights = study.ranking.weights
    rows = tuple(
        (
            say.of(study.catalogue[key].name),
            weights[key],
            *((group.weights or {}).get(key, "") for group in groups),
        )
        for key in study.filled.matrix.criteria
    )
    columns = (
        Column(say("chart.criterion"), "name"),
        Column(say("chart.share"), "share"),
        *(Column(say("results.group_heads", name=g.name, heads=g.heads), "share") for g in groups),
    )
    return [Table(columns, rows, say("results.by_group"))]


def agreement(found: Mapping[str, float], say: Say) -> list[Table]:
    """Two tables, each only if it has rows: agreement on the weights, and on the places beside random weights."""
    chance = found.get("p", 1.0)
    said = {"k": FIRST, "p": "< 0.001" if chance < 0.001 else f"{chance:.3f}"}
    measure, value = Column(say("results.measure"), "name"), Column(say("results.value"), "score")
    says = say("results.meaning")
    on_weights = tuple(
        (say(f"results.{name}", **said), found[name], say(f"results.{name}_says", **said))
        for name in ("w", "spearman", "consensus")
        if name in found
    )
    on_places = tuple(
        (
            say(f"results.{name}", **said),
            found[name],
            found[f"{name}_random"],
            (found[name] - found[f"{name}_random"]) / (1 - found[f"{name}_random"]),
            say(f"results.{name}_says", **said),
        )
        for name in ("overlap", "w_places", "ws")
        if found.get(f"{name}_random", 1.0) < 1 - CERTAIN
    )
    random = (Column(say("results.random"), "score"), Column(say("results.beyond"), "score"))
    tables = [
        Table((measure, value, Column(says, "wide")), on_weights, say("results.on_weights")),
        Table((measure, value, *random, Column(says, "text")), on_places, say("results.on_places")),
    ]
    return [table for table in tables if table.rows]


def leaders(summary: Summary, say: Say, first: int = 10) -> Table:
    """The first under the room's weights, and by which share of the say each is put among the first few."""
    study = summary.study.with_weights(summary.weights())
    tops = [summary.top(k) for k in TOPS]
    low, high = np.quantile(summary.placed, NINE_IN_TEN, axis=0, method="nearest")
    keys = summary.study.filled.matrix.alternatives
    rows: list[tuple[Value, ...]] = []
    for line in list(study.ranking)[:first]:
        at = keys.index(line.key)
        rows.append(
            (
                line.place,
                say.of(study.evidence[line.key].name),
                *(float(top[at]) for top in tops),
                f"{int(low[at])}–{int(high[at])}",
            )
        )
    columns = (
        Column(say("chart.place"), "place"),
        Column(say("chart.name"), "name"),
        *(Column(say("results.first_of", k=k), "share") for k in TOPS),
        Column(say("results.place_among"), "key"),
    )
    return Table(columns, tuple(rows))


def sure(
    found: Mapping[str, Sequence[HeardPlace]], names: Mapping[str, Text], say: Say
) -> list[Table]:
    """A table for each question asked of the room: the first places, how often first, and between which places."""
    columns = (
        Column(say("chart.name"), "name"),
        Column(say("results.first_of", k=1), "share"),
        Column(say("results.first_of", k=FIRST), "share"),
        Column(say("robustness.nine_in_ten"), "key"),
    )
    return [
        Table(
            columns,
            tuple(
                (
                    say.of(names[place.alternative]),
                    round(place.first, 2),  # of a few people: no digits beyond a per cent
                    round(place.among, 2),
                    str(place.low) if place.low == place.high else f"{place.low}–{place.high}",
                )
                for place in places
            ),
            say(f"results.sure_{mode}"),
        )
        for mode, places in found.items()
    ]


def people(summary: Summary, say: Say) -> pd.DataFrame:
    """A row a participant and criterion: their share of the whole, and the cell in which they are shown."""
    shown = summary.shown
    names = [say.of(shown.workshop.names[key]) for key in shown.criteria]
    cells = [say.of(cell.name) for cell in shown.cells]
    rows = [
        {"criterion": name, "group": cells[at], "share": float(share)}
        for at, shares in zip(shown.cell_of, shown.weights, strict=True)
        for name, share in zip(names, shares, strict=True)
    ]
    return pd.DataFrame(rows)


def groups_spoken(found: HeardRound, say: Say) -> str:
    """How many people spoke, group by group."""
    groups = [say("results.group_heads", name=g.name, heads=g.heads) for g in found.groups]
    return say("results.who", heads=found.heads, groups=say.join(groups, last=False))


def camps(summary: Summary, say: Say) -> list[str]:
    """A sentence a camp: how many they are, and the two criteria that they weigh more than the others do."""
    shown = summary.shown
    if shown.camp_of is None:
        return []
    camp_of = np.array(shown.camp_of)
    told = []
    for camp in sorted(set(shown.camp_of)):
        own, others = shown.weights[camp_of == camp], shown.weights[camp_of != camp]
        lead = own.mean(axis=0) - others.mean(axis=0)
        most = [j for j in np.argsort(-lead, kind="stable")[:2] if lead[j] > 0]
        names = [say.of(shown.workshop.names[shown.criteria[j]]) for j in most]
        told.append(say("results.camp", number=camp + 1, heads=len(own), names=say.join(names)))
    return told
