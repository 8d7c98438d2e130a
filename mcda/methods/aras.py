"""ARAS: the weighted sum as a part of what an optimal row would have."""

from functools import partial

import numpy as np

from mcda.methods.engine import engine, run
from mcda.methods.matrix_products import Score, product, rows_of
from mcda.methods.needs import fitting_normalisation
from mcda.methods.normalisation import normalisation_named
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (fitting_normalisation,)


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str, esp: Array | None) -> Array:
    """Utility degrees K_i: the weighted sum over that of an optimal row, the best values unless `esp` is given."""
    method = engine().ARAS(normalisation_named(normalisation), esp=esp)
    return run(method, matrix.clipped, weights, matrix)


def kernel(matrix: DecisionMatrix, normalisation: str, esp: Array | None) -> Score:
    x, costs = matrix.clipped, matrix.directions == -1
    optimum = np.where(costs, x.min(axis=0), x.max(axis=0)) if esp is None else esp
    function = normalisation_named(normalisation)
    columns = zip(np.vstack((optimum, x)).T, costs, strict=True)
    extended = np.column_stack([function(column, bool(cost)) for column, cost in columns])
    return partial(_part_of, columns=rows_of(extended[1:]), whole=extended[0])


def _part_of(weights: Array, columns: Array, whole: Array) -> Array:
    scores = product(weights, columns)
    scores /= (weights @ whole)[:, None]
    return scores
