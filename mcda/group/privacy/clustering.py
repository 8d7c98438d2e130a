"""Camps of like-minded participants, if there are any: never smaller than the minimum."""

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from mcda.model.decision_matrix import Array

MOST_CAMPS = 4
STANDS_OUT = 0.25  # a mean silhouette below this is no structure (Kaufman & Rousseeuw 1990)


def distances(weights: Array) -> Array:
    """P × P: half the sum of differences of two people's weights, 0 (the same) to 1 (nothing in common)."""
    apart: Array = np.abs(weights[:, None, :] - weights[None, :, :]).sum(axis=2) / 2
    return apart


def opinion_groups(weights: Array, minimum: int) -> NDArray[np.int64] | None:
    """The camp of each of P participants, 0 for the largest; None if no parting into camps stands out.

    Average linkage on `distances`; a camp below the minimum joins the nearest one. Of the partings into two to four
    camps that with the largest mean silhouette, if that is at least 0.25. Two people alike are in one camp.
    """
    people = len(weights)
    if people < 2 * minimum:
        return None
    apart = distances(weights)
    tree = linkage(squareform(apart, checks=False), "average")
    best: NDArray[np.int64] | None = None
    clearest = STANDS_OUT
    for k in range(2, min(MOST_CAMPS, people // minimum) + 1):
        found = _filled(fcluster(tree, k, "maxclust").astype(np.int64), apart, minimum)
        if len(np.unique(found)) < 2:
            continue
        clear = float(silhouette(apart, found).mean())
        if clear > clearest + 1e-9:
            best, clearest = found, clear
    return None if best is None else _by_size(best)


def silhouette(apart: Array, opinion_group: NDArray[np.int64]) -> Array:
    """(b - a) / max(a, b) of each participant: a the mean distance to the own camp, b to the nearest other."""
    names = np.unique(opinion_group)
    to = np.stack([apart[:, opinion_group == name].mean(axis=1) for name in names], axis=1)
    own = opinion_group[:, None] == names
    heads = own.sum(axis=0)[own.argmax(axis=1)]
    # the mean to the own camp leaves the participant out
    inner = np.where(heads > 1, to[own] * heads / np.maximum(heads - 1, 1), 0.0)
    outer = np.where(own, np.inf, to).min(axis=1)
    largest = np.maximum(inner, outer)
    found = np.divide(outer - inner, largest, out=np.zeros(len(opinion_group)), where=largest > 0)
    return np.where(heads > 1, found, 0.0)


def _filled(opinion_group: NDArray[np.int64], apart: Array, minimum: int) -> NDArray[np.int64]:
    """Camps below the minimum joined to the nearest one, the smallest first."""
    opinion_group = opinion_group.copy()
    while True:
        names, heads = np.unique(opinion_group, return_counts=True)
        if len(names) < 2 or heads.min() >= minimum:
            return opinion_group
        small = opinion_group == names[heads.argmin()]
        others = [name for name in names if not (opinion_group[small] == name).any()]
        nearest = min(others, key=lambda name: float(apart[small][:, opinion_group == name].mean()))
        opinion_group[small] = nearest


def _by_size(opinion_group: NDArray[np.int64]) -> NDArray[np.int64]:
    names, first, heads = np.unique(opinion_group, return_index=True, return_counts=True)
    order = np.lexsort((first, -heads))
    number = np.empty(len(names), dtype=np.int64)
    number[order] = np.arange(len(names))
    return number[np.searchsorted(names, opinion_group)]
