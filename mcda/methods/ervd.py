"""ERVD: falling short of a reference point hurts more than exceeding it helps (Shyur, Yin, Shih & Cheng 2015).

A gain over the reference point is worth gain^α, a loss -λ loss^α, of shares of the column's sum; the point is the
column's average unless given. pymcdm 1.4.0 refuses a zero: there the kernel answers.
"""

from functools import partial

import numpy as np

from mcda.methods.engine import engine, run
from mcda.methods.matrix_products import Score, product, rows_of, score_one
from mcda.methods.needs import differing_alternatives, nonnegative_values
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (differing_alternatives, nonnegative_values)


def scores(
    matrix: DecisionMatrix, weights: Array, ref_point: Array | None, lambd: float, alpha: float
) -> Array:
    x = matrix.clipped
    if (x == 0).any():
        settings = {"ref_point": ref_point, "lambd": lambd, "alpha": alpha}
        return score_one(kernel, matrix, weights, **settings)
    reference = x.mean(axis=0) if ref_point is None else ref_point
    return run(engine().ERVD(reference, lambd, alpha), x, weights, matrix)


def kernel(matrix: DecisionMatrix, ref_point: Array | None, lambd: float, alpha: float) -> Score:
    x = matrix.clipped
    reference = x.mean(axis=0) if ref_point is None else ref_point
    r = normalised(matrix, "sum", directed=False)
    gain = (r - reference / x.sum(axis=0)) * matrix.directions
    felt = np.where(gain > 0, 1.0, -lambd) * np.abs(gain) ** alpha
    far, near = felt.max(axis=0) - felt, felt - felt.min(axis=0)
    return partial(_share_of_distance, far=rows_of(far), near=rows_of(near))


def _share_of_distance(weights: Array, far: Array, near: Array) -> Array:
    ideal, anti = product(weights, far), product(weights, near)
    ideal += anti
    return np.divide(anti, ideal, out=anti)
