"""How far people's weights lie apart: half the sum of the differences, which is what would have to be moved."""

import numpy as np

from mcda.model.decision_matrix import Array


def distances(weights: Array) -> Array:
    """P × P distances of P × m weights: 0 (the same) to 1 (nothing in common)."""
    apart: Array = np.abs(weights[:, None, :] - weights[None, :, :]).sum(axis=2) / 2
    return apart


def mean_distance(weights: Array) -> Array:
    """The mean of `distances` over all pairs of people; … × P × m weights, at least two people.

    In order of size, the i-th of P shares is counted 2i - P - 1 times in the sum of all differences.
    """
    people = weights.shape[-2]
    times = 2.0 * np.arange(people) - people + 1
    # Σ |a - b| over pairs, then half of it, over P (P - 1) / 2 pairs
    total = np.einsum("i,...ij->...", times, np.sort(weights, axis=-2))
    found: Array = np.maximum(total, 0) / (people * (people - 1))  # no rounding below zero
    return found
