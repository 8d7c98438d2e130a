"""VIKOR: the sum of all shortfalls weighed against the single worst one (Opricovic & Tzeng 2004); lower is better.

By its publication: a criterion on which nothing differs adds no regret, and where all sums (or all largest regrets) are
equal that part of Q is zero. pymcdm 1.4.0 refuses the first and divides zero by zero in the second.
"""

from functools import partial

import numpy as np

from mcda.methods.matrix_products import Score, product, rows_of
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.model.ranking import NOISE

NEEDS = ()


def kernel(matrix: DecisionMatrix, v: float) -> Score:
    return partial(_regret, shortfall=rows_of(1 - normalised(matrix, "minmax")), v=v)


def _regret(weights: Array, shortfall: Array, v: float) -> Array:
    total = product(weights, shortfall)
    worst, term = np.zeros_like(total), np.empty_like(total)
    for j, column in enumerate(shortfall):
        np.multiply.outer(weights[:, j], column, out=term)
        np.maximum(worst, term, out=worst)
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
