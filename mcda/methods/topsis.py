"""TOPSIS: near the best seen on every criterion and far from the worst seen."""

from functools import partial

from mcda.methods.engine import on_normalised
from mcda.methods.matrix_products import Score, nearness, rows_of
from mcda.methods.needs import differing_alternatives, fitting_normalisation
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (differing_alternatives, fitting_normalisation)


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    return on_normalised("TOPSIS", matrix, weights, normalisation)


def kernel(matrix: DecisionMatrix, normalisation: str) -> Score:
    r = normalised(matrix, normalisation)
    far, near = (r - r.max(axis=0)) ** 2, (r - r.min(axis=0)) ** 2
    return partial(nearness, far=rows_of(far), near=rows_of(near))
