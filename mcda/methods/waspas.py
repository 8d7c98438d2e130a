"""WASPAS: part weighted sum, part weighted product."""

from functools import partial

import numpy as np

from mcda.methods.engine import on_normalised
from mcda.methods.matrix_products import Score, logs_of, product, rows_of
from mcda.methods.needs import fitting_normalisation, nonnegative_terms
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (fitting_normalisation, nonnegative_terms)


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str, l: float) -> Array:  # noqa: E741 - pymcdm's name
    return on_normalised("WASPAS", matrix, weights, normalisation, l=l)


def kernel(matrix: DecisionMatrix, normalisation: str, l: float) -> Score:  # noqa: E741
    r = normalised(matrix, normalisation)
    return partial(_sum_and_product, columns=rows_of(r), logs=logs_of(r), share=l)


def _sum_and_product(weights: Array, columns: Array, logs: Array, share: float) -> Array:
    scores = product(weights, columns)
    scores *= share
    scores += (1 - share) * np.exp(product(weights, logs))
    return scores
