"""sPROBID: distance from the worst quarter of PROBID's ideal solutions over distance from the best quarter.

By Wang, Rangaiah & Wang (2021). With fewer than four alternatives pymcdm 1.4.0 reads rows for columns: the kernel answers.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from criteria.errors import Finding
from mcda.methods.engine import on_values
from mcda.methods.matrix_products import Score, score_one
from mcda.methods.needs import differing_alternatives, rows_at
from mcda.methods.probid import ideal_average, nonzero_columns, ordered_ideals
from mcda.model.decision_matrix import Array, DecisionMatrix


def none_best_everywhere(matrix: DecisionMatrix, _: Mapping[str, Any]) -> Finding | None:
    """No alternative that equals the ideal.

    The method divides by the distance from the best quarter, zero for one that equals all of it.
    """
    best = np.where(matrix.directions == 1, matrix.highest, matrix.lowest)
    is_best = matrix.clipped == best
    ideal = is_best.all(axis=1)
    if not ideal.any() or (is_best.sum(axis=0) < _quarter(len(matrix.alternatives))).any():
        return None
    return Finding.of("need.best", alternatives=rows_at(matrix, ideal))


NEEDS = (differing_alternatives, nonzero_columns, none_best_everywhere)


def scores(matrix: DecisionMatrix, weights: Array) -> Array:
    if len(matrix.alternatives) < 4:
        return score_one(kernel, matrix, weights)
    return on_values("SPROBID", matrix, weights)


def _quarter(n: int) -> int:
    """With fewer than four alternatives one, the best or the worst."""
    return max(1, n // 4)


def kernel(matrix: DecisionMatrix) -> Score:
    r, ideals = ordered_ideals(matrix)
    n = len(r)
    k, quarter = np.arange(1, n + 1), _quarter(n)
    near = np.where(k <= quarter, 1 / k, 0.0)
    far = np.where(k > n - quarter, 1 / (n - k + 1), 0.0)
    return partial(ideal_average, table=r, ideals=ideals, near=near, far=far, apart=None)
