"""What may be shown of a panel, and to whom: closed rounds, cells of at least the floor, nobody to be singled out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from criteria.errors import Finding
from criteria.text import Text
from mcda.group.model import serialisation
from mcda.group.model.panel import Panel, Submission
from mcda.group.model.workshop import Round, Workshop
from mcda.group.privacy.cell_suppression import Answer, Family, fits, merged
from mcda.group.privacy.clustering import opinion_groups
from mcda.model.decision_matrix import Array
from mcda.words import joined, phrase

EVERYONE = phrase("group.everyone")


@dataclass(frozen=True)
class Cell:
    """People shown together: a stakeholder group, or several that are too small to be shown alone."""

    key: str
    name: Text
    groups: tuple[str, ...]
    heads: int
    share: float  # of the say


@dataclass(frozen=True, eq=False)
class PublishedRound:
    """A closed round as it may be shown: rows in the order of their receipts, without names or times.

    `cell_of` and `camp_of` give each row's cell and camp (None where no camps stand out, or may be shown).
    """

    workshop: Workshop
    round: Round
    criteria: tuple[str, ...]
    cells: tuple[Cell, ...]
    cell_of: tuple[int, ...]
    opinion_group_of: tuple[int, ...] | None
    weights: Array  # P × m shares of the whole
    receipts: tuple[str, ...]
    consistency: tuple[Mapping[str, float | None], ...]
    answers: tuple[Mapping[str, Any], ...]
    orders: tuple[tuple[str, ...], ...]

    @property
    def number(self) -> int:
        return self.round.number

    @property
    def heads(self) -> int:
        return len(self.weights)

    @cached_property
    def participant_weights(self) -> Array:
        """Share of the say of each row: equal, or the cell's share over its heads. They sum to one.

        Everyone in a merged cell has the same voice: with different ones, the total and the cell together would
        give away what each of the merged groups answered.
        """
        shares = np.array([cell.share / cell.heads for cell in self.cells])
        participant_weights: Array = shares[list(self.cell_of)]
        return participant_weights

    @property
    def room(self) -> dict[str, Any]:
        """What `mcda.robustness.ParticipantWeights.of` takes: weights, the cell of each row, the weight of each cell."""
        keys = [cell.key for cell in self.cells]
        return {
            "weights": self.weights,
            "groups": tuple(keys[at] for at in self.cell_of),
            "group_weights": {cell.key: cell.share for cell in self.cells},
        }

    def of_cell(self, at: int) -> Array:
        """The weights of one cell's people."""
        own: Array = self.weights[np.array(self.cell_of) == at]
        return own

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The export: a line a participant, told apart by receipts that only they know."""
        return [
            {
                "receipt": receipt,
                "round": self.number,
                "group": self.cells[at].name,
                **dict(zip(self.criteria, map(float, shares), strict=True)),
                "consistency": _worst(consistency),
            }
            for receipt, at, shares, consistency in zip(
                self.receipts, self.cell_of, self.weights, self.consistency, strict=True
            )
        ]


@dataclass(frozen=True)
class SuppressedRound:
    """A round that is not shown, and why."""

    round: Round
    finding: Finding

    @property
    def number(self) -> int:
        return self.round.number


def published(panel: Panel) -> tuple[PublishedRound | SuppressedRound, ...]:
    """Every round in order, as it may be shown: pure, so that who asks later is told the same.

    Nothing before a round is closed. Then its stakeholder groups, those too small merged, under the rule of
    `anonymity.fits` beside all that was shown of the rounds before; else the round is withheld. Camps of
    like-minded participants only where they fit as well. The floor of a round is what its people were promised.
    """
    shown: list[Family] = []
    found: list[PublishedRound | SuppressedRound] = []
    for number in range(1, len(panel.rounds) + 1):
        round_ = panel.round(number)
        people = sorted(panel.counted(number), key=lambda s: s.receipt)
        if round_.is_open:
            found.append(SuppressedRound(round_, Finding.of("anonymity.open", number=number)))
            continue
        if len(people) < round_.floor:
            few = Finding.of("anonymity.few", number=number, floor=round_.floor)
            found.append(SuppressedRound(round_, few))
            continue
        parts = {
            group.key: [_answer(s) for s in people if s.group == group.key]
            for group in panel.workshop.groups
        }
        fitting = merged(parts, round_.floor, shown)
        if fitting is None:
            close = Finding.of("anonymity.close", number=number, floor=round_.floor)
            found.append(SuppressedRound(round_, close))
            continue
        family, held = fitting
        shown.append(family)
        found.append(_shown(panel, round_, people, held, shown))
    return tuple(found)


def _shown(
    panel: Panel,
    round_: Round,
    people: list[Submission],
    held: Mapping[str, tuple[str, ...]],
    shown: list[Family],
) -> PublishedRound:
    """The round with its cells; camps are added to what is `shown` if they may be."""
    criteria = round_.criteria or panel.workshop.keys
    weights: Array = np.array([s.weights.whole(criteria).shares for s in people])
    weights.setflags(write=False)
    cells = _cells(panel.workshop, held, people)
    cell_of = {group: at for at, cell in enumerate(cells) for group in cell.groups}
    opinion_group = opinion_groups(weights, round_.floor)
    if opinion_group is not None:
        parts: dict[str, frozenset[Answer]] = {
            str(name): frozenset(
                _answer(s) for s, at in zip(people, opinion_group, strict=True) if at == name
            )
            for name in np.unique(opinion_group)
        }
        family = Family(parts, round_.floor)
        if fits(family, shown):
            shown.append(family)
        else:
            opinion_group = None
    return PublishedRound(
        panel.workshop,
        round_,
        criteria,
        cells,
        tuple(cell_of[s.group] for s in people),
        None if opinion_group is None else tuple(int(at) for at in opinion_group),
        weights,
        tuple(s.receipt for s in people),
        tuple(s.consistency for s in people),
        tuple(s.answers for s in people),
        tuple(s.order for s in people),
    )


def _cells(
    workshop: Workshop, held: Mapping[str, tuple[str, ...]], people: list[Submission]
) -> tuple[Cell, ...]:
    """The cells with their share of the say: of heads, or the sum of their groups' stated weights."""
    heads = {key: sum(s.group in groups for s in people) for key, groups in held.items()}
    stated = {
        key: sum(workshop.group(group).weight or 0.0 for group in groups)
        for key, groups in held.items()
    }
    # heads count where nothing else was said, or where only groups without weight came
    says = heads if workshop.equal_voice or not sum(stated.values()) else stated
    total = sum(says.values())
    return tuple(
        Cell(key, _name(workshop, groups), groups, heads[key], says[key] / total)
        for key, groups in held.items()
    )


def _name(workshop: Workshop, groups: tuple[str, ...]) -> Text:
    if len(groups) == len(workshop.groups) > 1:
        return EVERYONE
    names = [workshop.group(group).name for group in groups]
    return joined("group.joined_groups", names)


def _answer(submission: Submission) -> Answer:
    return Answer(submission.seat, serialisation.to_text(serialisation.weights(submission.weights)))


def _worst(consistency: Mapping[str, float | None]) -> float | None:
    known = [value for value in consistency.values() if value is not None]
    return max(known, default=None)
