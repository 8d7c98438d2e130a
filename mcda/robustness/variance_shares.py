"""What the spread of a rank comes from: the weights, or the uncertain values of one criterion."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from mcda.model.decision_matrix import Array
from mcda.robustness.blocks import SamplingTask
from mcda.robustness.participant_weights import ParticipantWeights
from mcda.robustness.rank_counts import quick_ranks
from mcda.robustness.sampling_error import TAIL
from mcda.robustness.score_shifts import Shifts
from mcda.robustness.uncertain_values import Intervals

PAIRS = 4096  # of draws, for each source
GROUPS = 32  # of pairs, from whose differences the error comes
LARGE = 1000  # alternatives above which nothing is told: every pair of draws is ranked anew


@dataclass(frozen=True, eq=False)
class VarianceShares:
    """Of the variance of each alternative's rank, the share that each source explains alone, and its error.

    The first-order index: Var(E[rank | source]) / Var(rank), the part by which the variance shrinks on average once the
    source is settled and all others are not (Sobol' 1993; Saltelli et al. 2008, Global Sensitivity Analysis, ch. 1).
    Columns: the weights, then the uncertain values of each of `criteria`. Of one alternative they sum to at most 1 but
    for errors: the rest is what sources do together. `shares` and `errors` (95%, half-widths) are n × (1 + D), nan where
    the rank never varies.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    shares: Array
    errors: Array


def variance_shares(task: SamplingTask) -> VarianceShares | None:
    """The shares by pairs of draws that have one source in common, and all others drawn anew.

    The correlation of the ranks of such a pair is the share (Janon et al. 2014, ESAIM: Probability and Statistics 18,
    342-364: mean and variance from both draws of a pair). The error is that of the delete-one-group jackknife, with
    Student's t. None where there is nothing to part: weights of people, values that all are certain,
    scores that are no sum, or more than 1,000 alternatives.
    """
    if task.region is None or task.shifts is None or task.kernel.n > LARGE:
        return None
    if isinstance(task.region, ParticipantWeights):
        return None
    if not isinstance(task.observations, Intervals):
        return None
    sources = _Sources(task, task.observations)
    sums = np.stack([sources.sums(group) for group in range(GROUPS)])  # groups × 3 × (1 + D) × n
    total = sums.sum(axis=0)
    share = _correlation(total, PAIRS)
    without = _correlation(total - sums, PAIRS - PAIRS // GROUPS)
    spread = ((without - without.mean(axis=0)) ** 2).sum(axis=0) * (GROUPS - 1) / GROUPS
    errors = float(stdtrit(GROUPS - 1, TAIL)) * np.sqrt(spread)
    return VarianceShares(task.matrix.alternatives, sources.criteria, share.T, errors.T)


def _correlation(sums: Array, pairs: int) -> Array:
    """From the sums of x + y, x² + y² and xy over the pairs (… × 3 × sources × n)."""
    added, squared, product = np.moveaxis(sums, -3, 0)
    mean = added / (2 * pairs)
    variance = squared / (2 * pairs) - mean**2
    varies = (
        variance > 1e-9
    )  # ranks are whole: rounding alone is far below, a rank that moves once far above
    found: Array = np.divide(
        product / pairs - mean**2, variance, out=np.full(mean.shape, np.nan), where=varies
    )
    return found


@dataclass(frozen=True, eq=False)
class _Sources:
    """Ranks of two draws, and of draws that have one source of the first and all others of the second."""

    task: SamplingTask
    intervals: Intervals

    @property
    def shifts(self) -> Shifts:
        assert self.task.shifts is not None
        return self.task.shifts

    @cached_property
    def columns(self) -> NDArray[np.intp]:
        return np.unique(self.intervals.columns)

    @property
    def criteria(self) -> tuple[str, ...]:
        return tuple(self.task.matrix.criteria[j] for j in self.columns)

    def sums(self, group: int) -> Array:
        """Of the pairs of one group, for each source: sums of x + y, x² + y² and xy (3 × (1 + D) × n)."""
        region, size = self.task.region, PAIRS // GROUPS
        assert region is not None
        streams = [self.task.stream(group, 3, part) for part in range(4)]
        first, second = (region.draw(stream, size) for stream in streams[:2])
        one, other = (self.intervals.draw_shares(stream, size) for stream in streams[2:])
        gains, others = (self.shifts.at(shares) for shares in (one, other))
        x = self._ranks(first, gains)
        pairs = [self._ranks(first, others)]
        pairs += [self._ranks(second, np.where(own, gains, others)) for own in self._cells]
        added: Array = np.array(
            [[(x + y).sum(0), (x * x + y * y).sum(0), (x * y).sum(0)] for y in pairs]
        )
        return added.swapaxes(0, 1)

    @cached_property
    def _cells(self) -> list[NDArray[np.bool_]]:
        """Of each criterion, the gains that follow its draws: its own, and those of others by the same shares."""
        of, values = self.shifts.of_shares, self.intervals
        return [np.isin(of, values.shares[values.columns == column]) for column in self.columns]

    def _ranks(self, weights: Array, gains: Array) -> Array:
        """Ranks (size × n), as floats: whole numbers, whose sums are exact."""
        task = self.task
        scores = task.kernel.score(weights)
        self.shifts.add(scores, weights, gains)
        ranks: Array = quick_ranks(scores, task.kernel.higher_is_better).astype(float)
        return ranks
