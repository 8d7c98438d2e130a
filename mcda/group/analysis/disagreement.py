"""What divides two groups of people: the criterion whose weight moves their rankings apart, to be discussed next."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from mcda.group.privacy.publication import PublishedRound
from mcda.model.decision_matrix import Array

TIE = 1e-12


@dataclass(frozen=True)
class Part:
    """One criterion's part in what divides two groups."""

    criterion: str
    weights: tuple[float, float]  # in the first group and in the second
    share: float  # of the difference between their scores; all shares sum to one
    settled: int  # pairs of places both would order alike if they agreed on this criterion


@dataclass(frozen=True)
class Divide:
    """Two cells of people, and what divides them, the criterion to discuss next first.

    `apart` counts the pairs of alternatives that the two order the other way round, out of `pairs`.
    """

    cells: tuple[str, str]
    apart: int
    pairs: int
    parts: tuple[Part, ...]

    @property
    def next(self) -> Part | None:
        """What to discuss next; None if no weight of theirs moves anything apart."""
        return self.parts[0] if self.parts and self.parts[0].share > TIE else None


def divides(shown: PublishedRound, normalised: Array) -> tuple[Divide, ...]:
    """What divides each pair of cells, farthest apart first; `worth` is n × m, 0 (worst) to 1, columns as `shown`."""
    means = [shown.of_cell(at).mean(axis=0) for at in range(len(shown.cells))]
    found = [
        divide(
            (shown.cells[a].key, shown.cells[b].key), means[a], means[b], normalised, shown.criteria
        )
        for a, b in combinations(range(len(means)), 2)
    ]
    return tuple(sorted(found, key=lambda each: -each.apart))


def divide(
    cells: tuple[str, str], one: Array, other: Array, normalised: Array, criteria: Sequence[str]
) -> Divide:
    """What divides two mean weight vectors (m) over n alternatives with additive scores.

    The two scores of alternative i differ by D_i = Σ_j (a_j - b_j) v_ij, so the gap between two alternatives moves
    by D_i - D_k, and the mean square of these moves is twice the variance of D. Criterion j's share of it is
    cov((a_j - b_j) v_j, D) / var(D): the shares sum to one exactly, a negative one pulls the two together, and a
    criterion that both weigh alike, or that tells no place from another, has none.
    """
    gap = one - other
    moves = normalised * gap
    total = moves.sum(axis=1)
    centred = total - total.mean()
    spread = float(centred @ centred)
    pulls = (moves - moves.mean(axis=0)).T @ centred
    shares = pulls / spread if spread > TIE**2 else np.zeros(len(gap))
    apart = _apart(normalised @ one, normalised @ other)
    middle = (one + other) / 2
    parts = []
    for j, criterion in enumerate(criteria):
        mine, theirs = one.copy(), other.copy()
        mine[j] = theirs[j] = middle[j]  # scores need not sum to one for their order
        left = _apart(normalised @ mine, normalised @ theirs)
        weights = (float(one[j]), float(other[j]))
        parts.append(Part(criterion, weights, float(shares[j]), apart - left))
    n = len(normalised)
    parts.sort(key=lambda part: -part.share)
    return Divide(cells, apart, n * (n - 1) // 2, tuple(parts))


def _apart(one: Array, other: Array) -> int:
    """How many pairs two scores order the other way round; a tie is in no one's way."""
    a = one[:, None] - one[None, :]
    b = other[:, None] - other[None, :]
    opposed = ((a > TIE) & (b < -TIE)) | ((a < -TIE) & (b > TIE))
    return int(opposed.sum()) // 2
