"""Stability intervals on small tables with twins and ties at the edge, against exact fractions."""

import itertools
from fractions import Fraction

import numpy as np
import pytest

from mcda import DecisionMatrix, rank
from mcda.robustness import stability_interval
from tests.drivers.repetitions import times

TWINS = [[0, 0], [4, 2], [4, 2], [0, 4]]


def ranked(table, parts):
    levels = (0, 4)
    matrix = DecisionMatrix.of(table, [1] * len(parts), scales=[levels] * len(parts))
    return rank(matrix, parts)


def exact_ranks(table, parts, column, share):
    """Ranks with one criterion at a share and the others in proportion, in fractions."""
    rest = sum(p for j, p in enumerate(parts) if j != column)
    weights = [
        share if j == column else (1 - share) * Fraction(p, rest) for j, p in enumerate(parts)
    ]
    scores = [sum(w * int(v) for w, v in zip(weights, row, strict=True)) for row in table]
    return [1 + sum(other > score for other in scores) for score in scores]


def exact_interval(table, parts, column, keep):
    """The shares around the present one over which the answer stays, from crossing to crossing."""
    now = Fraction(parts[column], sum(parts))

    def answer(share):
        ranks = exact_ranks(table, parts, column, share)
        return ranks if keep == "order" else [r <= keep for r in ranks]

    rest = sum(p for j, p in enumerate(parts) if j != column)
    start = [
        sum(
            Fraction(p, rest) * int(v)
            for j, (p, v) in enumerate(zip(parts, row, strict=True))
            if j != column
        )
        for row in table
    ]
    end = [Fraction(int(row[column])) for row in table]
    stops = {Fraction(0), now, Fraction(1)}
    for a, b in itertools.combinations(range(len(table)), 2):
        slope = (end[a] - start[a]) - (end[b] - start[b])
        if slope:
            stops.add(min(max((start[b] - start[a]) / slope, Fraction(0)), Fraction(1)))
    found = []
    for way in (1, -1):
        ahead = sorted((stop for stop in stops if (stop - now) * way >= 0), reverse=way < 0)
        edge = ahead[-1]
        for one, following in itertools.pairwise(ahead):
            if answer((one + following) / 2) != answer(now):
                edge = one
                break
        found.append(edge)
    return found[1], found[0]


def test_twins_that_pass_the_first_change_the_first_two():
    ranking = ranked(TWINS, (1, 4))
    assert ranking.ranks.tolist() == [4, 2, 2, 1]
    found = stability_interval(ranking, "C1", 2)
    assert (found.low, found.high) == (0, pytest.approx(1 / 3, abs=1e-12))
    assert found.above == ("A4", "A2")
    assert found.below is None


def test_a_tie_that_breaks_need_not_change_the_set():
    """The third line leads when C1 counts for less, and the twins are second together: all three stay."""
    ranking = ranked([[2, 2], [2, 2], [0, 4], [0, 0]], (1, 1))
    assert ranking.ranks.tolist() == [1, 1, 1, 4]
    found = stability_interval(ranking, "C1", 2)
    assert (found.low, found.high) == (0, 0.5)
    assert found.above.falls == "A3"


@pytest.mark.parametrize("seed", range(times(60)))
def test_intervals_hold_as_exact_fractions_say(seed):
    rng = np.random.default_rng(seed)
    m = int(rng.integers(2, 4))
    table = rng.integers(0, 5, (int(rng.integers(3, 8)), m))
    for _ in range(2):
        table[rng.integers(len(table))] = table[rng.integers(len(table))]
    parts = tuple(int(p) for p in rng.integers(1, 5, m))
    ranking = ranked(table, parts)
    for column, keep in itertools.product(range(m), (1, 2, 3, "order")):
        found = stability_interval(ranking, f"C{column + 1}", keep)
        low, high = exact_interval(table, parts, column, keep)
        assert (found.low, found.high) == (
            pytest.approx(float(low), abs=1e-9),
            pytest.approx(float(high), abs=1e-9),
        ), (column, keep)
