"""Disputed and corrected values in words and tables: value, claim, answer."""

from collections.abc import Sequence

from criteria.model import Criterion
from criteria.text import Text
from inputs.evidence import Correction
from mcda.group.model.disputes import Dispute
from mcda.report import theme
from mcda.report.tables import formatting
from mcda.report.tables.model import Table, tabulate
from mcda.study.study import Study
from mcda.words import Translator

DAY = 10  # characters of a moment (ISO 8601) that are its day
PHRASES = {"accepted": "disputes.accepted", "declined": "disputes.declined"}


def criterion_of(study: Study, variable: str) -> Criterion | None:
    """The criterion of the stage, else of the catalogue, that takes a variable."""
    known = [study.catalogue[key] for key in study.stage.keys]
    return next((c for c in (*known, *study.catalogue.criteria) if c.variable == variable), None)


def cell(study: Study, alternative: str, variable: str, t: Translator) -> str:
    """A value by the names of its alternative and its criterion; by their keys where the study has them not."""
    names = {a.key: a.name for a in study.evidence.alternatives}
    name = names.get(alternative, Text.same(alternative or "–"))
    criterion = criterion_of(study, variable)
    of = criterion.name if criterion else Text.same(variable or "–")
    return t("disputes.cell", name=name, criterion=of)


def values(
    study: Study, variable: str, before: float | None, after: float, t: Translator
) -> tuple[str, str]:
    """Two values of a variable with their unit, written so that they differ where they do."""
    pair = (before, after)
    rounded = ["" if each is None else theme.number(each) for each in pair]
    write = theme.number if rounded[0] != rounded[1] else theme.exact
    first, second = (_value(study, variable, each, write, t) for each in pair)
    return first, second


def _value(study: Study, variable: str, value: float | None, write: object, t: Translator) -> str:
    criterion = criterion_of(study, variable)
    if value is None:
        return t("kinds.gap")
    if criterion is None:
        return theme.exact(value)
    if value in criterion.levels:
        return t.text(criterion.levels[value])
    number = theme.exact(value) if write is theme.exact else theme.number(value)
    return formatting.amount(t, number, criterion.unit)


def answer(study: Study, dispute: Dispute, date: str, t: Translator) -> str:
    """A claim and its answer as everybody reads it under a published study; corrected only where this version is so."""
    before, after = values(study, dispute.variable, dispute.published, dispute.value, t)
    now = study.evidence.observation(dispute.variable, dispute.alternative).value
    phrase = PHRASES[dispute.status]
    if dispute.status == "accepted" and now == dispute.value:
        phrase = "disputes.corrected"
    return t(
        phrase,
        what=t.composed(cell(study, dispute.alternative, dispute.variable, t)),
        date=date,
        before=t.composed(before),
        after=t.composed(after),
        source=dispute.source,
        reason=dispute.reason,
    )


def queue(disputes: Sequence[Dispute], study: Study, t: Translator) -> Table:
    """All claims about what a planner published, with their answers; names of the study in hand, else keys."""
    return tabulate(
        t,
        t("disputes.answers"),
        disputes,
        ("disputes.head_study", "name", lambda d: d.title),
        ("disputes.cell_head", "text", lambda d: cell(study, d.alternative, d.variable, t)),
        ("disputes.head_published", "value", lambda d: d.published),
        ("disputes.head_value", "value", lambda d: d.value),
        ("disputes.source", "text", lambda d: d.source),
        ("disputes.head_note", "text", lambda d: d.note),
        ("disputes.head_name", "key", lambda d: d.name),
        ("disputes.head_status", "key", lambda d: t(f"disputes.status_{d.status}")),
        ("disputes.head_reason", "text", lambda d: d.reason),
        ("disputes.head_date", "key", lambda d: d.at[:DAY]),
        ("disputes.head_answered", "key", lambda d: d.answered_at[:DAY]),
    )


def corrections(made: Sequence[Correction], study: Study, t: Translator) -> Table:
    """One row a value that was corrected: which, what stood there, what it is now, by which source."""
    return tabulate(
        t,
        t("disputes.corrections"),
        made,
        (
            "disputes.cell_head",
            "name",
            lambda c: c.place or cell(study, c.alternative, c.variable, t),
        ),
        ("disputes.before", "key", lambda c: c.original or t("kinds.gap")),
        ("disputes.after", "key", lambda c: c.typed or "–"),
        ("disputes.source", "text", lambda c: c.source or "–"),
    )
