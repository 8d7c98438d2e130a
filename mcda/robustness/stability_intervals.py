"""How far one weight may move before the answer changes, and what happens on the way."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from criteria.errors import MethodError
from mcda.methods.kernel import prepare
from mcda.model.decision_matrix import Array
from mcda.model.ranking import Ranking
from mcda.robustness.rank_counts import exact_ranks

Keep = int | Literal["order"]  # the first k as a set, or the whole order
GRID = 65  # weightings looked at on either side where there is no closed form
HALVINGS = 40
LEVEL = 1e-15  # slopes of two scores nearer than this are one
SAME = 1e-12  # shares, and scores from 0 to 1, nearer than this are one


class Swap(NamedTuple):
    """Who falls behind whom where an interval ends."""

    falls: str
    rises: str


@dataclass(frozen=True)
class Interval:
    """The shares of one criterion between which the answer stays, the others keeping their proportions.

    `exact` is False where it was searched for (a change undone again within a 64th of the way may be missed);
    `below` and `above` say who swap ranks at the ends, None where the end is 0 or 1 or was searched for.
    """

    criterion: str
    share: float
    low: float
    high: float
    exact: bool
    below: Swap | None = None
    above: Swap | None = None


@dataclass(frozen=True, eq=False)
class Lines:
    """Additive scores along one share t: S_i(t) = t v_ij + (1 - t) R_i, straight from `at_zero` to `at_one`.

    `leaders` holds (from, to, alternative): who is first over which shares.
    """

    criterion: str
    share: float
    alternatives: tuple[str, ...]
    at_zero: Array
    at_one: Array
    leaders: tuple[tuple[float, float, str], ...]

    def scores(self, share: float) -> Array:
        return share * self.at_one + (1 - share) * self.at_zero


@dataclass(frozen=True)
class Fall:
    """The nearest share of one criterion at which an alternative falls behind one that is now worse."""

    key: str
    behind: str
    criterion: str
    share: float
    more: bool  # whether the criterion has to count for more than now


def additive_only(ranking: Ranking) -> None:
    if ranking.parts is None:
        raise MethodError.of("stability.additive", method=ranking.method.name)


def row_of(ranking: Ranking, key: str) -> int:
    if key not in ranking.alternatives:
        raise MethodError.of("stability.unknown", key=key)
    return ranking.alternatives.index(key)


def lines_along(ranking: Ranking, criterion: str) -> Lines:
    """Breakpoints of an additive ranking along one weight. Raises MethodError for other methods."""
    additive_only(ranking)
    at_zero, at_one = _ends(ranking, criterion)
    leaders = _upper_envelope(at_zero, at_one - at_zero)
    return Lines(
        criterion,
        ranking.weights[criterion],
        ranking.alternatives,
        at_zero,
        at_one,
        tuple((a, b, ranking.alternatives[i]) for a, b, i in leaders),
    )


def _ends(ranking: Ranking, criterion: str) -> tuple[Array, Array]:
    """N scores with the criterion at share 0 (the others in proportion) and at share 1."""
    normalised = ranking.matrix.normalised
    others = ranking.weights.moved(criterion, 0.0).array
    return normalised @ others, normalised[:, ranking.matrix.criteria.index(criterion)]


def _upper_envelope(start: Array, slope: Array) -> list[tuple[float, float, int]]:
    pieces: list[tuple[float, float, int]] = []
    t = 0.0
    leader = int(np.lexsort((slope, start))[-1])
    while True:
        steeper = slope > slope[leader]
        with np.errstate(divide="ignore", invalid="ignore"):
            meets = (start[leader] - start) / (slope - slope[leader])
        meets = np.where(steeper, np.maximum(meets, t), np.inf)
        end = float(meets.min(initial=np.inf))
        if end >= 1:
            return [*pieces, (t, 1.0, leader)]
        following = int(np.argmax(np.where(meets <= end, slope, -np.inf)))
        if end > t:
            pieces.append((t, end, leader))
        t, leader = end, following


def stability_interval(ranking: Ranking, criterion: str, keep: Keep = 1) -> Interval:
    """Shares of the criterion over which the first `keep` (as a set), or the whole "order", stay.

    Closed form for the additive method: two lines cross at t = (R_b - R_a) / ((v_a - R_a) - (v_b - R_b)); at the
    ends themselves the two tie. Where more than `keep` are among the first, for a tie at the edge, the set also
    changes where one of them falls behind `keep` others. Other methods: the nearest change on a grid, halved.
    """
    if ranking.parts is None:
        return _searched(ranking, criterion, keep)
    at_zero, at_one = _ends(ranking, criterion)
    share = ranking.weights[criterion]
    ahead, behind = _pairs(ranking, keep)
    lead = at_zero[ahead] - at_zero[behind]
    slope = (at_one[ahead] - at_one[behind]) - lead
    tied = ranking.ranks[ahead] == ranking.ranks[behind]
    moving = np.abs(slope) > LEVEL
    with np.errstate(divide="ignore", invalid="ignore"):
        cross = np.where(tied, share, -lead / slope)
    # a tie whose lines differ breaks at once, whichever way; else a line can be met on one side alone
    up = np.where(moving & (tied | (slope < 0)), np.maximum(cross, share), np.inf)
    down = np.where(moving & (tied | (slope > 0)), np.minimum(cross, share), -np.inf)
    keys = ranking.alternatives

    def swap(at: np.intp) -> Swap:
        return Swap(keys[ahead[at]], keys[behind[at]])

    high, low = float(up.min(initial=np.inf)), float(down.max(initial=-np.inf))
    above = swap(up.argmin()) if high < 1 else None
    below = swap(down.argmax()) if low > 0 else None
    inside = np.flatnonzero(ranking.ranks <= keep) if keep != "order" else np.array([], dtype=int)
    if (
        keep != "order" and len(inside) > keep
    ):  # a tie at the edge: some may fall out though nobody comes in
        names = [keys[i] for i in inside]
        start, end = at_zero[inside], at_one[inside]
        out = _first_out(start, end, share, 1.0, keep)
        if out is not None and out[0] < min(high, 1.0):
            high, above = out[0], Swap(names[out[1]], names[out[2]])
        out = _first_out(start, end, share, 0.0, keep)
        if out is not None and out[0] > max(low, 0.0):
            low, below = out[0], Swap(names[out[1]], names[out[2]])
    return Interval(
        criterion, share, max(low, 0.0), min(high, 1.0), exact=True, below=below, above=above
    )


def _first_out(
    at_zero: Array, at_one: Array, share: float, towards: float, k: int
) -> tuple[float, int, int] | None:
    """Where, from a share towards 0 or 1, one of these lines first has k of the others above it: at, who falls, behind whom.

    Between two crossings nothing changes, so the ranks half-way between each two are looked at; lines that are one
    line are tied all along. None if that never happens.
    """
    lead = at_zero[:, None] - at_zero
    slope = at_one[:, None] - at_one - lead
    alike = (np.abs(lead) <= SAME) & (np.abs(lead + slope) <= SAME)
    with np.errstate(divide="ignore", invalid="ignore"):
        cross = np.where(np.abs(slope) > LEVEL, -lead / slope, np.inf)
    way = np.sign(towards - share)
    between = cross[((cross - share) * way > SAME) & ((towards - cross) * way > SAME)]
    stops = np.concatenate(([share], np.sort(between * way) * way, [towards]))
    stops = stops[np.concatenate(([True], np.abs(np.diff(stops)) > SAME))]
    middle = (stops[:-1] + stops[1:]) / 2
    scores = at_zero + middle[:, None] * (at_one - at_zero)
    above = (scores[:, None, :] > scores[:, :, None]) & ~alike
    fallen = above.sum(axis=2) >= k
    if not fallen.any():
        return None
    piece = int(fallen.any(axis=1).argmax())
    falls = int(fallen[piece].argmax())
    rises = int(np.where(above[piece, falls], scores[piece], -np.inf).argmax())
    return float(stops[piece]), falls, rises


def _pairs(ranking: Ranking, keep: Keep) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(ahead, behind) rows whose order must stay: neighbours, or every one inside against every one outside."""
    if keep == "order":
        order = np.argsort(ranking.ranks, kind="stable")
        return order[:-1], order[1:]
    inside = np.flatnonzero(ranking.ranks <= keep)
    outside = np.flatnonzero(ranking.ranks > keep)
    return np.repeat(inside, len(outside)), np.tile(outside, len(inside))


def _searched(ranking: Ranking, criterion: str, keep: Keep) -> Interval:
    kernel = prepare(ranking.method.key, ranking.matrix, ranking.parameters)
    share = ranking.weights[criterion]

    def stays(shares: Array) -> NDArray[np.bool_]:
        weights = np.array([ranking.weights.moved(criterion, float(t)).array for t in shares])
        scores = kernel(weights)
        finite = np.isfinite(scores).all(axis=1)
        ranks = exact_ranks(np.where(np.isfinite(scores), scores, 0.0), kernel.higher_is_better)
        if keep == "order":
            same = (ranks == ranking.ranks).all(axis=1)
        else:
            same = ((ranks <= keep) == (ranking.ranks <= keep)).all(axis=1)
        kept: NDArray[np.bool_] = same & finite
        return kept

    def end(towards: float) -> float:
        grid = np.linspace(share, towards, GRID)
        changed = ~stays(grid[1:])
        if not changed.any():
            return towards
        first = int(np.argmax(changed))
        inside, outside = float(grid[first]), float(grid[first + 1])
        for _ in range(HALVINGS):
            middle = (inside + outside) / 2
            if stays(np.array([middle]))[0]:
                inside = middle
            else:
                outside = middle
        return inside

    return Interval(criterion, share, end(0.0), end(1.0), exact=False)


def nearest_fall(ranking: Ranking, key: str) -> Fall | None:
    """The least move of one weight by which an alternative falls behind one now worse; None if none does."""
    additive_only(ranking)
    row = row_of(ranking, key)
    worse = np.flatnonzero(ranking.ranks > ranking.ranks[row])
    falls = []
    for criterion in ranking.matrix.criteria:
        at_zero, at_one = _ends(ranking, criterion)
        share = ranking.weights[criterion]
        lead = at_zero[row] - at_zero[worse]
        slope = (at_one[row] - at_one[worse]) - lead
        with np.errstate(divide="ignore", invalid="ignore"):
            cross = np.where(np.abs(slope) > LEVEL, -lead / slope, np.inf)
        move = np.where((cross > 0) & (cross < 1), np.abs(cross - share), np.inf)
        if len(move) and np.isfinite(move.min()):
            i = int(move.argmin())
            behind = ranking.alternatives[worse[i]]
            more = bool(cross[i] > share)
            falls.append((float(move[i]), Fall(key, behind, criterion, float(cross[i]), more)))
    # equal moves of two weights: the first criterion, whatever the rounding
    return min(falls, key=lambda found: round(found[0], 12))[1] if falls else None
