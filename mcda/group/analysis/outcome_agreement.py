"""Agreement on what comes out: the ranks that each person's weights give, against those of random weights."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from criteria.errors import MethodError
from mcda.group.analysis.agreement import Measure, kendalls_w, ranks
from mcda.methods.kernel import prepare
from mcda.methods.registry import method_named, rank
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.robustness.rank_counts import exact_ranks
from mcda.robustness.weight_regions import Nested

ROOMS = 200  # random rooms of as many people, or fewer large ones: their mean is as sure
RANKINGS = 6000  # that all random rooms together are made of
OTHERWISE = 400  # the same for methods other than the additive, which cost more

Ranks = NDArray[np.int64]


@dataclass(frozen=True)
class Outcome:
    """Do people agree on the ranking, whatever their weights? Never tested for significance: a table is no chance.

    `overlap`: the mean share of the first k that two people have in common. `w`: Kendall's W of the ranks.
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
    rankings = RANKINGS if method == "additive" else OTHERWISE
    rooms = min(ROOMS, max(4, rankings // people))
    score = _scorer(matrix, method, parameters or {})
    region = Nested(tuple(tuple(columns) for columns in inside))
    rng = np.random.default_rng(seed)
    own = _measures(score(weights), score(group_weights[None, :])[0], k)
    chance = []
    for _ in range(rooms):
        drawn = region.draw(rng, people)
        chance.append(_measures(score(drawn), score(drawn.mean(axis=0, keepdims=True))[0], k))
    overlap, w, ws = (
        Measure(value, float(np.mean(other)))
        for value, other in zip(own, zip(*chance, strict=True), strict=True)
    )
    first = (score(weights) <= k).all(axis=0)
    shared = tuple(np.array(matrix.alternatives)[first].tolist())
    return Outcome(k, overlap, w, ws, shared, people)


def _scorer(
    matrix: DecisionMatrix, method: str, parameters: Mapping[str, Any]
) -> Callable[[Array], Ranks]:
    """Ranks (P × n) of P weightings. Raises MethodError where the method cannot rank the table or a weighting."""
    if method == "additive":
        return lambda weights: exact_ranks(weights @ matrix.normalised.T, True)
    chosen = method_named(method)
    settings = chosen.settings(matrix, parameters)
    unmet = chosen.unmet(matrix, settings)
    if unmet:
        raise MethodError(*unmet)
    kernel = prepare(method, matrix, settings)

    def ranked(weights: Array) -> Ranks:
        scores = kernel(weights)
        wrong = np.flatnonzero(~np.isfinite(scores).all(axis=1))
        if len(wrong):
            rank(matrix, weights[wrong[0]], method, **parameters)  # raises, and says why
            raise MethodError.of("method.not_finite", method=chosen.name)
        return exact_ranks(scores, chosen.higher_is_better)

    return ranked


def _measures(placed: Ranks, group: Ranks, k: int) -> tuple[float, float, float]:
    """(overlap of the first k, W, WS with the group's ranks as reference)."""
    w = kendalls_w(ranks(-placed.astype(float)))
    return first_overlap(placed, k), 1.0 if w is None else w, mean_ws(group, placed)


def first_overlap(placed: Ranks, k: int) -> float:
    """The mean, over pairs of people, of what their first k have in common over what they have together.

    Of two sets of k it is the number shared over k: 1 the same, 0 nothing in common. A tie on rank
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
    For all people of a room at once, where pymcdm's (families.rank_similarity) takes one pair a call; tied ones take
    the mean of their ranks, as there.
    """
    n = placed.shape[1]
    if n < 2:
        return 1.0
    one, others = ranks(-reference[None, :].astype(float))[0], ranks(-placed.astype(float))
    farthest = np.maximum(np.abs(1 - one), np.abs(n - one))
    return float((1 - np.abs(others - one) @ (2.0**-one / farthest)).mean())
