"""Agreement on what comes out: the places that each person's weights give, against those of random weights."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcda.group.analysis.agreement import kendalls_w, ranks
from mcda.methods.registry import rank
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.model.ranking import NOISE, TIE
from mcda.model.weights import Weights

ROOMS = 200  # random rooms of as many people, or fewer large ones: their mean is as sure
RANKINGS = 6000  # that all random rooms together are made of
ONE_BY_ONE = 400  # the same for methods that rank one weighting at a time

Ranks = NDArray[np.int64]


@dataclass(frozen=True)
class Measure:
    """One measure of agreement, what random weights reach on the same table, and what is left beyond that."""

    value: float
    random: float

    @property
    def beyond(self) -> float | None:
        """(value - random) / (1 - random): 0 no more than chance, 1 full agreement; None if chance is full."""
        return (self.value - self.random) / (1 - self.random) if self.random < 1 - 1e-9 else None


@dataclass(frozen=True)
class Outcome:
    """Do people agree on the ranking, whatever their weights? Never tested for significance: a table is no chance.

    `overlap`: the mean share of the first k that two people have in common. `w`: Kendall's W of the places.
    `ws`: the mean WS coefficient of each person's ranking with the group's as reference.
    """

    k: int
    overlap: Measure
    w: Measure
    ws: Measure
    shared: tuple[str, ...]  # in everyone's first k
    people: int


def agree(
    matrix: DecisionMatrix,
    weights: Array,
    group_weights: Array,
    inside: Sequence[Sequence[int]],
    k: int = 3,
    method: str = "additive",
    parameters: Mapping[str, Any] | None = None,
    seed: int = 1,
) -> Outcome | None:
    """Agreement of P people on the ranking of n alternatives; None for fewer than two people.

    P × m weights in the order of the matrix's criteria, m group weights, and the columns of each group of criteria:
    random people weigh as these did, groups uniform on their simplex and so inside each. The random figure is the
    mean over up to 200 rooms of P random people each.
    """
    people = len(weights)
    if people < 2:
        return None
    k = min(k, len(matrix.alternatives))
    rankings = RANKINGS if method == "additive" else ONE_BY_ONE
    rooms = min(ROOMS, max(4, rankings // people))
    score = _scorer(matrix, method, parameters or {})
    rng = np.random.default_rng(seed)
    own = _measures(score(weights), score(group_weights[None, :])[0], k)
    chance = []
    for _ in range(rooms):
        drawn = random_weights(rng, people, inside)
        chance.append(_measures(score(drawn), score(drawn.mean(axis=0, keepdims=True))[0], k))
    overlap, w, ws = (
        Measure(value, float(np.mean(other)))
        for value, other in zip(own, zip(*chance, strict=True), strict=True)
    )
    first = (score(weights) <= k).all(axis=0)
    shared = tuple(np.array(matrix.alternatives)[first].tolist())
    return Outcome(k, overlap, w, ws, shared, people)


def random_weights(rng: np.random.Generator, size: int, inside: Sequence[Sequence[int]]) -> Array:
    """Size × m shares: those of the groups uniform on their simplex, and so the shares inside each group."""
    shares = np.empty((size, sum(len(columns) for columns in inside)))
    groups = rng.dirichlet(np.ones(len(inside)), size)
    for g, columns in enumerate(inside):
        shares[:, list(columns)] = groups[:, [g]] * rng.dirichlet(np.ones(len(columns)), size)
    return shares


def _scorer(
    matrix: DecisionMatrix, method: str, parameters: Mapping[str, Any]
) -> Callable[[Array], Ranks]:
    """Ranks (P × n) of P weightings."""
    if method == "additive":
        return lambda weights: candidates_of(weights @ matrix.normalised.T)
    return lambda weights: np.stack(
        [
            rank(matrix, Weights.of(row, matrix.criteria), method, **parameters).ranks
            for row in weights
        ]
    )


def candidates_of(scores: Array) -> Ranks:
    """The places of each of P rows of n scores, higher is better: `mcda.model.ranking.places` for all rows at once."""
    order = np.argsort(-scores, axis=1, kind="stable")
    down = np.take_along_axis(scores, order, axis=1)
    largest = np.maximum(np.abs(down[:, 0]), np.abs(down[:, -1]))
    tolerance = np.maximum(TIE * (down[:, 0] - down[:, -1]), NOISE * largest)
    starts = np.ones(scores.shape, dtype=bool)
    starts[:, 1:] = down[:, :-1] - down[:, 1:] > tolerance[:, None]
    counted = np.where(starts, np.arange(1, scores.shape[1] + 1), 0)
    found = np.empty(scores.shape, dtype=np.int64)
    np.put_along_axis(found, order, np.maximum.accumulate(counted, axis=1), axis=1)
    return found


def _measures(placed: Ranks, group: Ranks, k: int) -> tuple[float, float, float]:
    """(overlap of the first k, W, WS with the group's places as reference)."""
    w = kendalls_w(ranks(-placed.astype(float)))
    return first_overlap(placed, k), 1.0 if w is None else w, mean_ws(group, placed)


def first_overlap(placed: Ranks, k: int) -> float:
    """The mean, over pairs of people, of what their first k have in common over what they have together.

    Of two sets of k it is at least k places shared over k in all: 1 the same, 0 nothing in common. A tie on place
    k takes in all who tie.
    """
    first = (placed <= k).astype(float)
    common = first @ first.T
    sizes = first.sum(axis=1)
    share = 2 * common / (sizes[:, None] + sizes[None, :])
    people = len(placed)
    return float((share.sum() - np.trace(share)) / (people * (people - 1)))


def mean_ws(reference: Ranks, placed: Ranks) -> float:
    """The mean WS of P rankings with one as reference: 1 - Σ 2^-x |x - y| / max(|1 - x|, |n - x|), x the reference.

    Sałabun & Urbaniak (2020): a difference near the top counts most. Asymmetric: the reference comes first.
    """
    n = placed.shape[1]
    if n < 2:
        return 1.0
    farthest = np.maximum(np.abs(1 - reference), np.abs(n - reference))
    weight = 2.0 ** -reference.astype(float) / farthest
    return float((1 - np.abs(placed - reference) @ weight).mean())
