"""How far people agree: Kendall's W with its test, mean Spearman, and Goepel's consensus from Shannon's entropy."""

from dataclasses import dataclass
from itertools import permutations
from math import factorial
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from criteria.text import Text
from mcda.model.decision_matrix import Array
from mcda.words import phrase

FEW = 7  # the χ² of W is poor for so few items or fewer: permutations then
EXACT = 20_000  # so many rankings are tried one by one; beyond that they are drawn
DRAWN = 10_000
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
class Concordance:
    """Kendall's W of m rankings of n items, its χ², and how likely so much agreement is by chance alone."""

    w: float
    mean_spearman: float
    chi2: float
    p: float
    test: Literal["chi2", "permutation", "drawn"]
    raters: int
    items: int


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


def concordance(ranked: Array, seed: int = 1, tested: bool = True) -> Concordance | None:
    """W of m × n ranks with its test; None with fewer than two raters or items, or where W is undefined.

    χ² = m (n - 1) W with n - 1 degrees of freedom beyond seven items; for fewer, every rater's ranks are permuted:
    all ways if there are at most 20,000, else 10,000 draws from `seed`, p = (1 + as good) / (1 + drawn).
    """
    m, n = ranked.shape
    if m < 2 or n < 2:
        return None
    w = kendalls_w(ranked)
    if w is None:
        return None
    statistic = m * (n - 1) * w
    test: Literal["chi2", "permutation", "drawn"] = "chi2"
    p = float(chdtrc(n - 1, statistic))  # the upper tail of χ², as scipy.stats has it
    if tested and n <= FEW:
        # the first rater may stand still: only how the others stand to them counts
        exact = (m - 1) * np.log(factorial(n)) <= np.log(EXACT)
        test = "permutation" if exact else "drawn"
        p = _all_ways(ranked) if exact else _drawn(ranked, seed)
    return Concordance(w, mean_spearman(ranked), statistic, p, test, m, n)


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


def _all_ways(ranked: Array) -> float:
    """The share of all ways to permute the other raters' ranks that give at least this W.

    SciPy's permutation_test tries the first rater's too, n! times as many, and draws from another stream.
    """
    n = ranked.shape[1]
    orders = np.array(list(permutations(range(n))))
    totals = ranked[:1]
    for row in ranked[1:]:
        totals = (totals[:, None, :] + row[orders][None, :, :]).reshape(-1, n)
    spreads = ((totals - totals.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    return float((spreads >= _spread(ranked) - 1e-9).mean())


def _drawn(ranked: Array, seed: int) -> float:
    rng = np.random.default_rng(seed)
    found = np.zeros((DRAWN, ranked.shape[1]))
    for row in ranked:
        found += rng.permuted(np.tile(row, (DRAWN, 1)), axis=1)
    spreads = ((found - found.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    return float((1 + (spreads >= _spread(ranked) - 1e-9).sum()) / (1 + DRAWN))


def _spread(ranked: Array) -> float:
    totals = ranked.sum(axis=0)
    return float(((totals - totals.mean()) ** 2).sum())


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


def _entropy(shares: Array) -> Any:
    """-Σ p ln p of each row, 0 ln 0 being 0."""
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    return -(shares * logs).sum(axis=1)
