"""Cut-offs as tables: how many fall at which level, and who falls with the score and rank each would have."""

from collections.abc import Sequence

from mcda.report.tables import formatting
from mcda.report.tables.model import Column, Table, tabulate
from mcda.study.cutoffs import Cutoff, ScreenedOut, Side, levels_of, screened_out
from mcda.study.study import Study
from mcda.words import Translator


def level_table(study: Study, criterion: str, side: Side, t: Translator) -> Table:
    """One row a level of a cut-off: the level, how many fall there, and who falls from the level before on."""
    unit = t.text(study.catalogue[criterion].unit)
    steps = levels_of(study.imputed.matrix, criterion, side)
    return Table(
        (
            Column(t("cutoffs.level"), "value", unit),
            Column(t("cutoffs.fall"), "rank"),
            Column(t("cutoffs.newly"), "text"),
        ),
        tuple(
            (
                step.value,
                step.fall,
                t.join([t.text(study.evidence[key].name) for key in step.names], last=False) or "—",
            )
            for step in steps
        ),
        t("cutoffs.table_levels"),
    )


def stand_ins(study: Study, line: Cutoff, t: Translator) -> list[str]:
    """How many of the values that a line is held against are missing and filled, where any is."""
    count = sum(
        gap.criterion == line.criterion and gap.filled is not None
        for gap in study.imputed.missing_values
    )
    return [t("cutoffs.stand_ins", count=count)] if count else []


def would_fall(study: Study, lines: Sequence[Cutoff]) -> tuple[ScreenedOut, ...]:
    """Who fails the lines, with score and rank where nobody is shut out."""
    return screened_out(study.with_changes(cutoffs=()).ranking, lines)


def fallen_table(study: Study, found: Sequence[ScreenedOut], t: Translator) -> Table:
    """Who falls, the best first, on which line, and what happens to it."""
    return tabulate(
        t,
        t("cutoffs.table_fallen"),
        found,
        ("chart.name", "name", lambda low: t.text(study.evidence[low.key].name)),
        ("cutoffs.rank_without", "rank", lambda low: low.rank),
        ("cutoffs.score_without", "score", lambda low: low.score),
        (
            "cutoffs.fails",
            "key",
            lambda low: t.join([line_words(study, line, t) for line in low.lines], last=False),
        ),
        (
            "cutoffs.effect",
            "key",
            lambda low: t("cutoffs.exclude") if low.excluded else t("cutoffs.flag"),
        ),
    )


def line_words(study: Study, line: Cutoff, t: Translator) -> str:
    """A line in words: Tree cover at least 40%."""
    criterion = study.catalogue[line.criterion]
    return t(
        f"cutoffs.{line.side}_words",
        name=criterion.name,
        # rounded, it would pass some who fail
        value=formatting.limit(t, criterion, line.value),
    )
