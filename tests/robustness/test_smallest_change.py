"""The smallest change of weights on tables with twins and ties, against exact fractions."""

import itertools
import json
import os
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

from mcda import DecisionMatrix, Weights, rank
from mcda.robustness import smallest_change, smallest_change_into
from mcda.robustness.integer_programme import standard_output_kept
from mcda.study.factory import embedded_study
from tests.drivers.repetitions import times

LEVELS = 3  # the values 0 … 3, whose thirds no binary fraction holds
WEIGHTS = ((1, 2, 3), (1, 1, 1), (0, 1, 3), (5, 2, 2))


def small_table(rng):
    """5 to 7 rows of 3 criteria: of 0 and 1, or of 0 to 3, twins among them."""
    n = int(rng.integers(5, 8))
    table = rng.integers(0, 2 if rng.random() < 0.5 else LEVELS + 1, (n, 3))
    table[rng.integers(n)] = table[rng.integers(n)]
    return table


def exactly(table, parts):
    """The ranking, and its normalised values and weights as fractions."""
    matrix = DecisionMatrix.of(table, [1, 1, 1], scales=[(0, LEVELS)] * 3)
    values = [[Fraction(int(v), LEVELS) for v in row] for row in table]
    return rank(matrix, parts), values, [Fraction(p, sum(parts)) for p in parts]


def corners(values, now):
    """Where a least change may lie: all points at which two of the lines of equal scores, equal or no weight cross."""
    unit = [[Fraction(int(i == j)) for j in range(3)] for i in range(3)]
    lines = {(*axis, at) for axis, w in zip(unit, now, strict=True) for at in (Fraction(0), w)}
    for a, b in itertools.combinations(values, 2):
        lines.add((*(x - y for x, y in zip(a, b, strict=True)), Fraction(0)))
    found = set()
    for one, other in itertools.combinations(lines, 2):
        # w3 = 1 - w1 - w2
        (a, b, e), (c, d, f) = (
            (line[0] - line[2], line[1] - line[2], line[3] - line[2]) for line in (one, other)
        )
        if a * d != b * c:
            x, y = (e * d - b * f) / (a * d - b * c), (a * f - e * c) / (a * d - b * c)
            if min(x, y, 1 - x - y) >= 0:
                found.add((x, y, 1 - x - y))
    return found


def least(values, now, row, k):
    """The least change with which fewer than k are better; None if there is none."""
    best = None
    for weights in corners(values, now):
        scores = [sum(w * v for w, v in zip(weights, line, strict=True)) for line in values]
        if sum(score > scores[row] for score in scores) < k:
            change = sum(abs(w - n) for w, n in zip(weights, now, strict=True))
            best = change if best is None else min(best, change)
    return best


@pytest.mark.parametrize("seed", range(times(12)))
def test_a_tie_reaches_the_first_few_and_no_tolerance_blurs_it(seed):
    rng = np.random.default_rng(seed)
    ranking, values, now = exactly(small_table(rng), WEIGHTS[seed % len(WEIGHTS)])
    for line, k in itertools.product(ranking, (1, 2, 3)):
        flip = smallest_change_into(ranking, line.key, k)
        expected = least(values, now, line.row, k)
        assert (flip is None) == (expected is None), (line.key, k)
        if flip is not None:
            assert flip.change == pytest.approx(float(expected), abs=1e-9)
            assert rank(ranking.matrix, flip.weights).rank(line.key) <= k


@pytest.mark.parametrize("seed", range(times(20)))
def test_one_overtakes_another_with_the_least_change_wherever_it_can(seed):
    rng = np.random.default_rng(seed)
    ranking, values, now = exactly(small_table(rng), WEIGHTS[seed % len(WEIGHTS)])
    for a, b in itertools.permutations(ranking, 2):
        lead = [x - y for x, y in zip(values[b.row], values[a.row], strict=True)]
        flip = smallest_change(ranking, b.key, a.key)
        assert (flip is None) == (max(lead) <= 0 and b.rank >= a.rank)
        if flip is None:
            continue
        ranks = rank(ranking.matrix, flip.weights)
        assert ranks.rank(b.key) < ranks.rank(a.key)
        level = [
            sum(abs(w - n) for w, n in zip(weights, now, strict=True))
            for weights in corners([values[a.row], values[b.row]], now)
            if sum(w * step for w, step in zip(weights, lead, strict=True)) >= 0
        ]
        assert flip.change == pytest.approx(float(min(level, default=0)), abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["西峡县", "内乡县"])
def test_all_weight_on_the_water_source_ties_two_counties_for_the_first_rank(name):
    """Both are at its best end, and so among the first ten: 1, 1, 3."""
    study = embedded_study("secondary")
    ranking, key = study.ranked_by("additive"), study.evidence.named(name).key
    alone = {c: float(c == "water_source") for c in ranking.matrix.criteria}
    assert rank(ranking.matrix, Weights.of(alone)).rank(key) == 1
    flip = smallest_change_into(ranking, key, 10)
    assert flip is not None
    assert rank(ranking.matrix, flip.weights).rank(key) <= 10
    assert flip.change <= 2 * (1 - ranking.weights["water_source"]) + 1e-9


# a table on which HiGHS prints a line of its own: rows, weights, who, among how many
ROWS = (
    "212 212 202 111 220 101 220 111 211 111 202 220 111 122 "
    "011 000 211 220 111 211 100 220 012 021 202 210 202"
)
PRINTING = [ROWS, [0.7505, 0.1606, 0.0888], "A23", 11]
SCRIPT = """
import json
import sys
from mcda import DecisionMatrix, Weights, rank
from mcda.robustness import smallest_change_into

rows, weights, key, k = json.load(sys.stdin)
matrix = DecisionMatrix.of([[int(digit) for digit in row] for row in rows.split()], [1] * len(weights))
print(json.dumps(smallest_change_into(rank(matrix, weights), key, k).change))
"""
PILOTS = """
import os
import sys
from mcda import __main__
from mcda.robustness import integer_programme

solve = integer_programme.milp


def printing(*programme, **options):
    os.write(1, b"HighsMipSolverData::transformNewIntegerFeasibleSolution tmpSolver.run();\\n")
    return solve(*programme, **options)


integer_programme.milp = printing
sys.exit(__main__.main(["pilots", "--stage", "primary", "-k", "3", "--min-distance-km", "200", "--per-province-max", "1", "--json"]))
"""


def printed(script, given=""):
    ended = subprocess.run(
        [sys.executable, "-c", script], input=given, capture_output=True, text=True, check=True
    )
    return json.loads(ended.stdout), ended.stderr


@pytest.mark.slow
def test_standard_output_holds_nothing_but_what_the_caller_prints():
    change, _ = printed(SCRIPT, json.dumps(PRINTING))
    assert change == pytest.approx(0.74207, abs=1e-4)


@pytest.mark.slow
def test_pilots_print_one_document_whatever_the_solver_says():
    found, errors = printed(PILOTS)
    assert len(found["chosen"]) == 3
    assert "HighsMipSolverData" in errors


def test_standard_output_is_given_back_when_the_last_of_several_threads_has_done(capfd):
    with standard_output_kept():
        with standard_output_kept():
            os.write(1, b"inner ")
        os.write(1, b"outer ")
    os.write(1, b"own")
    assert capfd.readouterr() == ("own", "inner outer ")
