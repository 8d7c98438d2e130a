"""Kernels: a method prepared once for a matrix, then scoring any number of weight vectors at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from criteria.errors import MethodError
from mcda.methods import kernels_linear, kernels_ratio, kernels_sorted
from mcda.methods.registry import METHODS
from mcda.model.decision_matrix import Array, DecisionMatrix

CACHED = 32_768  # scores worked on at a time: they then stay in the second-level cache
LOWER_IS_BETTER = frozenset({"vikor", "mairca", "spotis", "balanced_spotis"})

Score = Callable[[Array], Array]

# Each entry reads a matrix and the method's settings and returns the function that scores; that function is a
# partial of a module's own, so a kernel travels to another process as its arrays and a name.
KERNELS: dict[str, Callable[..., Score]] = {
    "additive": kernels_linear.additive,
    "wsm": kernels_linear.wsm,
    "mabac": kernels_linear.mabac,
    "mairca": kernels_linear.mairca,
    "moora": kernels_linear.moora,
    "spotis": kernels_linear.spotis,
    "balanced_spotis": kernels_linear.balanced_spotis,
    "rafsi": kernels_linear.rafsi,
    "promethee_ii": kernels_linear.promethee_ii,
    "wpm": kernels_linear.wpm,
    "waspas": kernels_ratio.waspas,
    "aras": kernels_linear.aras,
    "marcos": kernels_linear.marcos,
    "ocra": kernels_linear.ocra,
    "topsis": kernels_ratio.topsis,
    "rim": kernels_ratio.rim,
    "edas": kernels_ratio.edas,
    "ram": kernels_ratio.ram,
    "ervd": kernels_ratio.ervd,
    "copras": kernels_ratio.copras,
    "vikor": kernels_sorted.vikor,
    "cocoso": kernels_sorted.cocoso,
    "lmaw": kernels_sorted.lmaw,
    "codas": kernels_sorted.codas,
    "probid": kernels_sorted.probid,
    "sprobid": kernels_sorted.sprobid,
}


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
    """The kernel of a method; `settings` are the method's checked parameters, its own defaults where none is given.

    Its scores equal the method's to 1e-12 of the largest. Raises MethodError if the method has none.
    """
    if method_key not in KERNELS:
        raise MethodError.of("robust.kernel", method=method_key, known=list(KERNELS))
    with np.errstate(all="ignore"):
        score = KERNELS[method_key](matrix, **(settings or {}))
    known = METHODS.get(method_key)
    higher = method_key not in LOWER_IS_BETTER if known is None else known.higher_is_better
    return Kernel(method_key, score, matrix.shape[0], higher)
