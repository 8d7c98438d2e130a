"""A dispute: what a reader of a published study says of one of its values, and what its planner answers."""

from dataclasses import dataclass
from typing import Literal

Answer = Literal["open", "accepted", "declined"]


@dataclass(frozen=True)
class Claim:
    """What a reader says: which value is wrong, what is right, by which source; a note and a name, or none."""

    stage: str
    alternative: str
    variable: str
    published: float | None  # what stands there; None if the value is missing
    value: float
    source: str
    note: str = ""
    name: str = ""


@dataclass(frozen=True)
class Dispute(Claim):
    """A claim as it is kept, with its answer; the name is gone once there is one."""

    number: int = 0
    title: str = ""  # of the published study
    version: int = 1
    status: Answer = "open"
    reason: str = ""
    at: str = ""  # ISO 8601
    answered_at: str = ""


@dataclass(frozen=True)
class AnsweredDisputes:
    """What everybody may read: the answers, newest first, without names and notes; how many claims wait for one."""

    answered: tuple[Dispute, ...]
    waiting: int
