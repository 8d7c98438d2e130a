"""Statements that people agree or disagree with: opinions, what is missing, and what the workshop ends with."""

from dataclasses import dataclass
from typing import Literal, get_args

from criteria.errors import WorkshopError
from mcda.group.model.typed_text import clean

StatementKind = Literal["opinion", "missing", "closing"]
STATEMENT_KINDS: tuple[StatementKind, ...] = get_args(StatementKind)
PROPOSED: tuple[StatementKind, ...] = ("missing", "opinion")  # those that participants write too
Status = Literal["proposed", "open", "closed", "hidden"]
# "agree", "pass" or "can live with it", "disagree" or "against"
VOTES = (1, 0, -1)
LENGTHS: dict[StatementKind, int] = {"opinion": 140, "missing": 60, "closing": 200}
MOST_STATEMENTS = 200  # of a workshop
MOST_OF_A_SEAT = 3
MOST_CLOSING = 3  # open at a time: sentences of one statement


@dataclass(frozen=True)
class Statement:
    """A sentence by number, and whether people vote on it; who wrote it is not told."""

    number: int
    kind: StatementKind
    text: str
    status: Status
    by_participant: bool
    closed_at: str = ""


def checked_text(kind: StatementKind, text: str) -> str:
    """The sentence as it is kept, one line. Raises WorkshopError for one that is empty or too long."""
    most = LENGTHS[kind]
    kept = clean(text, most + 1)
    if not kept:
        raise WorkshopError.of("statement.empty")
    if len(kept) > most:
        raise WorkshopError.of("statement.long", most=most)
    return kept
