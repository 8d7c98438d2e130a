"""PROMETHEE II: net flows, one criterion at a time, by sorting instead of comparing every pair.

pymcdm 1.4.0 has no Gaussian shape, takes one shape for all criteria, and compares every pair: it answers where that is
asked, for few alternatives.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from criteria.errors import MethodError
from mcda.methods.engine import engine, run
from mcda.methods.matrix_products import Score, rows_of, score_one, weighted_sum
from mcda.model.decision_matrix import Array, DecisionMatrix

SHAPES = ("usual", "ushape", "vshape", "level", "linear", "gaussian")
FEW = 256  # alternatives of which pymcdm compares every pair
BLOCK = 256  # rows of the pair table held at once by the one shape that sorting cannot serve
NEEDS = ()
# how pymcdm calls the shapes
ENGINE = {shape: shape for shape in ("usual", "ushape", "vshape", "level")} | {"linear": "vshape_2"}


def scores(
    matrix: DecisionMatrix,
    weights: Array,
    preference: tuple[str, ...],
    q: Array,
    p: Array,
    s: Array,
) -> Array:
    shape = ENGINE.get(preference[0])
    if shape is None or len(set(preference)) > 1 or len(matrix.alternatives) > FEW:
        settings = {"preference": preference, "q": q, "p": p, "s": s}
        return score_one(kernel, matrix, weights, **settings)
    return run(engine().PROMETHEE_II(shape, p=p, q=q), matrix.clipped, weights, matrix)


def consistent(settings: dict[str, Any], given: Mapping[str, Any], matrix: DecisionMatrix) -> None:
    """Raises MethodError where p is below q, or an s is zero; lifts a default p to a q above it."""
    shapes = np.array(settings["preference"])
    if given.get("p") is None:
        settings["p"] = np.maximum(settings["p"], settings["q"])
    contrary = np.isin(shapes, ("level", "linear")) & (settings["p"] < settings["q"])
    if contrary.any():
        at = int(np.argmax(contrary))
        raise MethodError.of(
            "parameter.p_below_q",
            criterion=matrix.criteria[at],
            p=float(settings["p"][at]),
            q=float(settings["q"][at]),
        )
    flat = (shapes == "gaussian") & (settings["s"] <= 0)
    if flat.any():
        raise MethodError.of("parameter.s_zero", criterion=matrix.criteria[int(np.argmax(flat))])


def kernel(
    matrix: DecisionMatrix, preference: tuple[str, ...], q: Array, p: Array, s: Array
) -> Score:
    flows = net_flows(matrix.clipped * matrix.directions, preference, q, p, s)
    return partial(weighted_sum, columns=rows_of(flows))


def net_flows(gains: Array, shapes: Sequence[str], q: Array, p: Array, s: Array) -> Array:
    """N × m net flows in [-1, 1]; the net flow of an alternative is their weighted sum.

    `gains` is n × m, more is better; `shapes` names one preference shape a criterion, with its indifference
    threshold q, preference threshold p and Gaussian inflection s in the criterion's unit (Brans & Vincke 1985).
    O(n log n) a criterion, except the Gaussian: O(n²) time, O(n) memory.
    """
    flows = [
        _gaussian(column, s[j]) if shape == "gaussian" else _sorted(column, shape, q[j], p[j])
        for j, (column, shape) in enumerate(zip(gains.T, shapes, strict=True))
    ]
    return np.column_stack(flows) / (len(gains) - 1)


def _sorted(column: Array, shape: str, q: float, p: float) -> Array:
    order = np.argsort(column, kind="stable")
    x = column[order]
    result = np.empty_like(x)
    if shape in ("usual", "ushape"):
        threshold = q if shape == "ushape" else 0.0
        flow = _below(x, threshold) - _above(x, threshold)
    elif shape == "level":
        flow = 0.5 * (_below(x, q) + _below(x, p) - _above(x, q) - _above(x, p))
    else:
        flow = _ramp(x, q if shape == "linear" else 0.0, p)
    result[order] = flow
    return result


def _below(x: Array, threshold: float) -> Array:
    """For each of the sorted x: how many others are worse by more than the threshold."""
    return _exact(x, x - threshold, threshold, side="left")


def _above(x: Array, threshold: float) -> Array:
    """For each of the sorted x: how many others are better by more than the threshold."""
    return len(x) - _exact(x, x + threshold, -threshold, side="right")


def _exact(x: Array, edges: Array, shift: float, side: str) -> Array:
    """Positions of the edges, decided by the rounded difference x_i - x_k as a comparison of pairs would."""
    at = np.searchsorted(x, edges, side="left" if side == "left" else "right")
    n = len(x)
    while True:
        before, after = x[np.maximum(at - 1, 0)], x[np.minimum(at, n - 1)]
        if side == "left":  # those before differ by more than the threshold
            back = (at > 0) & ~(x - before > shift)
            forth = (at < n) & (x - after > shift)
        else:  # those from here on are better by more than -shift
            back = (at > 0) & (before - x > -shift)
            forth = (at < n) & ~(after - x > -shift)
        if not (back.any() or forth.any()):
            position: Array = at.astype(float)
            return position
        at = at - back + forth


def _ramp(x: Array, q: float, p: float) -> Array:
    """Net flow of the shape that rises from q to p; continuous, so rounding at the edges does not matter."""
    width = p - q
    if not width > 0:
        return _below(x, q) - _above(x, q)
    y = (x - x[0]) / width  # small numbers: the running sums below then lose nothing that matters
    low, high = q / width, p / width
    sums = np.concatenate(([0.0], np.cumsum(y)))
    far, near = np.searchsorted(y, y - high), np.searchsorted(y, y - low)
    wins = far + (near - far) * (y - low) - (sums[near] - sums[far])
    near, far = (
        np.searchsorted(y, y + low, side="right"),
        np.searchsorted(y, y + high, side="right"),
    )
    losses = (len(y) - far) + (sums[far] - sums[near]) - (far - near) * (y + low)
    flow: Array = wins - losses
    return flow


def _gaussian(x: Array, s: float) -> Array:
    flow = np.empty_like(x)
    for start in range(0, len(x), BLOCK):
        d = x[start : start + BLOCK, None] - x
        flow[start : start + BLOCK] = (np.sign(d) * -np.expm1(-(d**2) / (2 * s**2))).sum(axis=1)
    return flow
