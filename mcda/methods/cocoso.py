"""CoCoSo: three ways of combining the weighted sum with the sum of powers."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from criteria.errors import Finding
from mcda.methods.engine import on_normalised
from mcda.methods.matrix_products import Score, logs_of, product, rows_of
from mcda.methods.needs import fitting_normalisation, nonnegative_terms, rows_at
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix


def none_worst_everywhere(matrix: DecisionMatrix, settings: Mapping[str, Any]) -> Finding | None:
    """No alternative that is worst on every criterion.

    The method divides by the smallest sum, which is zero for such a one.
    """
    if fitting_normalisation(matrix, settings) is not None:
        return None
    empty = ~normalised(matrix, settings["normalisation"]).any(axis=1)
    return Finding.of("need.worst", alternatives=rows_at(matrix, empty)) if empty.any() else None


NEEDS = (fitting_normalisation, nonnegative_terms, none_worst_everywhere)


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str, l: float) -> Array:  # noqa: E741 - pymcdm's name
    return on_normalised("COCOSO", matrix, weights, normalisation, l=l)


def kernel(matrix: DecisionMatrix, normalisation: str, l: float) -> Score:  # noqa: E741
    r = normalised(matrix, normalisation)
    return partial(_compromise, columns=rows_of(r), logs=logs_of(r), share=l)


def _compromise(weights: Array, columns: Array, logs: Array, share: float) -> Array:
    s, p = product(weights, columns), np.zeros((len(weights), columns.shape[1]))
    term = np.empty_like(p)
    for j, column in enumerate(logs):
        np.multiply.outer(weights[:, j], column, out=term)
        p += np.exp(term, out=term)
    both = s + p
    part = both / both.sum(axis=1, keepdims=True)
    ratio = s / s.min(axis=1, keepdims=True) + p / p.min(axis=1, keepdims=True)
    most = share * s.max(axis=1, keepdims=True) + (1 - share) * p.max(axis=1, keepdims=True)
    balance = (share * s + (1 - share) * p) / most
    scores: Array = np.cbrt(part * ratio * balance) + (part + ratio + balance) / 3
    return scores
