"""What changed between two rounds, as markup: the same on the page and on the projector screen."""

from math import ceil

from markupsafe import Markup

from mcda.group.analysis.movement import CriterionMove, Movement
from mcda.group.analysis.one_minute import TOP
from mcda.group.analysis.summary import Summary
from mcda.report.html.templates import fill
from mcda.words import Translator

STEP = 0.1  # the axis ends at the next whole step
ON_A_SCREEN = 3  # criteria and ranks where letters are large


def movement_html(
    summary: Summary, found: Movement, t: Translator, is_large: bool = False
) -> Markup:
    """A row a criterion with the two ranges, the earlier one above; then the ranks that changed most.

    `summary` is of the later round. `is_large`: for a screen that is read from afar, with the first three of both.
    """
    most = ON_A_SCREEN if is_large else None
    return fill(
        "movement",
        lang="zh-Hans" if t.lang == "zh" else "en",
        counts=counted(found, t),
        rows=[_row(summary, found, move, t) for move in found.criteria[:most]],
        first=t("results.round_number", number=found.rounds[0]),
        second=t("results.round_number", number=found.rounds[1]),
        title=t("minute.ranks"),
        ranks=ranks(summary, found, t)[:most],
        none=t("minute.ranks_stay", k=TOP),
    )


def counted(found: Movement, t: Translator) -> str:
    """On how many criteria people came nearer, and on how many not."""
    values = {step: found.counts[step] for step in ("nearer", "farther", "same")}
    told = [t("minute.counts", **values)]
    if found.counts["unknown"]:
        told.append(t("minute.counts_unknown", count=found.counts["unknown"]))
    return t.sentences(told)


def ranks(summary: Summary, found: Movement, t: Translator) -> list[str]:
    """The ranks that changed most, those of the first ten in one of the rounds."""
    return [
        t(
            "minute.rank_moved",
            name=summary.study.evidence[move.alternative].name,
            before=move.before,
            after=move.after,
        )
        for move in found.ranks
    ]


def _row(
    summary: Summary, found: Movement, move: CriterionMove, t: Translator
) -> dict[str, object]:
    end = ceil(max(move.before[1], move.after[1], *move.means, STEP) / STEP - 1e-9) * STEP
    bands = [
        {
            "low": 100 * low / end,
            "width": 100 * (high - low) / end,
            "mean": 100 * mean / end,
            "words": t(
                "minute.range_of",
                number=number,
                low=t.percent(low, 1),
                high=t.percent(high, 1),
                mean=t.percent(mean, 1),
            ),
        }
        for number, (low, high), mean in zip(
            found.rounds, (move.before, move.after), move.means, strict=True
        )
    ]
    return {
        "name": t.text(summary.shown.workshop.names[move.criterion]),
        "step": t(f"minute.step_{move.step}"),
        "is_nearer": move.step == "nearer",
        "bands": bands,
    }
