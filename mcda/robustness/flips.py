"""The smallest change of weights that brings an alternative past another, or among the first.

Who reaches what is read off the ranks of a ranking (1, 1, 3): a tie reaches the first k, and only a better rank
overtakes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog

from criteria.errors import MethodError
from mcda.model.decision_matrix import Array
from mcda.model.ranking import NOISE, TIE, Ranking, ranks_of
from mcda.model.weights import Weights
from mcda.robustness import integer_programme
from mcda.robustness.stability_intervals import additive_only, row_of

Rows = NDArray[np.intp]

MARGIN = 1e-6  # of a score from 0 to 1: the lead of one that overtakes
ENOUGH = 1e-5  # a change is the smallest to this; a weight of 0.0005% would be moved
CERTAIN = 1e-5  # ten times what HiGHS forgives in an integer programme
UNITS = 1e4  # to which weights sum in a linear programme: 1e-10, the least that HiGHS forgives, is 1e-14 of them
INFEASIBLE = 2  # status of scipy


@dataclass(frozen=True)
class Flip:
    """The smallest change of weights (sum of absolute differences) that brings an alternative past others.

    `overtaken`: those that are before it now and no longer then, or tied with it now and behind it then.
    """

    change: float
    weights: Weights
    overtaken: tuple[str, ...]


def smallest_change(ranking: Ranking, overtaker: str, overtaken: str) -> Flip | None:
    """The least L1 change of weights with which one alternative overtakes another; None if no weights do.

    Every share given goes to the criterion on which the overtaker leads most, and is taken first from those on
    which it leads least: no other change of that size gains as much. Raises MethodError for other methods.
    """
    additive_only(ranking)
    a, b = row_of(ranking, overtaken), row_of(ranking, overtaker)
    if ranking.ranks[b] < ranking.ranks[a]:
        return Flip(0.0, ranking.weights, ())
    weights = ranking.weights.array
    lead = ranking.matrix.normalised[b] - ranking.matrix.normalised[a]
    best = int(lead.argmax())
    order = np.argsort(lead, kind="stable")
    gain = lead[best] - lead[order]
    lacking = MARGIN - float(lead @ weights)
    reached = np.minimum(np.cumsum(gain * weights[order]), max(lacking, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        taken = np.where(gain > 0, np.diff(reached, prepend=0.0) / gain, 0.0)
    change = np.zeros(len(weights))
    change[order] = -taken
    change[best] += taken.sum()
    flip = _flip(ranking, weights + change, b)
    after = _ranks(ranking, flip.weights)
    return flip if after[b] < after[a] else None


def smallest_change_into(ranking: Ranking, key: str, k: int) -> Flip | None:
    """The least L1 change of weights that brings an alternative among the first k, be it tied; None if no weights do.

    Which others may stay before it is chosen with the weights: a mixed-integer programme (HiGHS), whose tolerances
    are wider than a tie. So it only proposes; whether its choice can be had, and at which weights, a linear programme
    says, and the ranks under those weights. Where no choice is left, another programme that asks for less by
    `CERTAIN` has to find none either. Raises MethodError for other methods, or if HiGHS gives up.
    """
    additive_only(ranking)
    row = row_of(ranking, key)
    if ranking.rank(key) <= k:
        return Flip(0.0, ranking.weights, ())
    lead = ranking.matrix.normalised[row] - np.delete(ranking.matrix.normalised, row, axis=0)
    always = lead.max(axis=1) < -_tie(
        ranking
    )  # better on every criterion: before it under all weights
    few = k - 1 - int(always.sum())
    if few < 0:
        return None
    return _into(ranking, row, lead[(lead.min(axis=1) < 0) & ~always], few, k)


def _into(ranking: Ranking, row: int, lead: Array, few: int, k: int) -> Flip | None:
    """At most `few` of the rivals may stay before the alternative in this row, which leads them by `lead` (R × m)."""
    best: Flip | None = None
    cuts: list[Rows] = []  # of each of these, one rival at least has to stay before it
    for less in (0.0, CERTAIN):
        while (proposed := _proposed(lead, ranking.weights.array, few, cuts, less)) is not None:
            bound, passed = proposed
            if best is not None and bound >= best.change - ENOUGH:
                return best
            weights, binding = _past_all(lead[passed], ranking.weights.array)
            flip = None if weights is None else _flip(ranking, weights, row)
            if flip is not None and _ranks(ranking, flip.weights)[row] <= k:
                best = flip if best is None or flip.change < best.change else best
                cuts.append(passed[binding])
            else:
                cuts.append(passed[binding] if weights is None else passed)
        if best is not None:
            return best
    return None


def _proposed(
    lead: Array, weights: Array, few: int, cuts: Sequence[Rows], less: float
) -> tuple[float, Rows] | None:
    """A lower bound of the change, and the rivals to pass for it; None if there are none (left)."""
    rivals, m = lead.shape
    if few == 0:
        return None if cuts else (0.0, np.arange(rivals))
    # variables: m given, m taken, and for each rival whether it may stay before
    before = np.hstack((lead, -lead, np.diag(less - lead.min(axis=1))))
    stay = np.concatenate((np.zeros(2 * m), np.ones(rivals)))
    balance = np.concatenate((np.ones(m), -np.ones(m), np.zeros(rivals)))
    one_of = np.zeros((len(cuts), len(stay)))
    for i, cut in enumerate(cuts):
        one_of[i, 2 * m + cut] = 1
    found = integer_programme.solved(
        1 - stay,
        constraints=[
            LinearConstraint(before, -less - lead @ weights, np.inf),
            LinearConstraint(stay[None], 0, few),
            LinearConstraint(balance[None], 0, 0),
            *([LinearConstraint(one_of, 1, np.inf)] if cuts else []),
        ],
        bounds=Bounds(0, np.concatenate((1 - weights, weights, np.ones(rivals)))),
        integrality=stay,
        # so few rows are solved sooner as they are
        options={"mip_rel_gap": ENOUGH / 10, "presolve": False},
    )
    if found.status == INFEASIBLE:
        return None
    if found.x is None:
        raise MethodError.of("stability.solver", message=str(found.message))
    return float(found.mip_dual_bound), np.flatnonzero(found.x[2 * m :] < 0.5)


def _past_all(lead: Array, weights: Array) -> tuple[Array | None, Rows]:
    """The nearest weights under which no rival is before (none if there are none), and the rivals that bind.

    Those that bind are the reason: whoever passes them all needs as much change, or fails as well.
    """
    m = len(weights)
    found = _solved(
        np.ones(2 * m),
        np.hstack((-lead, lead)),
        UNITS * (lead @ weights),
        np.concatenate((np.ones(m), -np.ones(m))),
        0.0,
        [(0.0, UNITS * float(most)) for most in (*(1 - weights), *weights)],
    )
    if found.status != INFEASIBLE:
        change = (found.x[:m] - found.x[m:]) / UNITS
        return weights + change, _binding(found.ineqlin.marginals)
    # the least lead, made as large as can be: below zero, and its multipliers say for whose sake
    game = _solved(
        np.concatenate((np.zeros(m), [-1.0])),
        np.hstack((-lead, np.ones((len(lead), 1)))),
        np.zeros(len(lead)),
        np.concatenate((np.ones(m), [0.0])),
        UNITS,
        [*([(0.0, UNITS)] * m), (-np.inf, np.inf)],
    )
    binding = _binding(game.ineqlin.marginals)
    shares = -game.ineqlin.marginals[binding]
    proven = float((shares @ lead[binding]).max()) < 0
    return None, binding if proven else np.arange(len(lead))


def _binding(marginals: Array) -> Rows:
    binding = np.flatnonzero(marginals < -1e-9)
    return binding if len(binding) else np.arange(len(marginals))


def _solved(
    cost: Array,
    at_most: Array,
    limits: Array,
    equal: Array,
    to: float,
    bounds: list[tuple[float, float]],
) -> Any:
    found = linprog(
        cost,
        A_ub=at_most,
        b_ub=limits,
        A_eq=equal[None],
        b_eq=[to],
        bounds=bounds,
        method="highs",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    if found.x is None and found.status != INFEASIBLE:
        raise MethodError.of("stability.solver", message=str(found.message))
    return found


def _tie(ranking: Ranking) -> float:
    """A lead larger than this is one, however many ties stand between."""
    values = ranking.matrix.normalised
    return len(ranking) * max(TIE * float(np.ptp(values)), NOISE * float(np.abs(values).max()))


def _ranks(ranking: Ranking, weights: Weights) -> NDArray[np.int64]:
    return ranks_of(ranking.matrix.normalised @ weights.array)


def _flip(ranking: Ranking, weights: Array, row: int) -> Flip:
    moved = Weights.of(np.maximum(weights, 0), ranking.matrix.criteria)
    after = _ranks(ranking, moved)
    before, tied = ranking.ranks < ranking.ranks[row], ranking.ranks == ranking.ranks[row]
    passed = (before & (after >= after[row])) | (tied & (after > after[row]))
    return Flip(
        float(np.abs(moved.array - ranking.weights.array).sum()),
        moved,
        tuple(ranking.alternatives[i] for i in np.flatnonzero(passed)),
    )
