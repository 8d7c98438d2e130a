"""Every ranking method at its default settings on many tables at once: what thousands of random tables are counted with.

Tables are T × n × m, directions, weights and the two ends of scales T × 1 × m, merits T × n (more is better; not finite
where the method refuses the table). Values are positive. A test holds each method against `rank`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mcda.model.decision_matrix import Array
from mcda.model.ranking import NOISE, TIE


@dataclass(frozen=True)
class Stack:
    """T tables of one size. low and high: the ends of their scales; without, each column's own range."""

    x: Array
    directions: Array
    weights: Array
    ends: tuple[Array, Array] | None = None

    @cached_property
    def low(self) -> Array:
        return self.least if self.ends is None else self.ends[0]

    @cached_property
    def high(self) -> Array:
        return self.most if self.ends is None else self.ends[1]

    @cached_property
    def up(self) -> Array:
        return self.directions == 1

    @cached_property
    def least(self) -> Array:
        return self.x.min(axis=1, keepdims=True)

    @cached_property
    def most(self) -> Array:
        return self.x.max(axis=1, keepdims=True)

    @cached_property
    def minmax(self) -> Array:
        lead = np.where(self.up, self.x - self.least, self.most - self.x)
        return lead / (self.most - self.least)

    @cached_property
    def linear(self) -> Array:
        return np.where(self.up, self.x / self.most, self.least / self.x)

    @cached_property
    def ratios(self) -> Array:
        return np.where(self.up, self.x, 1 / self.x)

    @cached_property
    def shares(self) -> Array:
        return self.x / self.x.sum(axis=1, keepdims=True)

    @cached_property
    def vector(self) -> Array:
        return self.x / np.sqrt((self.x**2).sum(axis=1, keepdims=True))

    @cached_property
    def worth(self) -> Array:
        """From 0 at the worst end of the scale to 1 at the best."""
        share = (self.x - self.low) / (self.high - self.low)
        return np.where(self.up, share, 1 - share)

    def weighted(self, table: Array) -> Array:
        return (self.weights * table).sum(axis=2)

    def gains(self, table: Array) -> Array:
        return self.weighted(np.where(self.up, table, 0.0))

    def costs(self, table: Array) -> Array:
        return self.weighted(np.where(self.up, 0.0, table))

    def length(self, table: Array) -> Array:
        return np.sqrt(((self.weights * table) ** 2).sum(axis=2))


def _span(scores: Array) -> Array:
    """From 0 at the least of each table to 1 at the most."""
    least = scores.min(axis=1, keepdims=True)
    return (scores - least) / np.ptp(scores, axis=1, keepdims=True)


def _nearness(s: Stack, r: Array) -> Array:
    far, near = (
        s.length(r.max(axis=1, keepdims=True) - r),
        s.length(r - r.min(axis=1, keepdims=True)),
    )
    return near / (far + near)


def _vikor(s: Stack) -> Array:
    shortfall = s.weights * (1 - s.minmax)
    return -(_span(shortfall.sum(axis=2)) + _span(shortfall.max(axis=2))) / 2


def _promethee(s: Stack) -> Array:
    lead = (s.x[:, :, None] - s.x[:, None]) * s.directions[:, None]
    preferred = np.clip(lead / ((s.high - s.low) / 2)[:, None], -1, 1).sum(axis=2)
    return s.weighted(preferred) / (s.x.shape[1] - 1)


def _aras(s: Stack) -> Array:
    best = s.ratios.max(axis=1, keepdims=True)
    total = s.ratios.sum(axis=1, keepdims=True) + best
    return s.weighted(s.ratios / total) / s.weighted(best / total)


def _ocra(s: Stack) -> Array:
    gain = s.weighted(np.where(s.up, s.x - s.least, s.most - s.x) / s.least)
    return gain - gain.min(axis=1, keepdims=True)


def _copras(s: Stack) -> Array:
    burden = s.costs(s.shares)
    any_cost = burden.any(axis=1, keepdims=True)
    inverse = 1 / np.where(any_cost, burden, 1)
    relief = burden.sum(axis=1, keepdims=True) * inverse / inverse.sum(axis=1, keepdims=True)
    return s.gains(s.shares) + np.where(any_cost, relief, 0)


def _lmaw(s: Stack) -> Array:
    logs = np.log1p(s.linear)
    phi = logs / logs.sum(axis=1, keepdims=True)
    return (2 * phi**s.weights / ((2 - phi) ** s.weights + phi**s.weights)).sum(axis=2)


def _edas(s: Stack) -> Array:
    mean = s.x.mean(axis=1, keepdims=True)
    lead = (s.x - mean) / mean * s.directions
    above, below = (s.weighted(np.maximum(sign * lead, 0)) for sign in (1, -1))
    return above / above.max(axis=1, keepdims=True) - below / below.max(axis=1, keepdims=True)


def _codas(s: Stack) -> Array:
    beyond = s.linear - s.linear.min(axis=1, keepdims=True)
    euclid, taxicab = s.length(beyond), s.weighted(beyond)
    farther = euclid[:, :, None] - euclid[:, None]
    counts = np.abs(farther) >= 0.02
    return (farther + counts * (taxicab[:, :, None] - taxicab[:, None])).sum(axis=2)


def _ideal_distances(s: Stack) -> Array:
    """T × n × n: of each alternative from the ideal made of the k-th best of each criterion."""
    ideals = -np.sort(-s.vector * s.directions, axis=1) * s.directions
    gaps = (s.weights[:, None] * (s.vector[:, :, None] - ideals[:, None])) ** 2
    return np.sqrt(gaps.sum(axis=3))


def _probid(s: Stack) -> Array:
    distance, n = _ideal_distances(s), s.x.shape[1]
    k, half = np.arange(1, n + 1), (n + 1) // 2
    good = (distance / k)[:, :, :half].sum(axis=2)
    bad = (distance / (n - k + 1))[:, :, half - 1 :].sum(axis=2)
    apart = s.length(s.vector - s.vector.mean(axis=1, keepdims=True))
    return 1 / (1 + (good / bad) ** 2) + apart


def _sprobid(s: Stack) -> Array:
    distance, n = _ideal_distances(s), s.x.shape[1]
    k, quarter = np.arange(1, n + 1), max(1, n // 4)
    good = (distance / k)[:, :, :quarter].sum(axis=2)
    return (distance / (n - k + 1))[:, :, n - quarter :].sum(axis=2) / good


def _cocoso(s: Stack) -> Array:
    sums, powers = s.weighted(s.minmax), (s.minmax**s.weights).sum(axis=2)
    both = sums + powers
    a = both / both.sum(axis=1, keepdims=True)
    b = sums / sums.min(axis=1, keepdims=True) + powers / powers.min(axis=1, keepdims=True)
    c = both / (sums.max(axis=1, keepdims=True) + powers.max(axis=1, keepdims=True))
    return np.cbrt(a * b * c) + (a + b + c) / 3


def _ervd(s: Stack) -> Array:
    gain = (s.shares - s.shares.mean(axis=1, keepdims=True)) * s.directions
    felt = np.where(gain > 0, 1.0, -2.25) * np.abs(gain) ** 0.88
    far = s.weighted(felt.max(axis=1, keepdims=True) - felt)
    near = s.weighted(felt - felt.min(axis=1, keepdims=True))
    return near / (far + near)


def _rafsi(s: Stack) -> Array:
    mapped = 1 + 5 * (s.x - s.low) / (s.high - s.low)
    return s.weighted(np.where(s.up, mapped / 7, 2 / (1 + 1 / 6) / (2 * mapped)))


def _wpm(s: Stack) -> Array:
    table = s.ratios if s.ends is None else 1 + 99 * s.worth
    return (table**s.weights).prod(axis=2)


MERITS: dict[str, Callable[[Stack], Array]] = {
    "additive": lambda s: s.weighted(s.worth),
    "topsis": lambda s: _nearness(s, np.where(s.up, s.vector, 1 - s.vector)),
    "vikor": _vikor,
    "promethee_ii": _promethee,
    "wpm": _wpm,
    "wsm": lambda s: s.weighted(s.linear),
    "mabac": lambda s: s.weighted(
        s.minmax + 1 - np.exp(np.log1p(s.minmax).mean(axis=1, keepdims=True))
    ),
    "mairca": lambda s: -s.weighted(1 - s.minmax),
    "marcos": lambda s: s.weighted(s.linear),
    "aras": _aras,
    "moora": lambda s: s.weighted(s.vector * s.directions),
    "ocra": _ocra,
    "copras": _copras,
    "waspas": lambda s: (s.weighted(s.linear) + (s.linear**s.weights).prod(axis=2)) / 2,
    "lmaw": _lmaw,
    "ram": lambda s: (2 + s.gains(s.shares)) ** (1 / (2 + s.costs(s.shares))),
    "edas": _edas,
    "codas": _codas,
    "probid": _probid,
    "sprobid": _sprobid,
    "cocoso": _cocoso,
    "rim": lambda s: s.length(s.worth) / (s.length(1 - s.worth) + s.length(s.worth)),
    "ervd": _ervd,
    "rafsi": _rafsi,
    "spotis": lambda s: -s.weighted(1 - s.worth),
    "balanced_spotis": lambda s: -s.weighted(1 - s.worth),
}


def ranks(merits: Array) -> Array:
    """T × n ranks, by the tie rule of one ranking (1, 1, 3)."""
    order = np.argsort(-merits, axis=1, kind="stable")
    down = np.take_along_axis(merits, order, axis=1)
    size = np.maximum(np.abs(down[:, 0]), np.abs(down[:, -1]))
    tolerance = np.maximum(TIE * (down[:, 0] - down[:, -1]), NOISE * size)
    n = merits.shape[1]
    starts = np.ones(merits.shape, dtype=bool)
    starts[:, 1:] = down[:, :-1] - down[:, 1:] > tolerance[:, None]
    places = np.maximum.accumulate(np.where(starts, np.arange(1, n + 1), 0), axis=1)
    result = np.empty_like(places)
    np.put_along_axis(result, order, places, axis=1)
    return result
