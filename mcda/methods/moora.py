"""MOORA, the ratio system (Brauers & Zavadskas 2006): weighted gains less weighted costs.

pymcdm 1.4.0 refuses a table without a cost, which the definition allows, and knows no normalisation but the vector's:
there the kernel answers.
"""

from functools import partial

from mcda.methods.engine import engine, run
from mcda.methods.matrix_products import Score, rows_of, score_one, weighted_sum
from mcda.methods.needs import fitting_normalisation
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (fitting_normalisation,)


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    if normalisation != "vector" or (matrix.directions == 1).all():
        return score_one(kernel, matrix, weights, normalisation=normalisation)
    ratios = normalised(matrix, normalisation, directed=False)
    return run(engine().MOORA(), ratios, weights, matrix)


def kernel(matrix: DecisionMatrix, normalisation: str) -> Score:
    ratios = normalised(matrix, normalisation, directed=False)
    return partial(weighted_sum, columns=rows_of(ratios * matrix.directions))
