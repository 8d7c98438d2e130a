"""MABAC: distance from the border approximation area, by its publication (pymcdm's border underflows)."""

from functools import partial

import numpy as np

from mcda.methods.matrix_products import Score, rows_of, weighted_sum
from mcda.methods.needs import fitting_normalisation, nonnegative_terms
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (fitting_normalisation, nonnegative_terms)


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    """Sum of distances from the border approximation area (Pamučar & Ćirović 2015)."""
    lifted = (normalised(matrix, normalisation) + 1) * weights
    distances: Array = (lifted - border_area(matrix, weights, normalisation)).sum(axis=1)
    return distances


def border_area(matrix: DecisionMatrix, weights: Array, normalisation: str = "minmax") -> Array:
    """M borders: the geometric mean over the alternatives of w_j (r_ij + 1).

    By the mean of logarithms: pymcdm's product underflows to zero from some 375 alternatives.
    """
    means: Array = np.exp(np.log(normalised(matrix, normalisation) + 1).mean(axis=0))
    return weights * means


def kernel(matrix: DecisionMatrix, normalisation: str) -> Score:
    r = normalised(matrix, normalisation)
    border = np.exp(np.log1p(r).mean(axis=0))  # the product of all rows would underflow
    return partial(weighted_sum, columns=rows_of(r + 1 - border))
