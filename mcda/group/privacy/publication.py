"""What may be shown of a panel, and to whom: closed rounds, cells of at least the minimum, nobody to be singled out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from criteria.errors import Finding
from criteria.text import Text
from mcda.group.model import serialisation
from mcda.group.model.keys import round_sign
from mcda.group.model.minimum_group import has_quartiles
from mcda.group.model.panel import Panel, Submission
from mcda.group.model.workshop import Round, StakeholderGroup, Workshop
from mcda.group.privacy.cell_suppression import Answer, Family, fits, joins, merged, rows_fit
from mcda.group.privacy.clustering import opinion_groups
from mcda.group.privacy.row_linkage import as_one, attendance_fits, joins_fit
from mcda.model.decision_matrix import Array
from mcda.study.workshop_outcome import rounded
from mcda.words import joined, phrase

Lines = Literal["with_cells", "without_cells", "none"]
EVERYONE = phrase("group.everyone")


@dataclass(frozen=True)
class Cell:
    """People shown together: a stakeholder group, or several that are too small to be shown alone."""

    key: str
    name: Text
    groups: tuple[str, ...]
    heads: int
    share: float  # of the say
    paper: int  # heads whose answers were typed in from paper


@dataclass(frozen=True, eq=False)
class PublishedRound:
    """A closed round as it may be shown: rows in the order of this round's signs, without names or times.

    `cell_of` and `opinion_group_of` give each row's cell and opinion group (None where none stand out, or may be shown).
    `dots`: the criteria on which single rows may be drawn, in their cells. `lines`: whether whole rows may be taken
    home, and with their cells. `signs` are of this round alone: its participants know theirs.
    """

    workshop: Workshop
    round: Round
    criteria: tuple[str, ...]
    cells: tuple[Cell, ...]
    cell_of: tuple[int, ...]
    opinion_group_of: tuple[int, ...] | None
    weights: Array  # P × m shares of the whole
    signs: tuple[str, ...]
    dots: tuple[str, ...]
    lines: Lines
    consistency: tuple[Mapping[str, float | None], ...]
    answers: tuple[Mapping[str, Any], ...]
    orders: tuple[tuple[str, ...], ...]
    typed: tuple[bool, ...]  # whose answers were typed in from paper

    @property
    def number(self) -> int:
        return self.round.number

    @property
    def heads(self) -> int:
        return len(self.weights)

    @property
    def paper(self) -> int:
        """Of how many the answers were typed in from paper."""
        return sum(cell.paper for cell in self.cells)

    @property
    def has_quartiles(self) -> bool:
        """Whether quartiles over everyone may be told."""
        return has_quartiles(self.heads - self.paper or self.heads, self.round.minimum_group)

    def cell_has_quartiles(self, at: int) -> bool:
        cell = self.cells[at]
        return has_quartiles(cell.heads - cell.paper or cell.heads, self.round.minimum_group)

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
            "minimum": self.round.minimum_group,
            "known": self.typed,
        }

    def of_cell(self, at: int) -> Array:
        """The weights of one cell's people."""
        own: Array = self.weights[np.array(self.cell_of) == at]
        return own

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Each person's weights without names, told apart by this round's signs; empty where that may not be."""
        if self.lines == "none":
            return []
        return [
            {
                "sign": sign,
                "round": self.number,
                "group": self.cells[at].name if self.lines == "with_cells" else None,
                **dict(zip(self.criteria, map(float, shares), strict=True)),
                "consistency": _worst(consistency),
            }
            for sign, at, shares, consistency in zip(
                self.signs, self.cell_of, self.weights, self.consistency, strict=True
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


@dataclass(frozen=True)
class Forecast:
    """How the open round would be shown if it were closed now, told by the numbers of people in each group alone.

    `cells` are empty where people are `missing`. `rests_on_changes`: a round before it is shown, and beside that this
    one is withheld where so few changed their answers that they would stand out.
    """

    cells: tuple[Cell, ...]
    missing: int
    rests_on_changes: bool


class _Shown:
    """What was shown of the rounds so far."""

    def __init__(self) -> None:
        self.families: list[Family] = []  # cells and camps
        self.cells: list[Family] = []
        self.dots: dict[str, list[Family]] = {}  # criterion → rounds in which it has dots
        self.lines: list[
            Family
        ] = []  # rounds whose lines may be taken home, in the cells they show
        self.rows: list[Family] = []  # rounds of which single rows are seen, as dots or lines
        self.together: list[frozenset[str]] = []  # groups that were in one cell: only ever coarser


def published(panel: Panel) -> tuple[PublishedRound | SuppressedRound, ...]:
    """Every round in order, as it may be shown: pure, so that who asks later is told the same.

    Nothing before a round is closed. Then its stakeholder groups as they were when it was opened, those too small
    merged, groups that were together in a round before still together, under the rule of `cell_suppression.fits`
    beside all that was shown of the rounds before; else the round is withheld. Answers typed in from paper protect
    nobody from whoever typed them in: what counts is the others', where there are any. Camps of like-minded
    participants, dots and lines only where they fit as well. The minimum of a round is what its people were promised.
    """
    before = _Shown()
    found: list[PublishedRound | SuppressedRound] = []
    for number in range(1, len(panel.rounds) + 1):
        round_ = panel.round(number)
        people = sorted(panel.counted(number), key=lambda s: _sign(round_, s))
        if round_.is_open:
            found.append(SuppressedRound(round_, Finding.of("anonymity.open", number=number)))
            continue
        untyped = sum(not s.is_typed for s in people)
        counts = {
            "number": number,
            "floor": round_.minimum_group,
            "people": len(people),
            "phones": untyped,
        }
        if (untyped or len(people)) < round_.minimum_group:
            words = "anonymity.few_phones" if untyped < len(people) else "anonymity.few"
            missing = round_.minimum_group - (untyped or len(people))
            few = Finding.of(words, **counts, missing=missing)
            found.append(SuppressedRound(round_, few))
            continue
        shown = _shown(panel, round_, people, before)
        if shown is None:
            found.append(SuppressedRound(round_, Finding.of("anonymity.close", **counts)))
            continue
        found.append(shown)
    return tuple(found)


def forecast(panel: Panel) -> Forecast:
    """What closing the current round now would show. No answer is looked at: asked again and again, it tells none."""
    round_ = panel.rounds[-1]
    people = list(panel.counted(round_.number))
    untyped = sum(not s.is_typed for s in people)
    missing = round_.minimum_group - (untyped or len(people))
    earlier = [
        each
        for each in published(Panel(panel.workshop, panel.rounds[:-1], panel.submissions))
        if isinstance(each, PublishedRound)
    ]
    if missing > 0:
        return Forecast((), missing, bool(earlier))
    groups = round_.groups or panel.workshop.groups
    together = [frozenset(cell.groups) for each in earlier[-1:] for cell in each.cells]
    partition = _partition(groups, together)
    parts = {
        key: [Answer(s.seat, str(s.seat), s.is_typed) for s in people if s.group in members]
        for key, members in partition.items()
    }
    fitting = merged(parts, round_.minimum_group, [])
    assert fitting is not None, "enough people fit in one cell"
    members = _members(groups, partition, fitting[1], people)
    return Forecast(_cells(groups, members, people), 0, bool(earlier))


def _shown(
    panel: Panel, round_: Round, people: list[Submission], before: _Shown
) -> PublishedRound | None:
    """The round with its cells, and what else of it may be shown, which is added to what was shown `before`."""
    groups = round_.groups or panel.workshop.groups
    partition = _partition(groups, before.together)
    parts = {
        key: [_answer(s) for s in people if s.group in together]
        for key, together in partition.items()
    }
    fitting = merged(parts, round_.minimum_group, before.families, before.cells, joins(before.rows))
    if fitting is None:
        return None
    family, held = fitting
    before.families.append(family)
    before.cells.append(family)
    before.together = [
        frozenset[str]().union(*(partition[key] for key in keys)) for keys in held.values()
    ] + list(partition.values())  # those of whom nobody came; of the others the first is taken
    criteria = round_.criteria or panel.workshop.keys
    weights: Array = np.array([s.weights.whole(criteria).shares for s in people])
    weights.setflags(write=False)
    cells = _cells(groups, _members(groups, partition, held, people), people)
    cell_of = {group: at for at, cell in enumerate(cells) for group in cell.groups}
    at_cell = tuple(cell_of[s.group] for s in people)
    dots: tuple[str, ...] = ()
    lines: Lines = "none"
    told = joins([*before.rows, family])
    if told is not None and rows_fit(told, before.families, joins(before.rows)):
        dots = tuple(
            key
            for key, shares in zip(criteria, weights.T, strict=True)
            if _add_dots(key, rounded(shares).tolist(), people, at_cell, round_, before)
        )
        if len(dots) == len(criteria):  # a line tells what every dot tells
            lines = _add_lines(family, before)
        before.rows += [family] if dots or lines != "none" else []
    return PublishedRound(
        panel.workshop,
        round_,
        criteria,
        cells,
        at_cell,
        _camps(weights, criteria, people, round_, before),
        weights,
        tuple(_sign(round_, s) for s in people),
        dots,
        lines,
        tuple(s.consistency for s in people),
        tuple(s.answers for s in people),
        tuple(s.order for s in people),
        tuple(s.is_typed for s in people),
    )


def _partition(
    groups: Sequence[StakeholderGroup], together: Sequence[frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Groups by the cell in which they were shown before, else alone; cells in the order of their first group.

    A group that stands in several of `together` is in the first of them.
    """
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        own = next((each for each in together if group.key in each), frozenset({group.key}))
        if own not in found.values():
            found["+".join(g.key for g in groups if g.key in own)] = own
    return found


def _members(
    groups: Sequence[StakeholderGroup],
    partition: Mapping[str, frozenset[str]],
    held: Mapping[str, tuple[str, ...]],
    people: Sequence[Submission],
) -> dict[str, tuple[str, ...]]:
    """The groups of each cell of which somebody came, from the parts that it holds."""
    present = {s.group for s in people}
    return {
        key: tuple(
            group.key
            for group in groups
            if group.key in present and any(group.key in partition[part] for part in parts)
        )
        for key, parts in held.items()
    }


def _add_dots(
    criterion: str,
    shares: Sequence[float],
    people: Sequence[Submission],
    cell_of: Sequence[int],
    round_: Round,
    before: _Shown,
) -> bool:
    """Whether single shares of a criterion may be drawn beside those of the rounds before, as they are drawn."""
    cells: dict[str, set[Answer]] = {}
    for share, s, at in zip(shares, people, cell_of, strict=True):
        cells.setdefault(str(at), set()).add(Answer(s.seat, str(share), s.is_typed))
    rows = Family({key: frozenset(cell) for key, cell in cells.items()}, round_.minimum_group)
    drawn = before.dots.setdefault(criterion, [])
    if not joins_fit([*drawn, rows]):
        return False
    drawn.append(rows)
    return True


def _add_lines(family: Family, before: _Shown) -> Lines:
    """Whether whole rows may be taken home beside those of the rounds before, and with their cells."""
    if not joins_fit([*before.rows, family]):
        return "none"
    forms: dict[Lines, Family] = {"with_cells": family, "without_cells": as_one(family)}
    for lines, form in forms.items():
        if attendance_fits([*before.lines, form]):
            before.lines.append(form)
            return lines
    return "none"


def _camps(
    weights: Array,
    criteria: Sequence[str],
    people: Sequence[Submission],
    round_: Round,
    before: _Shown,
) -> tuple[int, ...] | None:
    """The camp of each row, if camps stand out and fit beside all that is shown."""
    # as they weighed: the workshop may have had other criteria then
    groups = people[0].weights.inside.values()
    inside = [[criteria.index(key) for key in group.criteria] for group in groups]
    found = opinion_groups(weights, round_.minimum_group, inside)
    if found is None:
        return None
    parts: dict[str, frozenset[Answer]] = {
        str(name): frozenset(_answer(s) for s, at in zip(people, found, strict=True) if at == name)
        for name in np.unique(found)
    }
    family = Family(parts, round_.minimum_group)
    if not fits(family, before.families, joins(before.rows)):
        return None
    before.families.append(family)
    return tuple(int(at) for at in found)


def _cells(
    groups: Sequence[StakeholderGroup],
    held: Mapping[str, tuple[str, ...]],
    people: list[Submission],
) -> tuple[Cell, ...]:
    """The cells with their share of the say: of heads, or the sum of their groups' stated weights."""
    own = {key: [s for s in people if s.group in members] for key, members in held.items()}
    heads = {key: len(members) for key, members in own.items()}
    weight_of = {group.key: group.weight or 0.0 for group in groups}
    stated = {key: sum(weight_of[group] for group in members) for key, members in held.items()}
    # heads count where nothing else was said, or where only groups without weight came
    says = heads if groups[0].weight is None or not sum(stated.values()) else stated
    total = sum(says.values())
    return tuple(
        Cell(
            key,
            _name(groups, members),
            members,
            heads[key],
            says[key] / total,
            sum(s.is_typed for s in own[key]),
        )
        for key, members in held.items()
    )


def _name(groups: Sequence[StakeholderGroup], members: tuple[str, ...]) -> Text:
    if len(members) == len(groups) > 1:
        return EVERYONE
    return joined("group.joined_groups", [g.name for g in groups if g.key in members])


def _sign(round_: Round, submission: Submission) -> str:
    return round_sign(round_.secret, submission.receipt)


def _answer(submission: Submission) -> Answer:
    words = serialisation.to_text(serialisation.weights(submission.weights))
    return Answer(submission.seat, words, submission.is_typed)


def _worst(consistency: Mapping[str, float | None]) -> float | None:
    known = [value for value in consistency.values() if value is not None]
    return max(known, default=None)
