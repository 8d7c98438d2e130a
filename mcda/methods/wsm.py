"""Simple additive weighting: the weighted sum of normalised values."""

from functools import partial

from mcda.methods.engine import on_normalised
from mcda.methods.matrix_products import Score, rows_of, weighted_sum
from mcda.methods.needs import fitting_normalisation
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (fitting_normalisation,)


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    return on_normalised("WSM", matrix, weights, normalisation)


def kernel(matrix: DecisionMatrix, normalisation: str) -> Score:
    return partial(weighted_sum, columns=rows_of(normalised(matrix, normalisation)))
