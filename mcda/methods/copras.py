"""COPRAS: the sum of the gains plus a part that shrinks as the costs grow, by its publication.

Utility degrees Q_i / max Q, Q_i = S+_i + Σ S- / (S-_i Σ 1/S-); without costs Q is S+ (Zavadskas, Kaklauskas & Sarka
1994). pymcdm 1.4.0 leaves out the two sums, which turns the costs into gains.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from criteria.errors import Finding
from mcda.methods.matrix_products import Score, gains_and_costs, product
from mcda.methods.needs import columns_at, nonnegative_values, rows_at
from mcda.model.decision_matrix import Array, DecisionMatrix


def costs_everywhere(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """Where there are costs, one above zero for every alternative.

    The method divides by each alternative's sum of costs.
    """
    costs = matrix.directions == -1
    if not costs.any():
        return None
    free = ~matrix.clipped[:, costs].any(axis=1)
    if not free.any():
        return None
    return Finding.of(
        "need.costs", alternatives=rows_at(matrix, free), criteria=columns_at(matrix, costs)
    )


NEEDS = (nonnegative_values, costs_everywhere)


def kernel(matrix: DecisionMatrix) -> Score:
    gains, costs = gains_and_costs(matrix, matrix.clipped / matrix.clipped.sum(axis=0))
    return partial(_proportional, gains=gains, costs=costs)


def _proportional(weights: Array, gains: Array, costs: Array) -> Array:
    scores, burden = product(weights, gains), product(weights, costs)
    if costs.any():
        light = ~burden.any(axis=1)  # no cost carries any weight in these draws: no relief
        burden[light] = 1
        inverse = 1 / burden
        relief = burden.sum(axis=1, keepdims=True) * inverse / inverse.sum(axis=1, keepdims=True)
        relief[light] = 0
        scores += relief
    scores /= scores.max(axis=1, keepdims=True)
    return scores
