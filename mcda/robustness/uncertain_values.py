"""Values that are not certain: drawn within their intervals together with the weights."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

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
    """Each uncertain value uniform between its own low and high, independent of the others.

    Uniform on its scale: of the logarithm where `logarithmic`.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    low: Array
    high: Array
    logarithmic: NDArray[np.bool_]

    @classmethod
    def of(cls, matrix: DecisionMatrix, low: ArrayLike, high: ArrayLike) -> "Intervals":
        """From n × m lows and highs; a cell is uncertain where the two differ. Raises EvidenceError."""
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
        return cls(rows, columns, low, high, transformed[columns] & (low > 0))

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        share = rng.random((size, len(self.low)))
        drawn = self.low + (self.high - self.low) * share
        if self.logarithmic.any():
            low, high = self.low[self.logarithmic], self.high[self.logarithmic]
            drawn[:, self.logarithmic] = low * (high / low) ** share[:, self.logarithmic]
        return drawn


def drawn_matrix(
    matrix: DecisionMatrix, observations: UncertainValues, values: Array
) -> DecisionMatrix:
    """The matrix with K drawn values in their cells; scales stay those of the first matrix's own ends."""
    table = matrix.values.copy()
    table[observations.rows, observations.columns] = values
    table.setflags(write=False)
    m = matrix
    return DecisionMatrix(m.alternatives, m.criteria, table, m.directions, m.scales, m.beyond)


@dataclass(frozen=True, eq=False)
class Shifts:
    """What drawn values add to additive scores: only the uncertain cells are computed, so the rest costs nothing."""

    matrix: DecisionMatrix
    observations: UncertainValues

    @cached_property
    def by_column(self) -> list[tuple[int, NDArray[np.intp], NDArray[np.intp]]]:
        """(column, cells, rows) of each column that has uncertain cells; a column's rows are all different."""
        found = []
        for j in np.unique(self.observations.columns):
            cells = np.flatnonzero(self.observations.columns == j)
            found.append((int(j), cells, self.observations.rows[cells]))
        return found

    def normalised(self, drawn: Array) -> Array:
        """Values (size × K) as values from 0 to 1, less the values that they replace."""
        _, bounds = self.matrix.transformed
        gains = np.empty_like(drawn)
        for j, cells, rows in self.by_column:
            low, high = bounds[j]
            end = self.matrix.ends[j]
            x = drawn[:, cells]
            if end is not None and end.curve == "log":
                x = np.log(np.clip(x, end.low, end.high))
            share = (np.clip(x, low, high) - low) / (high - low)
            upward = share if self.matrix.directions[j] == 1 else 1 - share
            gains[:, cells] = upward - self.matrix.normalised[rows, j]
        return gains

    def add(self, scores: Array, weights: Array, gains: Array) -> None:
        """Add the weighted gains to the scores (size × n), in place; weights are size × m, or m for all."""
        for j, cells, rows in self.by_column:
            scores[:, rows] += weights[..., j, None] * gains[:, cells]
