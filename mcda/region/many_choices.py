"""The best set of k under many vectors of values at once: bounded together, so that a solver is asked seldom."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mcda.model.decision_matrix import Array
from mcda.region.linear_constraints import Row

ROUNDS = 60  # of the subgradient method; more of them leave hardly less to be searched
SEARCHED = 512  # sets that are gone through one by one rather than by a solver
EXACT = 1e-9  # of the largest value: what rounding may hide between a bound and a set


class Open(NamedTuple):
    """What is left of one vector's choice: positions of candidates that are in, and of those that may be."""

    inside: NDArray[np.intp]
    free: NDArray[np.intp]


class ManyChoices:
    """K of n candidates under one set of constraints, for one vector of values after the other.

    For multipliers u ≥ 0 of the constraints G x ≤ h no set is worth more than the k largest of v - u G, plus u h
    (Lagrangian relaxation: Geoffrion 1974, Math. Program. Study 2, 82-114). Where that bound is near a known set,
    candidates whose change would cost more than the difference are decided; few sets are left, and they are compared.
    """

    def __init__(self, constraints: Sequence[Row], n: int, k: int) -> None:
        self.n, self.k = n, k
        table = np.zeros((len(constraints), n))
        for at, row in enumerate(constraints):
            table[at, list(row.members)] = 1
        low = np.array([row.low for row in constraints])
        high = np.array([row.high for row in constraints])
        above, below = np.isfinite(high), low > 0
        self.matrix = np.vstack((table[above], -table[below]))
        self.limits = np.concatenate((high[above], -low[below]))
        self.out = (table[high == 0] > 0).any(axis=0)
        self.known: dict[tuple[int, ...], None] = {}

    def learn(self, chosen: tuple[int, ...]) -> None:
        """A set that meets the constraints: what is worth less than it need not be looked at."""
        self.known[chosen] = None

    def left_open(self, values: Array) -> list[Open]:
        """Of each of S vectors (S × n), what is still open beside the best set known. At least one has to be known."""
        found = values[:, np.array(list(self.known))].sum(axis=2).max(axis=1)
        least, reduced = self._bounds(values, found)
        gap = least - found + EXACT * np.abs(values).max(axis=1)
        falling = -np.sort(-reduced, axis=1)
        last = falling[:, self.k - 1]
        after = falling[:, self.k] if self.k < self.n else np.full(len(values), -np.inf)
        inside = reduced - after[:, None] > gap[:, None]
        free = ~inside & (reduced >= (last - gap)[:, None])
        return [Open(*map(np.flatnonzero, row)) for row in zip(inside, free, strict=True)]

    def _bounds(self, values: Array, found: Array) -> tuple[Array, Array]:
        """(S, S × n): an upper bound of each vector's best set, and the reduced values that give it.

        By the subgradient method, with steps by what is found (Held, Wolfe & Crowder 1974, Math. Program. 6, 62-88).
        """
        usable = np.where(self.out, -np.inf, values)
        multipliers = np.zeros((len(values), len(self.limits)))
        least, reduced = np.full(len(values), np.inf), usable.copy()
        factor = np.ones(len(values))
        stalled = np.zeros(len(values), dtype=int)
        for _ in range(ROUNDS):
            now = usable - multipliers @ self.matrix
            top = np.argpartition(-now, self.k - 1, axis=1)[:, : self.k]
            chosen = np.zeros_like(values)
            np.put_along_axis(chosen, top, 1.0, axis=1)
            bound = np.take_along_axis(now, top, axis=1).sum(axis=1) + multipliers @ self.limits
            better = bound < least
            least[better], reduced[better] = bound[better], now[better]
            stalled = np.where(better, 0, stalled + 1)
            factor = np.where(stalled >= 4, factor / 2, factor)
            stalled[stalled >= 4] = 0
            slope = chosen @ self.matrix.T - self.limits
            slope[(multipliers <= 0) & (slope < 0)] = 0
            length = (slope**2).sum(axis=1)
            step = factor * np.maximum(bound - found, 0) / np.where(length > 0, length, 1)
            multipliers = np.maximum(multipliers + step[:, None] * slope, 0)
        return least, reduced

    def searched(self, values: Array, left: Open) -> tuple[int, ...] | None:
        """The best of the sets that are left, each looked at; None if they are too many, or none meets the constraints."""
        missing = self.k - len(left.inside)
        if missing < 0 or not 1 <= comb(len(left.free), missing) <= SEARCHED:
            return None
        listed = list(combinations(left.free.tolist(), missing))
        sets = np.array(listed, dtype=np.intp).reshape(len(listed), missing)
        chosen = np.zeros((len(sets), self.n))
        chosen[:, left.inside] = 1
        np.put_along_axis(chosen, sets, 1.0, axis=1)
        meets = (chosen @ self.matrix.T <= self.limits + 0.5).all(axis=1)
        if not meets.any():
            return None
        best = int(np.argmax(np.where(meets, chosen @ values, -np.inf)))
        return tuple(np.flatnonzero(chosen[best]).tolist())

    def reduced(self, constraints: Sequence[Row], left: Open) -> list[Row]:
        """The constraints on the candidates that are open, by their positions among these."""
        position = {int(i): at for at, i in enumerate(left.free)}
        inside = set(left.inside.tolist())
        rows = []
        for row in constraints:
            members = tuple(position[i] for i in row.members if i in position)
            taken = sum(i in inside for i in row.members)
            if members or row.low > taken:
                rows.append(
                    replace(row, members=members, low=row.low - taken, high=row.high - taken)
                )
        return rows
