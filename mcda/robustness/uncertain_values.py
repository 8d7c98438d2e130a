"""Values that are not certain: drawn within their intervals together with the weights."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr

from criteria.errors import EvidenceError, Finding
from mcda.model.decision_matrix import Array, DecisionMatrix


class UncertainValues(Protocol):
    """K uncertain cells (rows and columns of the matrix), and draws of their values (size × K)."""

    @property
    def rows(self) -> NDArray[np.intp]: ...
    @property
    def columns(self) -> NDArray[np.intp]: ...
    def draw(self, rng: np.random.Generator, size: int) -> Array: ...


@dataclass(frozen=True, eq=False)
class Intervals:
    """K uncertain values, each uniform between its own low and high: by itself, or at one share of the way with others.

    Values with the same number in `shares` lie at the same share of their ways in each draw; a number that no other
    value has makes it independent of all. Uniform on its scale: of the logarithm where `logarithmic`. A value that
    counts `lists`, each of which says yes or no, is low and one step for each yes, which has the probability `chance`.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    low: Array
    high: Array
    logarithmic: NDArray[np.bool_]
    lists: NDArray[np.int64]
    chance: Array
    shares: NDArray[np.intp]

    @classmethod
    def of(
        cls,
        matrix: DecisionMatrix,
        low: ArrayLike,
        high: ArrayLike,
        lists: ArrayLike = 0,
        chance: ArrayLike = 0.5,
        common: ArrayLike = 0,
    ) -> "Intervals":
        """From n × m lows and highs; a cell is uncertain where the two differ. Raises EvidenceError.

        `lists` (n × m, or one for all) says how many answers of yes or no a cell counts; 0: it is no count.
        `common` (the same) gives cells that are drawn at one share a number above 0; 0: a cell is drawn by itself.
        """
        ends = [np.asarray(end, dtype=float) for end in (low, high)]
        for end in ends:
            if end.shape != matrix.shape:
                raise EvidenceError.of(
                    "robust.shape", found=str(end.shape), expected=str(matrix.shape)
                )
        bad = ~(ends[0] <= ends[1]) | ~np.isfinite(ends[0]) | ~np.isfinite(ends[1])
        findings = [
            Finding.of(
                "robust.interval",
                alternative=matrix.alternatives[i],
                criterion=matrix.criteria[j],
                low=float(ends[0][i, j]),
                high=float(ends[1][i, j]),
            )
            for i, j in np.argwhere(bad)[:20]
        ]
        if findings:
            raise EvidenceError(*findings)
        rows, columns = np.nonzero((ends[0] < ends[1]) | (ends[0] != matrix.values))
        low, high = ends[0][rows, columns], ends[1][rows, columns]
        transformed = np.array([end is not None and end.curve == "log" for end in matrix.ends])
        counted = np.broadcast_to(np.asarray(lists, dtype=np.int64), matrix.shape)[rows, columns]
        odds = np.broadcast_to(np.asarray(chance, dtype=float), matrix.shape)[rows, columns]
        logarithmic = transformed[columns] & (low > 0) & (counted == 0)
        of = np.broadcast_to(np.asarray(common, dtype=np.int64), matrix.shape)[rows, columns]
        alone = np.arange(len(rows))
        shares = np.unique(np.where(of > 0, len(rows) + of, alone), return_inverse=True)[1]
        return cls(rows, columns, low, high, logarithmic, counted, odds, shares)

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        return self.at(self.draw_shares(rng, size))

    def draw_shares(self, rng: np.random.Generator, size: int) -> Array:
        """How far from low to high (size × as many as are independent), from 0 to 1."""
        return rng.random((size, self._independent))

    def at(self, shares: Array) -> Array:
        """The values (size × K) at these shares of their ways."""
        alone = len(self.low) == shares.shape[1] == self._independent
        share = shares if alone else shares[:, self.shares]
        drawn = self.low + (self.high - self.low) * share
        if self.logarithmic.any():
            low, high = self.low[self.logarithmic], self.high[self.logarithmic]
            drawn[:, self.logarithmic] = low * (high / low) ** share[:, self.logarithmic]
        if len(self._counts):
            yes = (share[:, self._counts, None] >= self._thresholds).sum(axis=-1)
            step = (self.high - self.low)[self._counts] / self.lists[self._counts]
            drawn[:, self._counts] = self.low[self._counts] + step * yes
        return drawn

    def only(self, cells: NDArray[np.bool_]) -> "Intervals":
        """Some of the values, drawn from the shares of all."""
        kept = (getattr(self, one.name)[cells] for one in fields(self))
        return Intervals(*kept)

    @cached_property
    def _independent(self) -> int:
        """How many shares are drawn: one for each value that is drawn by itself, one for all of a common doubt."""
        return int(self.shares.max(initial=-1)) + 1

    @cached_property
    def _counts(self) -> NDArray[np.intp]:
        """Positions of the cells that count answers of yes or no."""
        return np.flatnonzero(self.lists)

    @cached_property
    def _thresholds(self) -> Array:
        """Of each of these, the probabilities of at most 0, 1, … of its lists saying yes."""
        lists, chance = self.lists[self._counts, None], self.chance[self._counts, None]
        yes = np.arange(lists.max())
        thresholds: Array = np.where(yes < lists, bdtr(yes, lists, chance), np.inf).astype(float)
        return thresholds


def drawn_matrix(
    matrix: DecisionMatrix, observations: UncertainValues, values: Array
) -> DecisionMatrix:
    """The matrix with K drawn values in their cells; where no scale is given, ends stay those of the first matrix.

    A weight is that of the way from worst to best, which drawn values do not move: values beyond count as the end.
    Methods that normalise a table by itself (min-max, ratios, vectors) do so with each drawn table.
    """
    table = matrix.values.copy()
    table[observations.rows, observations.columns] = values
    table.setflags(write=False)
    m = matrix
    if "ranges" not in m.cache:
        m.cache["ranges"] = np.column_stack((m.lowest, m.highest)) if m.ranges is None else m.ranges
    ranges = m.cache["ranges"]
    return DecisionMatrix(
        m.alternatives, m.criteria, table, m.directions, m.scales, m.beyond, ranges
    )


def at_the_ends(
    matrix: DecisionMatrix, intervals: Intervals
) -> tuple[DecisionMatrix, DecisionMatrix]:
    """The matrix with every uncertain value at its low, and at its high.

    What may be anything between stands a billionth of its interval (no two by the same part) inside: an end itself is
    never drawn, nor are two values alike. Counts of yes and no stand at the end.
    """
    inside = np.where(intervals.lists > 0, 0.0, 1e-9 * (1 + np.linspace(0, 1, len(intervals.low))))
    step = inside * (intervals.high - intervals.low)
    low, high = intervals.low + step, intervals.high - step
    return drawn_matrix(matrix, intervals, low), drawn_matrix(matrix, intervals, high)
