"""Kernel: a method prepared once for a matrix, then scoring any number of weight vectors at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from criteria.errors import MethodError
from mcda.methods.matrix_products import Score
from mcda.methods.registry import METHODS
from mcda.model.decision_matrix import Array, DecisionMatrix

CACHED = 32_768  # scores worked on at a time: they then stay in the second-level cache


@dataclass(frozen=True, eq=False)
class Kernel:
    """Weights (S × m) → scores (S × n) of one method on one matrix, in the method's own direction."""

    key: str
    score: Score
    n: int
    higher_is_better: bool

    @property
    def rows(self) -> int:
        """How many weight vectors to score at a time."""
        return max(1, CACHED // self.n)

    def __call__(self, weights: ArrayLike) -> Array:
        table = np.array(weights, dtype=float, ndmin=2)
        scores = np.empty((len(table), self.n))
        with np.errstate(all="ignore"):  # what is not finite is answered by whoever ranks it
            for start in range(0, len(table), self.rows):
                part = slice(start, start + self.rows)
                scores[part] = self.score(table[part])
        return scores


def prepare(
    method_key: str, matrix: DecisionMatrix, settings: Mapping[str, Any] | None = None
) -> Kernel:
    """The kernel of a method; `settings` are all of its checked parameters, the defaults where None.

    Its scores equal the method's to 1e-12 of the largest score where a criterion's values differ by a hundredth of their
    size or more. Where they hardly differ, rounding in the values is all that two ways of computing part by: to 1e-9 where
    they differ by a hundred-thousandth (TOPSIS and CODAS were seen 5e-11 apart). Raises MethodError if there is no such method.
    """
    if method_key not in METHODS:
        raise MethodError.of("robust.kernel", method=method_key, known=list(METHODS))
    method = METHODS[method_key]
    settings = method.settings(matrix, {}) if settings is None else settings
    with np.errstate(all="ignore"):
        score = method.kernel(matrix, **settings)
    return Kernel(method_key, score, matrix.shape[0], method.higher_is_better)
