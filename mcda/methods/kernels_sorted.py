"""Methods that matrix products alone cannot score: a maximum, a power, a sort or a pair at a time."""

from collections.abc import Callable
from functools import partial

import numpy as np

from mcda.methods.kernels_linear import NEVER, logs_of, product, rows_of
from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.model.ranking import NOISE

Score = Callable[[Array], Array]
PAIRS = 262_144  # distances held at once by PROBID


def _regret(weights: Array, shortfall: Array, v: float) -> Array:
    total = product(weights, shortfall)
    worst, term = np.zeros_like(total), np.empty_like(total)
    for j, column in enumerate(shortfall):
        np.multiply.outer(weights[:, j], column, out=term)
        np.maximum(worst, term, out=worst)
    _stretch(total, v)
    _stretch(worst, 1 - v)
    total += worst
    return total


def _stretch(scores: Array, share: float) -> None:
    """Each sample's scores from 0 to `share`, in place; zero where they differ by rounding alone."""
    least, most = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    width = most - least
    scores -= least
    scores *= np.divide(share, width, out=np.zeros_like(width), where=width > NOISE * most)


def vikor(matrix: DecisionMatrix, v: float = 0.5) -> Score:
    return partial(_regret, shortfall=rows_of(1 - normalised(matrix, "minmax")), v=v)


def _compromise(weights: Array, columns: Array, logs: Array, l: float) -> Array:  # noqa: E741 - pymcdm's name
    s, p = product(weights, columns), np.zeros((len(weights), columns.shape[1]))
    term = np.empty_like(p)
    for j, column in enumerate(logs):
        np.multiply.outer(weights[:, j], column, out=term)
        p += np.exp(term, out=term)
    both = s + p
    share = both / both.sum(axis=1, keepdims=True)
    ratio = s / s.min(axis=1, keepdims=True) + p / p.min(axis=1, keepdims=True)
    most = l * s.max(axis=1, keepdims=True) + (1 - l) * p.max(axis=1, keepdims=True)
    balance = (l * s + (1 - l) * p) / most
    scores: Array = np.cbrt(share * ratio * balance) + (share + ratio + balance) / 3
    return scores


def cocoso(matrix: DecisionMatrix, normalisation: str = "minmax", l: float = 0.5) -> Score:  # noqa: E741
    r = normalised(matrix, normalisation)
    return partial(_compromise, columns=np.ascontiguousarray(r.T), logs=logs_of(r), l=l)


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


def lmaw(matrix: DecisionMatrix) -> Score:
    logs = np.log1p(normalised(matrix, "linear"))
    phi = logs / logs.sum(axis=0)  # pymcdm takes the logarithm of a product that overflows
    odds = -NEVER * np.ones_like(phi)  # of a share of zero, unless it has no weight either
    np.log((2 - phi) / phi, out=odds, where=phi > 0)
    return partial(_odds, logs=rows_of(odds))


def _assessed(weights: Array, squares: Array, steps: Array, tau: float) -> Array:
    """CODAS: Σ_k (E_i - E_k) + (T_i - T_k where |E_i - E_k| ≥ τ), by one sort a sample instead of n² pairs."""
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


def codas(matrix: DecisionMatrix, normalisation: str = "linear", tau: float = 0.02) -> Score:
    r = normalised(matrix, normalisation)
    steps = np.ascontiguousarray((r - r.min(axis=0)).T)
    return partial(_assessed, squares=steps**2, steps=steps, tau=tau)


def _ideal_average(
    weights: Array, table: Array, ideals: Array, near: Array, far: Array, apart: Array | None
) -> Array:
    """PROBID and SPROBID: weighted sums of the distances of every alternative from every ordered ideal.

    O(n² m) a sample; pairs are made a few alternatives at a time, so memory stays small.
    """
    squares = weights**2
    n, m = table.shape
    good, bad = np.empty((len(weights), n)), np.empty((len(weights), n))
    step = max(1, PAIRS // (n * max(len(weights), m)))
    for start in range(0, n, step):
        part = slice(start, start + step)
        gaps = (table[part, None, :] - ideals) ** 2
        distance = product(squares, np.ascontiguousarray(gaps.reshape(-1, m).T))
        by_pair = np.sqrt(distance, out=distance).reshape(len(weights), -1, n)
        good[:, part], bad[:, part] = by_pair @ near, by_pair @ far
    if apart is None:
        return bad / good
    return 1 / (1 + (good / bad) ** 2) + np.sqrt(product(squares, apart))


def _ordered_ideals(matrix: DecisionMatrix) -> tuple[Array, Array]:
    r = matrix.clipped / np.sqrt((matrix.clipped**2).sum(axis=0))
    up = np.sort(r, axis=0)
    return r, np.where(matrix.directions == 1, up[::-1], up)


def probid(matrix: DecisionMatrix) -> Score:
    r, ideals = _ordered_ideals(matrix)
    n = len(r)
    k, half = np.arange(1, n + 1), (n + 1) // 2
    near, far = np.where(k <= half, 1 / k, 0.0), np.where(k >= half, 1 / (n - k + 1), 0.0)
    apart = np.ascontiguousarray(((r - ideals.mean(axis=0)) ** 2).T)
    return partial(_ideal_average, table=r, ideals=ideals, near=near, far=far, apart=apart)


def sprobid(matrix: DecisionMatrix) -> Score:
    r, ideals = _ordered_ideals(matrix)
    n = len(r)
    k, quarter = np.arange(1, n + 1), max(n // 4, 1)
    near, far = (
        np.where(k <= quarter, 1 / k, 0.0),
        np.where(k > n - quarter, 1 / (n - k + 1), 0.0),
    )
    return partial(_ideal_average, table=r, ideals=ideals, near=near, far=far, apart=None)
