"""Which methods must rank alike, as data; and how far the rankings of several methods agree."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import permutations
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from criteria.errors import MethodError
from mcda.methods.engine import correlations
from mcda.model.decision_matrix import DecisionMatrix
from mcda.model.ranking import Ranking

if TYPE_CHECKING:
    import pandas as pd

Where = Literal["bare", "scaled", "any"]
Ranks = NDArray[np.int64]


@dataclass(frozen=True)
class Member:
    """A method at a setting."""

    method: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Alike:
    """Methods that give one and the same order on every table that meets their needs.

    where: on a table without any scale (bare), with a linear scale for every criterion (scaled), or on any.
    """

    members: tuple[Member, ...]
    where: Where

    def holds(self, matrix: DecisionMatrix) -> bool:
        if self.where == "bare":
            return not any(matrix.scales)
        if self.where == "scaled":
            return all(scale is not None and scale.curve == "linear" for scale in matrix.scales)
        return True


def _by(normalisation: str, *methods: str) -> tuple[Member, ...]:
    return tuple(Member(method, {"normalisation": normalisation}) for method in methods)


# Up to a factor, an offset or a sign each group is one formula (field tests: 400 random tables, all equal).
ALIKE: tuple[Alike, ...] = (
    Alike(
        (
            *_by("minmax", "wsm", "mabac", "mairca"),
            Member("vikor", {"v": 1.0}),
            Member("additive"),
            Member("spotis"),
            Member("balanced_spotis"),
        ),
        "bare",
    ),
    Alike((*_by("minmax", "wsm", "mabac", "mairca"), Member("vikor", {"v": 1.0})), "any"),
    Alike((Member("additive"), Member("spotis"), Member("balanced_spotis")), "scaled"),
    Alike(
        (
            *_by("linear", "wsm", "mabac", "mairca"),
            Member("marcos"),
            Member("waspas", {"l": 1.0}),
        ),
        "any",
    ),
    Alike(_by("vector", "wsm", "mabac", "mairca", "moora"), "any"),
    Alike((*_by("minmax", "topsis"), Member("rim")), "bare"),
    Alike(
        (*_by("sum", "wpm"), *_by("linear", "wpm"), Member("waspas", {"l": 0.0})),
        "bare",
    ),
)


def alike(matrix: DecisionMatrix) -> tuple[Alike, ...]:
    """The groups that must rank alike on this matrix: to show two of one group is to show one twice."""
    return tuple(group for group in ALIKE if group.holds(matrix))


def clones_of(key: str) -> tuple[str, ...]:
    """The other methods that, with some setting, must rank as this one does."""
    groups = [{member.method for member in group.members} for group in ALIKE]
    together: set[str] = set().union(*(group for group in groups if key in group))
    return tuple(sorted(together - {key}))


@dataclass(frozen=True)
class Pair:
    """How far `other` agrees with `reference`, by ranks; None where a measure is not defined.

    tau: Kendall's tau-b, -1 to 1. weighted: weighted Spearman r_w, -1 to 1, the first ranks matter more. Unrelated
    orders have 0 of either. ws: Sałabun & Urbaniak's WS, 0 to 1, which looks from the reference (the other way round
    it is another number); unrelated orders have `chance_similarity`. overlap: the part of the first `first` that both
    share, 0 to 1.
    """

    reference: str
    other: str
    tau: float | None
    weighted: float | None
    ws: float | None
    overlap: float


@dataclass(frozen=True)
class Agreement:
    """How far several rankings of the same alternatives agree, pair by pair."""

    keys: tuple[str, ...]
    first: int
    pairs: tuple[Pair, ...]

    def to_frame(self) -> "pd.DataFrame":
        """A row an ordered pair: reference, other and the four measures of `Pair`."""
        import pandas as pd

        return pd.DataFrame(self.pairs)

    def _repr_html_(self) -> str:
        return self.to_frame().to_html()

    def between(self, reference: str, other: str) -> Pair:
        return next(p for p in self.pairs if (p.reference, p.other) == (reference, other))


def agreement(rankings: Mapping[str, Ranking], first: int = 10) -> Agreement:
    """Agreement of every ordered pair of rankings, on their ranks.

    Kendall's tau-b, weighted Spearman and WS by pymcdm, and the share of the first `first` that both name (0 to 1).
    Raises MethodError if they rank different alternatives, or `first` is no rank.

    >>> from mcda import DecisionMatrix, rank
    >>> matrix = DecisionMatrix.of([[300, 6], [450, 8], [380, 8]], directions=["min", "max"])
    >>> by = {method: rank(matrix, [0.4, 0.6], method) for method in ("additive", "topsis")}
    >>> agreement(by, first=1).between("additive", "topsis").tau
    1.0
    """
    if first < 1:
        raise MethodError.of("parameter.first", found=first)
    ranks = {key: _ranks(key, ranking, rankings) for key, ranking in rankings.items()}
    pairs = tuple(
        Pair(
            a,
            b,
            tau=tau_b(ranks[a], ranks[b]),
            weighted=weighted_spearman(ranks[a], ranks[b]),
            ws=rank_similarity(ranks[a], ranks[b]),
            overlap=overlap(ranks[a], ranks[b], first),
        )
        for a, b in permutations(ranks, 2)
    )
    return Agreement(tuple(rankings), first, pairs)


def _ranks(key: str, ranking: Ranking, rankings: Mapping[str, Ranking]) -> Ranks:
    """Ranks in the order of the first ranking's alternatives."""
    order = next(iter(rankings.values())).alternatives
    if order == ranking.alternatives:
        return ranking.ranks
    strangers = sorted(set(order) ^ set(ranking.alternatives))
    if strangers:
        raise MethodError.of("agreement.alternatives", ranking=key, names=strangers)
    at = {name: int(rank) for name, rank in zip(ranking.alternatives, ranking.ranks, strict=True)}
    return np.array([at[name] for name in order], dtype=np.int64)


def _orders_nothing(*ranks: Ranks) -> bool:
    return any((x == x[0]).all() for x in ranks)


def tau_b(x: Ranks, y: Ranks) -> float | None:
    """Kendall's tau-b (ties corrected); None if one of them ties everybody."""
    if _orders_nothing(x, y):
        return None
    from scipy.stats import kendalltau

    return float(kendalltau(x, y).statistic)


def weighted_spearman(x: Ranks, y: Ranks) -> float | None:
    """Weighted Spearman r_w (Pinto da Costa & Soares 2005), -1 to 1; None if one of them ties everybody.

    Its formula is that of orders without ties: tied ones take the mean of their ranks, or it leaves its range.
    """
    if _orders_nothing(x, y):
        return None
    return float(correlations().weighted_spearman(_mean_ranks(x), _mean_ranks(y)))


def rank_similarity(x: Ranks, y: Ranks) -> float | None:
    """WS, x the reference (Sałabun & Urbaniak 2020), 0 to 1; None if one of them ties everybody.

    Tied ones take the mean of their ranks, as in `weighted_spearman`.
    """
    if _orders_nothing(x, y):
        return None
    return float(correlations().rank_similarity_coef(_mean_ranks(x), _mean_ranks(y)))


def chance_similarity(n: int) -> float:
    """The mean WS of two unrelated orders of n: the other rank of each is any of 1 … n, all alike likely."""
    x = np.arange(1, n + 1)
    away = (x * (x - 1) + (n - x) * (n - x + 1)) / (2 * n)
    return float(1 - (2.0**-x * away / np.maximum(x - 1, n - x)).sum()) if n > 1 else 1.0


def _mean_ranks(ranks: Ranks) -> NDArray[np.float64]:
    from scipy.stats import rankdata

    return np.asarray(rankdata(ranks), dtype=float)


def overlap(x: Ranks, y: Ranks, first: int) -> float:
    """Part that the first `first` ranks share; with ties at the edge, of the larger of the two sets."""
    a, b = x <= first, y <= first
    return float((a & b).sum() / max(a.sum(), b.sum()))
