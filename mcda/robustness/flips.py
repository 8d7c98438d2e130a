"""The smallest change of weights that brings an alternative past another, or among the first."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from mcda.model.decision_matrix import Array
from mcda.model.ranking import Ranking
from mcda.model.weights import Weights
from mcda.robustness.stability_intervals import additive_only, row_of

MARGIN = 1e-6  # of a score from 0 to 1: enough to overtake and not only tie, above what the solver rounds


@dataclass(frozen=True)
class Flip:
    """The smallest change of weights (sum of absolute differences) that brings an alternative past others."""

    change: float
    weights: Weights
    overtaken: tuple[str, ...]


def smallest_change(ranking: Ranking, overtaker: str, overtaken: str) -> Flip | None:
    """The least L1 change of weights with which one alternative overtakes another; None if no weights do.

    A linear programme in what is given to and taken from each weight. Raises MethodError for other methods.
    """
    additive_only(ranking)
    a, b = row_of(ranking, overtaken), row_of(ranking, overtaker)
    weights, lead = (
        ranking.weights.array,
        ranking.matrix.normalised[b] - ranking.matrix.normalised[a],
    )
    if ranking.ranks[b] < ranking.ranks[a]:
        return Flip(0.0, ranking.weights, ())
    m = len(weights)
    found = linprog(
        np.ones(2 * m),
        A_ub=-np.concatenate((lead, -lead))[None],
        b_ub=[lead @ weights - MARGIN],
        A_eq=np.concatenate((np.ones(m), -np.ones(m)))[None],
        b_eq=[0.0],
        bounds=[(0, 1)] * m + [(0, float(w)) for w in weights],
        method="highs",
    )
    if found.status != 0 or found.x is None:
        return None
    return _flip(ranking, found.x[:m] - found.x[m:], b)


def smallest_change_into(ranking: Ranking, key: str, k: int) -> Flip | None:
    """The least L1 change of weights that brings an alternative among the first k; None if no weights do.

    Which others to overtake is chosen with the weights, so this is a mixed-integer programme (HiGHS).
    """
    additive_only(ranking)
    b = row_of(ranking, key)
    if ranking.rank(key) <= k:
        return Flip(0.0, ranking.weights, ())
    weights, normalised = ranking.weights.array, ranking.matrix.normalised
    m = len(weights)
    lead = normalised[b] - np.delete(normalised, b, axis=0)
    lead = lead[lead.min(axis=1) < MARGIN]  # one that it dominates never stands before it
    rivals = len(lead)
    # variables: m given, m taken, and for each rival whether it may stay before
    before = np.hstack((lead, -lead, np.eye(rivals)))
    few = np.concatenate((np.zeros(2 * m), np.ones(rivals)))
    balance = np.concatenate((np.ones(m), -np.ones(m), np.zeros(rivals)))
    found = milp(
        np.concatenate((np.ones(2 * m), np.zeros(rivals))),
        constraints=[
            LinearConstraint(before, MARGIN - lead @ weights, np.inf),
            LinearConstraint(few[None], 0, k - 1),
            LinearConstraint(balance[None], 0, 0),
        ],
        bounds=Bounds(0, np.concatenate((np.ones(m), weights, np.ones(rivals)))),
        integrality=np.concatenate((np.zeros(2 * m), np.ones(rivals))),
    )
    if found.x is None:
        return None
    return _flip(ranking, found.x[:m] - found.x[m : 2 * m], b)


def _flip(ranking: Ranking, change: Array, row: int) -> Flip:
    moved = Weights.of(np.maximum(ranking.weights.array + change, 0), ranking.matrix.criteria)
    before = ranking.matrix.normalised @ ranking.weights.array
    after = ranking.matrix.normalised @ moved.array
    passed = (before >= before[row]) & (after < after[row])
    return Flip(
        float(np.abs(moved.array - ranking.weights.array).sum()),
        moved,
        tuple(ranking.alternatives[i] for i in np.flatnonzero(passed)),
    )
