"""Panel: everyone's submissions, of which the newest of each seat counts in each round."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import Any, Literal

import numpy as np

from criteria.errors import Finding, WorkshopError, raise_errors
from mcda.group.model.workshop import Round, Workshop
from mcda.model.decision_matrix import Array
from mcda.model.weights import GroupedWeights, Weights
from mcda.weighting.registry import WEIGHTING_METHODS

Channel = Literal["phone", "paper", "quick_entry", "workbook", "rehearsal"]
CHANNELS: tuple[Channel, ...] = ("phone", "paper", "quick_entry", "workbook", "rehearsal")
TYPED: tuple[Channel, ...] = ("paper", "quick_entry", "workbook")  # known to whoever typed them in
ROUNDING = 1e-9  # how far a sum of shares may be from one


@dataclass(frozen=True)
class Submission:
    """What one participant submitted in one round: the answers as given, and the weights that follow.

    `seat` is the store's number for the person, never the secret token. Raises WorkshopError.
    """

    seat: int
    group: str
    round: int
    method_key: str
    answers: Mapping[str, Any]
    weights: GroupedWeights
    consistency: Mapping[str, float | None]
    channel: Channel
    order: tuple[str, ...]  # in which the criteria were shown
    submitted_at: str
    receipt: str = ""  # the seat's, never shown
    sign: str = ""  # the seat's in this round alone
    pseudonym: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether somebody else typed these answers in, from paper."""
        return self.channel in TYPED

    def __post_init__(self) -> None:
        findings = [
            Finding.of("submission.sum", found=total)
            for weights in (self.weights.groups, *self.weights.inside.values())
            if not _is_one(weights, total := fsum(weights.shares))
        ]
        if set(self.weights.inside) != set(self.weights.groups.criteria):
            findings.append(
                Finding.of("submission.missing", names=list(self.weights.groups.criteria))
            )
        if self.channel not in CHANNELS:
            findings.append(
                Finding.of("submission.channel", found=str(self.channel), known=CHANNELS)
            )
        if self.method_key not in WEIGHTING_METHODS:
            findings.append(
                Finding.of("elicit.unknown", key=self.method_key, known=list(WEIGHTING_METHODS))
            )
        raise_errors(findings, WorkshopError)


def _is_one(weights: Weights, total: float) -> bool:
    return abs(total - 1) <= ROUNDING and min(weights.shares) >= 0


@dataclass(frozen=True, eq=False)
class Panel:
    """All submissions of a workshop, in the order they came; nothing is ever taken out."""

    workshop: Workshop
    rounds: tuple[Round, ...]
    submissions: tuple[Submission, ...]

    @cached_property
    def _newest(self) -> Mapping[int, tuple[Submission, ...]]:
        newest: dict[int, dict[int, Submission]] = {r.number: {} for r in self.rounds}
        for submission in self.submissions:
            in_round = newest.setdefault(submission.round, {})
            in_round.pop(submission.seat, None)
            in_round[submission.seat] = submission
        return {number: tuple(found.values()) for number, found in newest.items()}

    def round(self, number: int) -> Round:
        for known in self.rounds:
            if known.number == number:
                return known
        raise WorkshopError.of("round.unknown", found=number, known=len(self.rounds))

    def counted(self, number: int) -> tuple[Submission, ...]:
        """The submissions that count in a round: the newest of each seat."""
        return self._newest.get(number, ())

    def by_group(self, number: int) -> dict[str, tuple[Submission, ...]]:
        """What counts in a round, for each stakeholder group offered (also those that nobody chose)."""
        found: dict[str, list[Submission]] = {group.key: [] for group in self.workshop.groups}
        for submission in self.counted(number):
            found.setdefault(submission.group, []).append(submission)
        return {group: tuple(members) for group, members in found.items()}

    def of_seat(self, seat: int) -> tuple[Submission, ...]:
        """Everything that one seat submitted, oldest first."""
        return tuple(s for s in self.submissions if s.seat == seat)

    def weights_array(self, number: int) -> Array:
        """P × m shares of the whole, rows as `counted`, columns the criteria weighed in that round."""
        keys = self.round(number).criteria or self.workshop.keys
        rows = [s.weights.whole(keys).shares for s in self.counted(number)]
        return np.array(rows, dtype=float).reshape(len(rows), len(keys))
