"""Methods computed from their publication, where pymcdm 1.4.0 departs from it, refuses it or overflows."""

import numpy as np

from mcda.methods.normalisation import normalised
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.model.ranking import NOISE

BLOCK = 256  # rows of a table of pairs held at once


def vikor(matrix: DecisionMatrix, weights: Array, v: float) -> Array:
    """Q of Opricovic & Tzeng (2004), n scores, lower is better.

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

    Q_i = S+_i + Σ S- / (S-_i Σ 1/S-); without costs Q is S+. pymcdm leaves out both sums, so costs raise its score.
    """
    weighted = matrix.clipped / matrix.clipped.sum(axis=0) * weights
    gains = weighted[:, matrix.directions == 1].sum(axis=1)
    costs = weighted[:, matrix.directions == -1].sum(axis=1)
    relief = costs.sum() / (costs * (1 / costs).sum()) if costs.any() else 0.0
    significance = gains + relief
    scores: Array = significance / significance.max()
    return scores


def moora(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    """Ratio system of Brauers & Zavadskas (2006): weighted gains less weighted costs.

    pymcdm refuses a table without a cost, which the definition allows.
    """
    ratios = normalised(matrix, normalisation, directed=False)
    scores: Array = ratios @ (weights * matrix.directions)
    return scores


def mabac(matrix: DecisionMatrix, weights: Array, normalisation: str) -> Array:
    """Sum of distances from the border approximation area (Pamučar & Ćirović 2015)."""
    lifted = (normalised(matrix, normalisation) + 1) * weights
    scores: Array = (lifted - border_area(matrix, weights, normalisation)).sum(axis=1)
    return scores


def border_area(matrix: DecisionMatrix, weights: Array, normalisation: str = "minmax") -> Array:
    """M borders: the geometric mean over the alternatives of w_j (r_ij + 1).

    By the mean of logarithms: pymcdm's product underflows to zero from some 375 alternatives.
    """
    means: Array = np.exp(np.log(normalised(matrix, normalisation) + 1).mean(axis=0))
    return weights * means


def lmaw(matrix: DecisionMatrix, weights: Array) -> Array:
    """Σ_j 2 φ^w / ((2 - φ)^w + φ^w) (Pamučar, Žižović, Biswas & Božanić 2021).

    φ is the share of ln(1 + r) in its column's sum, r = x / max or min / x: the sum of logarithms, where pymcdm
    takes the logarithm of a product that overflows from some 1,800 alternatives.
    """
    logs = np.log1p(normalised(matrix, "linear"))
    phi = logs / logs.sum(axis=0)
    raised = phi**weights
    scores: Array = (2 * raised / ((2 - phi) ** weights + raised)).sum(axis=1)
    return scores


def codas(matrix: DecisionMatrix, weights: Array, normalisation: str, tau: float) -> Array:
    """H_i = Σ_k (E_i - E_k) + ψ(E_i - E_k)(T_i - T_k) (Keshavarz Ghorabaee et al. 2016).

    ψ is 1 where the Euclidean distances differ by τ or more. pymcdm fixes τ = 0.02 and loops over the pairs.
    """
    weighted = normalised(matrix, normalisation) * weights
    beyond = weighted - weighted.min(axis=0)
    euclid, taxi = np.sqrt((beyond**2).sum(axis=1)), beyond.sum(axis=1)
    scores = np.empty(len(euclid))
    for start in range(0, len(euclid), BLOCK):
        rows = slice(start, start + BLOCK)
        farther = euclid[rows, None] - euclid
        counts = np.abs(farther) >= tau
        scores[rows] = (farther + counts * (taxi[rows, None] - taxi)).sum(axis=1)
    return scores


def probid(matrix: DecisionMatrix, weights: Array) -> Array:
    """1 / (1 + R²) + distance from the average (Wang, Rangaiah & Wang 2021).

    R divides the distances from the better half of the ideal solutions, the k-th best by k, by those from the
    worse half counted from the worst; both halves hold the middle one.
    """
    n = len(matrix.alternatives)
    weighted, ideals = _ideals(matrix, weights)
    distances = _distances(weighted, ideals)
    half = (n + 1) // 2
    near = distances[:, :half] @ (1 / np.arange(1, half + 1))
    far = distances[:, half - 1 :] @ (1 / np.arange(n - half + 1, 0, -1))
    average = np.sqrt(((weighted - weighted.mean(axis=0)) ** 2).sum(axis=1))
    scores: Array = 1 / (1 + (near / far) ** 2) + average
    return scores


def sprobid(matrix: DecisionMatrix, weights: Array) -> Array:
    """Distance from the worst quarter of the ideal solutions over distance from the best quarter (ibid.).

    With fewer than four alternatives, the worst and the best one; pymcdm then reads rows for columns.
    """
    n = len(matrix.alternatives)
    weighted, ideals = _ideals(matrix, weights)
    quarter = max(1, n // 4)
    near = _distances(weighted, ideals[:quarter]) @ (1 / np.arange(1, quarter + 1))
    far = _distances(weighted, ideals[-quarter:]) @ (1 / np.arange(quarter, 0, -1))
    scores: Array = far / near
    return scores


def _ideals(matrix: DecisionMatrix, weights: Array) -> tuple[Array, Array]:
    """The weighted table, and each of its columns sorted from best to worst."""
    weighted = normalised(matrix, "vector", directed=False) * weights
    ideals = -np.sort(-weighted * matrix.directions, axis=0) * matrix.directions
    return weighted, ideals


def _distances(points: Array, others: Array) -> Array:
    from scipy.spatial.distance import cdist

    distances: Array = cdist(points, others)
    return distances


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
    scores: Array = ahead / (short + ahead)
    return scores


def rim(
    matrix: DecisionMatrix, weights: Array, bounds: Array | None, ref_ideal: Array | None
) -> Array:
    """Closeness to a reference ideal that may be an interval (Cables, Lamata & Verdegay 2016), 0 to 1.

    Without bounds they are the scales', or the column's own range, where a constant column counts for nothing;
    without an ideal it is the best bound. pymcdm loops over the cells.
    """
    low, high = (matrix.limits if bounds is None else bounds).T
    if ref_ideal is None:
        best = np.where(matrix.directions == 1, high, low)
        ref_ideal = np.column_stack((best, best))
    first, last = ref_ideal.T
    observations = np.clip(matrix.clipped, low, high)
    nearness = 1 - np.maximum(
        _part(first - observations, first - low), _part(observations - last, high - last)
    )
    if bounds is None:
        weights = np.where([scale is None for scale in matrix.ends], 0.0, weights)
    lacks = np.sqrt((((nearness - 1) * weights) ** 2).sum(axis=1))
    has = np.sqrt(((nearness * weights) ** 2).sum(axis=1))
    scores: Array = has / (has + lacks)
    return scores


def _part(distance: Array, width: Array) -> Array:
    """Distance as a part of the width, zero inside the ideal and where there is no width."""
    part = np.zeros_like(distance)
    np.divide(distance, width, out=part, where=(distance > 0) & (width > 0))
    return part
