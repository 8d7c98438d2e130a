"""How often each method changes its mind without cause: the figures behind the vices of methods*.toml.

Random tables of 8 alternatives × 4 criteria, readings from 1 to 100, random directions and weights, default
settings. reversal: a random alternative is dropped and the order of the others changes. clone: an alternative
is entered twice and the order of the originals changes. unmonotone: one cell is improved and its alternative
loses a place. dominance: the one that is strictly best everywhere is not first.
"""

import sys

import numpy as np

from criteria.finding import MethodTrouble
from mcda.methods import METHODS, rank
from mcda.problem import DecisionMatrix

N, M = 8, 4


def _order(method, values, directions, weights, scaled):
    scales = [(1, 100) if sign == 1 else (100, 1) for sign in directions] if scaled else None
    matrix = DecisionMatrix.of(values, directions, scales=scales)
    return rank(matrix, weights, method).places


def _same(a, b):
    return np.array_equal(np.sign(a[:, None] - a), np.sign(b[:, None] - b))


def measure(method, trials, scaled=False, seed=7):
    """Shares of the tables in which each vice shows; None where the method refuses the table by its needs."""
    rng = np.random.default_rng(seed)
    shown = {"reversal": [], "clone": [], "unmonotone": [], "dominance": []}
    for _ in range(trials):
        values = rng.uniform(1, 100, (N, M))
        directions = rng.choice([-1, 1], M)
        weights = rng.dirichlet(np.ones(M))
        i, j = int(rng.integers(N)), int(rng.integers(M))
        others = np.delete(np.arange(N), i)
        better = values.copy()
        best = 100 if directions[j] == 1 else 1
        better[i, j] += (best - better[i, j]) * rng.random()
        king = values.copy()
        king[i] = np.where(directions == 1, values.max(axis=0) + 1, values.min(axis=0) * 0.9)
        for vice, run in (
            ("reversal", lambda: _reversed(method, values, others, directions, weights, scaled)),
            ("clone", lambda: _cloned(method, values, i, directions, weights, scaled)),
            (
                "unmonotone",
                lambda: (
                    _order(method, better, directions, weights, scaled)[i]
                    > _order(method, values, directions, weights, scaled)[i]
                ),
            ),
            (
                "dominance",
                lambda: _order(method, king, directions, weights, False)[i] != 1,
            ),
        ):
            try:
                shown[vice].append(bool(run()))
            except MethodTrouble:
                continue
    return {vice: (float(np.mean(x)), len(x)) if x else None for vice, x in shown.items()}


def _reversed(method, values, others, directions, weights, scaled):
    whole = _order(method, values, directions, weights, scaled)[others]
    return not _same(whole, _order(method, values[others], directions, weights, scaled))


def _cloned(method, values, i, directions, weights, scaled):
    twice = np.vstack((values, values[i]))
    return not _same(
        _order(method, values, directions, weights, scaled),
        _order(method, twice, directions, weights, scaled)[:N],
    )


def main(trials):
    for scaled in (False, True):
        print("fixed scales" if scaled else "bare tables")
        for method in METHODS:
            found = measure(method, trials, scaled)
            cells = [
                f"{vice} " + ("-" if x is None else f"{x[0]:.3f} ({x[1]})")
                for vice, x in found.items()
            ]
            print(f"{method:16}", *cells)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
