"""Scores of many draws → how often each alternative takes each rank, with the tie rule of a single ranking."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mcda.model.decision_matrix import Array
from mcda.model.ranking import NOISE, TIE
from mcda.robustness.sampling_error import SquaredCounts

Counts = NDArray[np.int64]
EPS = float(np.finfo(float).eps)
TINY = 1e-300  # wider than the marks of scores that are all zero
SIGN = -(2**63)
DENSE = (
    512  # alternatives up to which the whole table of ranks is counted at once and stays in cache
)


def exact_ranks(scores: Array, higher_is_better: bool) -> Counts:
    """Ranks (S × n) of S draws by exactly the rule of one ranking: 1 is best, ties share the better rank."""
    merit = scores if higher_is_better else -scores
    order = np.argsort(-merit, axis=1)
    down = np.take_along_axis(merit, order, axis=1)
    tolerance = tie_width(down[:, 0], down[:, -1])
    starts = np.ones(down.shape, dtype=bool)
    np.greater(down[:, :-1] - down[:, 1:], tolerance[:, None], out=starts[:, 1:])
    position = np.where(starts, np.arange(1, down.shape[1] + 1), 0)
    np.maximum.accumulate(position, axis=1, out=position)
    ranks = np.empty_like(position)
    np.put_along_axis(ranks, order, position, axis=1)
    return ranks


def quick_ranks(scores: Array, higher_is_better: bool) -> Counts:
    """The same ranks (S × n), by the one sort of `sorted_by_key`. Raises FloatingPointError for a score that is no number."""
    order, unsure = sorted_by_key(scores, higher_is_better)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, scores.shape[1] + 1)[None], axis=1)
    if len(unsure):
        ranks[unsure] = _settled(scores, unsure, higher_is_better)
    return ranks


def tie_width(best: Array, worst: Array) -> Array:
    return np.maximum(TIE * np.abs(best - worst), NOISE * np.maximum(np.abs(best), np.abs(worst)))


def is_first(
    scores: Array, alternative: int | NDArray[np.intp], higher_is_better: bool
) -> NDArray[np.bool_]:
    """In which draws an alternative (one, or one a draw) is first, by the same rule, without ordering the others.

    It is if nobody is better, and is not if the best is farther than all ties in a chain; the rest is ordered.
    """
    merit = scores if higher_is_better else -scores
    best, worst = merit.max(axis=1), merit.min(axis=1)
    own = np.broadcast_to(alternative, len(merit))
    behind = best - merit[np.arange(len(merit)), own]
    chain = merit.shape[1] * tie_width(best, worst)
    first: NDArray[np.bool_] = behind <= 0
    unsure = np.flatnonzero((behind > 0) & ~(behind > chain))
    if len(unsure):
        first[unsure] = exact_ranks(merit[unsure], True)[np.arange(len(unsure)), own[unsure]] == 1
    return first


def rows_at_once(n: int, edges: Sequence[int]) -> int:
    """Draws to score and count at a time: few enough for the cache, many enough that threads seldom wait for another."""
    cells = 200_000 if n > DENSE and len(edges) < n else 122_880
    return max(4, cells // n)


class Found(NamedTuple):
    """Ranks counted (n × edges), and (draw, alternative) of every first rank."""

    counts: Counts
    draws: NDArray[np.intp]
    first: NDArray[np.intp]


def count_ranks(
    pieces: Iterable[tuple[int, Array]],
    n: int,
    higher_is_better: bool,
    edges: Sequence[int],
    squared: SquaredCounts | None = None,
) -> Found:
    """Count the ranks of pieces (number of the first draw, scores of some draws × n), or bands ending at `edges`.

    `squared` hears of every piece, where each is a batch of its own. Raises FloatingPointError if a score is no
    finite number.
    """
    how = _dense if n <= DENSE else _banded if len(edges) < n else _wide
    counts, draws, first = how(pieces, n, higher_is_better, edges, squared)
    return Found(counts, np.concatenate(draws), np.concatenate(first))


Parts = tuple[Counts, list[NDArray[np.intp]], list[NDArray[np.intp]]]


def _dense(
    pieces: Iterable[tuple[int, Array]],
    n: int,
    higher_is_better: bool,
    edges: Sequence[int],
    squared: SquaredCounts | None,
) -> Parts:
    """One table of rank × alternative, small enough for the cache, filled in the order of the draws."""
    bits = mark_bits(n)
    table = np.zeros(n << bits, dtype=np.int64)
    rows, who = [], []
    for start, scores in pieces:
        order, unsure = sorted_by_key(scores, higher_is_better)
        ranks = _settled(scores, unsure, higher_is_better)
        if squared is not None:
            squared.add(order, unsure, ranks)
        draws, first = _firsts(order[:, 0], unsure, ranks)
        rows.append(draws + start)
        who.append(first)
        order |= _repeated(n, len(order), bits, 0)
        if len(unsure):
            order[unsure] = np.arange(n) | (ranks - 1) << bits
        table += np.bincount(order.ravel(), minlength=n << bits)
    counts = np.ascontiguousarray(table.reshape(n, 1 << bits)[:, :n].T)
    if len(edges) < n:
        counts = np.add.reduceat(counts, (0, *edges[:-1]), axis=1)
    return counts, rows, who


def _wide(
    pieces: Iterable[tuple[int, Array]],
    n: int,
    higher_is_better: bool,
    edges: Sequence[int],
    squared: SquaredCounts | None,
) -> Parts:
    """Every rank of many alternatives: orders are kept, then each rank is counted in a table of its own."""
    counts = np.zeros((len(edges), n), dtype=np.int64)
    rows, who, orders = [], [], []
    for start, scores in pieces:
        order, unsure = sorted_by_key(scores, higher_is_better)
        ranks = _settled(scores, unsure, higher_is_better)
        if squared is not None:
            squared.add(order, unsure, ranks)
        draws, first = _firsts(order[:, 0], unsure, ranks)
        rows.append(draws + start)
        who.append(first)
        np.add.at(counts, (ranks - 1, np.arange(n)), 1)
        orders.append(np.delete(order, unsure, axis=0).astype(np.uint16))
    for rank, column in enumerate(np.concatenate(orders).T):
        counts[rank] += np.bincount(column, minlength=n)
    return np.ascontiguousarray(counts.T), rows, who


def _banded(
    pieces: Iterable[tuple[int, Array]],
    n: int,
    higher_is_better: bool,
    edges: Sequence[int],
    squared: SquaredCounts | None,
) -> Parts:
    counts = np.zeros((len(edges), n), dtype=np.int64)
    rows, who = [], []
    for start, scores in pieces:
        order, unsure = sorted_by_key(scores, higher_is_better, edges)
        ranks = _settled(scores, unsure, higher_is_better)
        if squared is not None:
            squared.add(order, unsure, ranks)
        draws, first = _firsts(order[:, 0], unsure, ranks)
        rows.append(draws + start)
        who.append(first)
        np.add.at(counts, (np.searchsorted(edges, ranks), np.arange(n)), 1)
        order = np.delete(order, unsure, axis=0) if len(unsure) else order
        left = 0
        for band, edge in enumerate(edges):
            counts[band] += np.bincount(order[:, left:edge].ravel(), minlength=n)
            left = edge
    return np.ascontiguousarray(counts.T), rows, who


def _settled(scores: Array, unsure: NDArray[np.intp], higher_is_better: bool) -> Counts:
    """Exact ranks of the draws that the fast order left open; a score that is no number is always among them."""
    if not len(unsure):
        return np.empty((0, scores.shape[1]), dtype=np.int64)
    if not np.isfinite(scores[unsure]).all():
        raise FloatingPointError
    return exact_ranks(scores[unsure], higher_is_better)


def _firsts(
    best: NDArray[np.int64], unsure: NDArray[np.intp], ranks: Counts
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(draw, alternative) of every first rank: one a draw, more where first ranks are tied."""
    if not len(unsure):
        return np.arange(len(best)), best.copy()
    sure = np.delete(np.arange(len(best)), unsure)
    rows, who = np.nonzero(ranks == 1)
    return np.concatenate((sure, unsure[rows])), np.concatenate((best[sure], who))


def mark_bits(n: int) -> int:
    return max(1, (n - 1).bit_length())


@lru_cache(maxsize=8)
def _repeated(n: int, draws: int, shift: int, sign: int) -> Counts:
    """The alternatives' numbers, shifted, with a sign, once a draw: whole tables combine faster than table and row."""
    row = np.arange(n) << shift | np.int64(sign)
    table = np.tile(row, (draws, 1))
    table.flags.writeable = False
    return table


def sorted_by_key(
    scores: Array, higher_is_better: bool, edges: Sequence[int] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Order of each draw, best first (S × n), and the draws whose order this could not settle.

    Each score carries its alternative in its lowest bits, so that one sort of values is the whole ordering.
    A draw is unsettled if two neighbours are nearer than a tie or than what those bits may hide; with bands
    ending at `edges` only the neighbours at an edge matter.
    """
    n = scores.shape[1]
    hidden = (1 << mark_bits(n)) - 1
    keys = np.bitwise_and(scores.view(np.int64), ~hidden, order="C")
    # the sign turns best to first
    np.bitwise_xor(keys, _repeated(n, len(scores), 0, SIGN if higher_is_better else 0), out=keys)
    values = keys.view(np.float64)
    values.sort(axis=1)
    ends = np.abs(values[:, [0, -1]]).max(axis=1)
    # an upper bound of the tie rule's width, and of what the marks may have shifted
    width = TIE * (values[:, -1] - values[:, 0]) + (NOISE + 2 * (hidden + 1) * EPS) * ends + TINY
    if edges is None:
        gaps = _gaps(values)
    else:
        at = np.array(edges[:-1])
        gaps = values[:, at] - values[:, at - 1]
    if gaps.min() > width.max():
        unsure = np.empty(0, dtype=np.intp)
    else:  # also where a score is no number
        unsure = np.flatnonzero(~(gaps.min(axis=1) > width))
    return np.bitwise_and(keys, hidden, out=keys), unsure


def _gaps(values: Array) -> Array:
    """From each to the next; behind the last of a draw is room. One long difference is faster than one a draw."""
    gaps = np.empty(values.shape)
    np.subtract(values.ravel()[1:], values.ravel()[:-1], out=gaps.ravel()[:-1])
    gaps[:, -1] = np.inf
    return gaps
