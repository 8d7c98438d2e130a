"""RAM: gains under a root that costs make deeper."""

from functools import partial

import numpy as np

from mcda.methods.engine import as_is, engine, run
from mcda.methods.matrix_products import Score, gains_and_costs, product
from mcda.methods.needs import nonnegative_values
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (nonnegative_values,)


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    """(2 + S+) ^ (1 / (2 + S-)) of ratios that leave costs as they are."""
    table = normalised(matrix, normalisation, directed=False)
    return run(engine().RAM(as_is), table, weights, matrix)


def kernel(matrix: DecisionMatrix, normalisation: str) -> Score:
    gains, costs = gains_and_costs(matrix, normalised(matrix, normalisation, directed=False))
    return partial(_root, gains=gains, costs=costs)


def _root(weights: Array, gains: Array, costs: Array) -> Array:
    scores = np.log(2 + product(weights, gains))
    scores /= 2 + product(weights, costs)
    return np.exp(scores, out=scores)
