"""VIKOR: the sum of all shortfalls weighed against the single worst one (Opricovic & Tzeng 2004); lower is better.

By its publication: a criterion on which nothing differs adds no regret, and where all sums (or all largest regrets) are
equal that part of Q is zero. pymcdm 1.4.0 refuses the first and divides zero by zero in the second: it is given the
criteria that differ, and tables on which both parts do.

Q alone is not the method's answer: `compromise` says whether the first is proposed alone, or with whom.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from mcda.methods.engine import on_table
from mcda.methods.matrix_products import Score, product, rows_of, score_one
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.model.ranking import NOISE, TIE, Ranking

NEEDS = ()


def scores(matrix: DecisionMatrix, weights: Array, v: float) -> Array:
    r = normalised(matrix, "minmax")
    parts = _shortfalls(weights[None], rows_of(1 - r))
    if any(np.ptp(part) <= NOISE * part.max() for part in parts):
        return score_one(kernel, matrix, weights, v=v)
    differs = matrix.lowest < matrix.highest
    return on_table("VIKOR", r[:, differs], weights[differs], v=v)


def kernel(matrix: DecisionMatrix, v: float) -> Score:
    return partial(_regret, shortfall=rows_of(1 - normalised(matrix, "minmax")), v=v)


@dataclass(frozen=True)
class Compromise:
    """What VIKOR proposes: the best by Q alone where both conditions are met, else a set, best by Q first.

    lead: Q of the second less Q of the first, 0 to 1. needed: the lead that is an acceptable advantage, 1 / (n - 1).
    best_by_sum, best_by_largest: whether the first also has the least sum of shortfalls (S), and the least largest one (R).
    """

    solutions: tuple[str, ...]
    lead: float
    needed: float
    has_advantage: bool
    best_by_sum: bool
    best_by_largest: bool

    @property
    def is_stable(self) -> bool:
        """Acceptable stability in decision making: the first is also the best by S or by R."""
        return self.best_by_sum or self.best_by_largest


def compromise(ranking: Ranking) -> Compromise:
    """The compromise solution of a ranking by VIKOR, or the set of them (Opricovic & Tzeng 2004, step 5).

    The first by Q alone if Q(second) - Q(first) ≥ 1 / (n - 1) and it is also the best by S or R. If only the second
    of the two conditions fails: the first and the second. If the first fails: all whose Q lies less than 1 / (n - 1)
    above the first's. Where several tie for the first place, whoever of them comes first in the matrix is meant;
    several that tie for the second are proposed together.
    """
    shortfall = rows_of(1 - normalised(ranking.matrix, "minmax"))
    total, worst = (scores[0] for scores in _shortfalls(ranking.weights.array[None], shortfall))
    order = np.argsort(ranking.ranks, kind="stable")
    q, first, second = ranking.scores, order[0], order[1]
    lead, needed = max(0.0, float(q[second] - q[first])), 1 / (len(q) - 1)
    has_advantage = lead >= needed - TIE
    best = [bool(x[first] <= x.min() + NOISE * x.max()) for x in (total, worst)]
    if not has_advantage:
        near = q - q[first] < needed - TIE
    elif any(best):
        near = np.arange(len(q)) == first
    else:
        near = ranking.ranks <= ranking.ranks[second]
    solutions = tuple(ranking.alternatives[i] for i in order if near[i])
    return Compromise(solutions, lead, needed, has_advantage, *best)


def _shortfalls(weights: Array, shortfall: Array) -> tuple[Array, Array]:
    """S and R, S × n each: the sum of the weighted shortfalls, and the largest of them."""
    total = product(weights, shortfall)
    worst, term = np.zeros_like(total), np.empty_like(total)
    for j, column in enumerate(shortfall):
        np.multiply.outer(weights[:, j], column, out=term)
        np.maximum(worst, term, out=worst)
    return total, worst


def _regret(weights: Array, shortfall: Array, v: float) -> Array:
    total, worst = _shortfalls(weights, shortfall)
    _stretch(total, v)
    _stretch(worst, 1 - v)
    total += worst
    return total


def _stretch(scores: Array, share: float) -> None:
    """Each sample's scores from 0 to `share`, in place; zero where they differ by rounding alone."""
    least, most = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    width = most - least
    scores -= least
    scores *= np.divide(share, width, out=np.zeros_like(width), where=width > NOISE * most)
