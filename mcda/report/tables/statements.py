"""Statements in words and tables: how many agree, and how many do not."""

from collections.abc import Sequence

from mcda.group.analysis.statements import StatementResult
from mcda.group.model.statements import VOTES, StatementKind
from mcda.report.tables.model import Column, Table
from mcda.words import Translator

NAMES = {1: "agree", 0: "between", -1: "against"}


def vote_words(t: Translator, kind: StatementKind, vote: int) -> str:
    """What a vote on a statement of this kind is called."""
    return t(f"statement.{kind}_{NAMES[vote]}")


def counts(results: Sequence[StatementResult], kind: StatementKind, t: Translator) -> Table:
    """A row a statement that may be shown, those that most agree with first: counts of people, of so many."""
    shown = [found for found in results if found.statement.kind == kind and found.agree is not None]
    shown.sort(key=lambda found: -(found.agree or 0) / found.heads)
    return Table(
        (
            Column(t(f"statement.{kind}"), "text"),
            *(Column(vote_words(t, kind, vote), "whole") for vote in VOTES),
            Column(t("statement.voters"), "whole"),
        ),
        tuple(
            (found.statement.text, found.agree, found.between, found.against, found.heads)
            for found in shown
        ),
    )
