"""Additive value: the weighted sum of values from 0 (worst end of a scale) to 1 (best end)."""

from functools import partial

from mcda.methods.engine import engine
from mcda.methods.matrix_products import Score, rows_of, weighted_sum
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = ()


def scores(matrix: DecisionMatrix, weights: Array) -> Array:
    """1 - the weighted distance from the best end of fixed scales (SPOTIS, Dezert et al. 2020)."""
    values, bounds = matrix.transformed
    distance: Array = engine().SPOTIS(bounds)(values, weights, matrix.directions, validation=False)
    return 1 - distance


def kernel(matrix: DecisionMatrix) -> Score:
    return partial(weighted_sum, columns=rows_of(matrix.normalised))
