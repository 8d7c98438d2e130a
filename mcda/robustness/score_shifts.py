"""What drawn values add to additive scores: only the uncertain cells are computed, so the rest costs nothing."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.robustness.uncertain_values import Intervals, UncertainValues

Cells = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Together:
    """The values of one column that are drawn at one share: at any share, gains lie on lines between those at `nodes`.

    The nodes are the shares (S, from 0 to 1) at which one of the values reaches an end of its scale; `gains` is S × n.
    """

    column: int
    share: int
    nodes: Array
    gains: Array

    def add(self, scores: Array, weights: Array, shares: Array) -> None:
        """Add the gains at the drawn shares (size), weighted (size, or one number), to the scores (size × n), in place."""
        at = np.searchsorted(self.nodes[1:-1], shares, side="right")
        beyond = (shares - self.nodes[at]) / (self.nodes[at + 1] - self.nodes[at])
        parts = np.column_stack((weights * (1 - beyond), weights * beyond)).ravel()
        ends = np.column_stack((at, at + 1)).ravel()
        rows = np.arange(0, 2 * len(shares) + 1, 2)
        between = csr_array((parts, ends, rows), (len(shares), len(self.nodes)))
        scores += np.asarray(between @ self.gains)


@dataclass(frozen=True, eq=False)
class Shifts:
    """The gains of one draw are one number for each value that is drawn by itself, and one share for each common doubt."""

    matrix: DecisionMatrix
    observations: UncertainValues

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        """Gains (size × as many as `of_shares` has), as `add` takes them."""
        if isinstance(self.observations, Intervals):
            return self.at(self.observations.draw_shares(rng, size))
        return self._normalised(self.observations.draw(rng, size))

    def at(self, shares: Array) -> Array:
        """The same at the given shares of Intervals (size × as many as are independent)."""
        assert isinstance(self._apart, Intervals)
        gains = self._normalised(self._apart.at(shares))
        if not self._together:
            return gains
        return np.hstack((gains, shares[:, [one.share for one in self._together]]))

    @property
    def of_shares(self) -> Cells:
        """Which drawn share of Intervals each column of gains follows."""
        assert isinstance(self._apart, Intervals)
        return np.append(self._apart.shares, [one.share for one in self._together]).astype(np.intp)

    def add(self, scores: Array, weights: Array, gains: Array) -> None:
        """Add the weighted gains to the scores (size × n), in place; weights are size × m, or m for all."""
        for j, cells, rows in self._by_column:
            scores[:, rows] += weights[..., j, None] * gains[:, cells]
        for k, one in enumerate(self._together, len(self._apart.rows)):
            one.add(scores, weights[..., one.column], gains[:, k])

    def by_column(self, gains: Array) -> tuple[Cells, Array]:
        """The columns that have gains (C), and the gains of each unweighted (C × size × n)."""
        columns = np.unique(self.observations.columns)
        found = np.zeros((len(columns), len(gains), self.matrix.shape[0]))
        place = {int(j): table for j, table in zip(columns, found, strict=True)}
        for j, cells, rows in self._by_column:
            place[j][:, rows] = gains[:, cells]
        for k, one in enumerate(self._together, len(self._apart.rows)):
            one.add(place[one.column], np.ones(1), gains[:, k])
        return columns, found

    @cached_property
    def _is_together(self) -> NDArray[np.bool_]:
        """Which values share their draw with others of their column, and gain in proportion to it within their scale."""
        values = self.observations
        if not isinstance(values, Intervals):
            return np.zeros(len(values.rows), dtype=np.bool_)
        in_logarithms = np.array([e is not None and e.curve == "log" for e in self.matrix.ends])
        straight = (values.lists == 0) & (values.logarithmic == in_logarithms[values.columns])
        found: NDArray[np.bool_] = straight & (np.bincount(values.shares)[values.shares] > 1)
        return found

    @cached_property
    def _apart(self) -> UncertainValues:
        values, together = self.observations, self._is_together
        return values.only(~together) if isinstance(values, Intervals) else values

    @cached_property
    def _together(self) -> tuple[Together, ...]:
        values = self.observations
        if not isinstance(values, Intervals):
            return ()
        found = values.only(self._is_together)
        pairs = np.unique(np.column_stack((found.columns, found.shares)), axis=0)
        return tuple(
            self._one(found.only((found.columns == j) & (found.shares == share)))
            for j, share in pairs
        )

    def _one(self, values: Intervals) -> Together:
        j, share = int(values.columns[0]), int(values.shares[0])
        low, high = self._transformed(j, values.low), self._transformed(j, values.high)
        ends = np.array(self.matrix.transformed[1][j])
        nodes = (ends[:, None] - low) / (high - low)
        nodes = np.unique(np.concatenate(([0.0, 1.0], nodes[(nodes > 0) & (nodes < 1)])))
        shares = np.zeros((len(nodes), share + 1))
        shares[:, share] = nodes
        gains = np.zeros((len(nodes), self.matrix.shape[0]))
        gains[:, values.rows] = self._gains(j, values.rows, values.at(shares))
        return Together(j, share, nodes, gains)

    @cached_property
    def _by_column(self) -> list[tuple[int, Cells, Cells]]:
        """(column, cells, rows) of each column that has values drawn by themselves; a column's rows are all different."""
        found = []
        for j in np.unique(self._apart.columns):
            cells = np.flatnonzero(self._apart.columns == j)
            found.append((int(j), cells, self._apart.rows[cells]))
        return found

    def _normalised(self, drawn: Array) -> Array:
        gains = np.empty_like(drawn)
        for j, cells, rows in self._by_column:
            gains[:, cells] = self._gains(j, rows, drawn[:, cells])
        return gains

    def _gains(self, j: int, rows: Cells, drawn: Array) -> Array:
        """Values of a column (size × rows) as values from 0 to 1, less the values that they replace."""
        low, high = self.matrix.transformed[1][j]
        end = self.matrix.ends[j]
        x = drawn
        if end is not None and end.curve == "log":
            x = np.log(np.clip(x, end.low, end.high))
        share = (np.clip(x, low, high) - low) / (high - low)
        upward = share if self.matrix.directions[j] == 1 else 1 - share
        gains: Array = upward - self.matrix.normalised[rows, j]
        return gains

    def _transformed(self, j: int, values: Array) -> Array:
        """Values of a column as its scale takes them, beyond its ends too: logarithms where its curve is one."""
        end = self.matrix.ends[j]
        return np.log(values) if end is not None and end.curve == "log" else values
