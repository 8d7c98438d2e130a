"""How far shares of draws may be off by chance: from batches that share drawn values, not from draws taken as independent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from mcda.model.decision_matrix import Array

LEVEL = 0.95  # of the intervals: so often they hold the share that endless drawing would give
TAIL = (1 + LEVEL) / 2
Z = float(ndtri(TAIL))
TABLE = 1 << 16  # cells of a table of counts that stays in cache
Counts = NDArray[np.int64]


class Squares(NamedTuple):
    """Sums over groups of draws of squared counts (n × edges): of each rank, and of all ranks up to each."""

    each: Counts
    upto: Counts


class SquaredCounts:
    """Adds up, group by group, what `Squares` holds: from a table of its counts, or where that is large by sorting.

    Ranks of one alternative in ascending order: r_1 ≤ … ≤ r_b. A run of L equal ones adds L² to `each`; the pairs of draws
    whose larger rank is r_j are 2j - 1, and the sum of those up to a rank is the square of the count up to it.
    """

    def __init__(self, n: int, edges: Sequence[int]) -> None:
        self.width = len(edges)
        cells = n * self.width
        self.bands = np.searchsorted(edges, np.arange(1, n + 1))  # of each rank
        self.rows = np.arange(n) * self.width
        self.small = cells <= TABLE
        self.each, self.upto = np.zeros((2, cells), dtype=np.int64)

    def add(self, order: Counts, unsure: NDArray[np.intp], ranks: Counts) -> None:
        """A group: alternatives of each draw, best first (b × n), and the ranks of the draws that this leaves unsure."""
        draws = len(order)
        table = order * self.width + self.bands
        if len(unsure):
            table[unsure] = self.rows + self.bands[ranks - 1]
        cells = table.ravel()
        if self.small:
            counts = np.bincount(cells, minlength=len(self.each))
            upto = np.cumsum(counts.reshape(-1, self.width), axis=1).ravel()
            self.each += np.multiply(counts, counts, out=counts)
            self.upto += np.multiply(upto, upto, out=upto)
            return
        cells.sort(
            kind="stable"
        )  # one alternative after the other, each with its ranks in ascending order
        ends = np.append(np.flatnonzero(cells[1:] != cells[:-1]) + 1, len(cells))
        length = np.diff(ends, prepend=0)
        last = (ends - 1) % draws + 1  # how many of the alternative's ranks are no higher
        at = cells[ends - 1]
        self.each[at] += length**2
        self.upto[at] += length * (2 * last - length)

    @property
    def found(self) -> Squares:
        each, upto = (table.reshape(-1, self.width) for table in (self.each, self.upto))
        return Squares(each, upto if self.small else np.cumsum(upto, axis=1))


@dataclass(frozen=True)
class Grouping:
    """Draws in groups of `group`, each of which holds drawn values of its own for every `batch` of its draws."""

    samples: int
    group: int
    batch: int

    @property
    def sizes(self) -> Array:
        starts = np.arange(0, self.samples, self.group)
        return np.minimum(self.group, self.samples - starts).astype(float)

    @property
    def matrices(self) -> int:
        return -(-self.samples // self.batch)


def effective_samples(counts: Counts, squares: Counts, of: Grouping) -> Array:
    """How many independent draws would tell as much of a share p as these, which share drawn values in batches.

    p (1 - p) over the variance of p between groups (Kish 1965, Survey Sampling, ch. 8), at most the draws; where no
    group differs from another (shares of 0 and 1) as many as there are drawn matrices.
    """
    sizes, share = of.sizes, counts / of.samples
    number = len(sizes)
    between = np.maximum(squares - share**2 * (sizes**2).sum(), 0)
    variance = between / of.samples**2 * (number / (number - 1))
    # groups are few: Student's t for the normal quantile (Korn & Graubard 1998, Survey Methodology 24(2), 193-201)
    spread = share * (1 - share) * (Z / float(stdtrit(number - 1, TAIL))) ** 2
    varies = (counts > 0) & (counts < of.samples) & (variance > 0)
    effective = np.divide(
        spread, variance, where=varies, out=np.full(varies.shape, float(of.matrices))
    )
    found: Array = np.minimum(effective, of.samples)
    return found


def wilson(share: Array, samples: Array | float) -> Array:
    """Low and high (… × 2) of the 95% interval of a share (Wilson 1927, JASA 22(158), 209-212): never ± 0."""
    room = Z**2 / samples
    middle = (share + room / 2) / (1 + room)
    half = Z / (1 + room) * np.sqrt(share * (1 - share) / samples + room / (4 * samples))
    low = np.where(share > 0, middle - half, 0)
    ends: Array = np.stack((low, np.where(share < 1, middle + half, 1)), axis=-1)
    return ends


def farther(interval: Array, share: Array) -> Array:
    """How far each share lies from the farther end of its interval (shares × 2)."""
    distance: Array = np.abs(interval - share[..., None]).max(axis=-1)
    return distance
