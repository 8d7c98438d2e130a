"""An official list beside the top k: the sentences of an overlap, and its tables."""

from collections.abc import Sequence
from functools import partial

from mcda.region.list_overlap import Overlap
from mcda.report import reasons
from mcda.report.tables import residents
from mcda.report.tables.model import Column, Table, tabulate
from mcda.robustness.list_changes import ListChange
from mcda.study.study import Study
from mcda.words import Translator

REASONS = 2  # told of each candidate
NAMES = 12  # told in a sentence; the rest are counted
LEAST = 0.001  # the smallest probability that is printed


def probability(p: float) -> str:
    return f"{p:.3f}" if p >= LEAST else f"<{LEAST}"


def sentences(study: Study, found: Overlap, t: Translator) -> list[str]:
    """The count, what chance would give, how that is computed, and who was left out of it."""
    names = partial(_names, study, t)
    unknown = sum(study.ranking.rank(key) <= found.k for key in found.unknown)
    counted = "lists.counted_known" if unknown else "lists.counted"
    values = {"k": found.k, "count": len(found.both), "top": found.top, "unknown": unknown}
    told = [
        t(counted, **values),
        t(
            "lists.chance",
            expected=f"{found.expected:.1f}",
            count=len(found.both),
            p=probability(found.p),
        ),
        t("lists.how", top=found.top, candidates=found.candidates, members=found.members),
    ]
    both = t("residents.both_listed", k=found.k)
    told += residents.of_set(study, both, found.both, t, away=False)
    own = [key for key in found.listed.criteria if study.weights.as_dict().get(key, 0) > 0]
    if own:
        within = [t.text(study.catalogue[key].name) for key in own]
        told.append(t("lists.built_in", names=t.composed(t.join(within))))
    if found.unknown:
        told.append(t("lists.unknown", names=names(found.unknown)))
    if found.unranked:
        told.append(t("lists.unranked", names=names(found.unranked)))
    return told


def source_sentence(found: Overlap, t: Translator) -> str:
    """How far the list was checked, where it is from and what its source doubts; empty for a user's own."""
    listed = found.listed
    if listed.checked is None or listed.source is None or listed.doubt is None:
        return ""
    checked = t.text(listed.checked)
    return t(
        "lists.state",
        checked=checked[:1].upper() + checked[1:],
        source=listed.source,
        doubt=listed.doubt,
    )


def change_sentences(study: Study, found: Overlap, change: ListChange, t: Translator) -> list[str]:
    """What was asked, and the smallest weight change that does it: points are half the sum of absolute differences."""
    asked = t("lists.asked", need=found.need, k=found.k, members=found.members)
    if change.weights is None or change.change is None:
        return [asked, t("lists.never" if change.proven else "lists.never_found")]
    if change.change == 0:
        return [asked, t("lists.already")]
    now = study.weights
    moves = [
        f"{t.text(study.catalogue[key].name)} {100 * (share - now[key]):+.1f}"
        for key, share in change.weights.as_dict().items()
        if abs(share - now[key]) > 5e-4
    ]
    values = {
        "points": f"{50 * change.change:.1f}",
        "moves": t.composed(t.join(moves, last=False)),
        "names": _names(study, t, change.entering),
    }
    if change.proven:
        return [asked, t("lists.change", **values)]
    return [asked, t("lists.change_open", least=f"{50 * change.least:.1f}", **values)]


def _names(study: Study, t: Translator, keys: Sequence[str]) -> str:
    names = [t.text(study.evidence[key].name) for key in keys]
    told = t.join(names[:NAMES], last=len(names) <= NAMES)
    if len(names) > NAMES:
        told = t("ranking.and_more", names=t.composed(told), count=len(names) - NAMES)
    return t.composed(told)


def overview(found: Sequence[Overlap], t: Translator) -> Table:
    """A row a list: count, what chance would give, the probability of as many or more."""
    k = found[0].k if found else 0
    table = tabulate(
        t,
        t("lists.table_all", k=k),
        found,
        ("lists.which", "name", lambda one: t.text(one.listed.name)),
        ("lists.members", "whole", lambda one: one.members),
        ("lists.expected", "value", lambda one: round(one.expected, 1)),
        ("lists.p", "key", lambda one: probability(one.p)),
        ("lists.open", "whole", lambda one: len(one.unknown)),
        (
            "lists.checked",
            "key",
            lambda one: t.text(one.listed.checked) if one.listed.checked else "",
        ),
    )
    at = 2
    columns = (*table.columns[:at], Column(t("lists.count", k=k), "whole"), *table.columns[at:])
    rows = tuple(
        (*row[:at], len(one.both), *row[at:]) for row, one in zip(table.rows, found, strict=True)
    )
    return Table(columns, rows, table.title)


def theirs(study: Study, found: Overlap, t: Translator) -> Table:
    """Who is on the list and not in the top k, by rank, with what it loses most on against the mean of the ranked."""
    return tabulate(
        t,
        t("lists.table_theirs", k=found.k),
        found.list_only,
        ("chart.rank", "rank", study.ranking.rank),
        ("chart.name", "name", lambda key: t.text(study.evidence[key].name)),
        ("lists.held_back", "text", lambda key: reasons.losses(study, key, t, REASONS)),
    )


def ours(study: Study, found: Overlap, t: Translator) -> Table:
    """Who is in the top k and not on the list, by rank, with what it gains most from."""
    return tabulate(
        t,
        t("lists.table_ours", k=found.k),
        found.top_only,
        ("chart.rank", "rank", study.ranking.rank),
        ("chart.name", "name", lambda key: t.text(study.evidence[key].name)),
        ("brief.gains", "text", lambda key: reasons.gains(study, key, t, REASONS)),
    )
