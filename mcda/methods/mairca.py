"""MAIRCA: the gap between the share an alternative could have and the share it has; lower is better."""

from functools import partial

from mcda.methods.engine import on_normalised
from mcda.methods.matrix_products import Score, rows_of, weighted_sum
from mcda.methods.needs import fitting_normalisation
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (fitting_normalisation,)


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    return on_normalised("MAIRCA", matrix, weights, normalisation)


def kernel(matrix: DecisionMatrix, normalisation: str) -> Score:
    gaps = (1 - normalised(matrix, normalisation)) / matrix.shape[0]
    return partial(weighted_sum, columns=rows_of(gaps))
