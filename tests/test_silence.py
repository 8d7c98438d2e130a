"""Nothing that the program calls writes to standard output, which belongs to the command line's answer."""

import os
import random

import numpy as np
import pytest

from criteria.errors import AppError
from mcda.methods.kernel import prepare
from mcda.methods.registry import METHODS, rank
from mcda.model.decision_matrix import DecisionMatrix
from mcda.weighting.objective import OBJECTIVE, objective_weights
from mcda.weighting.registry import WEIGHTING_METHODS, elicit


def tables():
    """Ordinary, and of the kinds that make programs and solvers speak: zeros, twins, constants, huge and tiny values."""
    rng = np.random.default_rng(6)
    for values in (
        rng.uniform(1, 9, (7, 4)),
        rng.integers(0, 2, (7, 4)).astype(float),
        np.ones((5, 3)),
        np.repeat(rng.uniform(-3, 3, (3, 3)), 2, axis=0),
        rng.uniform(1, 2, (6, 3)) * [1e-300, 1, 1e300],
        np.column_stack((np.full(4, 5.0), [1, 2, 3, 4])),
    ):
        yield DecisionMatrix.of(values, np.where(np.arange(values.shape[1]) % 2, -1, 1))


def told(capfd):
    captured = capfd.readouterr()
    return captured.out + captured.err


def test_what_is_written_below_python_is_seen(capfd):
    os.write(1, b"HighsMipSolverData::")
    assert told(capfd) == "HighsMipSolverData::"


@pytest.mark.parametrize("method", METHODS)
def test_no_ranking_method_writes(method, capfd):
    answered = 0
    for matrix in tables():
        weights = np.ones(len(matrix.criteria))
        try:
            found = rank(matrix, weights, method)
        except AppError:
            continue
        answered += 1
        prepare(method, matrix, found.parameters)(found.weights.array[None])
    assert answered
    assert told(capfd) == ""


@pytest.mark.parametrize("method", OBJECTIVE)
def test_no_objective_weights_write(method, capfd):
    answered = 0
    for matrix in tables():
        for normalisation in (None, "none", "minmax"):
            try:
                objective_weights(method, matrix, normalisation)
            except AppError:
                continue
            answered += 1
    assert answered
    assert told(capfd) == ""


@pytest.mark.parametrize("method", WEIGHTING_METHODS)
def test_no_weighting_method_writes(method, capfd):
    """Best and worst puts a linear program to HiGHS, pairwise comparison a minimum to SciPy."""
    chance = random.Random(4)
    way = WEIGHTING_METHODS[method]
    for n in (2, 3, 4, 6):
        for _ in range(6):
            weights = np.array([chance.random() + 0.01 for _ in range(n)])
            answers = way.simulated([f"c{i}" for i in range(n)], weights / weights.sum(), chance)
            elicit(method, answers)
    assert told(capfd) == ""
