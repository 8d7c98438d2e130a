"""LMAW: shares φ of the sum of logarithms (Pamučar, Žižović, Biswas & Božanić 2021).

φ is the share of ln(1 + r) in its column's sum, r = x / max or min / x. pymcdm 1.4.0 takes the logarithm of a product of
terms of at most 2: from 1,024 alternatives on it can overflow, and the kernel answers.
"""

from functools import partial

import numpy as np

from mcda.methods.engine import on_values
from mcda.methods.matrix_products import NEVER, Score, rows_of, score_one
from mcda.methods.needs import ratio_values
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (ratio_values,)
FACTORS = 1024  # of 2 overflow a float


def scores(matrix: DecisionMatrix, weights: Array) -> Array:
    if len(matrix.alternatives) >= FACTORS:
        return score_one(kernel, matrix, weights)
    return on_values("LMAW", matrix, weights)


def kernel(matrix: DecisionMatrix) -> Score:
    logs = np.log1p(normalised(matrix, "linear"))
    phi = logs / logs.sum(axis=0)
    odds = -NEVER * np.ones_like(phi)  # of a share of zero, unless it has no weight either
    np.log((2 - phi) / phi, out=odds, where=phi > 0)
    return partial(_odds, logs=rows_of(odds))


def _odds(weights: Array, logs: Array) -> Array:
    """2 φ^w / ((2 - φ)^w + φ^w) = 2 / (1 + exp(w L)) with L = log((2 - φ) / φ): one power instead of three."""
    scores = np.zeros((len(weights), logs.shape[1]))
    term = np.empty_like(scores)
    for j, column in enumerate(logs):
        np.multiply.outer(weights[:, j], column, out=term)
        np.exp(term, out=term)
        term += 1
        scores += np.divide(2.0, term, out=term)
    return scores
