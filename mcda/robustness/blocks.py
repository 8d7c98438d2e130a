"""One block of draws, counted: a pure function of (task, block), so that any executor gives the same bits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from criteria.errors import MethodError
from mcda.methods.kernel import Kernel, prepare
from mcda.methods.registry import method_named
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.robustness.rank_counts import Counts, count_ranks, exact_ranks, is_first, rows_at_once
from mcda.robustness.sampling_error import SquaredCounts, Squares
from mcda.robustness.score_shifts import Shifts
from mcda.robustness.uncertain_values import UncertainValues, drawn_matrix
from mcda.robustness.weight_regions import Region

# Draws that share one drawn matrix where a method has to be prepared anew for each. One each would cost ten times as much.
BATCH = 32
SPREAD = 128  # batches at least, so that of few draws they are smaller; two or more are a group, whose spread is measured
TRIALS = 4096  # drawn values behind a confidence factor of additive scores
MATRICES = 512  # the same for other methods, each of which is prepared anew


def block_size(n: int) -> int:
    """Draws in a block: part of the random stream, so it depends on nothing but the number of alternatives."""
    return 4096 if n <= 512 else 1024 if n <= 3000 else 64


@dataclass(frozen=True, eq=False)
class SamplingTask:
    """All that a block needs; travels to other processes as arrays and names."""

    matrix: DecisionMatrix
    method: str
    settings: Mapping[str, Any]
    kernel: Kernel
    region: Region | None  # None where the weights come as a list
    samples: int
    seed: int
    block: int
    edges: tuple[int, ...]
    observations: UncertainValues | None = None

    @property
    def blocks(self) -> int:
        return -(-self.samples // self.block)

    @property
    def rows(self) -> int:
        return rows_at_once(self.kernel.n, self.edges)

    @cached_property
    def batch(self) -> int:
        """Draws that share their drawn values: one, unless a method has to be prepared anew for other values."""
        redrawn = self.observations is not None and self.shifts is None
        return min(BATCH, self._group) if redrawn else 1

    @property
    def group(self) -> int:
        """Draws counted together, some batches: between such groups the spread of a share is measured."""
        return min(2 * self._group, self.block, 1 << (self.rows.bit_length() - 1))

    @property
    def _group(self) -> int:
        """A power of two, so that no batch and no group parts at the end of a block."""
        return 1 << (max(1, self.samples // SPREAD).bit_length() - 1)

    @property
    def trials(self) -> int:
        """Drawn tables behind a confidence factor where values vary."""
        return MATRICES if self.shifts is None else TRIALS

    @cached_property
    def shifts(self) -> Shifts | None:
        if self.observations is None or self.method != "additive":
            return None
        return Shifts(self.matrix, self.observations)

    def stream(self, *key: int) -> np.random.Generator:
        """The generator of a block: the same as the spawned child of the seed's sequence."""
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=key))

    def weights_of(self, block: int, given: Array | None) -> Array:
        if given is not None or self.region is None:
            assert given is not None
            return given
        size = min(self.block, self.samples - block * self.block)
        return self.region.draw(self.stream(block), size)

    def scores(self, block: int, weights: Array) -> Iterator[tuple[slice, Array]]:
        """Rows of the block and their scores (rows × n), a piece small enough for the cache at a time."""
        rows = self.rows
        if self.observations is None:
            for start in range(0, len(weights), rows):
                part = slice(start, min(start + rows, len(weights)))
                yield part, self.kernel.score(weights[part])
            return
        chance = self.stream(
            block, 1
        )  # its own stream: uncertain values leave the weights as they were
        if self.shifts is None:
            for start in range(0, len(weights), self.group):
                group = weights[start : start + self.group]
                yield slice(start, start + len(group)), self._in_batches(chance, group)
            return
        for start in range(0, len(weights), rows):
            part = slice(start, min(start + rows, len(weights)))
            scores = self.kernel.score(weights[part])
            self.shifts.add(scores, weights[part], self.shifts.draw(chance, len(scores)))
            yield part, scores

    def _in_batches(self, chance: np.random.Generator, weights: Array) -> Array:
        scores = np.empty((len(weights), self.kernel.n))
        for start in range(0, len(weights), self.batch):
            part = slice(start, start + self.batch)
            scores[part] = self._redrawn(chance).score(weights[part])
        return scores

    def _redrawn(self, chance: np.random.Generator) -> Kernel:
        assert self.observations is not None
        drawn = self.observations.draw(chance, 1)[0]
        return prepare(
            self.method, drawn_matrix(self.matrix, self.observations, drawn), self.settings
        )

    @np.errstate(all="ignore")  # a score that is no finite number is no first rank
    def confident(self, central: Mapping[int, Array]) -> dict[int, float]:
        """Share of drawn values in which each alternative is first at its own central weights."""
        own, table = np.array(list(central), dtype=np.intp), np.array(list(central.values()))
        if self.observations is None:
            first = [
                self._first(
                    self.kernel.score(table[start : start + self.rows]), own[start:][: self.rows]
                )
                for start in range(0, len(table), self.rows)
            ]
            return dict(zip(central, np.concatenate(first).astype(float), strict=True))
        chance = self.stream(0, 2)
        if self.shifts is not None:
            gains = self.shifts.draw(chance, TRIALS)
            sure = self._trials(own, table, gains) / len(gains)
            return dict(zip(central, sure.tolist(), strict=True))
        wins = np.zeros(len(central))
        for _ in range(MATRICES):
            wins += self._first(self._redrawn(chance).score(table), own)
        return dict(zip(central, (wins / MATRICES).tolist(), strict=True))

    def _trials(self, own: NDArray[np.intp], weights: Array, gains: Array) -> Array:
        """In how many of the drawn values each of these alternatives is first, at the weights beside it."""
        assert self.shifts is not None
        base, wins = self.kernel.score(weights), np.zeros(len(own))
        for start in range(0, len(gains), self.rows):
            columns, drawn = self.shifts.by_column(gains[start : start + self.rows])
            for k, alternative in enumerate(own.tolist()):
                scores = np.tile(base[k], (drawn.shape[1], 1))
                for column, gained in zip(columns, drawn, strict=True):
                    scores += weights[k, column] * gained
                wins[k] += self._first(scores, alternative).sum()
        return wins

    def _first(self, scores: Array, alternative: int | NDArray[np.intp]) -> NDArray[np.bool_]:
        return is_first(scores, alternative, self.kernel.higher_is_better)


@dataclass(frozen=True, eq=False)
class BlockCounts:
    """What a block found: ranks (n × edges), first ranks and the weights summed over them.

    Where draws share their drawn values, also the squared counts of groups of draws that share none with one another.
    """

    counts: Counts
    firsts: NDArray[np.int64]
    sums: Array
    squares: Squares | None = None


def _keep_memory() -> None:
    """Make the C library keep freed memory for the next piece: it raises its limit to the largest block freed.

    Else every piece is returned to the system and faulted in anew, a third of the time and more with threads.
    """
    np.empty(3 << 20)


def count_block(task: SamplingTask, block: int, given: Array | None) -> BlockCounts:
    """Raises MethodError if a draw has a score that is no finite number."""
    _keep_memory()
    weights = task.weights_of(block, given)
    kernel = task.kernel
    pieces = ((part.start, scores) for part, scores in task.scores(block, weights))
    squared = SquaredCounts(kernel.n, task.edges) if task.batch > 1 else None
    with np.errstate(all="ignore"):
        try:
            found = count_ranks(pieces, kernel.n, kernel.higher_is_better, task.edges, squared)
        except FloatingPointError:
            name = method_named(task.method).name
            raise MethodError.of("method.not_finite", method=name) from None
    drawn = weights[found.draws]
    sums = [np.bincount(found.first, column, minlength=kernel.n) for column in drawn.T]
    firsts = np.bincount(found.first, minlength=kernel.n)
    squares = None if squared is None else squared.found
    return BlockCounts(found.counts, firsts, np.column_stack(sums), squares)


def pairwise_wins(task: SamplingTask, block: int, given: Array | None) -> Counts:
    """N × n: in how many draws of the block the row's rank is better than the column's, ties once each way halved.

    Counted in halves, so that the sum stays a whole number.
    """
    weights = task.weights_of(block, given)
    n = task.kernel.n
    ranks = np.empty((n, len(weights)), dtype=np.uint16)
    with np.errstate(all="ignore"):
        for part, scores in task.scores(block, weights):
            ranks[:, part] = exact_ranks(scores, task.kernel.higher_is_better).T
    halves = np.zeros((n, n), dtype=np.int64)
    for i in range(n - 1):
        rest = ranks[i + 1 :]
        better = _ones(ranks[i] < rest)
        worse = _ones(ranks[i] > rest)
        halves[i, i + 1 :] = len(weights) + better - worse
        halves[i + 1 :, i] = len(weights) + worse - better
    return halves


def _ones(table: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many are true in each row, counted a word at a time."""
    ones: NDArray[np.int64] = np.bitwise_count(np.packbits(table, axis=1)).sum(
        axis=1, dtype=np.int64
    )
    return ones
