"""MOORA, the ratio system: weighted gains less weighted costs."""

from functools import partial

from mcda.methods.matrix_products import Score, rows_of, weighted_sum
from mcda.methods.needs import fitting_normalisation
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (fitting_normalisation,)


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    """Ratio system of Brauers & Zavadskas (2006): weighted gains less weighted costs.

    pymcdm refuses a table without a cost, which the definition allows.
    """
    ratios = normalised(matrix, normalisation, directed=False)
    balance: Array = ratios @ (weights * matrix.directions)
    return balance


def kernel(matrix: DecisionMatrix, normalisation: str) -> Score:
    ratios = normalised(matrix, normalisation, directed=False)
    return partial(weighted_sum, columns=rows_of(ratios * matrix.directions))
