"""SMAA: how often each alternative takes each rank over a region of weights, and under which weights it is first."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from criteria.errors import Finding, MethodError, WeightsError
from mcda.methods.kernel import prepare
from mcda.methods.registry import method_named
from mcda.model.decision_matrix import SHOWN_ROWS, Array, DecisionMatrix, few, required
from mcda.model.method import Method
from mcda.model.weights import weight_sets
from mcda.robustness.blocks import BlockCounts, SamplingTask, block_size, count_block, pairwise_wins
from mcda.robustness.participant_weights import ParticipantWeights
from mcda.robustness.rank_counts import Counts, exact_ranks
from mcda.robustness.sampling_error import Grouping, Squares, effective_samples, farther, wilson
from mcda.robustness.uncertain_values import Intervals, UncertainValues, at_the_ends
from mcda.robustness.weight_regions import Given, Nested, Region, Simplex
from mcda.study.workshop_outcome import rounded

if TYPE_CHECKING:
    import pandas as pd

VERSION = 2  # of the random stream; the same seed, block and version give the same bits
ALL_RANKS = 3000  # alternatives up to which every rank is counted; beyond, the table would not fit
PAIRED = 3000  # the same for the table of pairs
BOUNDS = 0.05, 0.95  # the ranks between which an alternative lies in nine draws of ten


class Executor(Protocol):
    """Anything that maps a function over blocks: threads, processes, a cluster."""

    def map(self, fn: Callable[..., Any], /, *iterables: Iterable[Any]) -> Iterable[Any]: ...


@dataclass(frozen=True, eq=False)
class Acceptability:
    """What SMAA found; alternatives in the matrix's order (Lahdelma & Salminen 2001, Oper. Res. 49(3), 444-454).

    `edges` are the last ranks of the columns: 1, 2, … n, or those of bands (first, first ten, tenths) where
    there are too many alternatives to count every rank.
    """

    task: SamplingTask
    region: Region
    counts: Counts
    firsts: NDArray[np.int64]
    sums: Array
    confidence_factor: Array
    squares: Squares | None = None

    def to_frame(self) -> "pd.DataFrame":
        """N × n shares of weight sets (0 to 1): the index names alternatives; of each column the last rank it counts."""
        import pandas as pd

        index = pd.Index(self.alternatives, name="alternative")
        return pd.DataFrame(self.acceptability, index, pd.Index(self.edges, name="rank"))

    def __repr__(self) -> str:
        often = np.argsort(-self.firsts, kind="stable")
        first = [f"{self.alternatives[i]} {self.top(1)[i]:.2f}" for i in often if self.firsts[i]]
        named = f"{self.task.method}, samples={self.samples}, seed={self.seed}"
        return f"Acceptability({named}; 1: {few(first)})"

    def _repr_html_(self) -> str:
        return self.to_frame().to_html(max_rows=SHOWN_ROWS, max_cols=SHOWN_ROWS)

    @property
    def alternatives(self) -> tuple[str, ...]:
        return self.task.matrix.alternatives

    @property
    def samples(self) -> int:
        return self.task.samples

    @property
    def seed(self) -> int:
        return self.task.seed

    @property
    def block(self) -> int:
        return self.task.block

    @property
    def edges(self) -> tuple[int, ...]:
        return self.task.edges

    @property
    def version(self) -> int:
        return VERSION

    @cached_property
    def acceptability(self) -> Array:
        """N × n shares of draws: rows alternatives, columns ranks (bands where `edges` are)."""
        shares: Array = self.counts / self.samples
        return shares

    @cached_property
    def central_weights(self) -> tuple[Array | None, ...]:
        """Mean weights (m) of the draws in which each alternative is first; None for one that never is.

        Of a workshop's participants to half a percentage point, and None where fewer than its minimum put it first.
        """
        found = [
            row / count if count else None
            for row, count in zip(self.sums, self.firsts, strict=True)
        ]
        room = self.region
        if not isinstance(room, ParticipantWeights) or room.minimum < 2:
            return tuple(found)
        ranked = exact_ranks(
            self.task.kernel(room.weights), method_named(self.task.method).higher_is_better
        )
        told = room.tellable(ranked == 1) & (self.firsts >= room.minimum)
        return tuple(
            rounded(weights) if may and weights is not None else None
            for weights, may in zip(found, told, strict=True)
        )

    def top(self, k: int) -> Array:
        """Share of draws in which each alternative is among the first k ranks; k must be an edge of a band."""
        if k not in self.edges:
            raise MethodError.of("robust.edge", found=k, known=list(self.edges))
        among: Array = self.counts[:, : self.edges.index(k) + 1].sum(axis=1) / self.samples
        return among

    @property
    def is_sampled(self) -> bool:
        """Whether chance has a part in it: not where weights are given, each counted once, and no value is uncertain."""
        return self.task.region is not None or self.task.observations is not None

    @cached_property
    def acceptability_interval(self) -> Array:
        """N × n × 2: between what shares endless drawing would come out in 95 of 100 samples like this one.

        Each share by itself, by Wilson's interval: of as many draws as there were, or of as many independent ones as
        the batches are worth that share drawn values. Weights given are as they are; only drawn values have an error.
        """
        return self._interval(self.counts, None if self.squares is None else self.squares.each)

    @property
    def acceptability_error(self) -> Array:
        """N × n: how far each share lies from the farther end of its interval."""
        return farther(self.acceptability_interval, self.acceptability)

    def top_error(self, k: int) -> Array:
        """N: the same of being among the first k ranks."""
        return farther(self.top_interval(k), self.top(k))

    @property
    def matrices(self) -> int:
        """How often the uncertain values were drawn."""
        return 0 if self.task.observations is None else -(-self.samples // self.task.batch)

    def top_interval(self, k: int) -> Array:
        """N × 2: the same of the share of draws in which each is among the first k ranks; k must be an edge of a band."""
        self.top(k)
        column = self.edges.index(k)
        squares = None if self.squares is None else self.squares.upto[:, column]
        return self._interval(self.counts[:, : column + 1].sum(axis=1), squares)

    @cached_property
    def error(self) -> float:
        """The farthest that any of these shares, or of being among the first k, lies from an end of its interval."""
        upto, worst = np.zeros(len(self.alternatives), dtype=np.int64), 0.0
        for column in range(len(self.edges)):  # a column at a time: all at once would not fit
            upto += self.counts[:, column]
            for counts, name in ((self.counts[:, column], "each"), (upto, "upto")):
                squares = None if self.squares is None else getattr(self.squares, name)[:, column]
                found = farther(self._interval(counts, squares), counts / self.samples)
                worst = max(worst, float(found.max()))
        return worst

    def _interval(self, counts: Counts, squares: Counts | None) -> Array:
        shares = counts / self.samples
        if not self.is_sampled:
            return np.stack((shares, shares), axis=-1)
        if squares is None:
            return wilson(shares, float(self.samples))
        of = Grouping(self.samples, self.task.group, self.task.batch)
        return wilson(shares, effective_samples(counts, squares, of))

    @cached_property
    def mean_rank(self) -> Array:
        """Mean rank; of a band, its middle."""
        starts = np.array((0, *self.edges[:-1])) + 1
        mean: Array = self.acceptability @ ((starts + np.array(self.edges)) / 2)
        return mean

    @cached_property
    def rank_interval(self) -> NDArray[np.int64]:
        """N × 2: the ranks between which an alternative lies in 90% of draws (5% to 95%); of bands, their ends."""
        below = np.cumsum(self.counts, axis=1)
        low, high = ((below < share * self.samples).sum(axis=1) for share in BOUNDS)
        starts = np.array((0, *self.edges[:-1])) + 1
        return np.column_stack((starts[low], np.array(self.edges)[high]))

    def winning(self, executor: Executor | None = None) -> Array:
        """N × n: share of draws in which the row is ranked before the column; a tie counts half each way.

        Draws the same weights again. Zero on the diagonal. Raises MethodError above 3,000 alternatives.
        """
        n = len(self.alternatives)
        if n > PAIRED:
            raise MethodError.of("robust.large", found=n, expected=PAIRED)
        halves = np.zeros((n, n), dtype=np.int64)
        for found in _mapped(executor, partial(pairwise_wins, self.task), *self._blocks()):
            halves += found
        share: Array = halves / (2 * self.samples)
        return share

    def digest(self) -> str:
        """SHA-256 of every count and sum, of the seed, the block and the version: equal on every executor."""
        p = self.task
        digest = hashlib.sha256(
            f"{VERSION} {p.method} {p.samples} {p.seed} {p.block} {p.edges}".encode()
        )
        for table in (self.counts, self.firsts, self.sums, self.confidence_factor):
            digest.update(np.ascontiguousarray(table).tobytes())
        return digest.hexdigest()

    def _blocks(self) -> tuple[range, list[Array | None]]:
        return blocks_of(self.task, self.region)


def acceptability(
    matrix: DecisionMatrix,
    method: str = "additive",
    samples: int = 100_000,
    seed: int = 1,
    region: Region | None = None,
    draws: ArrayLike | None = None,
    scales: ArrayLike | None = None,
    executor: Executor | None = None,
    *,
    groups: Mapping[str, str] | None = None,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    observations: UncertainValues | None = None,
    bands: bool | None = None,
    progress: Callable[[float], None] | None = None,
    **parameters: Any,
) -> Acceptability:
    """Rank under `samples` weight vectors of a region and count ranks.

    The region is `draws` (S × m, each once), `region`, nested by `groups` (criterion → group), or the whole simplex.
    `low` and `high` (n × m) make values uncertain: uniform within their interval, one value a draw for the
    additive method; other methods are prepared anew for every 32 draws, or fewer where there are less than 4,096,
    which share a matrix (some ten times slower): errors are those of the matrices drawn. Each value is drawn by itself;
    the ends of a column without a scale stay those of `matrix`; a method's needs are to be met all over the intervals.
    `bands` counts the first, the first ten and the tenths instead of every rank
    (the default above 3,000 alternatives). `progress` hears the share done after each block.

    The same seed gives the same bits on every executor; two threads by default. Raises MethodError,
    WeightsError or EvidenceError. SMAA-2: Lahdelma & Salminen 2001, Oper. Res. 49(3), 444-454.

    >>> from mcda import DecisionMatrix
    >>> matrix = DecisionMatrix.of([[300, 6], [450, 8], [380, 8]], directions=["min", "max"])
    >>> acceptability(matrix, samples=1000).to_frame()[1].round(1).to_dict()
    {'A1': 0.3, 'A2': 0.0, 'A3': 0.7}
    """
    required(matrix)
    if scales is not None:
        matrix = DecisionMatrix.of(
            matrix.values,
            matrix.directions,
            matrix.alternatives,
            matrix.criteria,
            scales=scales,
        )
    chosen = method_named(method)
    settings = chosen.settings(matrix, parameters)
    unmet = chosen.unmet(matrix, settings)
    if unmet:
        raise MethodError(*unmet)
    n, m = matrix.shape
    where = _region(matrix, region, draws, groups)
    if where.m != m:
        raise WeightsError.of("region.width", found=where.m, expected=m)
    size = samples if where.fixed is None else len(where.fixed)
    if not (isinstance(size, (int, np.integer)) and size >= 1):
        raise MethodError.of("robust.samples", found=size)
    if not (isinstance(seed, (int, np.integer)) and seed >= 0):
        raise MethodError.of("robust.seed", found=seed)
    if observations is None and (low is not None or high is not None):
        observations = Intervals.of(
            matrix,
            matrix.values if low is None else low,
            matrix.values if high is None else high,
        )
    if isinstance(observations, Intervals):
        _needs_met_at_the_ends(chosen, matrix, settings, observations)
    task = SamplingTask(
        matrix=matrix,
        method=method,
        settings=settings,
        kernel=prepare(method, matrix, settings),
        region=where if where.fixed is None else None,
        samples=int(size),
        seed=seed,
        block=block_size(n),
        edges=band_edges(n) if bands or (bands is None and n > ALL_RANKS) else whole(n),
        observations=observations,
    )
    return _summed(task, where, executor, progress)


def _needs_met_at_the_ends(
    method: Method, matrix: DecisionMatrix, settings: Mapping[str, Any], values: Intervals
) -> None:
    """Raises MethodError where the method could not rank what may be drawn, as it would refuse to rank it by itself.

    Its needs look at the smallest and largest value of a column, which the ends bound.
    """
    for table in at_the_ends(matrix, values):
        unmet = method.unmet(table, settings)
        if unmet:
            columns = {key for finding in unmet for key in _criteria_of(finding)}
            reaching = [
                Finding.of(
                    "robust.reaches",
                    alternative=matrix.alternatives[i],
                    criterion=matrix.criteria[j],
                    low=float(low),
                    high=float(high),
                )
                for i, j, low, high in zip(
                    values.rows, values.columns, values.low, values.high, strict=True
                )
                if matrix.criteria[j] in columns
            ]
            raise MethodError(*unmet, *reaching[:20])


def _criteria_of(finding: Finding) -> list[str]:
    named = finding.values.get("criteria", [])
    return [str(key) for key in named] if isinstance(named, (list, tuple)) else []


def whole(n: int) -> tuple[int, ...]:
    return tuple(range(1, n + 1))


def band_edges(n: int) -> tuple[int, ...]:
    """Last ranks of the bands: the first, the first ten, then every tenth of n alternatives."""
    tenths = [-(-n * tenth // 10) for tenth in range(1, 11)]
    return tuple(sorted({1, min(10, n), *tenths}))


def blocks_of(task: SamplingTask, region: Region) -> tuple[range, list[Array | None]]:
    """Block numbers, and the given weights of each (None where the block draws its own)."""
    fixed, size = region.fixed, task.block
    given: list[Array | None] = (
        [None] * task.blocks
        if fixed is None
        else [fixed[start : start + size] for start in range(0, task.samples, size)]
    )
    return range(task.blocks), given


def _region(
    matrix: DecisionMatrix,
    region: Region | None,
    draws: ArrayLike | None,
    groups: Mapping[str, str] | None,
) -> Region:
    if draws is not None:
        return Given.of(weight_sets(draws, matrix.criteria))
    if region is not None:
        return region
    if groups is not None:
        return Nested.of([groups[key] for key in matrix.criteria])
    return Simplex(matrix.shape[1])


def _mapped(
    executor: Executor | None, work: Callable[..., Any], *pieces: Iterable[Any]
) -> Iterator[Any]:
    if executor is not None:
        yield from executor.map(work, *pieces)
        return
    with ThreadPoolExecutor(2) as threads:
        yield from threads.map(work, *pieces)


def _summed(
    task: SamplingTask,
    region: Region,
    executor: Executor | None,
    progress: Callable[[float], None] | None,
) -> Acceptability:
    n, m = task.matrix.shape
    counts = np.zeros((n, len(task.edges)), dtype=np.int64)
    firsts, sums = np.zeros(n, dtype=np.int64), np.zeros((n, m))
    squares = (
        Squares(*np.zeros((2, n, len(task.edges)), dtype=np.int64)) if task.batch > 1 else None
    )
    found: BlockCounts
    numbers, given = blocks_of(task, region)
    # in block order: sums of floats depend on it
    for done, found in enumerate(_mapped(executor, partial(count_block, task), numbers, given), 1):
        counts += found.counts
        firsts += found.firsts
        sums += found.sums
        if squares is not None and found.squares is not None:
            squares.each[:] += found.squares.each
            squares.upto[:] += found.squares.upto
        if progress is not None:
            progress(done / task.blocks)
    central = {int(i): sums[i] / firsts[i] for i in np.flatnonzero(firsts)}
    sure = task.confident(central)
    confidence = np.array([sure.get(i, 0.0) for i in range(n)])
    return Acceptability(task, region, counts, firsts, sums, confidence, squares)
