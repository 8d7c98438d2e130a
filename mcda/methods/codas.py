"""CODAS: as far as can be from the worst, by straight distance and, where that differs enough, by the sum of differences.

The publication says in words that the sum of differences (taxicab distance) is looked at where straight distances hardly
differ, and defines ψ the other way round. The formula is followed, here and in pymcdm.
"""

from functools import partial

import numpy as np

from mcda.methods.engine import on_normalised
from mcda.methods.matrix_products import Score, product, rows_of
from mcda.methods.needs import fitting_normalisation
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix

NEEDS = (fitting_normalisation,)
BLOCK = 256  # rows of a table of pairs held at once
FIXED_TAU, FEW = 0.02, 128  # pymcdm 1.4.0 knows no other τ, and loops over the pairs


def scores(matrix: DecisionMatrix, weights: Array, normalisation: str, tau: float) -> Array:
    """H_i = Σ_k (E_i - E_k) + ψ(E_i - E_k)(T_i - T_k) (Keshavarz Ghorabaee et al. 2016).

    ψ is 1 where the Euclidean distances differ by τ or more.
    """
    if tau == FIXED_TAU and len(matrix.alternatives) <= FEW:
        return on_normalised("CODAS", matrix, weights, normalisation)
    weighted = normalised(matrix, normalisation) * weights
    beyond = weighted - weighted.min(axis=0)
    euclid, taxi = np.sqrt((beyond**2).sum(axis=1)), beyond.sum(axis=1)
    assessed = np.empty(len(euclid))
    for start in range(0, len(euclid), BLOCK):
        rows = slice(start, start + BLOCK)
        farther = euclid[rows, None] - euclid
        counts = np.abs(farther) >= tau
        assessed[rows] = (farther + counts * (taxi[rows, None] - taxi)).sum(axis=1)
    return assessed


def kernel(matrix: DecisionMatrix, normalisation: str, tau: float) -> Score:
    r = normalised(matrix, normalisation)
    steps = rows_of(r - r.min(axis=0))
    return partial(_assessed, squares=steps**2, steps=steps, tau=tau)


def _assessed(weights: Array, squares: Array, steps: Array, tau: float) -> Array:
    """Σ_k (E_i - E_k) + (T_i - T_k where |E_i - E_k| ≥ τ), by one sort a sample instead of n² pairs."""
    euclid = np.sqrt(product(weights**2, squares))
    taxicab = product(weights, steps)
    n = euclid.shape[1]
    order = np.argsort(euclid, axis=1)
    scores = np.empty_like(euclid)
    sums = np.zeros(n + 1)
    for row, (e, t, by) in enumerate(zip(euclid, taxicab, order, strict=True)):
        sorted_e = e[by]
        np.cumsum(t[by], out=sums[1:])
        left = np.searchsorted(sorted_e, sorted_e - tau, side="right")
        right = np.searchsorted(sorted_e, sorted_e + tau, side="left")
        far = n - (right - left)
        scores[row, by] = (
            n * sorted_e - e.sum() + far * t[by] - (sums[n] - (sums[right] - sums[left]))
        )
    return scores
