"""Methods as their publications define them, one weighting at a time: what their kernels are compared with.

These are the methods that pymcdm 1.4.0 departs from, refuses on some tables or overflows in.
"""

import numpy as np
from scipy.spatial.distance import cdist

from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.model.ranking import NOISE


def vikor(matrix: DecisionMatrix, weights: Array, v: float) -> Array:
    """Q of Opricovic & Tzeng (2004), n scores.

    A criterion on which nothing differs adds no regret, and where all sums (or all largest regrets) are equal
    that part of Q is zero: pymcdm refuses the first and divides zero by zero in the second.
    """
    regrets = (1 - normalised(matrix, "minmax")) * weights
    return v * _share(regrets.sum(axis=1)) + (1 - v) * _share(regrets.max(axis=1))


def _share(x: Array) -> Array:
    width = x.max() - x.min()
    # a width of rounding alone would blow noise up to the whole range from 0 to 1
    return (x - x.min()) / width if width > NOISE * x.max() else np.zeros_like(x)


def copras(matrix: DecisionMatrix, weights: Array) -> Array:
    """Utility degrees N_i = Q_i / max Q (Zavadskas, Kaklauskas & Sarka 1994), 1 is best.

    Q_i = S+_i + Σ S- / (S-_i Σ 1/S-); without costs Q is S+.
    """
    weighted = matrix.clipped / matrix.clipped.sum(axis=0) * weights
    gains = weighted[:, matrix.directions == 1].sum(axis=1)
    costs = weighted[:, matrix.directions == -1].sum(axis=1)
    relief = costs.sum() / (costs * (1 / costs).sum()) if costs.any() else 0.0
    significance = gains + relief
    degrees: Array = significance / significance.max()
    return degrees


def moora(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    """Ratio system of Brauers & Zavadskas (2006): weighted gains less weighted costs.

    pymcdm refuses a table without a cost, which the definition allows.
    """
    ratios = normalised(matrix, normalisation, directed=False)
    balance: Array = ratios @ (weights * matrix.directions)
    return balance


def mabac(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    """Sum of distances from the border approximation area (Pamučar & Ćirović 2015)."""
    lifted = (normalised(matrix, normalisation) + 1) * weights
    border = weights * np.exp(np.log(normalised(matrix, normalisation) + 1).mean(axis=0))
    distances: Array = (lifted - border).sum(axis=1)
    return distances


def lmaw(matrix: DecisionMatrix, weights: Array) -> Array:
    """Σ_j 2 φ^w / ((2 - φ)^w + φ^w) (Pamučar, Žižović, Biswas & Božanić 2021)."""
    logs = np.log1p(normalised(matrix, "linear"))
    phi = logs / logs.sum(axis=0)
    raised = phi**weights
    total: Array = (2 * raised / ((2 - phi) ** weights + raised)).sum(axis=1)
    return total


def probid(matrix: DecisionMatrix, weights: Array) -> Array:
    """1 / (1 + R²) + distance from the average (Wang, Rangaiah & Wang 2021).

    R divides the distances from the better half of the ideal solutions, the k-th best by k, by those from the
    worse half counted from the worst; both halves hold the middle one.
    """
    n = len(matrix.alternatives)
    weighted, ideals = _weighted_ideals(matrix, weights)
    distances = cdist(weighted, ideals)
    half = (n + 1) // 2
    near = distances[:, :half] @ (1 / np.arange(1, half + 1))
    far = distances[:, half - 1 :] @ (1 / np.arange(n - half + 1, 0, -1))
    average = np.sqrt(((weighted - weighted.mean(axis=0)) ** 2).sum(axis=1))
    found: Array = 1 / (1 + (near / far) ** 2) + average
    return found


def _weighted_ideals(matrix: DecisionMatrix, weights: Array) -> tuple[Array, Array]:
    """The weighted table, and each of its columns sorted from best to worst."""
    weighted = normalised(matrix, "vector", directed=False) * weights
    ideals = -np.sort(-weighted * matrix.directions, axis=0) * matrix.directions
    return weighted, ideals


def sprobid(matrix: DecisionMatrix, weights: Array) -> Array:
    """Distance from the worst quarter over distance from the best quarter (Wang, Rangaiah & Wang 2021)."""
    weighted, ideals = _weighted_ideals(matrix, weights)
    quarter = max(1, len(matrix.alternatives) // 4)
    near = cdist(weighted, ideals[:quarter]) @ (1 / np.arange(1, quarter + 1))
    far = cdist(weighted, ideals[-quarter:]) @ (1 / np.arange(quarter, 0, -1))
    found: Array = far / near
    return found


def ervd(
    matrix: DecisionMatrix, weights: Array, ref_point: Array | None, lambd: float, alpha: float
) -> Array:
    """Closeness to the best relative value (Shyur, Yin, Shih & Cheng 2015), 0 to 1.

    A gain over the reference point is worth gain^α, a loss -λ loss^α, of shares of the column's sum. The point
    is the column's average unless given. pymcdm refuses a zero.
    """
    total = matrix.clipped.sum(axis=0)
    reference = matrix.clipped.mean(axis=0) if ref_point is None else ref_point
    gain = (matrix.clipped - reference) / total * matrix.directions
    size = np.abs(gain) ** alpha
    values = np.where(gain > 0, size, -lambd * size)
    short = (values.max(axis=0) - values) @ weights
    ahead = (values - values.min(axis=0)) @ weights
    closeness: Array = ahead / (short + ahead)
    return closeness


def rim(
    matrix: DecisionMatrix, weights: Array, bounds: Array | None, ref_ideal: Array | None
) -> Array:
    """Closeness to a reference ideal that may be an interval (Cables, Lamata & Verdegay 2016), 0 to 1.

    Without bounds they are the scales', or the column's own range, where a constant column counts for nothing;
    without an ideal it is the best bound.
    """
    limits = matrix.limits if bounds is None else bounds
    low, high = limits.T
    best = np.where(matrix.directions == 1, high, low)
    first, last = (best, best) if ref_ideal is None else ref_ideal.T
    x = np.clip(matrix.clipped, low, high)
    near = 1 - np.maximum(_part(first - x, first - low), _part(x - last, high - last))
    if bounds is None:
        weights = np.where([scale is None for scale in matrix.ends], 0.0, weights)
    lacks = np.sqrt((((near - 1) * weights) ** 2).sum(axis=1))
    has = np.sqrt(((near * weights) ** 2).sum(axis=1))
    closeness: Array = has / (has + lacks)
    return closeness


def _part(distance: Array, width: Array) -> Array:
    """Distance as a part of the width, zero inside the ideal and where there is no width."""
    part = np.zeros_like(distance)
    np.divide(distance, width, out=part, where=(distance > 0) & (width > 0))
    return part


DEFINITIONS = {
    "vikor": vikor,
    "copras": copras,
    "moora": moora,
    "mabac": mabac,
    "lmaw": lmaw,
    "probid": probid,
    "sprobid": sprobid,
    "ervd": ervd,
    "rim": rim,
}
