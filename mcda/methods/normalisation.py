"""Normalisations by name: pymcdm's, zeros allowed where their definition allows them, and no overflow."""

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcda.model.decision_matrix import Array, DecisionMatrix

NORMALISATIONS = (
    "minmax",
    "linear",
    "sum",
    "vector",
    "max",
    "nonlinear",
    "enhanced_accuracy",
    "zavadskas_turskis",
    "logarithmic",
)

PICTURES = "pymcdm.visuals"
_IMPORTING = Lock()


class _Pictures(ModuleType):
    """Stands for pymcdm's pictures until somebody asks for one."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(import_module(PICTURES), name)


@cache
def library(part: str) -> Any:
    """A part of pymcdm, imported when first needed: that costs more than Streamlit's own import.

    The package imports its pictures along with everything, and with them matplotlib, which takes about half of the time
    of a first ranking. They come when somebody asks for one.
    """
    with _IMPORTING:
        is_undrawn = PICTURES not in sys.modules
        if is_undrawn:
            sys.modules[PICTURES] = _Pictures(PICTURES)
        try:
            import pymcdm

            return getattr(pymcdm, part)
        finally:
            if is_undrawn:
                del sys.modules[PICTURES]


@cache
def normalisation_named(name: str) -> Callable[..., Array]:
    """A function of a column and whether it is a cost, as pymcdm's methods take it."""
    if name in OWN:
        return OWN[name]
    function: Callable[..., Array] = getattr(library("normalizations"), f"{name}_normalization")
    return function


def normalised(matrix: DecisionMatrix, name: str, *, directed: bool = True) -> Array:
    """N × m values normalised, more is better; with `directed` false every column as if more were better.

    Computed once a matrix: it does not depend on the weights.
    """
    label = name if directed else f"{name}, as it is"
    if label not in matrix.cache:
        costs = (matrix.directions == -1) & directed
        if name in WHOLE:
            table = WHOLE[name](matrix, costs)
        else:
            function = normalisation_named(name)
            columns = zip(matrix.clipped.T, costs, strict=True)
            table = np.column_stack([function(column, cost=cost) for column, cost in columns])
        table = np.ascontiguousarray(table)
        table.setflags(write=False)
        matrix.cache[label] = table
    return matrix.cache[label]


def unfit(name: str, low: Array, high: Array, directions: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of m columns a normalisation cannot take, by their smallest and largest value."""
    cost = directions == -1
    bad = np.zeros(len(low), dtype=bool)
    if name in ("sum", "linear", "nonlinear"):
        bad |= (low <= 0) & cost | ((low < 0) | (high <= 0)) & ~cost
    elif name == "zavadskas_turskis":
        bad |= (low <= 0) & cost | (high <= 0) & ~cost
    elif name == "logarithmic":
        bad |= (low < 1) | (high <= 1)
    elif name == "max":
        bad |= high <= 0
    elif name == "vector":
        bad |= (low == 0) & (high == 0)
    elif name == "enhanced_accuracy":
        bad |= low == high
    return bad


def _sum(column: Array, cost: bool = False) -> Array:
    """Share of the sum; of the reciprocals' for a cost. pymcdm 1.4.0 refuses any zero."""
    ratios = 1 / column if cost else column
    shares: Array = ratios / ratios.sum()
    return shares


def _linear(column: Array, cost: bool = False) -> Array:
    """Share of the largest; for a cost, the smallest over the value. pymcdm 1.4.0 refuses any zero."""
    shares: Array = column.min() / column if cost else column / column.max()
    return shares


def _logarithmic(column: Array, cost: bool = False) -> Array:
    """Share of the sum of logarithms, where pymcdm 1.4.0 takes the logarithm of a product that overflows."""
    logs = np.log(column)
    shares: Array = logs / logs.sum()
    return (1 - shares) / (len(column) - 1) if cost else shares


def _minmax_table(matrix: DecisionMatrix, costs: NDArray[np.bool_]) -> Array:
    low, high = matrix.lowest, matrix.highest
    width = high - low
    lead = np.where(costs, high - matrix.clipped, matrix.clipped - low)
    shares: Array = np.where(width > 0, lead / np.where(width > 0, width, 1), 1.0)
    return shares


def _vector_table(matrix: DecisionMatrix, costs: NDArray[np.bool_]) -> Array:
    # in parts of the largest, whose squares neither overflow nor vanish
    parts = matrix.clipped / np.maximum(np.abs(matrix.lowest), np.abs(matrix.highest))
    shares: Array = parts / np.sqrt((parts**2).sum(axis=0))
    return np.where(costs, 1 - shares, shares)


# the two most used, on the whole table at once: a first ranking then costs what pymcdm's own call does
WHOLE: dict[str, Callable[[DecisionMatrix, NDArray[np.bool_]], Array]] = {
    "minmax": _minmax_table,
    "vector": _vector_table,
}
OWN: dict[str, Callable[..., Array]] = {
    "sum": _sum,
    "linear": _linear,
    "logarithmic": _logarithmic,
}
