"""How sure a study's ranks are, in sentences and tables: what the page Sure? shows beside and behind its charts."""

from collections.abc import Callable, Collection, Iterable, Sequence
from math import ceil
from typing import Literal

import numpy as np
import pandas as pd

from inputs.evidence import UNCERTAINTIES
from mcda.model.ranking import Ranked, Ranking
from mcda.report.tables.model import Column, Table, Value
from mcda.report.tables.ranking import More, table_of
from mcda.robustness import (
    Acceptability,
    Box,
    Intervals,
    Near,
    Nested,
    Order,
    ParticipantWeights,
    Region,
    Sampling,
    Simplex,
    UncertainValues,
    kept_in_top,
    names_of,
    nearest_fall,
    sentence_for,
    uncertain_counts,
    variance_shares_of,
)
from mcda.robustness.sampling_error import wilson
from mcda.study.study import Study
from mcda.words import Translator

RowOrder = Literal["rank", "width"]  # of rank ranges


def first_few(count: int) -> int:
    """How many leaders of a ranking are spoken of: ten of many, five of some, one of a handful."""
    return 10 if count >= 30 else 5 if count >= 10 else 1


def counted(smaa: Acceptability, k: int) -> int:
    """The first rank at or after k at which ranks were counted (all of them, or the ends of bands)."""
    return min((edge for edge in smaa.edges if edge >= k), default=smaa.edges[-1])


def headline(study: Study, smaa: Acceptability, t: Translator) -> str:
    """How often the leader leads, and how many of the first few stay among them in nine draws of ten."""
    ranking = study.ranking
    leader = next(iter(ranking))
    k = counted(smaa, first_few(len(ranking)))
    held = len(kept_in_top(ranking, smaa, k))
    return t(
        "robustness.headline_leader" if k in (1, len(ranking)) else "robustness.headline",
        name=study.evidence[leader.key].name,
        share=round(100 * float(smaa.top(1)[leader.row])),
        region=smaa.region.name,
        held=held,
        k=k,
    )


def drawn(smaa: Acceptability, t: Translator) -> str:
    """What was drawn, and how far its shares may be off by chance alone; `details` says how."""
    values, samples = smaa.task.observations, f"{smaa.samples:,}"
    sentences = [t("robustness.drawn", samples=samples, region=smaa.region.sentence)]
    if values is None:
        sentences.append(t("robustness.values_stay"))
    else:
        sentences.append(t("robustness.values_drawn", count=len(values.rows)))
    if smaa.is_sampled:
        sentences.append(t("robustness.sampling_error", error=_points(smaa)))
    else:
        sentences.append(t("robustness.no_sampling_error"))
    return t.sentences(sentences)


def details(study: Study, smaa: Acceptability, t: Translator) -> str:
    """How it was drawn: the distribution of weights and values, what is left out, what an error means."""
    values, sentences = smaa.task.observations, []
    if isinstance(smaa.region, Near):
        limit = f"{100 / smaa.region.concentration:.1f}"
        sentences.append(t("robustness.near_words", limit=limit))
    if values is not None:
        sentences += _kinds(study, values, t)
        if smaa.task.batch > 1:
            sentences.append(
                t(
                    "robustness.values_shared",
                    matrices=f"{smaa.matrices:,}",
                    batch=smaa.task.batch,
                )
            )
    if smaa.is_sampled:
        sentences.append(t("robustness.error_words"))
        sentences.append(t("robustness.seed", seed=smaa.seed))
    return t.sentences(sentences)


def _kinds(study: Study, values: UncertainValues, t: Translator) -> list[str]:
    """How many values are drawn each by itself, in common and as yes or no, and how many never."""
    if not isinstance(values, Intervals):
        return []
    counts = uncertain_counts(study)
    together = np.bincount(values.shares)[values.shares] > 1
    names = [
        study.catalogue[study.filled.matrix.criteria[j]].name
        for j in np.unique(values.columns[together])
    ]
    told = {
        "own": t("robustness.drawn_own", count=counts["own"]),
        "common": t(
            "robustness.drawn_common",
            count=counts["common"],
            criteria=t.join([t.text(name) for name in names], last=False),
        ),
        "list": t("robustness.yes_or_no", count=counts["list"]),
        "bounds": t("robustness.never_drawn", count=counts["bounds"]),
    }
    return [told[kind] for kind in UNCERTAINTIES if counts[kind]]


def variance(study: Study, sampling: Sampling, key: str, t: Translator) -> str:
    """Which source the variance of one rank comes from, those that stand out of the error; empty where none is told."""
    found = variance_shares_of(study, sampling)
    if found is None:
        return ""
    row = found.alternatives.index(key)
    shares, errors = found.shares[row], found.errors[row]
    if np.isnan(shares).any():
        return ""
    told, error = [], ceil(100 * float(errors.max()))
    for column in np.argsort(-shares, kind="stable"):
        if round(100 * shares[column]) <= error:
            continue
        share = f"{100 * shares[column]:.0f}"
        if column == 0:
            told.append(t("robustness.variance_weights", share=share))
            continue
        name = study.catalogue[found.criteria[column - 1]].in_sentence
        told.append(t("robustness.variance_source", share=share, name=name))
    if not told:
        return ""
    return t(
        "robustness.variance",
        name=study.evidence[key].name,
        sources=t.join(told, last=False),
        error=error,
    )


def _points(smaa: Acceptability) -> str:
    """The largest error of a share in points; of a few people's weights no digit beyond a whole one."""
    if isinstance(smaa.region, ParticipantWeights):
        return f"{ceil(100 * smaa.error)}"
    return f"{100 * smaa.error:.1f}"


def confidence_words(smaa: Acceptability, t: Translator) -> str:
    """What the confidence factor is, of how many drawn tables, and its largest error (a share of one half)."""
    if smaa.task.observations is None:
        return t("robustness.confidence_factor_certain")
    trials = smaa.task.trials
    return t(
        "robustness.confidence_factor_words",
        trials=f"{trials:,}",
        error=f"{50 * float(np.ptp(wilson(np.array(0.5), trials))):.1f}",
    )


def sentence(study: Study, smaa: Acceptability, t: Translator, key: str) -> str:
    """How robust the rank of one alternative is."""
    return sentence_for(t, study.ranking, smaa, key, names_of(study))


def rival(ranking: Ranking, key: str) -> str | None:
    """Whom an alternative is best compared with: who overtakes it first as one weight moves, else its neighbour."""
    fall = nearest_fall(ranking, key) if ranking.parts is not None else None
    if fall is not None:
        return fall.behind
    keys = [line.key for line in ranking]
    at = keys.index(key)
    return next(iter((keys[at + 1 :] or keys[:at][::-1])[:1]), None)


def band_labels(smaa: Acceptability) -> list[str]:
    """1, 2, 3 … or, where ranks were counted in bands, 2–10."""
    starts = [1, *(edge + 1 for edge in smaa.edges[:-1])]
    pairs = zip(starts, smaa.edges, strict=True)
    return [str(end) if start == end else f"{start}–{end}" for start, end in pairs]


def acceptability(
    study: Study, smaa: Acceptability, t: Translator, first: int = 20
) -> pd.DataFrame:
    """One row an alternative and rank: the share of draws in which the first ones take each of the first ranks."""
    labels = band_labels(smaa)
    every_place = len(labels) == len(study.ranking)
    shown = range(min(first, len(labels)) if every_place else len(labels))
    return pd.DataFrame(
        [
            {
                "key": line.key,
                "name": t.text(study.evidence[line.key].name),
                "now": line.rank,
                "taken": labels[column],
                "share": float(smaa.acceptability[line.row, column]),
            }
            for line in list(study.ranking)[:first]
            for column in shown
        ]
    )


def acceptability_wide(study: Study, smaa: Acceptability, t: Translator) -> Table:
    """Every alternative against every rank (or band), in per cent."""

    def share(column: int) -> Callable[[Ranked], Value]:
        return lambda line: 100 * float(smaa.acceptability[line.row, column])

    shares = [(Column(label, "points"), share(j)) for j, label in enumerate(band_labels(smaa))]
    return table_of(study, study.ranking, t, "screen", shares, without=("province", "score"))


def rank_intervals(smaa: Acceptability) -> dict[str, tuple[int, int]]:
    """The ranks between which each alternative lies in nine draws of ten."""
    ends = smaa.rank_interval.tolist()
    return {key: (low, high) for key, (low, high) in zip(smaa.alternatives, ends, strict=True)}


def tested(found: Sequence[Acceptability], t: Translator) -> str:
    """In two short sentences: which weights, how many of them, whether values vary, the largest error of a share."""
    vary = any(smaa.task.observations is not None for smaa in found)
    return t(
        "robustness.tested_values" if vary else "robustness.tested_fixed",
        region=found[0].region.name,
        samples=f"{found[0].samples:,}",
        error=f"{100 * max(smaa.error for smaa in found):.1f}",
    )


def tested_weights(region: Region, t: Translator) -> str:
    """The weights tested by their short name, as the choice among them writes it."""
    short = {Near: "near", Nested: "nested", Simplex: "simplex", Order: "order", Box: "box"}
    key = short.get(type(region))
    return t(f"robustness.region_{key}") if key else t.text(region.name)


def rank_ranges(
    study: Study,
    tested: Acceptability,
    everything: Acceptability | None,
    t: Translator,
    selected: str | None = None,
    first: int | None = 15,
    by: RowOrder = "rank",
    only: Collection[str] | None = None,
) -> pd.DataFrame:
    """One row an alternative: its rank, the ranks of nine weight sets in ten among those tested and among all, its top-k share.

    The first ones of the ranking (of those in `only`, all of them without `first`) and the selected one, by rank or by
    the width of the range tested, narrowest first.
    """
    k = counted(tested, 5)
    lines = [line for line in study.ranking if only is None or line.key in only]
    shown = [line for line in lines[:first] if line.key != selected]
    shown += [line for line in study.ranking if line.key == selected]
    among, leads = tested.top(k), tested.top(1)

    def ends(smaa: Acceptability, line: Ranked) -> tuple[int, int]:
        low, high = smaa.rank_interval[line.row]
        return int(low), int(high)

    def width(line: Ranked) -> int:
        low, high = ends(tested, line)
        return high - low

    shown.sort(key=lambda line: (width(line) if by == "width" else 0, line.rank))
    rows = []
    for line in shown:
        near = ends(tested, line)
        row = {
            "key": line.key,
            "name": t.text(study.evidence[line.key].name),
            "now": line.rank,
            "low": near[0],
            "high": near[1],
            "range": span(near),
            "top": float(among[line.row]),
            "leads": float(leads[line.row]),
            "chosen": line.key == selected,
        }
        if everything is not None:
            wide = ends(everything, line)
            row |= {"wide_low": wide[0], "wide_high": wide[1], "wide": span(wide)}
        rows.append(row)
    return pd.DataFrame(rows)


def span(ends: tuple[int, int]) -> str:
    """A range of ranks, or the one rank that it is."""
    low, high = ends
    return f"{low}–{high}" if low < high else str(low)


def confidence(study: Study, smaa: Acceptability, t: Translator) -> Table:
    """One row an alternative: its rank, the ranks of nine draws in ten, shares with errors, its confidence factor."""
    more = _shares(study, smaa, t)
    return table_of(study, study.ranking, t, "screen", more, without=("province", "score"))


def ranges(study: Study, smaa: Acceptability, t: Translator, lines: Iterable[Ranked]) -> Table:
    """Some lines of the same, without errors and confidence factor: as much as a terminal is wide."""
    mean, interval, first, _, among, *_ = _shares(study, smaa, t)
    columns = (mean, interval, first, among)
    return table_of(study, lines, t, "shell", columns, without=("score",))


def _shares(study: Study, smaa: Acceptability, t: Translator) -> More:
    k = counted(smaa, first_few(len(study.ranking)))

    def interval(line: Ranked) -> str:
        low, high = (int(end) for end in smaa.rank_interval[line.row])
        return span((low, high))

    def factor(line: Ranked) -> str:
        never = smaa.central_weights[line.row] is None
        return "" if never else f"{100 * float(smaa.confidence_factor[line.row]):.1f}"

    first, among = smaa.top(1), smaa.top(k)
    first_error, among_error = smaa.top_error(1), smaa.top_error(k)
    more: More = (
        (Column(t("robustness.expected"), "points"), lambda line: float(smaa.mean_rank[line.row])),
        (Column(t("robustness.nine_in_ten"), "range"), interval),
        (Column(t("robustness.first"), "points"), lambda line: 100 * float(first[line.row])),
        (
            Column(t("robustness.first_error"), "points"),
            lambda line: 100 * float(first_error[line.row]),
        ),
        (
            Column(t("robustness.among", k=k), "points"),
            lambda line: 100 * float(among[line.row]),
        ),
        (
            Column(t("robustness.among_error", k=k), "points"),
            lambda line: 100 * float(among_error[line.row]),
        ),
        (Column(t("robustness.confidence_factor"), "range"), factor),
    )
    return more


def ever_first(smaa: Acceptability) -> list[str]:
    """The alternatives with central weights, oftenest first."""
    order = sorted(range(len(smaa.alternatives)), key=lambda i: -int(smaa.firsts[i]))
    return [smaa.alternatives[i] for i in order if smaa.central_weights[i] is not None]


def central_and_current(study: Study, smaa: Acceptability, t: Translator, key: str) -> pd.DataFrame:
    """One row a criterion: its current weight and its central weight for an alternative, what has to grow most first."""
    central = smaa.central_weights[smaa.alternatives.index(key)]
    assert central is not None
    keys = study.filled.matrix.criteria
    table = pd.DataFrame(
        {
            "criterion": [t.text(study.catalogue[criterion].name) for criterion in keys],
            "group": [study.catalogue[criterion].group for criterion in keys],
            "current": study.weights.array,
            "central": central,
        }
    )
    table["more"] = table["central"] - table["current"]
    return table.sort_values("more", ascending=False, kind="stable")


def central_weights(study: Study, smaa: Acceptability, t: Translator, first: int = 10) -> Table:
    """What one has to find important for each alternative to come first: mean weights in per cent, oftenest first."""
    names = [t.text(study.catalogue[key].name) for key in study.filled.matrix.criteria]
    rows = [(t("weights.current"), *(100 * study.weights.array).tolist())]
    for key in ever_first(smaa)[:first]:
        central = smaa.central_weights[smaa.alternatives.index(key)]
        if central is not None:
            rows.append((t.text(study.evidence[key].name), *(100 * central).tolist()))
    columns = (Column(t("chart.name"), "name"), *(Column(name, "points") for name in names))
    return Table(columns, tuple(rows))
