"""What happens to the order of the others when an alternative is added or taken out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from criteria.errors import AppError, Finding
from mcda.methods.registry import rank
from mcda.model.decision_matrix import DecisionMatrix
from mcda.model.ranking import Ranking
from mcda.robustness.stability_intervals import row_of


@dataclass(frozen=True, eq=False)
class Reversal:
    """One alternative added or taken out: the others' ranks among themselves, before and after.

    `swaps` names every pair (one that was before, one that now is). `findings` say why the method could not
    rank what was left; the ranks after are then those before.
    """

    key: str
    how: Literal["added", "taken out"]
    others: tuple[str, ...]
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    findings: tuple[Finding, ...] = ()

    @cached_property
    def swaps(self) -> tuple[tuple[str, str], ...]:
        ahead = self.before[:, None] < self.before
        now_behind = self.after[:, None] > self.after
        pairs = np.argwhere(ahead & now_behind)
        return tuple((self.others[i], self.others[j]) for i, j in pairs)

    @property
    def is_free(self) -> bool:
        """Nobody overtakes anybody."""
        return not self.swaps and not self.findings


def without_each(ranking: Ranking) -> tuple[Reversal, ...]:
    """Each alternative taken out in turn, the same weights and parameters; on fixed scales nothing can move.

    Wang & Triantaphyllou (2008), Omega 36(1), 45-63. Needs three alternatives or more, else there is none.
    """
    if len(ranking) < 3:
        return ()
    return tuple(taken_out(ranking, key) for key in ranking.alternatives)


def with_added(ranking: Ranking, key: str, observations: ArrayLike) -> Reversal:
    """One more alternative with m values, in the order of the criteria. Raises EvidenceError if they do not fit."""
    matrix = ranking.matrix
    row = np.asarray(observations, dtype=float).ravel()
    more = _matrix(matrix, np.vstack((matrix.values, row)), (*matrix.alternatives, key))
    return _compared(ranking, more, key, "added", np.arange(len(ranking)))


def with_clone(ranking: Ranking, key: str) -> Reversal:
    """A second alternative just like an existing one: a method that counts heads then favours others."""
    twin = f"{key}*"
    while twin in ranking.alternatives:
        twin += "*"
    doubled = with_added(ranking, twin, ranking.matrix.values[row_of(ranking, key)])
    return replace(doubled, key=key)


def taken_out(ranking: Ranking, key: str) -> Reversal:
    """One alternative less, the same weights and parameters; three or more are needed."""
    matrix, row = ranking.matrix, row_of(ranking, key)
    kept = np.delete(np.arange(len(ranking)), row)
    fewer = _matrix(matrix, matrix.values[kept], [matrix.alternatives[i] for i in kept])
    return _compared(ranking, fewer, key, "taken out", kept)


def _matrix(matrix: DecisionMatrix, values: ArrayLike, names: Sequence[str]) -> DecisionMatrix:
    return DecisionMatrix.of(
        values,
        matrix.directions,
        names,
        matrix.criteria,
        scales=matrix.scales,
        beyond=matrix.beyond,
    )


def _compared(
    ranking: Ranking,
    changed: DecisionMatrix,
    key: str,
    how: Literal["added", "taken out"],
    others: NDArray[np.intp],
) -> Reversal:
    names = tuple(ranking.alternatives[i] for i in others)
    before = _among(ranking.ranks[others])
    try:
        after = rank(changed, ranking.weights, ranking.method.key, **ranking.parameters)
    except AppError as error:
        return Reversal(key, how, names, before, before, error.findings)
    return Reversal(key, how, names, before, _among(after.ranks[: len(others)]))


def _among(ranks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Ranks of some alternatives among themselves, ties kept."""
    among: NDArray[np.int64] = 1 + (ranks[:, None] > ranks).sum(axis=1)
    return among
