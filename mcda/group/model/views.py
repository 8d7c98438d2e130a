"""What the store hands out: to whoever opens a workshop, stands at its door, sits in it, or facilitates it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from criteria.errors import Finding
from mcda.group.model.panel import Channel, Submission
from mcda.group.model.workshop import Round, Workshop


@dataclass(frozen=True)
class Opened:
    """A new workshop: the code for the projector, and the facilitator's key, which is shown this once."""

    code: str
    key: str = field(repr=False)  # so that no log tells it


@dataclass(frozen=True)
class Doorway:
    """What anyone with the code sees: the settings and the current round, and nothing of anyone's answers."""

    code: str
    workshop: Workshop
    round: Round


@dataclass(frozen=True)
class Seat:
    """A participant's place: the token stands in the address; from the receipt the signs of each round are made."""

    number: int
    group: str
    pseudonym: str
    receipt: str
    order: tuple[str, ...]  # in which this participant meets the criteria
    token: str = field(
        default="", repr=False
    )  # known only to whoever holds it; empty for a ballot on paper


@dataclass(frozen=True)
class Seated:
    """All that a participant may see before a round's results: the workshop, and their own answers."""

    code: str
    seat: Seat
    workshop: Workshop
    round: Round
    own: tuple[Submission, ...]  # oldest first
    unfinished: Mapping[str, Any]  # answers that are not yet submitted
    is_carried: bool = False  # they were begun in an earlier round, and in this one nothing was yet

    @property
    def submitted(self) -> Submission | None:
        """What counts for this seat in the current round."""
        return next((s for s in reversed(self.own) if s.round == self.round.number), None)

    @property
    def before(self) -> Submission | None:
        """What counted in the last round before this one in which this seat submitted."""
        return next((s for s in reversed(self.own) if s.round < self.round.number), None)

    @property
    def has_comparable_answers(self) -> bool:
        """Whether the answers before this round were given to the questions of today's weighting method."""
        return self.before is not None and self.before.method_key == self.workshop.method_key


@dataclass(frozen=True)
class Attendance:
    """How many sit, and how many of them have submitted in the current round, by stakeholder group."""

    joined: Mapping[str, int]
    submitted: Mapping[str, int]
    paper: int = 0  # of those submitted, typed in from paper

    @property
    def heads(self) -> int:
        return sum(self.joined.values())

    @property
    def done(self) -> int:
        return sum(self.submitted.values())


@dataclass(frozen=True)
class VoidedSeat:
    """A seat that does not count from a round on; it stays in the log."""

    receipt: str
    group: str
    round: int
    at: str


@dataclass(frozen=True)
class Facilitated:
    """The facilitator's board: settings, rounds with their notes, and how many have answered; no answers."""

    code: str
    workshop: Workshop
    rounds: tuple[Round, ...]
    attendance: Attendance
    voided: tuple[VoidedSeat, ...] = ()  # in the order in which they were voided
    holder: str = ""  # of the further key that was shown; empty for the first one
    others: tuple[str, ...] = ()  # who holds a further key

    @property
    def round(self) -> Round:
        return self.rounds[-1]


@dataclass(frozen=True)
class Receipt:
    """An acknowledged submission: it is in the store, once. `sign` finds its line in this round's results."""

    sign: str
    submission: Submission
    repeated: bool = False  # it had been stored before, and this was a retry


@dataclass(frozen=True)
class Entry:
    """A ballot on paper as it was read: its number, the stakeholder group, the answers block by block."""

    paper_form: str
    group: str
    answers: Mapping[str, Any]
    channel: Channel = "quick_entry"


@dataclass(frozen=True)
class Entered:
    """What became of the entries: stored, known already with the same answers, or refused and why."""

    stored: tuple[str, ...]
    repeated: tuple[str, ...]
    refused: Mapping[str, tuple[Finding, ...]]
