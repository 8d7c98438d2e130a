"""MABAC: distance from the border approximation area (Pamučar & Ćirović 2015).

pymcdm 1.4.0 multiplies over all alternatives; where that product leaves the range of floats the kernel answers.
"""

from functools import partial

import numpy as np

from mcda.methods.engine import on_normalised
from mcda.methods.matrix_products import Score, rows_of, score_one, weighted_sum
from mcda.methods.needs import fitting_normalisation, nonnegative_terms
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (fitting_normalisation, nonnegative_terms)
RANGE = 650  # in natural logarithms; floats end at 709


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    carrying = weights > 0
    terms = (normalised(matrix, normalisation)[:, carrying] + 1) * weights[carrying]
    if (np.abs(np.log(terms)).sum(axis=0) > RANGE).any():
        return score_one(kernel, matrix, weights, normalisation=normalisation)
    return on_normalised("MABAC", matrix, weights, normalisation)


def border_area(r: Array) -> Array:
    """M borders, in parts of the weights: the geometric mean over the alternatives of r_ij + 1.

    By the mean of logarithms, which no number of alternatives can overflow.
    """
    means: Array = np.exp(np.log1p(r).mean(axis=0))
    return means


def kernel(matrix: DecisionMatrix, normalisation: str) -> Score:
    r = normalised(matrix, normalisation)
    return partial(weighted_sum, columns=rows_of(r + 1 - border_area(r)))
