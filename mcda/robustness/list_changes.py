"""The smallest change of weights that brings enough of a list among the first k.

Who is among the first k is read off the ranks of a ranking (1, 1, 3), as for a single alternative: a tie reaches them.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog

from criteria.errors import MethodError
from mcda.model.decision_matrix import Array
from mcda.model.ranking import Ranking, ranks_of
from mcda.model.weights import Weights
from mcda.robustness import integer_programme
from mcda.robustness.flips import ENOUGH, INFEASIBLE, UNITS
from mcda.robustness.stability_intervals import additive_only

Rows = NDArray[np.intp]

NODES = 200  # of the search tree, not seconds: the same answer on every computer
STEPS = 3  # by which a first guess is bettered
SEED, LINES, STARTS = 0, 2000, 6  # of random weights towards which a first guess is looked for
TRIES = 4  # proposals of the solver: after better weights are found, or where its own tolerances spoiled one


@dataclass(frozen=True)
class ListChange:
    """The change of weights (sum of absolute differences) found; None if no weights do.

    `proven` is False where the search ended before it could tell whether a smaller change, or any, is enough;
    `least` is then what is known to be needed at least.
    """

    change: float | None
    weights: Weights | None
    entering: tuple[str, ...]  # of the list, now outside the first k and then among them
    proven: bool
    least: float


def smallest_change_for_list(
    ranking: Ranking, members: Collection[str], need: int, k: int, nodes: int = NODES
) -> ListChange:
    """The least L1 change of weights with which at least `need` of the members are among the first k.

    A threshold of the score is chosen with the weights: at most k - 1 alternatives are above it, and `need` members
    reach it (a mixed-integer programme, HiGHS). Its choice is solved again as a linear programme, whose tolerances are
    narrower, and read off the ranks under those weights. Raises MethodError for other methods.
    """
    additive_only(ranking)
    listed = np.array([key in members for key in ranking.alternatives])
    if (listed & (ranking.ranks <= k)).sum() >= need:
        return ListChange(0.0, ranking.weights, (), True, 0.0)
    if listed.sum() < need:
        return ListChange(None, None, (), True, np.inf)
    return _Search(ranking, listed, need, k).found(nodes)


class _Search:
    """What the steps of one search share: n × m normalised values, the weights now, the list as a mask of n."""

    def __init__(self, ranking: Ranking, listed: NDArray[np.bool_], need: int, k: int) -> None:
        self.ranking, self.listed, self.need, self.k = ranking, listed, need, k
        self.values = ranking.matrix.normalised
        self.now = ranking.weights.array
        self.m = len(self.now)
        self.best: tuple[float, Array] | None = None
        self.cuts: list[Array] = []  # choices that the ranks did not bear out

    def found(self, nodes: int) -> ListChange:
        self._guess()
        least = 0.0
        for _ in range(TRIES):
            bound, choice, is_finished = self._proposed(nodes)
            least = max(least, bound)
            if self.best is not None and least >= self.best[0] - ENOUGH:
                return self._answer(True, self.best[0])
            if choice is None:
                return self._answer(is_finished, least)
            before = self.best
            if not self._learn(*choice):
                self.cuts.append(np.concatenate(choice))
            if not is_finished and self.best is before:
                break
        return self._answer(False, least)

    def _answer(self, proven: bool, least: float) -> ListChange:
        if self.best is None:
            return ListChange(None, None, (), proven, least)
        weights = Weights.of(np.maximum(self.best[1], 0), self.ranking.matrix.criteria)
        enter = self.listed & (self._ranks(weights.array) <= self.k) & (self.ranking.ranks > self.k)
        keys = tuple(self.ranking.alternatives[i] for i in np.flatnonzero(enter))
        change = float(np.abs(weights.array - self.now).sum())
        return ListChange(change, weights, keys, proven, least)

    def _ranks(self, weights: Array) -> NDArray[np.int64]:
        return ranks_of(self.values @ weights)

    def _learn(self, reach: NDArray[np.bool_], above: NDArray[np.bool_]) -> bool:
        """Whether the weights nearest for a choice bring it about; kept if no known ones are nearer."""
        weights, slack = self._nearest(reach, above)
        if slack > 0:
            return False
        moved = Weights.of(np.maximum(weights, 0), self.ranking.matrix.criteria).array
        if (self.listed & (self._ranks(moved) <= self.k)).sum() < self.need:
            return False
        change = float(np.abs(moved - self.now).sum())
        if self.best is None or change < self.best[0]:
            self.best = change, moved
        return True

    def _guess(self) -> None:
        """A change that is enough, to bound the search: on lines to random weights, and from the nearest of those on."""
        rng = np.random.default_rng(SEED)
        away = rng.dirichlet(np.full(self.m, 0.5), LINES) - self.now
        found: list[tuple[float, Array]] = []
        for far in np.geomspace(0.02, 1.0, 16):
            scores = (self.now + far * away) @ self.values.T
            last = -np.partition(-scores, self.k - 1, axis=1)[:, self.k - 1]
            inside = scores[:, self.listed] >= last[:, None]
            enough = np.flatnonzero(inside.sum(axis=1) >= self.need)
            change = far * np.abs(away[enough]).sum(axis=1)
            nearest = np.argsort(change, kind="stable")[:STARTS]
            found += [(float(change[i]), self.now + far * away[enough[i]]) for i in nearest]
        starts = [weights for _, weights in sorted(found, key=lambda each: each[0])[:STARTS]]
        for start in (self.now, *starts):
            weights = start
            for _ in range(STEPS):
                choice = self._choice_at(weights)
                weights, slack = self._nearest(*choice)
                if slack == 0 and not self._learn(*choice):
                    break

    def _choice_at(self, weights: Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Those of the list that score most reach the threshold; the best of the others may be above it as well."""
        order = np.argsort(-(self.values @ weights), kind="stable")
        reach = np.zeros(len(order), dtype=bool)
        reach[[i for i in order if self.listed[i]][: self.need]] = True
        above = reach.copy()
        above[[i for i in order if not reach[i]][: self.k - self.need]] = True
        return reach, above

    def _nearest(self, reach: NDArray[np.bool_], above: NDArray[np.bool_]) -> tuple[Array, float]:
        """The nearest weights at which `reach` reach the threshold and only `above` are above it.

        If there are none, the weights at which the threshold is missed by least, and by how much.
        """
        m = self.m
        rows = np.vstack((-self.values[reach], self.values[~above]))
        sign = np.concatenate((np.ones(reach.sum()), -np.ones((~above).sum())))[:, None]
        limits = -UNITS * (rows @ self.now)
        bounds = [(0.0, UNITS * float(most)) for most in (*(1 - self.now), *self.now)]
        balance = np.concatenate((np.ones(m), -np.ones(m), [0.0, 0.0]))
        # given, taken, threshold, and by how much it is missed
        table = np.hstack((rows, -rows, sign, -np.ones_like(sign)))
        for cost, most in (
            (np.append(np.ones(2 * m), [0.0, 0.0]), 0.0),
            (np.eye(2 * m + 2)[-1], None),
        ):
            solved = linprog(
                cost,
                A_ub=table,
                b_ub=limits,
                A_eq=balance[None],
                b_eq=[0.0],
                bounds=[*bounds, (None, None), (0.0, most)],
                method="highs",
                options={"primal_feasibility_tolerance": 1e-10},
            )
            if solved.x is not None:
                moved = self.now + (solved.x[:m] - solved.x[m : 2 * m]) / UNITS
                return moved, 0.0 if most == 0.0 else max(float(solved.x[-1]), 1e-300)
        raise MethodError.of("stability.solver", message=str(solved.message))

    def _ends(self) -> tuple[Array, Array]:
        """Between which each score lies under all weights that are nearer than the best known."""
        scores = self.values @ self.now
        if self.best is None:
            return self.values.min(axis=1), self.values.max(axis=1)
        half = self.best[0] / 2
        spread = half * np.ptp(self.values, axis=1)
        low = np.maximum(scores - spread, self.values.min(axis=1))
        return low, np.minimum(scores + spread, self.values.max(axis=1))

    def _proposed(
        self, nodes: int
    ) -> tuple[float, tuple[NDArray[np.bool_], NDArray[np.bool_]] | None, bool]:
        """A lower bound of the change, a choice of who reaches the threshold and who may be above, and if it is final."""
        m, n = self.m, len(self.values)
        members = np.flatnonzero(self.listed)
        low, high = self._ends()
        least = np.sort(low)[-self.k] if self.k <= n else 0.0
        most = np.sort(high[members])[-self.need]
        if least > most + ENOUGH:
            return np.inf, None, True
        # variables: m given, m taken, the threshold, who may be above (n), who of the list reaches it
        size = 2 * m + 1 + n + len(members)
        above = np.zeros((n, size))
        above[:, :m], above[:, m : 2 * m], above[:, 2 * m] = self.values, -self.values, -1
        reach = -above[members]
        room = np.maximum(high - least, 0.0) + ENOUGH
        above[np.arange(n), 2 * m + 1 + np.arange(n)] = -room
        short = np.maximum(most - low[members], 0.0) + ENOUGH
        reach[np.arange(len(members)), 2 * m + 1 + n + np.arange(len(members))] = short
        scores = self.values @ self.now
        balance, count, enough = np.zeros(size), np.zeros(size), np.zeros(size)
        balance[:m], balance[m : 2 * m] = 1, -1
        count[2 * m + 1 : 2 * m + 1 + n] = 1
        enough[2 * m + 1 + n :] = 1
        whole = count + enough
        may_be_above, may_reach = high >= least, high[members] >= least
        upper = np.concatenate((1 - self.now, self.now, [most], may_be_above, may_reach))
        lower = np.zeros(size)
        lower[2 * m] = min(least, most)
        constraints = [
            LinearConstraint(above, -np.inf, -scores),
            LinearConstraint(reach, -np.inf, short + scores[members]),
            LinearConstraint(balance[None], 0, 0),
            LinearConstraint(count[None], 0, self.k - 1),
            LinearConstraint(enough[None], self.need, np.inf),
        ]
        for cut in self.cuts:
            chosen = np.concatenate((cut[:n], cut[n:][members]))
            row = np.concatenate((np.zeros(2 * m + 1), np.where(chosen, -1.0, 1.0)))
            constraints.append(LinearConstraint(row[None], 1 - chosen.sum(), np.inf))
        if self.best is not None:
            cost = np.concatenate((np.ones(2 * m), np.zeros(size - 2 * m)))
            constraints.append(LinearConstraint(cost[None], 0, self.best[0]))
        found = integer_programme.solved(
            np.concatenate((np.ones(2 * m), np.zeros(size - 2 * m))),
            constraints=constraints,
            bounds=Bounds(lower, upper),
            integrality=whole,
            options={"mip_rel_gap": ENOUGH / 10, "node_limit": nodes},
        )
        if found.status == INFEASIBLE:
            return np.inf, None, True
        bound = float(found.mip_dual_bound) if found.mip_dual_bound is not None else 0.0
        is_finished = found.status == 0
        if found.x is None:
            return max(bound, 0.0), None, False
        taken = np.zeros(n, dtype=bool)
        taken[members] = found.x[2 * m + 1 + n :] > 0.5
        return max(bound, 0.0), (taken, found.x[2 * m + 1 : 2 * m + 1 + n] > 0.5), is_finished
