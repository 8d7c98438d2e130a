"""MOORA, the ratio system (Brauers & Zavadskas 2006): weighted gains less weighted costs, by its publication.

pymcdm 1.4.0 refuses a table without a cost, which the definition allows.
"""

from functools import partial

from mcda.methods.matrix_products import Score, rows_of, weighted_sum
from mcda.methods.needs import fitting_normalisation
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import DecisionMatrix

NEEDS = (fitting_normalisation,)


def kernel(matrix: DecisionMatrix, normalisation: str) -> Score:
    ratios = normalised(matrix, normalisation, directed=False)
    return partial(weighted_sum, columns=rows_of(ratios * matrix.directions))
