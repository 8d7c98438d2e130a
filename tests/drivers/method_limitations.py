"""How often each method contradicts itself on random tables: the counts behind the limitations of methods.toml.

A table has 8 alternatives and 4 criteria, values uniform from 1 to 100, random directions and uniform weights; methods
have their default settings. All methods see the same tables. `scales`: `none` (a bare matrix), `fixed` (1 to 100 for every
criterion) or `ranges` (each criterion's own range in the table at hand, as a user's table has it without worst and best).
"""

from dataclasses import dataclass

import numpy as np

from mcda.model.decision_matrix import Array
from tests.drivers.stacked_methods import MERITS, Stack, ranks

N, M, LOW, HIGH = 8, 4, 1.0, 100.0
SCALES = ("none", "fixed", "ranges")
# Those that measure by the ends of scales. To all others a scale is only where values stop, and these lie within it.
BY_SCALES = ("additive", "promethee_ii", "wpm", "rim", "rafsi", "spotis", "balanced_spotis")
Counts = dict[tuple[str, str, str], tuple[int, int]]  # method, scales, event → happened, of tables


@dataclass(frozen=True)
class Tables:
    """T random tables, and which cell of each is changed and how far."""

    values: Array
    directions: Array
    weights: Array
    row: Array
    column: Array
    part: Array

    def stack(self, values: Array, scales: str) -> Stack:
        m = values.shape[2]
        one = np.ones((len(values), 1, 1))
        ends = {
            "none": None,
            "fixed": (LOW * one, HIGH * one),
            "ranges": (values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)),
        }[scales]
        weights = self.weights[:, None, :] if m > 1 else one
        return Stack(values, self.directions[:, None, :m], weights, ends)


def random_tables(count: int, seed: int) -> Tables:
    rng = np.random.default_rng(seed)
    return Tables(
        values=rng.uniform(LOW, HIGH, (count, N, M)),
        directions=rng.choice([-1, 1], (count, M)),
        weights=rng.dirichlet(np.ones(M), count),
        row=rng.integers(N, size=count),
        column=rng.integers(M, size=count),
        part=rng.random(count),
    )


def count(tables: Tables, methods: tuple[str, ...] = tuple(MERITS)) -> Counts:
    """In how many tables each event happens, and in how many it could: those that the method ranks.

    dropped: one alternative is left out and the order of the others changes. twice: one is entered a second time and
    the order of the eight changes. improved: one value is improved and its alternative loses a rank. dominated: an
    alternative ranks before one that is better on every criterion (tables without such a pair do not count). best:
    one that is strictly best on every criterion is not first. single: with one criterion alone, an alternative ranks
    before one with a better value.
    """
    found: Counts = {}
    for scales in SCALES:
        chosen = [key for key in methods if scales == "none" or key in BY_SCALES]
        for event, values, happens in _events(tables):
            if scales == "ranges" and event not in ("dropped", "twice"):
                continue
            now, then = tables.stack(tables.values, scales), tables.stack(values, scales)
            for key in chosen:
                with np.errstate(all="ignore"):  # what is refused is not finite, and does not count
                    before, after = MERITS[key](now), MERITS[key](then)
                    happened, could = happens(ranks(before), ranks(after))
                ranked = np.isfinite(before).all(axis=1) & np.isfinite(after).all(axis=1)
                counts = int((happened & could & ranked).sum()), int((could & ranked).sum())
                found[key, scales, event] = counts
    return found


def _events(tables: Tables):
    """(event, the changed tables, function of the ranks before and after: (it happened, it could))."""
    t, n = np.arange(len(tables.values)), N
    values, row = tables.values, tables.row
    up = tables.directions == 1
    always = np.ones(len(t), dtype=bool)
    others = np.array([np.delete(np.arange(n), out) for out in range(n)])[row]

    def same_order(a, b):
        pairs = (np.sign(x[:, :, None] - x[:, None]) for x in (a, b))
        return np.equal(*pairs).all(axis=(1, 2))

    def reversed_pair(better, ranked):
        """Whether one that is better has a larger rank number than one that it is better than."""
        return (better & (ranked[:, :, None] > ranked[:, None])).any(axis=(1, 2))

    def better(table):
        gains = table * tables.directions[:, None, : table.shape[2]]
        return (gains[:, :, None] > gains[:, None]).all(axis=3)

    nearer = values.copy()
    at = (t, row, tables.column)
    best = np.where(up, HIGH, LOW)[t, tables.column]
    nearer[at] += tables.part * (best - nearer[at])
    leading = values.copy()
    leading[t, row] = np.where(up, values.max(axis=1) + 1, values.min(axis=1) * 0.9)
    dominance, single = better(values), values[:, :, :1]

    yield (
        "dropped",
        np.take_along_axis(values, others[:, :, None], axis=1),
        lambda a, b: (~same_order(np.take_along_axis(a, others, axis=1), b), always),
    )
    yield (
        "twice",
        np.concatenate((values, values[t, row][:, None]), axis=1),
        lambda a, b: (~same_order(a, b[:, :n]), always),
    )
    yield "improved", nearer, lambda a, b: (b[t, row] > a[t, row], always)
    yield (
        "dominated",
        values,
        lambda a, _: (reversed_pair(dominance, a), dominance.any(axis=(1, 2))),
    )
    yield "best", leading, lambda _, b: (b[t, row] != 1, always)
    yield "single", single, lambda _, b: (reversed_pair(better(single), b), always)
