"""A closed round in one minute, as markup: the same on the page, on the projector screen and on paper."""

from collections.abc import Collection
from dataclasses import replace
from itertools import zip_longest
from math import ceil

from markupsafe import Markup

from mcda.group.analysis.one_minute import (
    TOP,
    AlikeCriterion,
    DividedCriterion,
    FirstFive,
    OneMinute,
    divided,
)
from mcda.group.analysis.summary import Summary
from mcda.report.charts.workshop import cell_colour
from mcda.report.html.templates import fill
from mcda.study.workshop_outcome import rounded
from mcda.words import Translator

PARTS = ("agree", "differ", "why", "changes")
STEP = 0.1  # the axis ends at the next whole step


def one_minute_html(
    summary: Summary,
    found: OneMinute,
    t: Translator,
    parts: Collection[str] = PARTS,
    most: int | None = None,
) -> Markup:
    """Two or four parts side by side, as wide as there is room; sizes follow the font of what holds them.

    `most`: for a screen that is read from afar, so many candidates of a list and one sentence of what parts the groups.
    """
    shown = summary.shown
    firsts = [found.first_of_all, *found.first_of_cells]
    columns = [t("minute.everybody"), *(t.text(cell.name) for cell in shown.cells)]
    if len(shown.cells) == 1:
        firsts, columns = firsts[:1], columns[:1]
    return fill(
        "one_minute",
        lang="zh-Hans" if t.lang == "zh" else "en",
        parts=parts,
        heads={part: t(f"minute.{part}") for part in PARTS},
        agree=agreements(summary, replace(found, in_top=found.in_top[:most]), t),
        differ=[_band(summary, each, t) for each in found.divided],
        nothing=t("minute.no_spread"),
        groups=_groups(summary, t),
        why=why(summary, found, t)[: None if most is None else 1],
        columns=columns,
        rows=list(zip_longest(*(_ranked(summary, first, t) for first in firsts), fillvalue="")),
    )


def criterion_html(summary: Summary, criterion: str, t: Translator) -> Markup:
    """One criterion alone: how far people are apart on it, the mean of each group, and what it moves."""
    found = [each for each in divided(summary) if each.criterion == criterion]
    shown = summary.shown
    at = shown.criteria.index(criterion)
    means = [
        t("minute.mean_of", name=t.text(cell.name), mean=t.percent(float(mean[at]), 1))
        for cell, mean in zip(shown.cells, summary.spread.cell_means, strict=True)
    ]
    return fill(
        "one_minute",
        lang="zh-Hans" if t.lang == "zh" else "en",
        parts=("differ", "why"),
        heads={"differ": t.text(shown.workshop.names[criterion]), "why": t("minute.means")},
        differ=[_band(summary, each, t) for each in found],
        nothing=t("minute.no_spread"),
        groups=_groups(summary, t),
        why=means,
    )


def _groups(summary: Summary, t: Translator) -> list[dict[str, str]]:
    """What each colour stands for."""
    return [
        {
            "name": t.text(cell.name),
            "heads": str(cell.heads),
            "colour": cell_colour(summary.shown, at),
        }
        for at, cell in enumerate(summary.shown.cells)
    ]


def agreements(summary: Summary, found: OneMinute, t: Translator) -> list[str]:
    """What most weigh alike, and who is in nearly everybody's first ten; that there is none of either where so."""
    told = [_alike(summary, each, found.heads, t) for each in found.alike]
    told = told or [t("minute.none_alike")]
    for each in found.in_top:
        name = t.text(summary.study.evidence[each.alternative].name)
        told.append(t("minute.in_top", count=each.heads, heads=found.heads, name=name, k=TOP))
    return told if found.in_top else [*told, t("minute.none_in_top", k=TOP)]


def _alike(summary: Summary, each: AlikeCriterion, heads: int, t: Translator) -> str:
    name = t.text(summary.shown.workshop.names[each.criterion])
    low, high = t.percent(each.low, 1), t.percent(each.high, 1)
    if each.heads is None:
        return t("minute.alike_half", name=name, low=low, high=high)
    return t("minute.alike", count=each.heads, heads=heads, name=name, low=low, high=high)


def differs(summary: Summary, each: DividedCriterion, t: Translator) -> str:
    """A criterion on which people differ, and what its two ends do to the first ten."""
    name = t.text(summary.shown.workshop.names[each.criterion])
    values = {"name": name, "low": t.percent(each.low, 1), "high": t.percent(each.high, 1)}
    if each.furthest is None:
        return t("minute.differ_still", **values, k=TOP)
    alternative, before, after = each.furthest
    who = t.text(summary.study.evidence[alternative].name)
    return t("minute.differ_moves", **values, who=who, before=before, after=after)


def _band(summary: Summary, each: DividedCriterion, t: Translator) -> dict[str, object]:
    """Where the middle half lies, and the mean of each group, on an axis from nothing to the next whole tenth."""
    shown = summary.shown
    at = shown.criteria.index(each.criterion)
    means = [float(mean[at]) for mean in summary.spread.cell_means]
    end = ceil(max(each.high, *means, STEP) / STEP - 1e-9) * STEP
    spoken = [
        t("minute.mean_of", name=t.text(cell.name), mean=t.percent(mean, 1))
        for cell, mean in zip(shown.cells, means, strict=True)
    ]
    return {
        "words": differs(summary, each, t),
        "spoken": t.clauses(spoken),
        "low": 100 * each.low / end,
        "width": 100 * (each.high - each.low) / end,
        "marks": [
            {"at": 100 * mean / end, "colour": cell_colour(shown, n), "name": words}
            for n, (mean, words) in enumerate(zip(means, spoken, strict=True))
        ],
    }


def why(summary: Summary, found: OneMinute, t: Translator) -> list[str]:
    """The criterion that parts the two groups farthest apart; that only one may be shown where so."""
    if found.parting is None or found.parting.next is None:
        return [t("minute.one_group" if len(summary.shown.cells) < 2 else "minute.not_parted")]
    part = found.parting.next
    names = {cell.key: t.text(cell.name) for cell in summary.shown.cells}
    one, other = (names[key] for key in found.parting.cells)
    first, second = (t.percent(share, 1) for share in rounded(part.weights).tolist())
    criterion = t.text(summary.shown.workshop.names[part.criterion])
    values = {"one": one, "other": other, "first": first, "second": second}
    return [
        t("minute.parted", criterion=criterion, **values),
        t("results.divide_pairs", apart=found.parting.apart, pairs=found.parting.pairs),
    ]


def _ranked(summary: Summary, first: FirstFive, t: Translator) -> list[str]:
    return [
        t("minute.ranked", rank=rank, name=t.text(summary.study.evidence[key].name))
        for rank, key in zip(first.ranks, first.alternatives, strict=True)
    ]
