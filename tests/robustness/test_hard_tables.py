"""Every kernel against its method where formulas stumble: nothing varies, zeros, ends of scales, one weight alone."""

import numpy as np
import pytest

from criteria.errors import MethodError
from mcda import DecisionMatrix
from mcda.methods.kernel import prepare
from mcda.methods.registry import METHODS, rank
from tests.definitions import DEFINITIONS

DIRECTIONS = [1, -1, 1, -1, 1]
SCALES = [(2, 4), (4, 2), (0.5, 9), (9, 0.1), (1, 3)]
SHARES = np.vstack(
    (
        np.random.default_rng(5).dirichlet(np.ones(5), 3),
        [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0.5, 0.5, 0, 0, 0]],
    )
)


def values(**columns):
    """12 × 5 readings from 1 to 5, some columns all the same, some cells replaced."""
    table = np.random.default_rng(1).uniform(1, 5, (12, 5))
    for name, reading in columns.items():
        table[:, int(name[1:])] = reading
    return table


def zeros():
    table = values()
    table[3, 0] = table[4, 2] = 0
    return table


TABLES = {
    "one gain constant": DecisionMatrix.of(values(c0=2), DIRECTIONS),
    "one cost constant": DecisionMatrix.of(values(c1=2), DIRECTIONS),
    "two constant": DecisionMatrix.of(values(c0=2, c1=3), DIRECTIONS),
    "zero gains": DecisionMatrix.of(zeros(), DIRECTIONS),
    "negative": DecisionMatrix.of(values() - [0, 0, 0, 0, 3], DIRECTIONS),
    "two alternatives": DecisionMatrix.of(values()[:2], DIRECTIONS),
    "three alternatives": DecisionMatrix.of(values()[:3], DIRECTIONS),
    "gains alone": DecisionMatrix.of(values(), [1] * 5),
    "costs alone": DecisionMatrix.of(values(), [-1] * 5),
    "stopped at the ends": DecisionMatrix.of(values(), scales=SCALES),
    "beyond the ends": DecisionMatrix.of(values(), scales=SCALES, beyond="raw"),
    "all at an end": DecisionMatrix.of(values(c0=5), scales=SCALES),
    "bent": DecisionMatrix.of(values(), scales=SCALES, curves=["log"] * 5),
    "some scales": DecisionMatrix.of(
        values(c1=2), DIRECTIONS, scales=[SCALES[0], None, SCALES[2], None, SCALES[4]]
    ),
    "all alike": DecisionMatrix.of(np.tile(values()[0], (4, 1)), DIRECTIONS),
}


def settings_of(method):
    """The defaults, then every choice and both ends of every number."""
    yield {}
    for parameter in method.parameters:
        if parameter.kind == "choice":
            yield from ({parameter.key: choice} for choice in parameter.choices)
        if parameter.kind == "number":
            ends = (parameter.low, parameter.high)
            yield from ({parameter.key: end} for end in ends if end is not None)


def scores_or_nothing(matrix, shares, key, given):
    """Those of the publication's definition where the method is its kernel: else there were nothing to compare."""
    if key in DEFINITIONS:
        with np.errstate(all="ignore"):
            found = DEFINITIONS[key](matrix, shares, **METHODS[key].settings(matrix, given))
        return found if np.isfinite(found).all() else None
    try:
        return rank(matrix, shares, key, **given).scores
    except MethodError:
        return None


@pytest.mark.parametrize("key", list(METHODS))
@pytest.mark.parametrize("name", list(TABLES))
def test_a_kernel_scores_as_its_method_does(name, key):
    """The same scores, and a number that is not finite wherever the method refuses the weights."""
    matrix, method = TABLES[name], METHODS[key]
    for given in settings_of(method):
        try:
            settings = method.settings(matrix, given)
        except MethodError:
            continue
        if method.unmet(matrix, settings):
            continue
        found = prepare(key, matrix, settings)(SHARES)
        for row, shares in zip(found, SHARES, strict=True):
            expected = scores_or_nothing(matrix, shares, key, given)
            if expected is None:
                assert not np.isfinite(row).all(), (given, shares)
            else:
                limit = 1e-12 * np.abs(expected).max() + 1e-15
                assert np.abs(row - expected).max() <= limit, (given, shares)
