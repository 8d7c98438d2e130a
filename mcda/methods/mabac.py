"""MABAC: distance from the border approximation area (Pamučar & Ćirović 2015), by its publication."""

from functools import partial

import numpy as np

from mcda.methods.matrix_products import Score, rows_of, weighted_sum
from mcda.methods.needs import fitting_normalisation, nonnegative_terms
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (fitting_normalisation, nonnegative_terms)


def border_area(r: Array) -> Array:
    """M borders, in parts of the weights: the geometric mean over the alternatives of r_ij + 1.

    By the mean of logarithms: pymcdm's product underflows to zero from some 375 alternatives.
    """
    means: Array = np.exp(np.log1p(r).mean(axis=0))
    return means


def kernel(matrix: DecisionMatrix, normalisation: str) -> Score:
    r = normalised(matrix, normalisation)
    return partial(weighted_sum, columns=rows_of(r + 1 - border_area(r)))
