"""Rooms without opinion groups: as many people round the room's own mean, spread as widely as its own, in one crowd."""

from collections.abc import Iterator, Sequence

import numpy as np

from mcda.model.decision_matrix import Array

SEED = 1
Blocks = list[Array]  # P × k shares each: of the groups of criteria, then inside each group


def dirichlet_rooms(weights: Array, inside: Sequence[Sequence[int]], rooms: int) -> Iterator[Array]:
    """Rooms (P × m) like that of `weights` (P × m), each block of shares from a Dirichlet distribution.

    Its mean is that of the room's people, and so is its total variance. Where that is larger than one crowd can have,
    the largest parameter is one: with all below one the density is highest in several corners, which would be opinion
    groups again.
    """
    rng = np.random.default_rng(SEED)
    fitted = [_fitted(block) for block in _blocks(weights, inside)]
    for _ in range(rooms):
        yield _whole([_drawn(rng, *each, len(weights)) for each in fitted], inside)


def uniform_rooms(weights: Array, inside: Sequence[Sequence[int]], rooms: int) -> Iterator[Array]:
    """The same, uniform along the principal axes of all blocks, with the mean and the covariances of the room.

    So that a crowd that differs in one direction alone is not taken for two (as the gap statistic does it: Tibshirani,
    Walther & Hastie 2001, JRSS B 63(2), 411-423). Of all crowds an even one looks most like two: the null of the dip
    test (Hartigan & Hartigan 1985, Annals of Statistics 13(1), 70-84). What falls below zero is zero.
    """
    rng = np.random.default_rng(SEED)
    blocks = _blocks(weights, inside)
    values = np.hstack(blocks)
    mean = values.mean(axis=0)
    variances, axes = np.linalg.eigh(np.cov(values.T))
    widths = np.sqrt(12 * np.maximum(variances, 0))[:, None] * axes.T  # variance: width² / 12
    edges = np.cumsum([block.shape[1] for block in blocks])[:-1]
    for _ in range(rooms):
        drawn = mean + (rng.random(values.shape) - 0.5) @ widths
        parts = [np.maximum(part, 1e-12) for part in np.split(drawn, edges, axis=1)]
        yield _whole([part / part.sum(axis=1, keepdims=True) for part in parts], inside)


def _blocks(weights: Array, inside: Sequence[Sequence[int]]) -> Blocks:
    """What is weighed against each other; even shares inside a group that somebody gave nothing."""
    parts = [weights[:, list(group)] for group in inside]
    of_groups = np.stack([part.sum(axis=1) for part in parts], axis=1)
    even = (np.full(part.shape, 1 / part.shape[1]) for part in parts)
    return [
        of_groups,
        *(
            np.divide(part, total[:, None], out=out, where=total[:, None] > 1e-12)
            for part, total, out in zip(parts, of_groups.T, even, strict=True)
        ),
    ]


def _whole(blocks: Blocks, inside: Sequence[Sequence[int]]) -> Array:
    of_groups, *within = blocks
    found = np.empty((len(of_groups), sum(map(len, inside))))
    for at, (group, shares) in enumerate(zip(inside, within, strict=True)):
        found[:, list(group)] = of_groups[:, [at]] * shares
    return found


def _fitted(shares: Array) -> tuple[Array, float]:
    """The mean of P × k shares, and the sum of the parameters; infinite where all are alike.

    By moments: the variances sum to Σ μ (1 - μ) / (sum + 1).
    """
    mean = shares.mean(axis=0)
    variance = float(shares.var(axis=0, ddof=1).sum())
    if variance < 1e-12:
        return mean, np.inf
    found = float((mean * (1 - mean)).sum()) / variance - 1
    return mean, max(found, 1 / float(mean.max()))


def _drawn(rng: np.random.Generator, mean: Array, total: float, people: int) -> Array:
    if np.isinf(total):
        return np.tile(mean, (people, 1))
    # by gammas: numpy's own dirichlet takes no parameter of zero, and rows of tiny ones may be all zero
    drawn = rng.standard_gamma(total * mean, (people, len(mean)))
    drawn[drawn.sum(axis=1) == 0] = mean
    found: Array = drawn / drawn.sum(axis=1, keepdims=True)
    return found
