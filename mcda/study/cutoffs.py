"""Cut-offs: who passes and who fails, what each would have scored, and how many fall at which level."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal

import numpy as np

from criteria.errors import CatalogueError, EvidenceError
from mcda.model.decision_matrix import DecisionMatrix
from mcda.model.ranking import Ranking

Side = Literal["at_least", "at_most"]
Effect = Literal["exclude", "flag"]
SIDES: tuple[Side, ...] = ("at_least", "at_most")
EFFECTS: tuple[Effect, ...] = ("exclude", "flag")


@dataclass(frozen=True)
class Cutoff:
    """A limit on one criterion, in its natural unit, that weights cannot buy off.

    A candidate that fails it is excluded from the ranking, or flagged in it.
    """

    criterion: str
    side: Side
    value: float
    effect: Effect = "exclude"

    def __post_init__(self) -> None:
        if self.side not in SIDES or self.effect not in EFFECTS or not isfinite(self.value):
            raise CatalogueError.of(
                "bottom_line.field",
                criterion=self.criterion,
                found=[self.side, str(self.value), self.effect],
            )

    def holds(self, observation: float) -> bool:
        """Whether the value stands; one that lies exactly on the line does."""
        return observation >= self.value if self.side == "at_least" else observation <= self.value


@dataclass(frozen=True)
class ScreenedOut:
    """A candidate below a cut-off, with the score and rank it has where everybody is ranked."""

    key: str
    lines: tuple[Cutoff, ...]
    score: float
    rank: int

    @property
    def excluded(self) -> bool:
        return any(line.effect == "exclude" for line in self.lines)


@dataclass(frozen=True)
class Step:
    """At a limit of `value`, `fall` candidates fail; `names` are those who pass at the step before."""

    value: float
    fall: int
    names: tuple[str, ...]


def failing(matrix: DecisionMatrix, lines: Sequence[Cutoff]) -> dict[str, tuple[Cutoff, ...]]:
    """Every alternative that fails a line, with the lines it fails, by its values as they are.

    Raises CatalogueError if a line names a criterion that the matrix does not have.
    """
    columns = [_column(matrix, line.criterion) for line in lines]
    found: dict[str, tuple[Cutoff, ...]] = {}
    for i, key in enumerate(matrix.alternatives):
        failed = tuple(
            line
            for line, j in zip(lines, columns, strict=True)
            if not line.holds(matrix.values[i, j])
        )
        if failed:
            found[key] = failed
    return found


def passing(matrix: DecisionMatrix, lines: Sequence[Cutoff]) -> DecisionMatrix:
    """The matrix without the alternatives that an excluding line shuts out.

    Raises EvidenceError if fewer than two are left.
    """
    shut = failing(matrix, [line for line in lines if line.effect == "exclude"])
    kept = [key for key in matrix.alternatives if key not in shut]
    if len(kept) < 2:
        raise EvidenceError.of(
            "bottom_line.all_fall",
            left=len(kept),
            count=len(matrix.alternatives),
            criteria=sorted({line.criterion for line in lines}),
        )
    return matrix.only(kept)


def screened_out(everyone: Ranking, lines: Sequence[Cutoff]) -> tuple[ScreenedOut, ...]:
    """Who fails, best first, from the ranking of everybody before the lines were drawn."""
    failed = failing(everyone.matrix, lines)
    return tuple(
        ScreenedOut(line.key, failed[line.key], line.score, line.rank)
        for line in everyone
        if line.key in failed
    )


def levels_of(matrix: DecisionMatrix, criterion: str, side: Side) -> tuple[Step, ...]:
    """How many fall at which limit: a step for each value that occurs, from nobody to all but the best.

    For `at_least` the limits rise, for `at_most` they come down.
    """
    column = matrix.values[:, _column(matrix, criterion)]
    steps: list[Step] = []
    before = 0
    limits = np.unique(column) if side == "at_least" else np.unique(column)[::-1]
    down: set[str] = set()
    for limit in limits:
        failed = failing(matrix, [Cutoff(criterion, side, float(limit))])
        new = tuple(key for key in failed if key not in down)
        if not steps or len(failed) > before:
            steps.append(Step(float(limit), len(failed), new))
        down |= set(failed)
        before = len(failed)
    return tuple(steps)


def _column(matrix: DecisionMatrix, criterion: str) -> int:
    if criterion not in matrix.criteria:
        raise CatalogueError.of("criterion.unknown", key=criterion, known=list(matrix.criteria))
    return matrix.criteria.index(criterion)
