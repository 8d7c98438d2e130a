"""What a vote on statements says: counts of people, and the same rows in the form that Pol.is exports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inputs.files.written_csv import Cell, csv_bytes
from mcda.group.model.statements import VOTES, Statement


@dataclass(frozen=True)
class StatementVotes:
    """The vote (1, 0 or -1) of each person on one closed statement; a person has the same number in all of them."""

    statement: Statement
    of: Mapping[int, int]


@dataclass(frozen=True)
class StatementResult:
    """Counts of people on a closed statement; the three are None where fewer than the minimum voted."""

    statement: Statement
    minimum: int
    heads: int
    agree: int | None = None
    between: int | None = None  # passed, or can live with it
    against: int | None = None


def result(votes: StatementVotes, minimum: int) -> StatementResult:
    """Who did not vote is in none of the counts."""
    heads = len(votes.of)
    if heads < minimum:
        return StatementResult(votes.statement, minimum, heads)
    counts = [count(votes, vote) for vote in VOTES]
    return StatementResult(votes.statement, minimum, heads, *counts)


def polis_comments(votes: Sequence[StatementVotes]) -> str:
    """comments.csv in the form of Pol.is: a statement a row. Its time and author are left blank: they would tell who."""
    head = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body"
    rows = [
        (0, "", each.statement.number, 0, count(each, 1), count(each, -1), 1, each.statement.text)
        for each in votes
    ]
    return _csv(head, rows)


def polis_votes(votes: Sequence[StatementVotes]) -> str:
    """votes.csv in the form of Pol.is: a vote a row (1 agree, 0 pass, -1 disagree), voters by numbers of this file alone."""
    rows = [
        (0, "", each.statement.number, voter, vote)
        for each in votes
        for voter, vote in sorted(each.of.items())
    ]
    return _csv("timestamp,datetime,comment-id,voter-id,vote", rows)


def count(votes: StatementVotes, vote: int) -> int:
    """How many voted so."""
    return sum(each == vote for each in votes.of.values())


def _csv(head: str, rows: Sequence[Sequence[Cell]]) -> str:
    return csv_bytes([head.split(","), *rows], is_quoted=False).decode("utf-8-sig")
