"""Tiers: values cut into classes where they naturally break, exactly."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from criteria.errors import StudyError


def natural_breaks(values: Sequence[float], classes: int) -> tuple[tuple[float, ...], ...]:
    """The values in ascending classes with the least squared deviation from the class means.

    Exact, by dynamic programming over the sorted values (Fisher 1958; Jenks 1977). Equal values are never parted.
    Raises StudyError unless 1 ≤ classes ≤ the number of different values.
    """
    distinct, counts = np.unique(np.asarray(values, dtype=float), return_counts=True)
    n = len(distinct)
    if not 1 <= classes <= n:
        raise StudyError.of("echelons.classes", classes=classes, distinct=n)
    # centred, so that large values do not drown their differences
    centred = distinct - distinct.mean()
    weight = np.r_[0, np.cumsum(counts)]
    total = np.r_[0, np.cumsum(counts * centred)]
    squares = np.r_[0, np.cumsum(counts * centred**2)]

    def spread(i: int, j: int) -> float:
        """Squared deviation inside the class of distinct[i:j]."""
        inside = total[j] - total[i]
        return float(squares[j] - squares[i] - inside**2 / (weight[j] - weight[i]))

    best = np.full((classes + 1, n + 1), np.inf)
    start = np.zeros((classes + 1, n + 1), dtype=int)
    best[0, 0] = 0.0
    for k in range(1, classes + 1):
        for j in range(k, n + 1):
            costs = [best[k - 1, i] + spread(i, j) for i in range(k - 1, j)]
            at = int(np.argmin(costs))
            best[k, j], start[k, j] = costs[at], at + k - 1
    cuts = [n]
    for k in range(classes, 0, -1):
        cuts.append(int(start[k, cuts[-1]]))
    cuts.reverse()
    ascending = sorted(float(value) for value in values)
    ends = [int(weight[cut]) for cut in cuts]
    return tuple(tuple(ascending[a:b]) for a, b in pairwise(ends))


def echelons(
    values: Mapping[str, float], classes: int = 3, more_is_stronger: bool = True
) -> tuple[tuple[str, ...], ...]:
    """The keys in tiers by natural breaks, the strongest first. Raises as natural_breaks does."""
    groups = natural_breaks(list(values.values()), classes)
    if more_is_stronger:
        groups = groups[::-1]
    sign = -1 if more_is_stronger else 1
    ordered = sorted(values, key=lambda key: sign * values[key])
    return tuple(
        tuple(key for key in ordered if min(group) <= values[key] <= max(group)) for group in groups
    )
