"""How often each method changes its mind without cause: the figures behind the vices of methods*.toml.

Random tables of 8 alternatives × 4 criteria, readings from 1 to 100, random directions and weights, default
settings, without and with fixed scales. Run as `python -m benchmarks.vices [tables]`.
"""

import sys
from dataclasses import dataclass, replace

import numpy as np

from criteria.errors import MethodError
from mcda.methods.registry import METHODS, rank
from mcda.model.decision_matrix import DecisionMatrix

N, M, LOW, HIGH = 8, 4, 1.0, 100.0


@dataclass(frozen=True)
class Table:
    """One random problem, the row and the column that will be meddled with, and by how much."""

    values: np.ndarray
    directions: np.ndarray
    weights: np.ndarray
    scaled: bool
    row: int
    column: int
    part: float

    def places(self, method):
        scales = [(LOW, HIGH) if sign == 1 else (HIGH, LOW) for sign in self.directions]
        matrix = DecisionMatrix.of(
            self.values, self.directions, scales=scales if self.scaled else None
        )
        return rank(matrix, self.weights, method).places


def random_table(rng, scaled):
    return Table(
        values=rng.uniform(LOW, HIGH, (N, M)),
        directions=rng.choice([-1, 1], M),
        weights=rng.dirichlet(np.ones(M)),
        scaled=scaled,
        row=int(rng.integers(N)),
        column=int(rng.integers(M)),
        part=float(rng.random()),
    )


def same_order(a, b):
    return np.array_equal(np.sign(a[:, None] - a), np.sign(b[:, None] - b))


def reversal(method, table):
    """An alternative is dropped and the order of the others changes."""
    others = np.delete(np.arange(N), table.row)
    without = replace(table, values=table.values[others])
    return not same_order(table.places(method)[others], without.places(method))


def clone(method, table):
    """An alternative is entered twice and the order of the originals changes."""
    twice = replace(table, values=np.vstack((table.values, table.values[table.row])))
    return not same_order(table.places(method), twice.places(method)[:N])


def unmonotone(method, table):
    """One reading is improved and its alternative loses a place."""
    values = table.values.copy()
    best = HIGH if table.directions[table.column] == 1 else LOW
    values[table.row, table.column] += table.part * (best - values[table.row, table.column])
    better = replace(table, values=values)
    return better.places(method)[table.row] > table.places(method)[table.row]


def undominant(method, table):
    """The alternative that is strictly best on every criterion is not first."""
    values = table.values.copy()
    values[table.row] = np.where(
        table.directions == 1, values.max(axis=0) + 1, values.min(axis=0) * 0.9
    )
    return replace(table, values=values, scaled=False).places(method)[table.row] != 1


VICES = (reversal, clone, unmonotone, undominant)


def measure(method, vice, tables, scaled=False, seed=7):
    """Share of random tables that show the vice, and of how many: those the method refuses do not count."""
    rng = np.random.default_rng(seed)
    shown = []
    for _ in range(tables):
        try:
            shown.append(bool(vice(method, random_table(rng, scaled))))
        except MethodError:
            continue
    return float(np.mean(shown)), len(shown)


def main(tables):
    for scaled in (False, True):
        print("with fixed scales" if scaled else "without scales")
        for method in METHODS:
            cells = [
                "{} {:.4f} of {}".format(vice.__name__, *measure(method, vice, tables, scaled))
                for vice in VICES
            ]
            print(f"{method:16}", *cells, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
