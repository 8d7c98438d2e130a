"""How far people agree on weights: their distance, Kendall's W, Spearman and Goepel's consensus, each beside chance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from criteria.text import Text
from mcda.group.model.weight_distances import mean_distance
from mcda.model.decision_matrix import Array
from mcda.robustness.weight_regions import Nested
from mcda.words import phrase

MOST_ROOMS, FEWEST_ROOMS = 1999, 499  # of random people, so that p ends at 1/2000 or 1/500
PEOPLE_DRAWN = 100_000  # whom all random rooms hold together, where that many rooms allow it
AT_ONCE = 20_000  # of them
MOST_EXTREME = 9  # the end of AHP's scale

# Goepel's words for his consensus, from its distribution over 140 nodes of 35 projects: limit, word
WORDS = (
    (0.5, phrase("group.very_low")),
    (0.625, phrase("group.low")),
    (0.75, phrase("group.moderate")),
    (0.875, phrase("group.high")),
    (np.inf, phrase("group.very_high")),
)


@dataclass(frozen=True)
class Measure:
    """One measure of agreement, what random weights reach on average, and where it stands in full agreement."""

    value: float
    random: float
    full: float = 1.0

    @property
    def beyond(self) -> float | None:
        """(value - random) / (full - random): 0 no more than chance, 1 full agreement; None if chance is full."""
        room = self.full - self.random
        return (self.value - self.random) / room if abs(room) > 1e-9 else None


@dataclass(frozen=True)
class WeightAgreement:
    """Agreement on the weights, beside rooms of as many random people who weigh in the same way.

    `distance`: the mean distance of two people's weights, 0 where all are the same; what it has beyond chance is
    1 - observed / expected distance, the form of Krippendorff's alpha. `consensus`: Goepel's. `w`: Kendall's W of the
    orders of the criteria, `spearman` the mean coefficient over all pairs; None where everyone gives all criteria the
    same. `distance_p`, `w_p`: how often random people come as near, or reach such a W.
    """

    distance: Measure
    distance_p: float
    consensus: Measure
    w: Measure | None = None
    w_p: float | None = None
    spearman: Measure | None = None


@dataclass(frozen=True)
class RandomRooms:
    """Figures of rooms of random people, one each, in order of size."""

    distance: Array
    w: Array
    consensus: Array


def weight_agreement(
    weights: Array, inside: Sequence[Sequence[int]], seed: int = 1
) -> WeightAgreement | None:
    """Agreement of P people on m weights (P × m); None for fewer than two people or two criteria.

    `inside` holds the columns of each group of criteria: random people weigh groups uniformly on their simplex, and
    so inside each group. One group, or groups of one criterion, is weighing without groups.
    """
    people, m = weights.shape
    if people < 2 or m < 2:
        return None
    chance = random_rooms(people, tuple(tuple(columns) for columns in inside), seed)
    distance = float(mean_distance(weights))
    nearer = int(np.searchsorted(chance.distance, distance + 1e-12, side="right"))
    consensus = float(_consensus(weights[None, :, :])[0])
    found = WeightAgreement(
        Measure(distance, float(chance.distance.mean()), full=0.0),
        _p(nearer, len(chance.distance)),
        Measure(consensus, float(chance.consensus.mean())),
    )
    ranked = ranks(weights)
    w = kendalls_w(ranked)
    if w is None:
        return found
    w_random = float(chance.w.mean())
    higher = len(chance.w) - int(np.searchsorted(chance.w, w - 1e-12))
    return replace(
        found,
        w=Measure(w, w_random),
        w_p=_p(higher, len(chance.w)),
        # nobody ties by chance, so that the mean coefficient is (P W - 1) / (P - 1)
        spearman=Measure(mean_spearman(ranked), (people * w_random - 1) / (people - 1)),
    )


def _p(reached: int, drawn: int) -> float:
    """Davison & Hinkley (1997, ch. 4): what is observed counts as one of the draws, so that p is never zero."""
    return (1 + reached) / (1 + drawn)


@lru_cache(maxsize=64)
def random_rooms(people: int, inside: tuple[tuple[int, ...], ...], seed: int = 1) -> RandomRooms:
    """Rooms of random people who weigh group by group: the same for every workshop of that size and structure."""
    region = Nested(inside)
    rng = np.random.default_rng(seed)
    left = min(MOST_ROOMS, max(FEWEST_ROOMS, PEOPLE_DRAWN // people))
    found: list[tuple[Array, Array, Array]] = []
    while left > 0:
        rooms = min(left, max(1, AT_ONCE // people))
        weights = region.draw(rng, rooms * people).reshape(rooms, people, region.m)
        found.append((mean_distance(weights), _w_without_ties(weights), _consensus(weights)))
        left -= rooms
    distance, w, consensus = (np.sort(np.concatenate(each)) for each in zip(*found, strict=True))
    return RandomRooms(distance, w, consensus)


def _w_without_ties(weights: Array) -> Array:
    """Kendall's W of each room of R × P × m weights, none of which are equal."""
    people, m = weights.shape[1:]
    ranked = np.empty(weights.shape)
    np.put_along_axis(
        ranked, np.argsort(weights, axis=2), np.arange(m, dtype=float)[None, None, :], axis=2
    )
    totals = ranked.sum(axis=1)
    spread = ((totals - totals.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    found: Array = 12 * spread / (people**2 * (m**3 - m))
    return found


def ranks(values: Array) -> Array:
    """Rows of ranks, 1 for the largest, ties at the mean of their ranks."""
    table = pd.DataFrame(-np.asarray(values, dtype=float))
    found: Array = table.rank(axis=1).to_numpy()
    return found


def kendalls_w(ranked: Array) -> float | None:
    """W = 12 S / (m² (n³ - n) - m Σ T), T = Σ (t³ - t) over ties of t; m × n ranks (Kendall & Babington Smith 1939).

    None where everyone ties everything: then nobody has said anything. SciPy has its test alone
    (friedmanchisquare), which takes no two items and costs a quarter of a second to import.
    """
    m, n = ranked.shape
    totals = ranked.sum(axis=0)
    spread = float(((totals - totals.mean()) ** 2).sum())
    below = m**2 * (n**3 - n) - m * sum(_ties(row) for row in ranked)
    return 12 * spread / below if below > 1e-9 else None


def mean_spearman(ranked: Array) -> float:
    """The mean of Spearman's coefficient over all pairs of raters; (m W - 1) / (m - 1) where nobody ties.

    Someone who ties everything agrees with no one: their coefficient is zero.
    """
    m = len(ranked)
    centred = ranked - ranked.mean(axis=1, keepdims=True)
    lengths = np.sqrt((centred**2).sum(axis=1, keepdims=True))
    unit = np.divide(centred, lengths, out=np.zeros_like(centred), where=lengths > 1e-12)
    both = unit @ unit.T
    return float((both.sum() - np.trace(both)) / (m * (m - 1)))


def _ties(row: Array) -> float:
    _, heads = np.unique(row, return_counts=True)
    return float((heads.astype(float) ** 3 - heads).sum())


@dataclass(frozen=True)
class Diversity:
    """Shannon's entropies of k priority vectors of n shares, and the consensus that follows."""

    alpha: float  # mean entropy of the people
    gamma: float  # entropy of their mean
    consensus: float
    ahp: bool  # whether the scale of AHP was taken into account

    @property
    def beta(self) -> float:
        """What the people differ in: zero where all are alike."""
        return self.gamma - self.alpha

    @property
    def word(self) -> Text:
        return next(word for limit, word in WORDS if self.consensus < limit)


def diversity(shares: Array, ahp: bool) -> Diversity | None:
    """Goepel's consensus S = (1 / e^β - 1 / c) / (1 - 1 / c) of k × n shares; None for one person or one share.

    With `ahp`, c = n / e^α_min with α_min the entropy of the most extreme vector of AHP, (9, 1, … 1) / (n + 8): his
    S* as his software now has it, the largest γ being ln n whatever k (Goepel 2013, revised bpmsg.com 2022). Else
    c = n, his S for any shares; with fewer people than shares it cannot fall to zero, for β is at most ln k.
    """
    k, n = shares.shape
    if k < 2 or n < 2:
        return None
    alpha = float(np.mean(_entropy(shares)))
    gamma = float(_entropy(shares.mean(axis=0)[None, :])[0])
    extreme = np.r_[MOST_EXTREME, np.ones(n - 1)] / (n + MOST_EXTREME - 1)
    most = n / float(np.exp(_entropy(extreme[None, :])[0])) if ahp else float(n)
    consensus = (float(np.exp(alpha - gamma)) - 1 / most) / (1 - 1 / most)
    return Diversity(alpha, gamma, consensus, ahp)


def _consensus(shares: Array) -> Array:
    """Goepel's S of each room of R × P × m shares."""
    least = 1 / shares.shape[-1]
    beta = _entropy(shares.mean(axis=1)) - _entropy(shares).mean(axis=1)
    found: Array = (np.exp(-beta) - least) / (1 - least)
    return found


def _entropy(shares: Array) -> Array:
    """-Σ p ln p over the last axis, 0 ln 0 being 0."""
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    found: Array = -(shares * logs).sum(axis=-1)
    return found
