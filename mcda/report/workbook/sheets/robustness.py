"""How sure the ranks are: the sheet with heat map, intervals and sentences, and what other sheets quote of it."""

from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from criteria.errors import AppError
from mcda.report.tables.model import Column, Sheet, Table, sheet, tabulate
from mcda.report.theme import criterion_colours
from mcda.robustness import (
    Acceptability,
    Sampling,
    acceptability_of,
    intervals_of,
    names_of,
    sentence_for,
    stability_interval,
    variance_shares_of,
)
from mcda.robustness.stability_intervals import Swap
from mcda.study.study import Study
from mcda.words import Translator

SAMPLES, SEED = 10_000, 1
MANY = 500  # alternatives, above which methods that are not sums get fewer draws
FEWER = 2_000
BUDGET = 2_000_000  # draws of single values
SLOW = ("probid", "sprobid", "codas")  # compare every pair in every draw
SHOWN = 30  # ranks in the heat map
FIRSTS = 10  # alternatives whose favourable weights are told
SELDOM = 0.005  # share of draws below which being first is left unsaid
BANDS = (1, 3, 5, 10, 20, 30, 50, 80, 120)  # last ranks of the bands, as far as there are ranks


@dataclass(frozen=True, eq=False)
class StudyRobustness:
    """Draws near the study's weights, and draws of any weights at all; `redrawn` if uncertain values vary as well."""

    study: Study
    near: Acceptability
    wide: Acceptability
    redrawn: bool

    def confidence(self, key: str) -> float | None:
        """How often it is first under its own central weights; None if it never is."""
        row = self.near.alternatives.index(key)
        return (
            None
            if self.near.central_weights[row] is None
            else float(self.near.confidence_factor[row])
        )

    def interval(self, key: str, wide: bool = False) -> tuple[int, int]:
        found = self.wide if wide else self.near
        low, high = found.rank_interval[found.alternatives.index(key)]
        return int(low), int(high)

    def sentence(self, key: str, t: Translator) -> str:
        return sentence_for(t, self.study.ranking, self.near, key, names_of(self.study))


def robustness_of(study: Study) -> StudyRobustness | None:
    """None where the method is too slow for this many alternatives."""
    ranking = study.ranking
    if ranking.method.key in SLOW and len(ranking) > MANY:
        return None
    samples, redrawn = _affordable(study)
    near, wide = (Sampling(region, samples, SEED, redrawn) for region in ("near", None))
    try:
        return StudyRobustness(
            study, acceptability_of(study, near), acceptability_of(study, wide), redrawn
        )
    except AppError:
        return None


def _affordable(study: Study) -> tuple[int, bool]:
    """How many draws, and whether uncertain values vary in them, so that a brief takes no more than seconds.

    A method whose score is no sum is prepared anew for other values, which costs some hundred times as much.
    """
    if study.ranking.parts is None:
        return (FEWER if len(study.ranking) > MANY else SAMPLES), False
    uncertain = intervals_of(study)
    cells = 0 if uncertain is None else len(uncertain.rows)
    samples = SAMPLES if cells * SAMPLES <= BUDGET else FEWER
    return (samples, True) if cells * samples <= BUDGET else (SAMPLES, False)


def robustness(study: Study, t: Translator) -> Sheet | None:
    found = robustness_of(study)
    if found is None:
        return None
    tables = [
        _heat(study, found, t),
        _favourable(study, found, t),
        _stability(study, t),
        _told(study, found, t),
    ]
    shown = [table for table in tables if table is not None]
    variance = _variance(study, found, t)
    made = sheet(
        "robustness",
        t,
        [
            t("brief.robust_how", samples=f"{found.near.samples:,}", seed=SEED),
            t(
                "brief.robust_error",
                near=f"{100 * found.near.error:.1f}",
                wide=f"{100 * found.wide.error:.1f}",
            ),
            t("brief.robust_values_vary" if found.redrawn else "brief.robust_values_stay"),
            t("brief.robust_regions"),
        ],
        *shown,
        *([] if variance is None else [variance]),
    )
    return replace(made, printed_tables=len(shown) - 1)  # the answer has the sentences in columns


def _bands(found: Acceptability) -> list[tuple[int, int]]:
    """(first, last rank) of each column of the heat map."""
    n, edges = len(found.alternatives), found.edges
    lasts = [edge for edge in BANDS if edge < n] if len(edges) == n else list(edges[:-1])
    starts = [1, *(edge + 1 for edge in lasts)]
    return list(zip(starts, [*lasts, n], strict=True))


def _heat(study: Study, found: StudyRobustness, t: Translator) -> Table:
    near, bands, evidence = found.near, _bands(found.near), study.evidence
    before = np.column_stack([np.zeros(len(study.ranking)), *(near.top(last) for _, last in bands)])
    shares = np.diff(before, axis=1)
    row_of = {key: i for i, key in enumerate(near.alternatives)}
    rows = []
    for line in list(study.ranking)[:SHOWN]:
        confidence = found.confidence(line.key)
        rows.append(
            (
                t.text(evidence[line.key].name),
                line.rank,
                *shares[row_of[line.key]].tolist(),
                *found.interval(line.key),
                *found.interval(line.key, wide=True),
                "—" if confidence is None else confidence,
            )
        )
    columns = (
        Column(t("chart.name"), "name"),
        Column(t("chart.rank"), "rank"),
        *(
            Column(
                str(first) if first == last else t("brief.band", first=first, last=last),
                "percent",
            )
            for first, last in bands
        ),
        Column(t("brief.near_from"), "rank"),
        Column(t("brief.near_to"), "rank"),
        Column(t("brief.wide_from"), "rank"),
        Column(t("brief.wide_to"), "rank"),
        Column(t("brief.term_confidence"), "percent"),
    )
    return Table(columns, tuple(rows), t("brief.table_heat"), heat=(2, 1 + len(bands)))


def _told(study: Study, found: StudyRobustness, t: Translator) -> Table:
    return tabulate(
        t,
        t("brief.in_words"),
        list(study.ranking)[:SHOWN],
        ("chart.name", "name", lambda line: t.text(study.evidence[line.key].name)),
        ("brief.in_words", "wide", lambda line: found.sentence(line.key, t)),
    )


def _variance(study: Study, found: StudyRobustness, t: Translator) -> Table | None:
    """Of the variance of each rank, the share of the weights and of each criterion's uncertain values; None where none is told."""
    if not found.redrawn:
        return None
    parts = variance_shares_of(study, Sampling("near", found.near.samples, SEED))
    if parts is None:
        return None
    rows = []
    for line in list(study.ranking)[:SHOWN]:
        row = parts.alternatives.index(line.key)
        if np.isnan(parts.shares[row]).any():
            continue
        shares = np.clip(parts.shares[row], 0, 1).tolist()
        error = ceil(100 * float(parts.errors[row].max()))
        rows.append((t.text(study.evidence[line.key].name), line.rank, *shares, error))
    columns = (
        Column(t("chart.name"), "name"),
        Column(t("chart.rank"), "rank"),
        Column(t("app.weights"), "percent"),
        *(Column(t.text(study.catalogue[key].name), "percent") for key in parts.criteria),
        Column(t("brief.points_error"), "rank"),
    )
    return Table(columns, tuple(rows), t("brief.table_variance"))


def _favourable(study: Study, found: StudyRobustness, t: Translator) -> Table | None:
    """Under which weights each would be first, of those that are first under some."""
    wide = found.wide
    first = wide.top(1)
    order = [int(i) for i in np.argsort(-first, kind="stable") if first[i] >= SELDOM][:FIRSTS]
    if len(order) < 2:
        return None
    colours = criterion_colours(study)
    rows = []
    for i in order:
        central = wide.central_weights[i]
        shares = [] if central is None else central.tolist()
        rows.append((t.text(study.evidence[wide.alternatives[i]].name), float(first[i]), *shares))
    columns = (
        Column(t("chart.name"), "name"),
        Column(t("brief.first_share"), "percent"),
        *(
            Column(t.text(study.catalogue[key].name), "percent", colour=colours[key])
            for key in wide.task.matrix.criteria
        ),
    )
    return Table(columns, tuple(rows), t("brief.table_favourable"))


def _stability(study: Study, t: Translator) -> Table | None:
    """How far one weight may move before the first rank changes."""
    ranking = study.ranking
    if ranking.parts is None and len(ranking) > MANY:
        return None
    names = names_of(study)
    kept = {key: stability_interval(ranking, key) for key in ranking.matrix.criteria}

    def riser(swap: Swap | None) -> str:
        return "—" if swap is None else t.text(names[swap.rises])

    return tabulate(
        t,
        t("brief.term_stability"),
        kept,
        ("chart.criterion", "name", lambda key: t.text(study.catalogue[key].name)),
        ("chart.share", "share", lambda key: kept[key].share),
        ("brief.stays_from", "share", lambda key: kept[key].low),
        ("brief.stays_to", "share", lambda key: kept[key].high),
        ("brief.leads_below", "key", lambda key: riser(kept[key].below)),
        ("brief.leads_above", "key", lambda key: riser(kept[key].above)),
    )


SHEETS = {"robustness": robustness}
