"""From one round to the next: on which criteria people came nearer, and which ranks changed under everybody's weights."""

from dataclasses import dataclass
from typing import Literal

from mcda.group.analysis.one_minute import TOP, middle_half
from mcda.group.analysis.summary import Summary

Step = Literal["nearer", "farther", "same", "unknown"]
LEAST = 0.01  # a range that is that much narrower or wider has changed: its ends are told to half a percentage point
LISTED = 6  # criteria, those that moved most first
MOST_RANKS = 6


@dataclass(frozen=True)
class CriterionMove:
    """A criterion in both rounds: between which shares half of the people lie (or the group means), and the mean.

    "unknown": the two ranges are of a different kind, or over other groups.
    """

    criterion: str
    before: tuple[float, float]
    after: tuple[float, float]
    means: tuple[float, float]
    step: Step


@dataclass(frozen=True)
class RankMove:
    """A candidate that is among the first ten in one of the rounds, under everybody's weights, and changed its rank."""

    alternative: str
    before: int
    after: int


@dataclass(frozen=True)
class Movement:
    """From round to round. `criteria` are those that moved most, `counts` are over all; heads of both rounds."""

    rounds: tuple[int, int]
    heads: tuple[int, int]
    criteria: tuple[CriterionMove, ...]
    counts: dict[Step, int]
    ranks: tuple[RankMove, ...]
    moved: int  # candidates among the first ten of either round whose rank changed


def movement(before: Summary, after: Summary) -> Movement:
    """What changed between two rounds that may both be shown; criteria that one of them lacks are left out."""
    shared = [key for key in before.shown.criteria if key in after.shown.criteria]
    moves = [_move(before, after, key) for key in shared]
    order = sorted(range(len(moves)), key=lambda at: (-_size(moves[at]), at))
    steps: tuple[Step, ...] = ("nearer", "farther", "same", "unknown")
    ranks = _ranks(before, after)
    return Movement(
        (before.shown.number, after.shown.number),
        (before.shown.heads, after.shown.heads),
        tuple(moves[at] for at in order[:LISTED]),
        {step: sum(move.step == step for move in moves) for step in steps},
        tuple(ranks[:MOST_RANKS]),
        len(ranks),
    )


def _move(before: Summary, after: Summary, key: str) -> CriterionMove:
    one, other = middle_half(before, key), middle_half(after, key)
    means = tuple(
        float(each.spread.mean[each.shown.criteria.index(key)]) for each in (before, after)
    )
    change = (other[1] - other[0]) - (one[1] - one[0])
    step: Step = "same"
    if not _alike(before, after, key):
        step = "unknown"
    elif abs(change) >= LEAST - 1e-9:
        step = "nearer" if change < 0 else "farther"
    return CriterionMove(key, one, other, (means[0], means[1]), step)


def _alike(before: Summary, after: Summary, key: str) -> bool:
    """Whether the two ranges are of people in both rounds, or of the same groups."""
    of_people = [key in s.shown.dots or s.spread.everyone is not None for s in (before, after)]
    if any(of_people):
        return all(of_people)
    cells = [[cell.key for cell in s.shown.cells] for s in (before, after)]
    return cells[0] == cells[1] and len(cells[0]) > 1


def _size(move: CriterionMove) -> float:
    """How far the ends and the mean of a criterion moved."""
    ends = zip(move.before, move.after, strict=True)
    return sum(abs(b - a) for a, b in ends) + abs(move.means[1] - move.means[0])


def _ranks(before: Summary, after: Summary) -> list[RankMove]:
    one, other = (
        {line.key: line.rank for line in each.study.with_weights(each.weights()).ranking}
        for each in (before, after)
    )
    found = [
        RankMove(key, rank, other[key])
        for key, rank in one.items()
        if key in other and min(rank, other[key]) <= TOP and rank != other[key]
    ]
    return sorted(found, key=lambda move: (-abs(move.after - move.before), move.after))
